"""Reviews: one juror, one case, points by criterion."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from portal.accounts.models import User
from portal.applications.models import Application
from portal.calls.models import Call
from portal.db import Base, identity, public_id
from portal.lifecycle import Life
from portal.reviews.states import LIFE, NO_CONFLICT, OPEN, ReviewState

__all__ = ["NO_CONFLICT", "DeputyDeclaration", "Review", "Score"]


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
    given_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id"), comment="the deputy who gave the points; empty: the juror"
    )
    comment: Mapped[str] = mapped_column(
        Text, default="", comment="for the jury; never shown to the applicant"
    )
    return_reason: Mapped[str] = mapped_column(Text, default="", comment="why it came back")
    assigned_at: Mapped[datetime] = mapped_column(comment="UTC")
    submitted_at: Mapped[datetime | None] = mapped_column(comment="UTC")
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship(lazy="raise")
    juror: Mapped[User] = relationship(lazy="raise", foreign_keys=[juror_id])
    given_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[given_by_id])
    declarations: Mapped[list["DeputyDeclaration"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    scores: Mapped[list["Score"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    reviews_of_case: Mapped[list["Review"]] = relationship(
        lazy="raise",
        viewonly=True,
        uselist=True,
        primaryjoin=lambda: foreign(Review.application_id) == remote(Review.application_id),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def scope(self) -> Call:
        """A review belongs to its application's call."""
        return self.application.call

    @property
    def applicant_id(self) -> int:
        """The person whose case it is."""
        return self.application.applicant_id

    @property
    def is_over(self) -> bool:
        """Whether nobody judges here any more: recused or void."""
        return self.state in (ReviewState.RECUSED, ReviewState.VOID)

    @property
    def is_to_judge(self) -> bool:
        """Whether its points are still to come, or to come again."""
        return self.state in OPEN

    @property
    def is_left_by_deputy(self) -> bool:
        """Whether it came back because a deputy who had judged it stepped back."""
        return self.state == ReviewState.RETURNED and not self.return_reason

    def declared_by(self, user_id: int) -> str:
        """What this very person, the juror or a deputy, said about conflicts of interest."""
        if user_id == self.juror_id:
            return self.conflict
        return next((one.conflict for one in self.declarations if one.user_id == user_id), "")

    def is_cleared_for(self, user_id: int) -> bool:
        """Whether this very person has said that there is no conflict, and the case is still to be judged."""
        return self.declared_by(user_id) == NO_CONFLICT and not self.is_over

    def is_barred_to(self, user_id: int) -> bool:
        """Whether this very person has stepped back from the case."""
        was_recused = user_id == self.juror_id and self.state == ReviewState.RECUSED
        return was_recused or self.declared_by(user_id) not in ("", NO_CONFLICT)

    @property
    def conflict_cleared(self) -> bool:
        """Whether the juror has said that there is no conflict, and is still on the case."""
        return self.is_cleared_for(self.juror_id)


class DeputyDeclaration(Base):
    """What a juror’s deputy said about conflicts of interest; it counts for the deputy alone."""

    __tablename__ = "deputy_declaration"
    __table_args__ = (UniqueConstraint("review_id", "user_id"),)

    id: Mapped[int] = identity()
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    conflict: Mapped[str] = mapped_column(String(20), comment="none, or the reason code")
    note: Mapped[str] = mapped_column(Text, default="", comment="the deputy's words")
    at: Mapped[datetime] = mapped_column(comment="UTC")


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
