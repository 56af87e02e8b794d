"""Offers: what an award gives and whether it is taken."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.awards.states import LIFE, OfferState
from portal.calls.models import Call
from portal.db import Base, identity, public_id
from portal.decisions.models import Decision
from portal.lifecycle import Life


class Offer(Base):
    """An award that waits for its taker's answer."""

    __tablename__ = "offer"
    __table_args__ = (Index("ix_offer_call_id_state", "call_id", "state"),)
    life: ClassVar[Life] = LIFE

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    state: Mapped[str] = mapped_column(String(20), default=OfferState.OPEN)
    answer_by: Mapped[datetime] = mapped_column(comment="UTC; the end of the last day in Berlin")
    answered_at: Mapped[datetime | None] = mapped_column(comment="UTC")
    reason: Mapped[str] = mapped_column(
        Text, default="", comment="why it was declined, if the person says so"
    )
    version: Mapped[int] = mapped_column(default=1)

    decision: Mapped[Decision] = relationship(lazy="raise")
    call: Mapped[Call] = relationship(lazy="raise")
    __mapper_args__ = {"version_id_col": version}

    @property
    def scope(self) -> Call:
        """An offer belongs to its call."""
        return self.call

    @property
    def applicant_id(self) -> int:
        """The person to whom the place is offered."""
        return self.decision.application.applicant_id
