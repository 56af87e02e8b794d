"""The addresses with which people sign in, as they change."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.db import Base, identity, new_public_id


class AddressChange(Base):
    """A wish for another address: waits for the new mailbox, and can be undone from the old one."""

    __tablename__ = "address_change"
    __table_args__ = (Index("ix_address_change_user_id", "user_id"),)

    id: Mapped[int] = identity()
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    old_email: Mapped[str] = mapped_column(String(254))
    new_email: Mapped[str] = mapped_column(String(254))
    link_key: Mapped[str] = mapped_column(
        String(26), unique=True, default=new_public_id, comment="part of the link to the new mailbox"
    )
    undo_key: Mapped[str] = mapped_column(
        String(26), unique=True, default=new_public_id, comment="part of the link to the old mailbox"
    )
    asked_at: Mapped[datetime] = mapped_column(comment="UTC")
    done_at: Mapped[datetime | None] = mapped_column(comment="when the new address began to count, UTC")
    stopped_at: Mapped[datetime | None] = mapped_column(
        comment="when it was undone, or replaced by a newer wish, UTC"
    )

    user: Mapped[User] = relationship(lazy="raise")
