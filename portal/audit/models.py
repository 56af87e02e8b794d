"""The log of what happened: appended to, chained by hash per case, sealed into one anchor chain."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import JSON, Base, identity


class Event(Base):
    """One thing that happened to one case."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("case", "number"), Index("ix_event_at", "at"))

    id: Mapped[int] = identity()
    case: Mapped[str] = mapped_column(
        String(60), comment="kind and public id of the case, e.g. application:7f3…"
    )
    number: Mapped[int] = mapped_column(comment="position in the case's chain, from 1 without gaps")
    at: Mapped[datetime] = mapped_column(comment="when it happened, UTC")
    actor_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id"), comment="who did it; empty: the portal itself"
    )
    for_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id"), comment="for whom the actor acted as a deputy; empty: in the own name"
    )
    verb: Mapped[str] = mapped_column(
        String(40), comment="what was done, a verb of the access table or a step of the portal"
    )
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, comment="what changed, without confidential content")
    previous: Mapped[str] = mapped_column(String(64), comment="hash of the event before, zeros for the first")
    hash: Mapped[str] = mapped_column(
        String(64), comment="SHA-256 over the canonical event and the hash before"
    )


class Anchor(Base):
    """A seal over the heads of all chains that moved since the seal before."""

    __tablename__ = "anchor"

    id: Mapped[int] = identity()
    at: Mapped[datetime] = mapped_column(comment="when the seal was set, UTC")
    last_event_id: Mapped[int] = mapped_column(comment="the newest event under this seal")
    events: Mapped[int] = mapped_column(comment="how many events stand under this and all seals before")
    heads: Mapped[str] = mapped_column(
        String(64), comment="SHA-256 over the hashes of the sealed events in order"
    )
    previous: Mapped[str] = mapped_column(
        String(64), unique=True, comment="hash of the seal before; only one seal can follow another"
    )
    hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 over this seal and the seal before")


class ReadEvent(Base):
    """Somebody read a confidential thing; written by the guard before the page leaves."""

    __tablename__ = "read_event"
    __table_args__ = (Index("ix_read_event_case_at", "case", "at"),)

    id: Mapped[int] = identity()
    case: Mapped[str] = mapped_column(String(60), comment="kind and public id of what was read")
    at: Mapped[datetime] = mapped_column(comment="when, UTC")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), comment="who read it")
    verb: Mapped[str] = mapped_column(String(40), comment="the right under which it was read")
    for_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id"), comment="as whom or for whom it was read; empty: in the own name"
    )
    reason: Mapped[str | None] = mapped_column(Text, comment="why it was read, where that is asked")


class KeptAnswer(Base):
    """The answer that an act got, so that the same act sent again gets the same answer."""

    __tablename__ = "kept_answer"
    __table_args__ = (UniqueConstraint("key", "actor", "route"),)

    id: Mapped[int] = identity()
    key: Mapped[str] = mapped_column(String(64), comment="idempotency key of the form")
    actor: Mapped[str] = mapped_column(
        String(64), comment="public id of the person, or the anonymous session"
    )
    route: Mapped[str] = mapped_column(String(400), comment="method and path of the act")
    body: Mapped[str] = mapped_column(String(64), comment="SHA-256 of what was sent")
    status: Mapped[int] = mapped_column(comment="status of the answer")
    location: Mapped[str] = mapped_column(String(2000), comment="where the answer led")
    at: Mapped[datetime] = mapped_column(comment="when, UTC")
