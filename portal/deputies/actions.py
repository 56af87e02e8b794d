"""What happens to deputies: named for some days, and ended before."""

from datetime import date, datetime
from typing import Any

from portal.accounts import actions as accounts
from portal.accounts.models import RoleGrant, User
from portal.accounts.rules import ROLE_NAMES
from portal.audit import case_of, record
from portal.db import new_public_id, session
from portal.deputies import queries, rules
from portal.deputies.rules import Period
from portal.errors import Refused
from portal.mail import write


class DeputyRefused(Refused):
    """This person can't stand in like this; the field is where it is mended."""

    def __init__(self, problem: rules.Problem) -> None:
        self.field, sentence = problem
        super().__init__(sentence)


def name(
    grant: RoleGrant, deputy: User | None, *, first: date, last: date, by: User, at: datetime
) -> RoleGrant:
    """Let somebody act for the holder of a role from one day to another; both are told by mail."""
    _refuse(rules.dates_refused(first, last, at))
    period = rules.period_of(first, last, at)
    lender = rules.Lender(role=grant.role, begins=grant.valid_from, ends=grant.valid_until)
    _refuse(rules.role_refused(lender, period))
    _refuse(rules.deputy_refused(grant.role, _known_of(deputy, grant, period, at)))
    assert deputy is not None  # the rule has asked
    lent = _lend(grant, deputy, period, by=by)
    _note("deputy.name", lent, by=by, at=at, deputy=deputy.public_id, begins=period.begins, ends=period.ends)
    _tell(lent, by=by, first=first, last=last, at=at)
    return lent


def _known_of(deputy: User | None, grant: RoleGrant, period: Period, at: datetime) -> rules.Deputy:
    if deputy is None or not deputy.active or deputy.confirmed_at is None:
        return rules.Deputy(is_known=False)
    return rules.Deputy(
        is_known=True,
        is_self=deputy.id == grant.user_id,
        has_applied=queries.has_applied(deputy, grant.call_id),
        sits=queries.sits_on_jury(deputy, grant.call_id, at),
        taken_by=queries.name_of_deputy_within(grant, period),
    )


def _lend(grant: RoleGrant, deputy: User, period: Period, *, by: User) -> RoleGrant:
    lent = RoleGrant(
        public_id=new_public_id(),
        user=deputy,
        role=grant.role,
        programme_id=grant.programme_id,
        call_id=grant.call_id,
        valid_from=period.begins,
        valid_until=period.ends,
        given_by_id=by.id,
        principal=grant.user,
        lent_from=grant,
    )
    session().add(lent)
    return lent


def end(lent: RoleGrant, *, by: User, at: datetime) -> None:
    """Let a deputy act no more from now on; one who never began is struck out."""
    if lent.valid_until is not None and lent.valid_until <= at:
        return
    facts = {"deputy": lent.user.public_id}
    principal = lent.principal
    accounts.revoke_grant(lent, by=by, at=at)
    assert principal is not None  # a lent role names its lender
    record(case_of(principal), "deputy.end", by=by, at=at, role=lent.role, **facts)


def _note(verb: str, lent: RoleGrant, *, by: User, at: datetime, **facts: Any) -> None:
    for person in (lent.principal, lent.user):
        assert person is not None  # a lent role names its lender
        record(case_of(person), verb, by=by, at=at, role=lent.role, call_id=lent.call_id, **facts)


def _tell(lent: RoleGrant, *, by: User, first: date, last: date, at: datetime) -> None:
    principal = lent.principal
    assert principal is not None  # a lent role names its lender
    facts: dict[str, Any] = {
        "role": ROLE_NAMES[lent.role],
        "first": first,
        "last": last,
        "principal": principal.name,
        "deputy": lent.user.name,
    }
    write(lent.user, "deputies/named", at=at, case=case_of(lent.user), **facts)
    if by.id != principal.id:
        write(principal, "deputies/arranged", at=at, case=case_of(principal), **facts)


def _refuse(problem: rules.Problem | None) -> None:
    if problem is not None:
        raise DeputyRefused(problem)
