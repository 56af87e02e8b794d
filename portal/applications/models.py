"""Applications and their answers, which are only ever added to."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.applications.states import LIFE, ApplicationState, PublicState
from portal.calls.models import Call
from portal.db import JSON, Base, identity, public_id
from portal.files.models import StoredFile
from portal.lifecycle import Life


class Application(Base):
    """One person's application to one call."""

    __tablename__ = "application"
    __table_args__ = (
        Index("ix_application_call_id_state", "call_id", "state"),
        Index("ix_application_applicant_id", "applicant_id"),
        Index(
            "uq_application_live",
            "call_id",
            "applicant_id",
            unique=True,
            sqlite_where=text("state <> 'withdrawn'"),
            postgresql_where=text("state <> 'withdrawn'"),
        ),
        CheckConstraint(
            "state = 'draft' or state = 'withdrawn' or submitted_at is not null", name="submitted_has_time"
        ),
    )
    life: ClassVar[Life] = LIFE

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    short_code: Mapped[str] = mapped_column(
        String(16), unique=True, comment="for people and search, never an authority"
    )
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    applicant_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    state: Mapped[str] = mapped_column(String(20), default=ApplicationState.DRAFT)
    public_state: Mapped[str] = mapped_column(
        String(20),
        default=PublicState.PENDING,
        comment="outcome known to the applicant; written only by publish_outcome",
    )
    language: Mapped[str] = mapped_column(String(10), comment="language in which it was written")
    title: Mapped[str] = mapped_column(
        String(300), default="", comment="title of the project, taken from the answers"
    )
    discipline: Mapped[str] = mapped_column(
        String(40), default="", comment="taken from the answers, for lists"
    )
    search: Mapped[str] = mapped_column(Text, default="", comment="search form of code, name and title")
    created_at: Mapped[datetime] = mapped_column(comment="UTC")
    submitted_at: Mapped[datetime | None] = mapped_column(
        comment="server time of the complete submission, UTC"
    )
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="UTC")
    withdrawn_why: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=0, comment="number of the newest answer revision")
    receipt_hash: Mapped[str] = mapped_column(
        String(64), default="", comment="SHA-256 of the canonical submitted answers"
    )
    receipt_file_id: Mapped[int | None] = mapped_column(
        ForeignKey("stored_file.id"), comment="the receipt as it was issued"
    )
    exclusion_code: Mapped[str] = mapped_column(
        String(40), default="", comment="reason code of the formal check"
    )
    exclusion_note: Mapped[str] = mapped_column(Text, default="", comment="what exactly was wrong")
    version: Mapped[int] = mapped_column(default=1)

    call: Mapped[Call] = relationship(lazy="raise")
    applicant: Mapped[User] = relationship(lazy="raise")
    receipt_file: Mapped[StoredFile | None] = relationship(lazy="raise")
    __mapper_args__ = {"version_id_col": version}

    @property
    def scope(self) -> Call:
        """An application belongs to its call."""
        return self.call

    @property
    def is_submitted(self) -> bool:
        """Whether it has left its author's hands."""
        return self.submitted_at is not None

    @property
    def has_outcome(self) -> bool:
        """Whether its applicant was told the outcome."""
        return self.public_state != PublicState.PENDING

    @property
    def awaits_check(self) -> bool:
        """Whether the office has not looked at it yet; admitted or excluded look alike from outside."""
        return self.state == ApplicationState.SUBMITTED

    @property
    def owner_id(self) -> int:
        """The applicant owns the application."""
        return self.applicant_id


class AnswerRevision(Base):
    """All answers as they stood after one save."""

    __tablename__ = "answer_revision"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    id: Mapped[int] = identity()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    number: Mapped[int] = mapped_column(comment="from 1 without gaps")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, comment="values keyed by stable question keys")
    section: Mapped[str] = mapped_column(String(60), default="", comment="the section that was saved")
    at: Mapped[datetime] = mapped_column(comment="UTC")
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))


class ApplicationFile(Base):
    """A file that an application holds, so that a file opens only through its case."""

    __tablename__ = "application_file"
    __table_args__ = (UniqueConstraint("application_id", "file_id"),)

    id: Mapped[int] = identity()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    question: Mapped[str] = mapped_column(String(60), comment="key of the question that it answers")
    removed_at: Mapped[datetime | None] = mapped_column(comment="UTC; removed from the draft by its author")

    file: Mapped[StoredFile] = relationship(lazy="raise")
    application: Mapped[Application] = relationship(lazy="raise")
