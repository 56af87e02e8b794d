"""Mails as rows: written with the change that causes them, sent afterwards, one recipient each."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, identity, new_public_id, public_id


class Message(Base):
    """One mail to one person."""

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("state in ('waiting','sent','failed')", name="state_known"),
        Index("ix_message_state", "state"),
    )

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    key: Mapped[str] = mapped_column(
        String(120),
        unique=True,
        default=new_public_id,
        comment="one mail a cause: the same cause never mails twice",
    )
    recipient: Mapped[str] = mapped_column(String(254), comment="one address")
    language: Mapped[str] = mapped_column(String(10), comment="language of the text")
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text, comment="plain text")
    stop_path: Mapped[str | None] = mapped_column(
        String(300), comment="where one click ends such mails; empty: a mail about one’s own case"
    )
    case: Mapped[str | None] = mapped_column(String(60), comment="the case it belongs to")
    state: Mapped[str] = mapped_column(
        String(10), default="waiting", comment="waiting, sent or failed; a delivery fact, not a life"
    )
    attempts: Mapped[int] = mapped_column(default=0)
    busy_until: Mapped[datetime | None] = mapped_column(
        comment="UTC; not to be tried before: a worker has it, or the server asked to wait"
    )
    error: Mapped[str] = mapped_column(Text, default="", comment="what the mail server said last")
    created_at: Mapped[datetime] = mapped_column(comment="UTC")
    sent_at: Mapped[datetime | None] = mapped_column(comment="UTC; when the server took it")
