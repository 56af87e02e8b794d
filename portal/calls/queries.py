"""Reading calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import joinedload

from portal.access import Verb
from portal.access.predicates import is_public
from portal.accounts.models import User
from portal.calls import rules
from portal.calls.models import Call, Programme
from portal.calls.states import CallState
from portal.cities.models import City
from portal.db import session
from portal.questionnaire import Questionnaire, parse_questionnaire, spoken
from portal.sight import allowed
from portal.words import Sentence

PUBLIC = (CallState.PUBLISHED, CallState.CLOSED, CallState.IN_REVIEW, CallState.DECIDED)
MOST_PAST = 60


def _whole() -> Select[Call]:
    return select(Call).options(
        joinedload(Call.city),
        joinedload(Call.programme).joinedload(Programme.authority),
        joinedload(Call.questionnaire),
    )


def find_call(slug: str) -> Call | None:
    """The call of this name in addresses, with city, programme, authority and questionnaire."""
    return session().scalars(_whole().where(Call.slug == slug)).first()


def get_call(call_id: int) -> Call:
    """The call of this internal number, with city, programme, authority and questionnaire."""
    return session().scalars(_whole().where(Call.id == call_id)).one()


def lock_call(call: Call) -> Call:
    """The call as it is now, locked until the act ends; the first lock of every act on its pool."""
    rows = select(Call).where(Call.id == call.id).with_for_update()
    return session().scalars(rows.execution_options(populate_existing=True)).one()


def list_running(at: datetime, **filters: str) -> Sequence[Call]:
    """The published calls whose deadline is still to come, the nearest first: open ones and upcoming ones."""
    rows = _shown(**filters).where(Call.state == CallState.PUBLISHED, Call.deadline_at >= at)
    return session().scalars(rows.order_by(Call.deadline_at, Call.id)).all()


def list_past(at: datetime, **filters: str) -> Sequence[Call]:
    """The calls that are over, the latest first, as many as one page shows."""
    over = (Call.state != CallState.PUBLISHED) | (Call.deadline_at < at)
    rows = _shown(**filters).where(Call.state.in_(PUBLIC), over)
    return session().scalars(rows.order_by(Call.deadline_at.desc(), Call.id).limit(MOST_PAST)).all()


def _shown(*, city: str = "", direction: str = "", kind: str = "") -> Select[Call]:
    rows = select(Call).join(Call.city).join(Call.programme)
    wanted = ((City.slug, city), (Call.direction, direction), (Programme.kind, kind))
    return rows.options(joinedload(Call.city), joinedload(Call.programme)).where(
        *(column == value for column, value in wanted if value)
    )


def list_cities_with_calls() -> Sequence[City]:
    """The cities for which there is or was a public call, by their English names."""
    rows = select(City).where(City.id.in_(select(Call.city_id).where(Call.state.in_(PUBLIC))))
    return session().scalars(rows.order_by(City.name_en)).all()


def list_of_city(city: City, at: datetime) -> Sequence[Call]:
    """The public calls of a city: open ones by their deadline, those to come, then those that are over."""
    rows = _shown(city=city.slug).where(Call.state.in_(PUBLIC)).limit(MOST_PAST)
    calls = session().scalars(rows.order_by(Call.deadline_at.desc(), Call.id)).all()
    open_ones = [call for call in reversed(calls) if call.is_open(at)]
    upcoming = [call for call in reversed(calls) if call.is_upcoming(at)]
    return [*open_ones, *upcoming, *(one for one in calls if not (one.is_open(at) or one.is_upcoming(at)))]


def visible_to(person: User, verb: Verb, at: datetime) -> Select[Call]:
    """The calls with which the person may do this, as far as people go."""
    public = {is_public: Call.state.in_(PUBLIC)}
    seen = allowed(person, verb, at, places=(Call.programme_id, Call.id), clauses=public)
    return select(Call).where(seen)


def list_visible(person: User, verb: Verb, at: datetime) -> Sequence[Call]:
    """The calls with which the person may do this, the latest deadline first."""
    rows = visible_to(person, verb, at).options(joinedload(Call.city), joinedload(Call.programme))
    return session().scalars(rows.order_by(Call.deadline_at.desc(), Call.id)).all()


def list_all() -> Sequence[Call]:
    """Every call, the latest deadline first, for whoever gives rights for calls."""
    rows = select(Call).options(joinedload(Call.city), joinedload(Call.programme))
    return session().scalars(rows.order_by(Call.deadline_at.desc(), Call.id)).all()


def list_programmes() -> Sequence[Programme]:
    """All programmes by their names in addresses."""
    rows = select(Programme).options(joinedload(Programme.authority))
    return session().scalars(rows.order_by(Programme.slug)).all()


def find_programme(slug: str) -> Programme | None:
    """The programme of this name, with its authority."""
    rows = select(Programme).where(Programme.slug == slug).options(joinedload(Programme.authority))
    return session().scalars(rows).first()


def is_slug_taken(slug: str, *, but: Call | None = None) -> bool:
    """Whether another call has this name in addresses."""
    rows = select(func.count(Call.id)).where(Call.slug == slug)
    if but is not None:
        rows = rows.where(Call.id != but.id)
    return bool(session().scalar(rows))


def titles_of_scopes() -> dict[tuple[str, int], Mapping[str, str]]:
    """The titles of what a role can be for, by kind and internal number; numbers don’t leave the server."""
    calls = session().execute(select(literal("call"), Call.id, Call.title))
    programmes = session().execute(select(literal("programme"), Programme.id, Programme.title))
    return {(kind, number): title for kind, number, title in (*calls, *programmes)}


@dataclass(frozen=True)
class Passage:
    """One of a call's texts in the language in which it is shown."""

    key: str
    title: Sentence
    language: str
    blocks: list[rules.Block]


def passages_of(call: Call, language: str) -> list[Passage]:
    """The texts of a call that are written, in the reader's language or in the one that stands in for it."""
    written = [
        (key, title, spoken(call.texts[key], language))
        for key, title in rules.SECTIONS.items()
        if call.texts.get(key)
    ]
    return [Passage(key, title, text.language, rules.blocks(text.text)) for key, title, text in written]


def asked_by(call: Call) -> Questionnaire:
    """All that a call asks, without what it leaves no choice in."""
    content = call.questionnaire.content
    return parse_questionnaire(rules.fitted(content, periods=len(call.periods), disciplines=call.disciplines))


def disciplines_of(call: Call, language: str) -> list[str]:
    """The disciplines that a call is for by their names; none where it asks for none."""
    known = dict(rules.disciplines_in(call.questionnaire.content))
    chosen = call.disciplines or list(known)
    return [spoken(known[key], language).text for key in chosen if key in known]
