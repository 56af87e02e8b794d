"""Finding mails."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from portal.db import session
from portal.mail.models import Message

_NEWEST_FIRST = (Message.created_at.desc(), Message.id.desc())


def find_message(message_id: str) -> Message | None:
    """The mail with this public id."""
    return session().scalars(select(Message).where(Message.public_id == message_id)).one_or_none()


def find_message_of(key: str) -> Message | None:
    """The mail that this cause has already had."""
    return session().scalars(select(Message).where(Message.key == key)).one_or_none()


def lock_message(message_id: str) -> Message | None:
    """The mail as it is now, locked until the end of the transaction."""
    rows = select(Message).where(Message.public_id == message_id).with_for_update()
    return session().scalars(rows.execution_options(populate_existing=True)).one_or_none()


def list_messages(most: int = 200) -> Sequence[Message]:
    """The latest mails, newest first."""
    return session().scalars(select(Message).order_by(*_NEWEST_FIRST).limit(most)).all()


def list_messages_of(case: str) -> Sequence[Message]:
    """All mails of a case, newest first."""
    return session().scalars(select(Message).where(Message.case == case).order_by(*_NEWEST_FIRST)).all()


def list_left_behind(before: datetime, at: datetime) -> Sequence[str]:
    """Public ids of mails that wait, were written before a moment, and that nobody has in hand."""
    free = or_(Message.busy_until.is_(None), Message.busy_until <= at)
    rows = select(Message.public_id).where(Message.state == "waiting", Message.created_at <= before, free)
    return session().scalars(rows.order_by(Message.id)).all()


def lock_waiting() -> Sequence[Message]:
    """All mails that wait, locked until the end of the transaction."""
    return session().scalars(select(Message).where(Message.state == "waiting").with_for_update()).all()
