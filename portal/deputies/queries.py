"""Reading deputies: who stands in for whom, and what could speak against it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.access import Role
from portal.accounts.models import RoleGrant, User
from portal.applications.models import Application
from portal.applications.states import ApplicationState
from portal.db import session
from portal.deputies.rules import Period


def find_deputy(grant_id: str) -> RoleGrant | None:
    """A role that somebody holds for another, with both people."""
    rows = select(RoleGrant).where(RoleGrant.public_id == grant_id, RoleGrant.principal_id.is_not(None))
    both = rows.options(joinedload(RoleGrant.user), joinedload(RoleGrant.principal))
    return session().scalars(both).one_or_none()


def find_own(user: User, grant_id: str) -> RoleGrant | None:
    """A role that a person holds in the own name, locked, so that two deputies can't be named at once."""
    rows = select(RoleGrant).where(RoleGrant.public_id == grant_id, RoleGrant.user_id == user.id)
    own = rows.where(RoleGrant.principal_id.is_(None)).with_for_update(of=RoleGrant)
    return session().scalars(own.options(joinedload(RoleGrant.user))).one_or_none()


def list_deputies(user: User) -> Sequence[RoleGrant]:
    """Who stands in for a person, now, later or formerly, the newest first."""
    rows = select(RoleGrant).where(RoleGrant.principal_id == user.id).options(joinedload(RoleGrant.user))
    return session().scalars(rows.order_by(RoleGrant.valid_from.desc(), RoleGrant.id.desc())).all()


def list_stand_ins(user: User) -> Sequence[RoleGrant]:
    """For whom a person stands in, now, later or formerly, the newest first."""
    rows = select(RoleGrant).where(RoleGrant.user_id == user.id, RoleGrant.principal_id.is_not(None))
    whom = rows.options(joinedload(RoleGrant.principal))
    return session().scalars(whom.order_by(RoleGrant.valid_from.desc(), RoleGrant.id.desc())).all()


def name_of_deputy_within(grant: RoleGrant, period: Period) -> str:
    """Who stands in for this role on some of these days already; empty if nobody does."""
    rows = select(RoleGrant).where(
        RoleGrant.lent_from_id == grant.id,
        RoleGrant.valid_from < period.ends,
        RoleGrant.valid_until > period.begins,
    )
    taken = session().scalars(rows.options(joinedload(RoleGrant.user)).limit(1)).first()
    return taken.user.name if taken else ""


def has_applied(user: User, call_id: int | None) -> bool:
    """Whether a person has an application to this call that was not taken back."""
    rows = select(func.count(Application.id)).where(
        Application.call_id == call_id,
        Application.applicant_id == user.id,
        Application.state != ApplicationState.WITHDRAWN,
    )
    return bool(session().scalar(rows))


def sits_on_jury(user: User, call_id: int | None, at: datetime) -> bool:
    """Whether a person judges this call in the own name."""
    rows = select(func.count(RoleGrant.id)).where(
        RoleGrant.user_id == user.id,
        RoleGrant.call_id == call_id,
        RoleGrant.principal_id.is_(None),
        RoleGrant.role.in_((Role.JUROR, Role.CHAIR)),
        RoleGrant.valid_until.is_(None) | (RoleGrant.valid_until > at),
    )
    return bool(session().scalar(rows))
