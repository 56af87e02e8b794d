"""Work that takes longer than a page: one row a job, which is the truth and the progress bar."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, identity, public_id


class Job(Base):
    """A piece of work, who asked for it, and how far it is."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state in ('waiting','running','done','failed')", name="state_known"),
        CheckConstraint("done <= total", name="done_within_total"),
        Index("ix_job_state_lease", "state", "lease_until"),
    )

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    kind: Mapped[str] = mapped_column(String(40), comment="names the task that does it")
    key: Mapped[str] = mapped_column(String(120), unique=True, comment="the same work is never queued twice")
    subject: Mapped[str] = mapped_column(String(60), comment="public id of what it works on")
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id"), comment="who asked; empty: the portal itself"
    )
    programme_id: Mapped[int | None] = mapped_column(
        ForeignKey("programme.id"), comment="scope, for who may look"
    )
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), comment="scope, for who may look")
    state: Mapped[str] = mapped_column(
        String(10), default="waiting", comment="waiting, running, done or failed; a work fact"
    )
    fence: Mapped[int] = mapped_column(
        default=0, comment="grows with each claim, so that a late worker can't write"
    )
    lease_until: Mapped[datetime | None] = mapped_column(
        comment="until when the present worker is believed alive"
    )
    attempts: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0, comment="steps done")
    total: Mapped[int] = mapped_column(default=1, comment="steps in all")
    error: Mapped[str] = mapped_column(Text, default="", comment="what went wrong last")
    result_url: Mapped[str] = mapped_column(String(400), default="", comment="the page that shows the result")
    created_at: Mapped[datetime] = mapped_column(comment="UTC")
    finished_at: Mapped[datetime | None] = mapped_column(comment="UTC")

    @property
    def scope(self) -> "Job":
        """A job belongs where its subject belongs."""
        return self
