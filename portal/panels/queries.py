"""Reading panels: who sits on the jury of a call, and by which grants."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.access import Role
from portal.accounts.models import RoleGrant, User
from portal.calls.models import Call
from portal.db import session
from portal.panels.models import PanelMember


def list_members(call: Call) -> Sequence[PanelMember]:
    """The panel of a call, its chair first, then in the order in which people joined."""
    rows = select(PanelMember).where(PanelMember.call_id == call.id, PanelMember.removed_at.is_(None))
    order = (PanelMember.role != Role.CHAIR, PanelMember.added_at, PanelMember.id)
    return session().scalars(rows.options(joinedload(PanelMember.user)).order_by(*order)).all()


def find_member(member_id: str) -> PanelMember | None:
    """A seat that is taken, with its person and call."""
    rows = select(PanelMember).where(PanelMember.public_id == member_id, PanelMember.removed_at.is_(None))
    loaded = rows.options(
        joinedload(PanelMember.user), joinedload(PanelMember.call).joinedload(Call.programme)
    )
    return session().scalars(loaded).one_or_none()


def find_seat(call: Call, user: User) -> PanelMember | None:
    """The seat of a person on the panel of a call, also one that was left."""
    rows = select(PanelMember).where(PanelMember.call_id == call.id, PanelMember.user_id == user.id)
    return session().scalars(rows.options(joinedload(PanelMember.user))).one_or_none()


def list_grants(call: Call, user: User) -> Sequence[RoleGrant]:
    """The rights that a seat on this panel gave to a person and that still run."""
    rows = select(RoleGrant).where(
        RoleGrant.call_id == call.id,
        RoleGrant.user_id == user.id,
        RoleGrant.role.in_((Role.JUROR, Role.CHAIR)),
        RoleGrant.valid_until.is_(None),
    )
    return session().scalars(rows.options(joinedload(RoleGrant.user)).order_by(RoleGrant.id)).all()
