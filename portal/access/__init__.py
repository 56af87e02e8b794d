"""Who may do and see what, as data and pure functions."""

from datetime import datetime
from typing import Any

from portal.access.fields import FieldClass, fields_of_review, visible_fields
from portal.access.predicates import holds
from portal.access.table import TABLE
from portal.access.verbs import Role, Verb

__all__ = [
    "TABLE",
    "FieldClass",
    "Role",
    "Verb",
    "fields_of_review",
    "holds",
    "may",
    "permitted",
    "visible_fields",
]


def permitted(person: Any, verb: Verb, thing: Any, at: datetime) -> bool:
    """Whether the person's roles and relations allow the verb, whatever the thing's state is."""
    return any(all(predicate(person, thing, at) for predicate in row) for row in TABLE[verb])


def may(person: Any, verb: Verb, thing: Any, at: datetime) -> bool:
    """Whether the person may do this to the thing now: people and lives together."""
    life = getattr(type(thing), "life", None)
    return permitted(person, verb, thing, at) and (life is None or life.permits(thing.state, verb))
