"""Decisions: objects of their own, approved by a second person on the very same content."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.applications.models import Application
from portal.calls.models import Call
from portal.db import Base, identity, public_id
from portal.decisions.rules import Content
from portal.decisions.states import LIFE, DecisionState
from portal.lifecycle import Life


class Decision(Base):
    """What the authority decides about one application."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("kind in ('award','award_partial','reserve','rejection')", name="kind_known"),
        CheckConstraint("approved_by_id is null or approved_by_id <> proposed_by_id", name="four_eyes"),
        CheckConstraint(
            "approved_by_id <> coalesce(proposed_for_id, 0)"
            " and coalesce(approved_for_id, 0) <> proposed_by_id"
            " and coalesce(approved_for_id, 0) <> coalesce(proposed_for_id, -1)",
            name="four_eyes_of_deputies",
        ),
        CheckConstraint(
            "state not in ('approved','released')"
            " or (approved_by_id is not null and approved_hash = content_hash)",
            name="approved_on_the_same_content",
        ),
        CheckConstraint("amount_cents >= 0", name="amount_not_negative"),
        CheckConstraint(
            "(kind in ('award','award_partial')) = (amount_cents > 0)", name="amount_only_for_awards"
        ),
        CheckConstraint("(kind = 'reserve') = (reserve_rank is not null)", name="rank_only_for_reserves"),
        Index(
            "uq_decision_live",
            "application_id",
            unique=True,
            sqlite_where=text("state <> 'superseded'"),
            postgresql_where=text("state <> 'superseded'"),
        ),
        Index("ix_decision_call_id_state", "call_id", "state"),
    )
    life: ClassVar[Life] = LIFE

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), comment="the pool of places and money")
    state: Mapped[str] = mapped_column(String(20), default=DecisionState.PROPOSED)
    kind: Mapped[str] = mapped_column(String(20), comment="award, award_partial, reserve or rejection")
    amount_cents: Mapped[int] = mapped_column(default=0, comment="what is granted")
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    months: Mapped[int] = mapped_column(default=0, comment="instalments are monthly")
    period_start: Mapped[date | None] = mapped_column(comment="first day of the stay")
    period_end: Mapped[date | None] = mapped_column(comment="last day of the stay")
    reserve_rank: Mapped[int | None] = mapped_column(comment="position on the reserve list, from 1")
    reserve_until: Mapped[date | None] = mapped_column(comment="the reserve list is valid until that day")
    answer_by: Mapped[date | None] = mapped_column(comment="last day to accept")
    reason: Mapped[str] = mapped_column(
        Text, default="", comment="the individual sentence of reasons in German"
    )
    reason_translation: Mapped[str] = mapped_column(Text, default="", comment="the same sentence in English")
    reason_turkish: Mapped[str] = mapped_column(
        Text, default="", server_default=text("''"), comment="the same sentence in Turkish"
    )
    content_hash: Mapped[str] = mapped_column(
        String(64), comment="SHA-256 over everything above that is decided"
    )
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    proposed_for_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id"), comment="for whom a deputy prepared it"
    )
    proposed_at: Mapped[datetime] = mapped_column(comment="UTC")
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id"), comment="a second natural person"
    )
    approved_for_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id"), comment="for whom a deputy approved it"
    )
    approved_at: Mapped[datetime | None] = mapped_column(comment="UTC")
    approved_hash: Mapped[str | None] = mapped_column(String(64), comment="the content that was approved")
    sent_back_why: Mapped[str] = mapped_column(Text, default="", comment="what the approver wants changed")
    released_at: Mapped[datetime | None] = mapped_column(comment="UTC; one instant for the whole call")
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("decision.id"), comment="the decision it replaces"
    )
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship(lazy="raise")
    call: Mapped[Call] = relationship(lazy="raise")
    proposed_by: Mapped[User] = relationship(lazy="raise", foreign_keys=[proposed_by_id])
    approved_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[approved_by_id])
    proposed_for: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[proposed_for_id])
    approved_for: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[approved_for_id])
    __mapper_args__ = {"version_id_col": version}

    @property
    def scope(self) -> Call:
        """A decision belongs to its call."""
        return self.call

    @property
    def applicant_id(self) -> int:
        """The person whose application is decided."""
        return self.application.applicant_id

    @property
    def preparers(self) -> frozenset[int]:
        """Who prepared it: the hand, and for whom."""
        return frozenset(filter(None, (self.proposed_by_id, self.proposed_for_id)))

    @property
    def content(self) -> Content:
        """Everything that is decided, as the rules read it."""
        return Content(**{name: getattr(self, name) for name in CONTENT})


CONTENT = tuple(Content.__dataclass_fields__)
