"""Reading the changes of addresses."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User
from portal.addresses.models import AddressChange
from portal.db import session


def list_waiting(user: User) -> Sequence[AddressChange]:
    """The wishes of a person that wait for the new mailbox, newest first."""
    rows = select(AddressChange).where(AddressChange.user_id == user.id, AddressChange.done_at.is_(None))
    return (
        session()
        .scalars(rows.where(AddressChange.stopped_at.is_(None)).order_by(AddressChange.id.desc()))
        .all()
    )


def find_asked(user: User, link_key: str) -> AddressChange | None:
    """The wish of a person to which a link in the new mailbox leads."""
    rows = select(AddressChange).where(AddressChange.user_id == user.id, AddressChange.link_key == link_key)
    return session().scalars(rows.options(joinedload(AddressChange.user))).first()


def find_to_undo(undo_key: str) -> AddressChange | None:
    """The change to which a link in the old mailbox leads, with its person."""
    rows = select(AddressChange).where(AddressChange.undo_key == undo_key)
    return session().scalars(rows.options(joinedload(AddressChange.user))).first()


def list_later(change: AddressChange) -> Sequence[AddressChange]:
    """What the same person asked for after this change, and has not been stopped."""
    rows = select(AddressChange).where(
        AddressChange.user_id == change.user_id,
        AddressChange.id > change.id,
        AddressChange.stopped_at.is_(None),
    )
    return session().scalars(rows).all()
