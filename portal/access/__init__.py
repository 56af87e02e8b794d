"""Who may do and see what, as data and pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.access.fields import FieldClass, fields_of_review, visible_fields
from portal.access.predicates import Grant, holds, holds_any, judges_as_deputy, keeps_away, principals
from portal.access.table import BEFORE_CODES, STEP_UP, TABLE, VIEWABLE
from portal.access.verbs import Role, Verb

__all__ = [
    "BEFORE_CODES",
    "STEP_UP",
    "TABLE",
    "VIEWABLE",
    "FieldClass",
    "Role",
    "Verb",
    "acting_for",
    "fields_of_review",
    "holds",
    "holds_any",
    "judges_as_deputy",
    "keeps_away",
    "may",
    "permitted",
    "principals",
    "visible_fields",
    "was_permitted",
]


def permitted(person: Any, verb: Verb, thing: Any, at: datetime) -> bool:
    """Whether the person's roles and relations allow the verb, whatever the thing's state is."""
    return any(all(predicate(person, thing, at) for predicate in row) for row in TABLE[verb])


def may(person: Any, verb: Verb, thing: Any, at: datetime) -> bool:
    """Whether the person may do this to the thing now: people and lives together."""
    life = getattr(type(thing), "life", None)
    return permitted(person, verb, thing, at) and (life is None or life.permits(thing.state, verb))


@dataclass(frozen=True)
class _Alone:
    """A person with some of the roles only."""

    id: int
    grants: Sequence[Grant]
    is_authenticated: bool = True


def acting_for(person: Any, verb: Verb, thing: Any, at: datetime) -> int | None:
    """For whom a deputy acts here; nobody where the own rights suffice."""
    lent = [grant for grant in person.grants if grant.principal_id] if person.is_authenticated else []
    own = [grant for grant in person.grants if grant.principal_id is None] if lent else []
    if not lent or permitted(_Alone(person.id, own), verb, thing, at):
        return None
    lenders: list[int] = [grant.principal_id for grant in lent]
    for principal in dict.fromkeys(lenders):
        with_one = [*own, *(grant for grant in lent if grant.principal_id == principal)]
        if permitted(_Alone(person.id, with_one), verb, thing, at):
            return principal
    return None


def was_permitted(person: Any, verb: Verb, thing: Any, *, since: datetime, at: datetime) -> bool:
    """Whether a role that has ended since then allowed the verb as long as it ran."""
    ends = [grant.valid_until for grant in person.grants if grant.valid_until is not None]
    last = [end - timedelta(microseconds=1) for end in ends if since < end <= at]
    return any(permitted(person, verb, thing, moment) for moment in last)
