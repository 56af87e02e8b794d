"""Writing calls."""

import copy as copies
from datetime import datetime
from typing import Any

from portal import jobs
from portal.access import Verb
from portal.accounts.models import User
from portal.audit import case_of, record
from portal.authorities.models import Authority
from portal.authorities.queries import find_authority
from portal.calls import programmes, queries, rules
from portal.calls.models import Call, Programme, QuestionnaireRevision
from portal.calls.states import CallState
from portal.cities import queries as city_queries
from portal.cities.models import City
from portal.db import session
from portal.errors import Refused
from portal.lifecycle import advance
from portal.local_time import Shift
from portal.questionnaire import content_hash, digest, dump_questionnaire, load, parse_questionnaire
from portal.words import Sentence, say

EDITABLE = frozenset(
    "slug code city_id direction disciplines title summary texts periods places reserves months "
    "monthly_rate_cents budget_cents currency opens_at deadline_at deadline_zone results_on answer_days "
    "rubric provisions notes".split()
)
COPIED = (
    "programme_id direction disciplines summary texts places reserves months monthly_rate_cents budget_cents "
    "currency deadline_zone answer_days rubric provisions".split()
)

TELL_WATCHES = "calls.tell_watches"


class SlugTaken(Refused):
    """Another call has the name."""

    def __init__(self) -> None:
        super().__init__(say("Another call already has this address. Please choose another one."))


class NotPublishable(Refused):
    """Something must be mended before the call may be published."""

    def __init__(self, problems: list[Sentence]) -> None:
        super().__init__(problems[0])
        self.problems = problems


def seed_programmes() -> list[Programme]:
    """Add the programmes and authorities that come with the portal and are not there yet."""
    houses = {row["slug"]: _authority(row) for row in programmes.authorities()}
    known = {programme.slug for programme in queries.list_programmes()}
    added = [_programme(name, houses) for name in programmes.names() if name not in known]
    session().add_all(added)
    return added


def _authority(row: dict[str, Any]) -> Authority:
    return find_authority(row["slug"]) or Authority(**row)


def _programme(name: str, houses: dict[str, Authority]) -> Programme:
    template = programmes.load(name)
    return Programme(
        slug=name,
        kind=template["kind"],
        title=template["title"],
        template=name,
        authority=houses[template["authority"]],
    )


def create_from_template(
    programme: Programme,
    *,
    city: City,
    slug: str,
    code: str,
    opens_at: datetime,
    deadline_at: datetime,
    by: User,
    at: datetime,
    **facts: Any,
) -> Call:
    """Make a draft of a call from the programme's template; `facts` replace what the template says."""
    _refuse(rules.new_call_refused(city.status), rules.dates_refused(opens_at, deadline_at))
    template = programmes.load(programme.template)
    given = _template_facts(template, city) | _checked(facts)
    given |= {"opens_at": opens_at, "deadline_at": deadline_at}
    call = Call(slug=slug, code=code, programme=programme, city=city, **given)
    content = dump_questionnaire(load(template["questionnaire"]))
    return _add(call, content, by=by, at=at, template=programme.template)


def _template_facts(template: dict[str, Any], city: City) -> dict[str, Any]:
    months, rate = template["months"], template["monthly_rate_cents"]
    given = {
        name: template[name] for name in ("direction", "places", "reserves", "answer_days", "provisions")
    }
    return given | {
        **rules.named(template["call"], city.names),
        "months": months,
        "monthly_rate_cents": rate,
        "budget_cents": rules.cost_cents(template["places"], months, rate),
        "periods": [],
        "disciplines": [],
        "deadline_zone": "Europe/Berlin",
        "rubric": copies.deepcopy(template["rubric"]),
    }


def copy(call: Call, *, slug: str, by: User, at: datetime, shift: Shift | None = None, **facts: Any) -> Call:
    """Make a draft like an earlier call, all dates moved on; `facts` replace what it would say."""
    zone, shift = call.deadline_zone, shift or Shift()
    given: dict[str, Any] = {name: copies.deepcopy(getattr(call, name)) for name in COPIED}
    given |= {
        "code": call.code,
        "title": {language: rules.years_later(text, shift.years) for language, text in call.title.items()},
        "periods": rules.periods_later(call.periods, shift.years),
        "opens_at": shift.moment(call.opens_at, zone),
        "deadline_at": shift.moment(call.deadline_at, zone),
        "results_on": shift.day(call.results_on) if call.results_on else None,
    }
    city = facts.pop("city", call.city)
    given |= _checked(facts)
    _refuse(rules.new_call_refused(city.status), rules.dates_refused(given["opens_at"], given["deadline_at"]))
    made = Call(slug=slug, city=city, copied_from_id=call.id, **given)
    return _add(made, copies.deepcopy(call.questionnaire.content), by=by, at=at, copied_from=call.slug)


def _add(call: Call, content: dict[str, Any], *, by: User, at: datetime, **source: Any) -> Call:
    if queries.is_slug_taken(call.slug):
        raise SlugTaken()
    revision = QuestionnaireRevision(content=content, hash=digest(content), created_at=at)
    call.questionnaire = revision
    session().add(call)
    session().flush()  # the database gives the public id that names the case
    record(case_of(call), Verb.CALL_CREATE, by=by, at=at, **source)
    return call


def edit(call: Call, *, by: User, at: datetime, **changes: Any) -> Call:
    """Change what a draft says; nothing of a published call is changed."""
    if call.state != CallState.DRAFT:
        raise Refused(
            say("This call is published, so what it says stays as it is. Copy it to make another one.")
        )
    given = _checked(changes)
    city = given.get("city")
    _refuse(
        rules.new_call_refused(city.status) if city else None,
        rules.dates_refused(given.get("opens_at", call.opens_at), given.get("deadline_at", call.deadline_at)),
    )
    if "slug" in given and queries.is_slug_taken(given["slug"], but=call):
        raise SlugTaken()
    changed = [name for name, value in given.items() if getattr(call, name) != value]
    for name in changed:
        setattr(call, name, given[name])
    if changed:
        record(case_of(call), Verb.CALL_EDIT, by=by, at=at, changed=sorted(changed))
    return call


def _checked(changes: dict[str, Any]) -> dict[str, Any]:
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"a call has no such fact to change: {sorted(unknown)}")
    return changes


def _refuse(*refusals: Sentence | None) -> None:
    for refusal in refusals:
        if refusal is not None:
            raise Refused(refusal)


def facts_of(call: Call) -> rules.CallFacts:
    """What the rules for publishing look at."""
    return rules.CallFacts(
        **{name: getattr(call, name) for name in JUDGED},
        city_status=call.city.status,
        questionnaire=parse_questionnaire(_fitted(call)),
        is_lump=call.programme.spoken.is_lump,
    )


JUDGED = (
    "title summary texts provisions rubric periods places months monthly_rate_cents budget_cents "
    "opens_at deadline_at deadline_zone results_on".split()
)


def _fitted(call: Call) -> dict[str, Any]:
    return rules.fitted(call.questionnaire.content, periods=len(call.periods), disciplines=call.disciplines)


def publish(call: Call, *, by: User, at: datetime) -> Call:
    """Show the call to everybody and freeze what it asks and by what its jury judges."""
    problems = rules.publishable(facts_of(call), at)
    if problems:
        raise NotPublishable(problems)
    advance(call, Verb.CALL_PUBLISH)
    revision = call.questionnaire
    revision.content = _fitted(call)
    revision.hash = content_hash(parse_questionnaire(revision.content))
    revision.frozen_at = call.published_at = at
    call.rubric_hash = digest(call.rubric)
    record(
        case_of(call),
        Verb.CALL_PUBLISH,
        by=by,
        at=at,
        questionnaire=revision.hash,
        rubric=call.rubric_hash,
    )
    _tell_those_who_wait(call, by=by, at=at)
    return call


def _tell_those_who_wait(call: Call, *, by: User, at: datetime) -> None:
    waiting = city_queries.count_confirmed_watches(call.city)
    if waiting:
        jobs.start(
            TELL_WATCHES,
            key=f"{TELL_WATCHES}:{call.public_id}",
            subject=call.slug,
            owner=by,
            scope=call.scope,
            total=waiting,
            result_url=f"/calls/{call.slug}/",
            at=at,
        )


def close(call: Call, *, by: User | None, at: datetime, early: bool = False) -> Call:
    """Take no more applications: after the deadline, or earlier where the demo lets it pass."""
    _refuse(rules.close_refused(call.deadline_at, at, early=early))
    return _move(call, Verb.CALL_CLOSE, by=by, at=at, early=at <= call.deadline_at)


def start_review(call: Call, *, by: User, at: datetime) -> Call:
    """Give the call to its jury."""
    return _move(call, Verb.CALL_START_REVIEW, by=by, at=at)


def decide(call: Call, *, by: User, at: datetime) -> Call:
    """Note that the outcomes of the call are released."""
    return _move(call, Verb.CALL_DECIDE, by=by, at=at)


def archive(call: Call, *, by: User, at: datetime) -> Call:
    """Take the call off the public pages."""
    return _move(call, Verb.CALL_ARCHIVE, by=by, at=at)


def _move(call: Call, verb: Verb, *, by: User | None, at: datetime, **facts: Any) -> Call:
    advance(call, verb)
    record(case_of(call), verb, by=by, at=at, **facts)
    return call
