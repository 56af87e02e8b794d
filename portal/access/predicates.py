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
    principal_id: int | None


class Person(Protocol):
    """Who asks: signed in or not."""

    id: int

    @property
    def is_authenticated(self) -> bool:
        """Whether it is known who asks."""

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


JURY = (Role.JUROR, Role.CHAIR)

Predicate = Callable[[Any, Any, datetime], bool]


def holds(person: Person, role: Role, scope: Scope | None, at: datetime) -> bool:
    """Whether the person has the role at that time, for the whole portal or for where the thing belongs."""
    return any(grant.role == role and _runs(grant, at) and _covers(grant, scope) for grant in person.grants)


def reaches(person: Person, role: Role, at: datetime) -> Iterable[tuple[int | None, int | None]]:
    """Where the person has the role at that time, each as programme and call; neither is the whole portal."""
    running = (grant for grant in person.grants if grant.role == role and _runs(grant, at))
    return ((grant.programme_id, grant.call_id) for grant in running)


def principals(
    person: Person, scope: Scope | None, at: datetime, roles: Iterable[Role] = Role
) -> frozenset[int]:
    """For whom the person may act there as a deputy at that time."""
    wanted = {role.value for role in roles}
    lent = [grant for grant in person.grants if grant.role in wanted and _runs(grant, at)]
    return frozenset(
        grant.principal_id for grant in lent if grant.principal_id is not None and _covers(grant, scope)
    )


def judges_as_deputy(person: Person, thing: Any, at: datetime) -> bool:
    """Whether the review is a juror's for whom the person acts; nobody judges the own case, or twice."""
    own = [one for one in person.grants if one.principal_id is None and one.role in JURY]
    sits = any(_runs(one, at) and _covers(one, thing.scope) for one in own)
    stays_away = sits or thing.applicant_id == person.id or thing.is_barred_to(person.id)
    return thing.juror_id in principals(person, thing.scope, at, JURY) and not stays_away


def holds_any(person: Person, at: datetime) -> bool:
    """Whether the person has any role at that time, wherever."""
    return any(_runs(grant, at) for grant in person.grants)


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


def is_other(person: Any, thing: Any, at: datetime) -> bool:
    """The thing is somebody else's account."""
    return bool(thing.id != person.id)


def is_without_role(person: Any, thing: Any, at: datetime) -> bool:
    """The account holds no role, so that nobody gains a right by looking through its eyes."""
    return not any(grant.valid_until is None or grant.valid_until > at for grant in thing.grants)


def is_applicant(person: Any, thing: Any, at: datetime) -> bool:
    """The person who applied."""
    return bool(thing.applicant_id == person.id)


def is_anothers(person: Any, thing: Any, at: datetime) -> bool:
    """Somebody else applied; who applies learns of the own case as an applicant, whatever the roles."""
    return bool(thing.applicant_id != person.id)


def is_owner(person: Any, thing: Any, at: datetime) -> bool:
    """The person who brought the thing in or asked for it."""
    return bool(thing.owner_id == person.id)


def is_principal(person: Any, thing: Any, at: datetime) -> bool:
    """The person who has lent the role."""
    return bool(thing.principal_id == person.id)


def is_deputy(person: Any, thing: Any, at: datetime) -> bool:
    """The person to whom the role is lent."""
    return bool(thing.user_id == person.id)


def is_assigned_juror(person: Any, thing: Any, at: datetime) -> bool:
    """The juror to whom the review is assigned, or the deputy."""
    return bool(thing.juror_id == person.id or judges_as_deputy(person, thing, at))


def no_conflict_declared(person: Any, thing: Any, at: datetime) -> bool:
    """This very person has said for this case that no conflict of interest exists."""
    return bool(thing.is_cleared_for(person.id))


def keeps_away(person: Person, review: Any, at: datetime) -> bool:
    """Whether a review of the case closes its scores: the person stepped back from it, or is yet to judge."""
    return bool(
        review.is_barred_to(person.id) or (review.is_to_judge and is_assigned_juror(person, review, at))
    )


def is_impartial(person: Any, thing: Any, at: datetime) -> bool:
    """Not the own case, none from which the person stepped back, none that the person is yet to judge."""
    own = thing.applicant_id == person.id
    return not own and not any(keeps_away(person, review, at) for review in thing.reviews_of_case)


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
    """Neither the person nor anybody for whom the person may act has prepared the thing: four eyes."""
    return not thing.preparers & ({person.id} | principals(person, thing.scope, at))
