"""A crowd beside the demo world: as many applications as a large portal holds, written in bulk.

Their people sign in nowhere and bring no files along; what lists, queues, rankings and the log read is all
there. The calls themselves are made by the ordinary acts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, cast

from sqlalchemy import Table, insert

from portal.access import Verb
from portal.accounts import rules as account_rules
from portal.accounts.models import User
from portal.accounts.rules import Profile
from portal.applications import rules as application_rules
from portal.applications.models import AnswerRevision, Application
from portal.applications.states import ApplicationState, PublicState
from portal.audit import Step, chain_of
from portal.audit.models import Event
from portal.calls import actions as calls
from portal.calls.models import Call
from portal.calls.queries import find_programme
from portal.cities.queries import find_city
from portal.db import Base, new_public_id, session
from portal.demo import dossiers, juries
from portal.demo.content import Figure
from portal.demo.people import Cast
from portal.names import is_latin, latin_suggestion, search_form
from portal.panels import actions as panels
from portal.questionnaire import digest
from portal.reviews.models import NO_CONFLICT, Review, Score
from portal.reviews.rules import criteria_of, weighted_total
from portal.reviews.states import ReviewState

A_CALL = 2_000
AT_ONCE = 500
JURORS = 39
EACH = 3
# The newest call is still being judged; everything is judged in the others.
JUDGED = 0.6
HOME = "Istanbul"
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """One application of the crowd: who applies with what, and under which names the database knows it."""

    figure: Figure
    profile: Profile
    number: int
    public_id: str
    short_code: str
    answers: dict[str, Any]
    hash: str
    found_by: str
    begun: datetime
    sent: datetime


def gather(cast: Cast, figures: Sequence[Figure], many: int, *, now: datetime) -> None:
    """Make so many applications, at most two thousand for each call, the newest call first."""
    jury = [cast["clara"], *(_juror(cast, figures, number) for number in range(JURORS))] if many else []
    for place, first in enumerate(range(0, many, A_CALL)):
        numbers = range(first, min(first + A_CALL, many))
        _fill(cast, jury, figures, numbers, place=place, now=now)


def _juror(cast: Cast, figures: Sequence[Figure], number: int) -> User:
    return cast.join(f"juror{number + 1}", _profile(figures, 11 * number, "Europe/Berlin"))


def _fill(
    cast: Cast, jury: Sequence[User], figures: Sequence[Figure], numbers: range, *, place: int, now: datetime
) -> None:
    """One call with its applications and, as far as it is judged, their reviews."""
    deadline = now - timedelta(days=35 + 60 * place)
    call = _call(cast, place, deadline)
    for juror in jury:
        panels.seat(call, juror, role="juror", by=cast["tobias"], at=deadline - timedelta(days=20))
    calls.close(call, by=cast["tobias"], at=deadline + timedelta(hours=1))
    codes = _codes(call, len(numbers))
    judged = round(len(numbers) * (JUDGED if place == 0 else 1))
    for start in range(0, len(numbers), AT_ONCE):
        part = numbers[start : start + AT_ONCE]
        cases = [_case(call, figures, number, codes[number - numbers[0]], deadline) for number in part]
        _write(call, cases, cast, jury, judged=numbers[0] + judged)
    calls.start_review(call, by=cast["tobias"], at=deadline + timedelta(days=3))


def _call(cast: Cast, place: int, deadline: datetime) -> Call:
    programme, city = find_programme("residency-berlin"), find_city("istanbul")
    assert programme is not None  # it is seeded before the first call
    assert city is not None  # likewise
    opened, stay = deadline - timedelta(days=45), (deadline + timedelta(days=200)).date().replace(day=15)
    round_of = f"{deadline:%Y-%m}"
    call = calls.create_from_template(
        programme,
        city=city,
        slug=f"istanbul-berlin-{round_of}",
        code=f"C{place + 1}",
        opens_at=opened,
        deadline_at=deadline,
        periods=[{"start": stay.isoformat(), "end": (stay + timedelta(days=150)).isoformat()}],
        results_on=(deadline + timedelta(days=90)).date(),
        title=dict.fromkeys(("en", "de", "tr"), f"Istanbul → Berlin {round_of}"),
        by=cast["tobias"],
        at=opened - timedelta(days=5),
    )
    calls.publish(call, by=cast["tobias"], at=opened - timedelta(days=3))
    return call


def _codes(call: Call, many: int) -> list[str]:
    dice, codes = Random(call.slug), set[str]()
    while len(codes) < many:
        draws = tuple(dice.randrange(2**16) for _ in range(application_rules.CODE_LENGTH))
        codes.add(application_rules.short_code(call.code, draws))
    return sorted(codes)


def _case(call: Call, figures: Sequence[Figure], number: int, code: str, deadline: datetime) -> Case:
    figure, dice = figures[number % len(figures)], Random(f"{call.slug}:{number}")
    sent = deadline - timedelta(minutes=3 + min(60_000, dice.expovariate(1 / 4_000)))
    begun = sent - timedelta(minutes=dice.randint(90, 4_000))
    answers = dossiers.answers(figure, home=HOME, there="Berlin", today=sent.date())
    answers["project_title"] = f"{figure.title} ({number + 1})"
    profile = _profile(figures, number, "Europe/Istanbul")
    return Case(
        figure=figure,
        profile=profile,
        number=number,
        public_id=new_public_id(),
        short_code=code,
        answers=answers,
        hash=digest(answers),
        found_by=account_rules.search_name(profile),
        begun=begun,
        sent=sent,
    )


def _profile(figures: Sequence[Figure], number: int, zone: str) -> Profile:
    """The given name of one and the family name of another, so that many people are made of few."""
    one, other = figures[number % len(figures)], figures[(7 * number + 3) % len(figures)]
    given, family = one.given or one.name, other.family or other.name
    name = f"{given} {family}"
    return Profile(
        display_name=name,
        name_latin="" if is_latin(name) else latin_suggestion(name),
        given_names=given,
        family_name=family,
        form_of_address=one.address,
        language="en",
        timezone=zone,
    )


# Writing


def _write(call: Call, cases: Sequence[Case], cast: Cast, jury: Sequence[User], *, judged: int) -> None:
    """People, applications, answers, reviews, points and log of some cases, a statement for each table."""
    people = _numbered(User, [_person(case, cast) for case in cases])
    numbers = _numbered(Application, [_application(call, *pair) for pair in zip(cases, people, strict=True)])
    _add(AnswerRevision, [_answers(*three) for three in zip(cases, people, numbers, strict=True)])
    opinions = [list(_opinions(call, case, jury, is_judged=case.number < judged)) for case in cases]
    given = [(number, opinion) for number, those in zip(numbers, opinions, strict=True) for opinion in those]
    reviews = _numbered(Review, [opinion.row | {"application_id": number} for number, opinion in given])
    scores = [
        {"review_id": review, "criterion": key, "points": points}
        for review, (_, opinion) in zip(reviews, given, strict=True)
        for key, points in opinion.points.items()
    ]
    _add(Score, scores)
    steps = [_steps(*three, officer=cast["tobias"]) for three in zip(cases, people, opinions, strict=True)]
    _add(Event, [row for case, told in zip(cases, steps, strict=True) for row in _chain(case, told)])


def _numbered(table: type[Base], rows: Rows) -> Sequence[int]:
    """Add rows; gives their numbers in the same order."""
    rows_of = cast(Table, table.__table__)
    statement = insert(rows_of).returning(rows_of.c.id, sort_by_parameter_order=True)
    return session().scalars(statement, rows).all()


def _add(table: type[Base], rows: Rows) -> None:
    """Add rows whose numbers nobody needs."""
    if rows:
        session().execute(insert(cast(Table, table.__table__)), rows)


def _person(case: Case, cast: Cast) -> dict[str, Any]:
    names = (
        "display_name",
        "name_latin",
        "given_names",
        "family_name",
        "form_of_address",
        "language",
        "timezone",
    )
    return {name: getattr(case.profile, name) for name in names} | {
        "public_id": new_public_id(),
        "email": f"crowd{case.number + 1}@demo.example",
        "password": cast.password_hash,
        "fs_uniquifier": new_public_id(),
        "is_demo": True,
        "confirmed_at": case.begun,
        "created_at": case.begun,
        "search_name": case.found_by,
    }


def _application(call: Call, case: Case, person: int) -> dict[str, Any]:
    title = case.answers["project_title"]
    told = (search_form(case.short_code), search_form(title), case.found_by)
    return {
        "public_id": case.public_id,
        "short_code": case.short_code,
        "call_id": call.id,
        "applicant_id": person,
        "state": ApplicationState.ADMITTED,
        "public_state": PublicState.PENDING,
        "language": case.figure.lang,
        "title": title,
        "discipline": case.answers["discipline"],
        "search": " ".join(told),
        "created_at": case.begun,
        "submitted_at": case.sent,
        "revision": 1,
        "receipt_hash": case.hash,
    }


def _answers(case: Case, person: int, application: int) -> dict[str, Any]:
    return {
        "application_id": application,
        "number": 1,
        "answers": case.answers,
        "section": "declarations",
        "at": case.sent,
        "by_id": person,
    }


@dataclass(frozen=True)
class Opinion:
    """One review of the crowd: who gives it, its row, and the points by criterion."""

    juror: User
    row: dict[str, Any]
    points: dict[str, int]
    total: str


def _opinions(call: Call, case: Case, jury: Sequence[User], *, is_judged: bool) -> Iterator[Opinion]:
    criteria, assigned = criteria_of(call.rubric), call.deadline_at + timedelta(days=4)
    for seat in range(EACH):
        juror = jury[(case.number * EACH + seat) % len(jury)]
        dice = Random(f"{juror.email}:{case.number}")
        points = juries.points_for(call.rubric, str(case.number), dice) if is_judged else {}
        row = {
            "public_id": new_public_id(),
            "juror_id": juror.id,
            "state": ReviewState.SUBMITTED if is_judged else ReviewState.ASSIGNED,
            "conflict": NO_CONFLICT if is_judged else "",
            "conflict_at": assigned + timedelta(days=1) if is_judged else None,
            "submitted_at": assigned + timedelta(days=2) if is_judged else None,
            "assigned_at": assigned,
        }
        yield Opinion(juror, row, points, str(weighted_total(criteria, points)) if points else "")


# The log


def _chain(case: Case, steps: Iterator[Step]) -> Rows:
    names = [column.name for column in Event.__table__.c if column.name != "id"]
    chain = chain_of(f"{Application.__tablename__}:{case.public_id}", steps)
    return [{name: getattr(event, name) for name in names} for event in chain]


def _steps(case: Case, person: int, opinions: Sequence[Opinion], *, officer: User) -> Iterator[Step]:
    assigned = opinions[0].row["assigned_at"]
    yield Step(Verb.APPLICATION_START, case.begun, person, {"code": case.short_code})
    yield Step("application.save", case.sent, person, {"section": "declarations", "revision": 1})
    yield Step(Verb.APPLICATION_SUBMIT, case.sent, person, {"revision": 1, "hash": case.hash})
    yield Step(Verb.APPLICATION_ADMIT, assigned - timedelta(days=1), officer.id, {})
    for one in opinions:
        yield Step("review.assign", assigned, officer.id, {"juror": one.juror.public_id})
    for one in opinions:
        if one.points:
            declared, judged = {"conflict": NO_CONFLICT}, {"points": one.points, "total": one.total}
            yield Step(Verb.CONFLICT_DECLARE, one.row["conflict_at"], one.juror.id, declared)
            yield Step(Verb.REVIEW_SUBMIT, one.row["submitted_at"], one.juror.id, judged)
