"""Small questions about a person and a thing; a broken one is an error, never a yes or a no."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol

from portal.access.verbs import Role


class Grant(Protocol):
    """A role given to a person for a scope and a period."""

    role: str
    programme_id: int | None
    call_id: int | None
    valid_from: datetime
    valid_until: datetime | None


class Person(Protocol):
    """Who asks: signed in or not."""

    id: int
    is_authenticated: bool

    @property
    def grants(self) -> Iterable[Grant]:
        """The roles of the person."""


class Scope(Protocol):
    """Where a thing belongs."""

    @property
    def programme_id(self) -> int | None:
        """The programme, if it belongs to one."""

    @property
    def call_id(self) -> int | None:
        """The call, if it belongs to one."""


Predicate = Callable[[Any, Any, datetime], bool]


def holds(person: Person, role: Role, scope: Scope | None, at: datetime) -> bool:
    """Whether the person has the role at that time, for the whole portal or for where the thing belongs."""
    return any(grant.role == role and _runs(grant, at) and _covers(grant, scope) for grant in person.grants)


def reaches(person: Person, role: Role, at: datetime) -> Iterable[tuple[int | None, int | None]]:
    """Where the person has the role at that time, each as programme and call; neither is the whole portal."""
    running = (grant for grant in person.grants if grant.role == role and _runs(grant, at))
    return ((grant.programme_id, grant.call_id) for grant in running)


def _runs(grant: Grant, at: datetime) -> bool:
    return grant.valid_from <= at and (grant.valid_until is None or at < grant.valid_until)


def _covers(grant: Grant, scope: Scope | None) -> bool:
    if scope is None or (grant.programme_id is None and grant.call_id is None):
        return True
    if grant.call_id is not None:
        return bool(grant.call_id == scope.call_id)
    return bool(grant.programme_id == scope.programme_id)


def role(wanted: Role) -> Predicate:
    """The predicate that asks for a role in the thing's scope."""

    def has_role(person: Any, thing: Any, at: datetime) -> bool:
        # A thing that does not say where it belongs is a bug and must fail; only "no thing" means "anywhere".
        return signed_in(person, thing, at) and holds(
            person, wanted, None if thing is None else thing.scope, at
        )

    has_role.__name__ = f"is_{wanted.value}"
    has_role.wanted = wanted  # type: ignore[attr-defined]  # the database is asked for the role, too
    return has_role


def anyone(person: Any, thing: Any, at: datetime) -> bool:
    """Everybody, signed in or not."""
    return True


def signed_in(person: Any, thing: Any, at: datetime) -> bool:
    """Has an account and is signed in."""
    return bool(person is not None and person.is_authenticated)


def is_self(person: Any, thing: Any, at: datetime) -> bool:
    """The thing is the person's own account."""
    return bool(thing.id == person.id)


def is_applicant(person: Any, thing: Any, at: datetime) -> bool:
    """The person who applied."""
    return bool(thing.applicant_id == person.id)


def is_owner(person: Any, thing: Any, at: datetime) -> bool:
    """The person who brought the thing in or asked for it."""
    return bool(thing.owner_id == person.id)


def is_assigned_juror(person: Any, thing: Any, at: datetime) -> bool:
    """The juror to whom the review is assigned."""
    return bool(thing.juror_id == person.id)


def no_conflict_declared(person: Any, thing: Any, at: datetime) -> bool:
    """The juror has said for this case that no conflict of interest exists."""
    return bool(thing.conflict_cleared)


def is_public(person: Any, thing: Any, at: datetime) -> bool:
    """The thing is shown to everybody."""
    return bool(thing.is_public)


def is_submitted(person: Any, thing: Any, at: datetime) -> bool:
    """The thing has left its author's hands; drafts are their author's alone."""
    return bool(thing.is_submitted)


def is_released(person: Any, thing: Any, at: datetime) -> bool:
    """The outcome was released, so that the applicant may know of it."""
    return bool(thing.is_released)


def is_not_own(person: Any, thing: Any, at: datetime) -> bool:
    """The person did not prepare the thing: four eyes."""
    return bool(thing.proposed_by_id != person.id)
