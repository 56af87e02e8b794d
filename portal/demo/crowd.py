"""A crowd beside the demo world: as many applications as a large portal holds, written in bulk.

Their people sign in nowhere and bring no files along; what lists, queues, rankings and the log read is all
there. The calls themselves are made by the ordinary acts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from portal import bulk
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
from portal.db import new_public_id
from portal.demo import dossiers, juries
from portal.demo.content import Figure
from portal.demo.people import Cast
from portal.names import is_latin, latin_suggestion, search_form
from portal.panels import actions as panels
from portal.questionnaire import canonical_json
from portal.reviews.models import NO_CONFLICT, Review, Score
from portal.reviews.rules import criteria_of, weighted_total
from portal.reviews.states import ReviewState

A_CALL = 2_000
JURORS = 39
EACH = 3
# The newest call is still being judged; everything is judged in the others.
JUDGED = 0.6
HOME = "Istanbul"
Row = dict[str, Any]


@dataclass(frozen=True)
class Mould:
    """What many of the crowd have in common: their names and what they answer."""

    figure: Figure
    profile: Profile
    found_by: str
    answers: dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One application of the crowd: who applies with what, and under which names the database knows it."""

    mould: Mould
    number: int
    person: int
    application: int
    public_id: str
    short_code: str
    title: str
    answers: str
    hash: str
    begun: datetime
    sent: datetime


def gather(cast: Cast, figures: Sequence[Figure], many: int, *, now: datetime) -> None:
    """Make so many applications, at most two thousand for each call, the newest call first."""
    if not many:
        return
    moulds = [_mould(figures, number) for number in range(len(figures))]
    jury = [cast["clara"], *(_juror(cast, figures, number) for number in range(JURORS))]
    for place, first in enumerate(range(0, many, A_CALL)):
        numbers = range(first, min(first + A_CALL, many))
        _fill(cast, jury, moulds, numbers, place=place, now=now)


def _juror(cast: Cast, figures: Sequence[Figure], number: int) -> User:
    return cast.join(f"juror{number + 1}", _profile(figures, 11 * number, "Europe/Berlin"))


def _mould(figures: Sequence[Figure], number: int) -> Mould:
    figure, profile = figures[number], _profile(figures, number, "Europe/Istanbul")
    answers = dossiers.answers(figure, home=HOME, there="Berlin")
    return Mould(figure, profile, account_rules.search_name(profile), answers)


def _fill(
    cast: Cast, jury: Sequence[User], moulds: Sequence[Mould], numbers: range, *, place: int, now: datetime
) -> None:
    """One call with its applications and, as far as it is judged, their reviews."""
    deadline = now - timedelta(days=35 + 60 * place)
    call = _call(cast, place, deadline)
    for juror in jury:
        panels.seat(call, juror, role="juror", by=cast["tobias"], at=deadline - timedelta(days=20))
    calls.close(call, by=cast["tobias"], at=deadline + timedelta(hours=1))
    judged = numbers[0] + round(len(numbers) * (JUDGED if place == 0 else 1))
    cases = _cases(call, moulds, numbers)
    _write(call, cases, list(_opinions(call, cases, jury, judged=judged)), cast["tobias"])
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


def _cases(call: Call, moulds: Sequence[Mould], numbers: range) -> list[Case]:
    many = len(numbers)
    named = zip(_codes(call, many), bulk.numbers(User, many), bulk.numbers(Application, many), strict=True)
    return [
        _case(call, moulds[number % len(moulds)], number, *names)
        for number, names in zip(numbers, named, strict=True)
    ]


def _case(call: Call, mould: Mould, number: int, code: str, person: int, application: int) -> Case:
    dice, title = Random(f"{call.slug}:{number}"), f"{mould.figure.title} ({number + 1})"
    sent = call.deadline_at - timedelta(minutes=3 + min(60_000, dice.expovariate(1 / 4_000)))
    answers = canonical_json(mould.answers | {"project_title": title})
    return Case(
        mould=mould,
        number=number,
        person=person,
        application=application,
        public_id=new_public_id(),
        short_code=code,
        title=title,
        answers=answers.decode(),
        hash=sha256(answers).hexdigest(),
        begun=sent - timedelta(minutes=dice.randint(90, 4_000)),
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


# Opinions


@dataclass(frozen=True)
class Opinion:
    """One review of the crowd: who judges which case, since when, and the points, if they are given."""

    number: int
    case: Case
    juror: User
    assigned: datetime
    points: dict[str, int]
    total: str

    @property
    def declared(self) -> datetime | None:
        """When the juror said that there is no conflict."""
        return self.assigned + timedelta(days=1) if self.points else None

    @property
    def submitted(self) -> datetime | None:
        """When the points were given."""
        return self.assigned + timedelta(days=2) if self.points else None


def _opinions(call: Call, cases: Sequence[Case], jury: Sequence[User], *, judged: int) -> Iterator[Opinion]:
    """Three for each case in their order; points for the cases before the one whose number is given."""
    criteria, assigned = criteria_of(call.rubric), call.deadline_at + timedelta(days=4)
    numbers = iter(bulk.numbers(Review, EACH * len(cases)))
    for case in cases:
        quality = juries.quality_of(str(case.number))
        for seat in range(EACH):
            juror = jury[(case.number * EACH + seat) % len(jury)]
            dice = Random(f"{juror.email}:{case.number}")
            points = juries.points_for(call.rubric, quality, dice) if case.number < judged else {}
            total = str(weighted_total(criteria, points)) if points else ""
            yield Opinion(next(numbers), case, juror, assigned, points, total)


# Rows


def _write(call: Call, cases: Sequence[Case], opinions: Sequence[Opinion], officer: User) -> None:
    """People, applications, answers, reviews, points and log of a call, a table after the other."""
    password = officer.password
    bulk.write(User, (_person(case, password) for case in cases))
    bulk.write(Application, (_application(call, case) for case in cases))
    bulk.write(AnswerRevision, (_answers(case) for case in cases))
    bulk.write(Review, (_review(one) for one in opinions))
    bulk.write(Score, (row for one in opinions for row in _scores(one)))
    theirs = [opinions[start : start + EACH] for start in range(0, len(opinions), EACH)]
    told = zip(cases, theirs, strict=True)
    bulk.write(Event, (row for case, three in told for row in _chain(case, three, officer)))


def _person(case: Case, password: str | None) -> Row:
    profile = case.mould.profile
    return {
        "id": case.person,
        "email": f"crowd{case.number + 1}@demo.example",
        "password": password,
        "fs_uniquifier": new_public_id(),
        "is_demo": True,
        "confirmed_at": case.begun,
        "created_at": case.begun,
        "display_name": profile.display_name,
        "name_latin": profile.name_latin,
        "given_names": profile.given_names,
        "family_name": profile.family_name,
        "form_of_address": profile.form_of_address,
        "language": profile.language,
        "timezone": profile.timezone,
        "search_name": case.mould.found_by,
    }


def _application(call: Call, case: Case) -> Row:
    told = (search_form(case.short_code), search_form(case.title), case.mould.found_by)
    return {
        "id": case.application,
        "public_id": case.public_id,
        "short_code": case.short_code,
        "call_id": call.id,
        "applicant_id": case.person,
        "state": ApplicationState.ADMITTED.value,
        "public_state": PublicState.PENDING.value,
        "language": case.mould.figure.lang,
        "title": case.title,
        "discipline": case.mould.figure.discipline,
        "search": " ".join(told),
        "created_at": case.begun,
        "submitted_at": case.sent,
        "revision": 1,
        "receipt_hash": case.hash,
    }


def _answers(case: Case) -> Row:
    return {
        "application_id": case.application,
        "number": 1,
        "answers": case.answers,
        "section": "declarations",
        "at": case.sent,
        "by_id": case.person,
    }


def _review(opinion: Opinion) -> Row:
    return {
        "id": opinion.number,
        "application_id": opinion.case.application,
        "juror_id": opinion.juror.id,
        "state": (ReviewState.SUBMITTED if opinion.points else ReviewState.ASSIGNED).value,
        "conflict": NO_CONFLICT if opinion.points else "",
        "conflict_at": opinion.declared,
        "submitted_at": opinion.submitted,
        "assigned_at": opinion.assigned,
    }


def _scores(opinion: Opinion) -> Iterator[Row]:
    for key, points in opinion.points.items():
        yield {"review_id": opinion.number, "criterion": key, "points": points}


# The log


def _chain(case: Case, opinions: Sequence[Opinion], officer: User) -> Iterator[Row]:
    return chain_of(f"{Application.__tablename__}:{case.public_id}", _steps(case, opinions, officer))


def _steps(case: Case, opinions: Sequence[Opinion], officer: User) -> Iterator[Step]:
    assigned = opinions[0].assigned
    yield Step(Verb.APPLICATION_START, case.begun, case.person, {"code": case.short_code})
    yield Step("application.save", case.sent, case.person, {"section": "declarations", "revision": 1})
    yield Step(Verb.APPLICATION_SUBMIT, case.sent, case.person, {"revision": 1, "hash": case.hash})
    yield Step(Verb.APPLICATION_ADMIT, assigned - timedelta(days=1), officer.id, {})
    for one in opinions:
        yield Step("review.assign", assigned, officer.id, {"juror": one.juror.public_id})
    for one in opinions:
        if one.declared and one.submitted:
            yield Step(Verb.CONFLICT_DECLARE, one.declared, one.juror.id, {"conflict": NO_CONFLICT})
            judged = {"points": one.points, "total": one.total}
            yield Step(Verb.REVIEW_SUBMIT, one.submitted, one.juror.id, judged)
