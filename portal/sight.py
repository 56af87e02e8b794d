"""The table of people as a condition of the database: which rows somebody may see, before they are cut."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, literal, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from portal.access import TABLE, Role, Verb
from portal.access.predicates import Predicate, anyone, reaches, signed_in

Clauses = Mapping[Any, ColumnElement[bool]]  # by predicate
Places = tuple[InstrumentedAttribute[int], InstrumentedAttribute[int]]


def allowed(
    person: Any, verb: Verb, at: datetime, *, places: Places, clauses: Clauses | None = None
) -> ColumnElement[bool]:
    """The rows on which the person's roles and relations allow the verb.

    `places` are the columns that say of which programme and of which call a row is, `clauses` the other
    predicates of the verb in the words of the table; one that is missing there is an error, never a yes.
    """
    rows = ([_clause(one, person, at, places, clauses or {}) for one in row] for row in TABLE[verb])
    return or_(false(), *(and_(true(), *row) for row in rows))


def _clause(
    predicate: Predicate, person: Any, at: datetime, places: Places, clauses: Clauses
) -> ColumnElement[bool]:
    if predicate in (anyone, signed_in):
        return literal(predicate(person, None, at))
    wanted = getattr(predicate, "wanted", None)
    return clauses[predicate] if wanted is None else _within(person, wanted, at, places)


def _within(person: Any, role: Role, at: datetime, places: Places) -> ColumnElement[bool]:
    if not signed_in(person, None, at):
        return false()
    programme, call = places
    reached = list(reaches(person, role, at))
    if (None, None) in reached:
        return true()
    calls = [call_id for _, call_id in reached if call_id is not None]
    programmes = [programme_id for programme_id, call_id in reached if call_id is None]
    return or_(call.in_(calls), programme.in_(programmes))
