"""Applying as everybody does: a draft, its sections one after the other, its files, and the button."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from portal.accounts.models import User
from portal.applications import actions
from portal.applications.models import Application
from portal.applications.queries import find_application, questionnaire_of
from portal.calls.models import Call
from portal.db import session
from portal.demo.content import Figure, craft, words
from portal.demo.papers import Papers, Work, school

Answers = dict[str, Any]
AFTERTHOUGHT = timedelta(minutes=23)


def write(
    call: Call, figure: Figure, person: User, papers: Papers, *, home: str, at: datetime
) -> Application:
    """Fill in a draft over several days, a section at a time."""
    there = "Istanbul" if home == "Berlin" else "Berlin"
    application = _opened(actions.start(call, by=person, at=at, language=figure.lang))
    dice, moment = figure.dice(f"days:{call.slug}"), at
    for section, answers in _sections(figure, home=home, there=there).items():
        moment += timedelta(minutes=dice.randint(4, 240))
        asked = {key: value for key, value in answers.items() if _is_asked(application, key)}
        asked |= _attached(application, section, papers, by=person, at=moment)
        _save(application, section, asked, by=person, at=moment)
    return application


def _opened(begun: Application) -> Application:
    """The draft as the door loads it for its pages."""
    session().flush()  # it is read again right away
    application = find_application(begun.public_id)
    assert application is not None  # it was begun in the same transaction
    return application


def send(application: Application, *, by: User, at: datetime) -> None:
    """Send the application in."""
    actions.submit(application, by=by, at=at)


def _is_asked(application: Application, key: str) -> bool:
    return questionnaire_of(application.call).question(key) is not None


def _save(application: Application, section: str, answers: Answers, *, by: User, at: datetime) -> None:
    actions.save_answers(application, answers, base=application.revision, section=section, by=by, at=at)


# What is answered


def answers(figure: Figure, *, home: str, there: str) -> Answers:
    """All that somebody answers who brings no files along."""
    sections = _sections(figure, home=home, there=there)
    return {key: answer for section in sections.values() for key, answer in section.items()}


def _sections(figure: Figure, *, home: str, there: str) -> dict[str, Answers]:
    dice = figure.dice("answers")
    return {
        "about_you": _about(figure, dice, home),
        "project": _project(figure, dice, home, there),
        "work_samples": {},
        "documents": {"motivation_letter": _one_of("motivation", figure, dice, here=home, there=there)},
        "budget": _budget(dice),
        "access_needs": _needs(figure, dice),
        "declarations": {
            "former_grant": "no",
            "not_enrolled": True,
            "true_statements": True,
            "data_notice": True,
        },
    }


def _about(figure: Figure, dice: Random, home: str) -> Answers:
    places = dice.sample(words("places"), 3)
    told = _one_of(
        "biography",
        figure,
        dice,
        name=figure.name,
        born=figure.born,
        year=figure.year,
        since=figure.since,
        here=home,
        study=craft(figure.discipline)["study"][figure.lang],
        school=school(figure, home),
        debut=figure.year + dice.randint(25, 29),
        **{f"place{number}": place for number, place in enumerate(places, 1)},
    )
    since = date(figure.since, dice.randint(1, 12), dice.randint(1, 28))
    return {"discipline": figure.discipline, "biography": told, "residence_since": since.isoformat()}


def _project(figure: Figure, dice: Random, home: str, there: str) -> Answers:
    skill = craft(figure.discipline)
    relation = dice.choice(skill["relation"][figure.lang])
    return {
        "project_title": figure.title,
        "project_description": figure.text,
        "relation_to_city": relation.format(here=home, there=there),
        "preferred_period": dice.choice(("first", "second", "either")),
        "time_plan": skill["plan"][figure.lang],
    }


def _budget(dice: Random) -> Answers:
    answers: Answers = {
        "travel_costs": _euros(dice.randrange(180, 620, 10)),
        "material_costs": _euros(dice.randrange(0, 2400, 50)),
        "other_funding": dice.choice(("none", "none", "none", "applied", "granted")),
    }
    if answers["other_funding"] != "none":
        answers["other_funding_amount"] = _euros(dice.randrange(500, 4000, 100))
        answers["other_funding_source"] = dice.choice(
            ("Anadolu travel fund", "Goethe-Institut", "City of residence")
        )
    return answers


def _euros(whole: int) -> Answers:
    return {"cents": whole * 100, "currency": "EUR"}


def _needs(figure: Figure, dice: Random) -> Answers:
    if dice.random() > 0.08:
        return {}
    said = {
        "en": "A flat without steps, please, and a desk whose height can be changed.",
        "de": "Bitte eine stufenlose Wohnung und einen Tisch, der sich in der Höhe verstellen lässt.",
    }
    return {"access_needs": said[figure.lang]}


def _one_of(what: str, figure: Figure, dice: Random, **facts: Any) -> str:
    return str(dice.choice(words(what)[figure.lang])).format(**facts)


# What is attached


def _attached(application: Application, section: str, papers: Papers, *, by: User, at: datetime) -> Answers:
    if section == "work_samples":
        works = [_sample(application, work, by=by, at=at) for work in papers.works]
        return {"samples": works}
    if section == "documents":
        given = {"artistic_cv": papers.cv, "proof_of_residence": papers.proof}
        return {key: [_attach(application, taken, key, by=by, at=at)] for key, taken in given.items()}
    return {}


def _sample(application: Application, work: Work, *, by: User, at: datetime) -> dict[str, str]:
    given = {
        "title": work.title,
        "year": str(work.year),
        "medium": work.medium,
        "extent": work.extent,
        "caption": work.caption,
        "link": work.link,
        "file": _attach(application, work.file, "samples", by=by, at=at) if work.file else "",
    }
    return {part: text for part, text in given.items() if text}


def _attach(application: Application, taken: Any, key: str, *, by: User, at: datetime) -> str:
    question = questionnaire_of(application.call).question(key)
    assert question is not None  # the residency questionnaire asks for all that is brought along
    return actions.attach(application, taken, question=question, by=by, at=at).public_id
