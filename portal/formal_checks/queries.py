"""Reading cases as the office does: the table of a call, one case among its neighbours, its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from portal import names
from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.queries import find_application, questionnaire_of, visible_to, whole
from portal.applications.states import ApplicationState
from portal.audit import case_of
from portal.audit import queries as audit_queries
from portal.audit.models import Event
from portal.calls.models import Call
from portal.db import session
from portal.formal_checks import rules
from portal.formal_checks.rules import CaseFilters
from portal.questionnaire.shape import spoken
from portal.words import Sentence

ROWS_A_PAGE = 50
# A draft is saved with every answer and every point; of saves in a row by one person the last one is told.
SAVES = ("application.save", "review.score")
PLACE = (Application.submitted_at, Application.id)


def find_case(application_id: str) -> Application | None:
    """The case with this public id for the office, which knows nothing of drafts."""
    application = find_application(application_id)
    return application if application is not None and application.is_submitted else None


@dataclass(frozen=True)
class CasePage:
    """One page of the table, how many cases there are in all, and the marks to go on from."""

    rows: Sequence[Application]
    total: int
    earlier: str | None
    later: str | None


def list_for_call(call: Call, filters: CaseFilters, *, after: str = "", before: str = "") -> CasePage:
    """The cases of a call in the order of their submission, a page after or before the case that is named."""
    rows = _cases(call, filters)
    total = session().scalar(select(func.count()).select_from(rows.subquery())) or 0
    turned = bool(before) and not after
    if after or before:
        mark = select(*PLACE).where(Application.public_id == (after or before))
        at_mark = tuple_(*PLACE)
        rows = rows.where(at_mark < mark.scalar_subquery() if turned else at_mark > mark.scalar_subquery())
    order = [column.desc() for column in PLACE] if turned else list(PLACE)
    found = session().scalars(
        rows.options(joinedload(Application.applicant)).order_by(*order).limit(ROWS_A_PAGE + 1)
    )
    return _page(list(found), total, turned, is_first=not (after or before))


def _page(found: list[Application], total: int, turned: bool, *, is_first: bool) -> CasePage:
    more = len(found) > ROWS_A_PAGE
    shown_rows = found[:ROWS_A_PAGE][::-1] if turned else found[:ROWS_A_PAGE]
    if not shown_rows:
        return CasePage([], total, None, None)
    has_earlier, has_later = (more, True) if turned else (not is_first, more)
    return CasePage(
        shown_rows,
        total,
        shown_rows[0].public_id if has_earlier else None,
        shown_rows[-1].public_id if has_later else None,
    )


def list_all(call: Call, filters: CaseFilters) -> Sequence[Application]:
    """All cases of the table that the filters leave, in the order of their submission."""
    rows = _cases(call, filters).options(joinedload(Application.applicant), joinedload(Application.call))
    return session().scalars(rows.order_by(*PLACE)).all()


def count_by_state(call: Call) -> dict[str, int]:
    """How many applications of a call stand where, drafts included."""
    rows = select(Application.state, func.count()).where(Application.call_id == call.id)
    return {row[0]: row[1] for row in session().execute(rows.group_by(Application.state))}


def list_unchecked(call: Call) -> Sequence[Application]:
    """The cases of a call that wait for their formal check, in the order of their submission."""
    rows = _cases(call, CaseFilters(state=ApplicationState.SUBMITTED))
    return session().scalars(rows.options(*whole()).order_by(*PLACE)).all()


def list_admitted_at(call: Call, at: datetime) -> Sequence[Application]:
    """The cases of a call that were admitted in one act, found by its moment."""
    acts = select(Event.case).where(Event.verb == "application.admit", Event.at == at)
    rows = _cases(call, CaseFilters()).where(("application:" + Application.public_id).in_(acts))
    loaded = rows.options(joinedload(Application.applicant))
    return session().scalars(loaded.order_by(*PLACE)).all()


def neighbours(application: Application, filters: CaseFilters) -> tuple[str | None, str | None]:
    """The cases before and after this one in the table that the office came from."""
    rows = _cases(application.call, filters).with_only_columns(Application.public_id)
    at_place, here = (
        tuple_(Application.submitted_at, Application.id),
        (application.submitted_at, application.id),
    )
    falling = [column.desc() for column in PLACE]
    earlier = rows.where(at_place < here).order_by(*falling).limit(1)
    later = rows.where(at_place > here).order_by(*PLACE).limit(1)
    found = session().execute(select(earlier.scalar_subquery(), later.scalar_subquery())).one()
    return found[0], found[1]


def _cases(call: Call, filters: CaseFilters) -> Select[Application]:
    rows = select(Application).where(Application.call_id == call.id, Application.submitted_at.is_not(None))
    if filters.state:
        rows = rows.where(Application.state == filters.state)
    if filters.discipline:
        rows = rows.where(Application.discipline == filters.discipline)
    return _found(rows, filters.text)


def _found(rows: Select[Application], text: str) -> Select[Application]:
    for word in names.search_form(text).split():
        rows = rows.where(Application.search.contains(word, autoescape=True))
    return rows


# The history of a case


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened to the case, in the office's words."""

    at: datetime
    who: str
    for_whom: str
    what: Sentence
    note: str


def history(application: Application, *, language: str) -> list[HistoryLine]:
    """Everything that happened to the case, newest first, with the names of those who did it."""
    sections = {
        section.key: spoken(section.title, language).text
        for section in questionnaire_of(application.call).sections
    }
    return lines_of(audit_queries.list_events(case_of(application)), sections)


def lines_of(events: Sequence[Event], sections: rules.Titles = rules.NO_TITLES) -> list[HistoryLine]:
    """Steps of the log in the office's words, newest first, each with who took it and for whom."""
    ids = {number for event in events for number in (event.actor_id, event.for_id) if number is not None}
    people = {person.id: person.name for person in session().scalars(select(User).where(User.id.in_(ids)))}
    return [
        HistoryLine(
            at=event.at,
            who=people.get(event.actor_id or 0, ""),
            for_whom=people.get(event.for_id or 0, ""),
            what=rules.told_event(event.verb, event.facts, sections),
            note=rules.note_of(event.verb, event.facts),
        )
        for event, newer in zip(reversed(events), [None, *reversed(events)], strict=False)
        if newer is None or not _goes_on(event, newer)
    ]


def _goes_on(event: Event, newer: Event) -> bool:
    """Whether the newer event only saves more of what this one saved."""
    same = ("verb", "actor_id")
    return event.verb in SAVES and all(getattr(event, name) == getattr(newer, name) for name in same)


def search_cases(text: str, *, reader: User, at: datetime, most: int = 20) -> Sequence[Application]:
    """The newest submitted cases that the reader may see and that a short code or a name finds."""
    rows = _found(visible_to(reader, at).where(Application.submitted_at.is_not(None)), text)
    loaded = rows.options(contains_eager(Application.call), joinedload(Application.applicant))
    return session().scalars(loaded.order_by(Application.submitted_at.desc()).limit(most)).all()
