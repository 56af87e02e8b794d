"""Reviews: one juror, one case, points by criterion."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.applications.models import Application
from portal.calls.models import Call
from portal.db import Base, identity, public_id
from portal.lifecycle import Life
from portal.reviews.states import LIFE, NO_CONFLICT, ReviewState

__all__ = ["NO_CONFLICT", "Review", "Score"]


class Review(Base):
    """What one juror makes of one application, behind the question for a conflict of interest."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("application_id", "juror_id"),
        Index("ix_review_juror_id_state", "juror_id", "state"),
    )
    life: ClassVar[Life] = LIFE

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    juror_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    state: Mapped[str] = mapped_column(String(20), default=ReviewState.ASSIGNED)
    conflict: Mapped[str] = mapped_column(
        String(20), default="", comment="empty: not asked yet; none; or the reason code of domain § 20 VwVfG"
    )
    conflict_note: Mapped[str] = mapped_column(
        Text, default="", comment="the juror's words, for the chair and the office"
    )
    conflict_at: Mapped[datetime | None] = mapped_column(comment="when the juror answered, UTC")
    comment: Mapped[str] = mapped_column(
        Text, default="", comment="for the jury; never shown to the applicant"
    )
    return_reason: Mapped[str] = mapped_column(Text, default="", comment="why it came back")
    assigned_at: Mapped[datetime] = mapped_column(comment="UTC")
    submitted_at: Mapped[datetime | None] = mapped_column(comment="UTC")
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship(lazy="raise")
    juror: Mapped[User] = relationship(lazy="raise")
    scores: Mapped[list["Score"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    __mapper_args__ = {"version_id_col": version}

    @property
    def scope(self) -> Call:
        """A review belongs to its application's call."""
        return self.application.call

    @property
    def conflict_cleared(self) -> bool:
        """Whether the juror has said that there is no conflict, and is still on the case."""
        return self.conflict == NO_CONFLICT and self.state not in (ReviewState.RECUSED, ReviewState.VOID)


class Score(Base):
    """The points that a review gives for one criterion."""

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("review_id", "criterion"),
        CheckConstraint("points >= 0", name="points_not_negative"),
    )

    id: Mapped[int] = identity()
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    criterion: Mapped[str] = mapped_column(String(40), comment="key of a criterion of the call's rubric")
    points: Mapped[int]
