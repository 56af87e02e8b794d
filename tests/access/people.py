"""People, roles and things as plain values, for rules that know no database."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from portal.access import Role

NOW = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
ENDS = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Held:
    """A role that somebody holds, for the whole portal and without an end if nothing else is said."""

    role: str
    programme_id: int | None = None
    call_id: int | None = None
    valid_from: datetime = BEGUN
    valid_until: datetime | None = None
    principal_id: int | None = None


@dataclass(frozen=True)
class Place:
    """Where a thing belongs: a call of a programme."""

    programme_id: int | None = 1
    call_id: int | None = 10


@dataclass(frozen=True)
class Somebody:
    """A person who is signed in."""

    id: int = 1
    grants: tuple[Held, ...] = ()
    is_authenticated: bool = True
    viewer: Any = None


def who(*roles: Role, id: int = 1, **facts: Any) -> Somebody:
    """A person with these roles, each with the same facts."""
    return Somebody(id, tuple(Held(role.value, **facts) for role in roles))


def thing(**facts: Any) -> Any:
    """A thing of the call 10 in the programme 1."""
    return SimpleNamespace(**{"scope": Place()} | facts)
