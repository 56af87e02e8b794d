"""Letters: stored bytes with hash, number, code and the facts they were made from."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.calls.models import Call
from portal.db import JSON, Base, identity, new_public_id, public_id
from portal.decisions.models import Decision
from portal.files.models import StoredFile
from portal.letters.states import LIFE, LetterState, read_problems
from portal.lifecycle import Life
from portal.words import Sentence


class Letter(Base):
    """One letter of the authority about one decision."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("kind in ('award','award_partial','reserve_notice','rejection')", name="kind_known"),
        CheckConstraint(
            "state in ('queued','attention') or (sha256 is not null and file_id is not null)",
            name="issued_has_bytes",
        ),
        Index(
            "uq_letter_live",
            "decision_id",
            unique=True,
            sqlite_where=text("state in ('queued','issued','attention')"),
            postgresql_where=text("state in ('queued','issued','attention')"),
        ),
        Index("ix_letter_call_id_state", "call_id", "state"),
    )
    life: ClassVar[Life] = LIFE

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    state: Mapped[str] = mapped_column(String(20), default=LetterState.QUEUED)
    kind: Mapped[str] = mapped_column(String(20), comment="which text it carries")
    number: Mapped[str] = mapped_column(
        String(60), unique=True, comment="file number and position in the case; never reused"
    )
    code: Mapped[str] = mapped_column(
        String(26), unique=True, default=new_public_id, comment="in the QR code; opens /verify/"
    )
    language: Mapped[str] = mapped_column(String(10), default="en", comment="language of the courtesy page")
    facts: Mapped[dict[str, Any]] = mapped_column(
        JSON, default=dict, comment="everything that the text was made from"
    )
    template_version: Mapped[str] = mapped_column(
        String(64), default="", comment="SHA-256 over the template's files"
    )
    sha256: Mapped[str | None] = mapped_column(String(64), index=True, comment="of the stored bytes")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    error: Mapped[str] = mapped_column(
        Text, default="", comment="what needs attention: msgids with facts, as JSON"
    )
    queued_at: Mapped[datetime] = mapped_column(comment="UTC")
    issued_at: Mapped[datetime | None] = mapped_column(comment="UTC")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), comment="the letter it corrects")

    decision: Mapped[Decision] = relationship(lazy="raise")
    call: Mapped[Call] = relationship(lazy="raise")
    file: Mapped[StoredFile | None] = relationship(lazy="raise")
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def scope(self) -> Call:
        """A letter belongs to its call."""
        return self.call

    @property
    def applicant_id(self) -> int:
        """The person to whom the letter goes."""
        return self.decision.application.applicant_id

    @property
    def is_released(self) -> bool:
        """Whether the applicant may know of the letter: its outcome is out and its bytes are fixed."""
        return self.decision.released_at is not None and self.file_id is not None

    @property
    def problems(self) -> list[Sentence]:
        """What needs attention, each a sentence for the office."""
        return read_problems(self.error)
