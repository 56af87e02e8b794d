"""Who sits on the jury of a call."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.calls.models import Call
from portal.db import Base, identity, public_id


class PanelMember(Base):
    """A juror's seat on the panel of a call."""

    __tablename__ = "panel_member"
    __table_args__ = (
        UniqueConstraint("call_id", "user_id"),
        CheckConstraint("role in ('juror','chair')", name="role_known"),
    )

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[str] = mapped_column(String(10), default="juror")
    added_at: Mapped[datetime] = mapped_column(comment="UTC")
    removed_at: Mapped[datetime | None] = mapped_column(comment="UTC; left the panel")

    user: Mapped[User] = relationship(lazy="raise")
    call: Mapped[Call] = relationship(lazy="raise")

    @property
    def scope(self) -> Call:
        """A seat belongs to its call."""
        return self.call
