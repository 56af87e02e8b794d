"""Programmes and calls, with the questionnaire and rubric that a published call freezes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, event, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.authorities.models import Authority
from portal.calls.states import KINDS, LIFE, CallState, Kind
from portal.cities.models import City
from portal.db import JSON, Base, identity, public_id
from portal.lifecycle import Life
from portal.words import Sentence


class Programme(Base):
    """A programme of exchange, under which calls are made."""

    __tablename__ = "programme"

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    kind: Mapped[str] = mapped_column(String(20), default="residency", comment="residency, youth or study")
    title: Mapped[dict[str, str]] = mapped_column(JSON, comment="per language")
    template: Mapped[str] = mapped_column(
        String(60), default="", comment="name of the YAML template for new calls"
    )

    authority: Mapped[Authority] = relationship(lazy="raise")

    @property
    def scope(self) -> "ProgrammeScope":
        """A programme's own scope."""
        return ProgrammeScope(self.id)

    @property
    def spoken(self) -> Kind:
        """How its calls are spoken of."""
        return KINDS[self.kind]


class ProgrammeScope:
    """The scope of a programme as a whole."""

    call_id = None

    def __init__(self, programme_id: int) -> None:
        self.programme_id = programme_id


class QuestionnaireRevision(Base):
    """What a call asks; once frozen it never changes."""

    __tablename__ = "questionnaire_revision"

    id: Mapped[int] = identity()
    content: Mapped[dict[str, Any]] = mapped_column(
        JSON, comment="sections and questions, see portal.questionnaire"
    )
    hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the canonical content")
    created_at: Mapped[datetime] = mapped_column(comment="UTC")
    frozen_at: Mapped[datetime | None] = mapped_column(comment="UTC; since then immutable")


@dataclass(frozen=True)
class Stay:
    """A period of stay, first and last day."""

    start: date
    end: date


class Call(Base):
    """An invitation to apply: programme × direction × partner city × discipline × period."""

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("direction in ('inbound','outbound')", name="direction_known"),
        CheckConstraint("places >= 0 and reserves >= 0", name="places_not_negative"),
        CheckConstraint("budget_cents >= 0 and monthly_rate_cents >= 0", name="money_not_negative"),
        CheckConstraint("opens_at < deadline_at", name="opens_before_deadline"),
        Index("ix_call_state_deadline_at", "state", "deadline_at"),
    )
    life: ClassVar[Life] = LIFE

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    code: Mapped[str] = mapped_column(
        String(6), comment="begins the short codes of its applications, e.g. IST"
    )
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), index=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_revision.id"))
    direction: Mapped[str] = mapped_column(String(10), comment="inbound: to Berlin; outbound: from Berlin")
    disciplines: Mapped[list[str]] = mapped_column(JSON, default=list, comment="empty: all")
    state: Mapped[str] = mapped_column(String(20), default=CallState.DRAFT)
    title: Mapped[dict[str, str]] = mapped_column(JSON, comment="per language")
    summary: Mapped[dict[str, str]] = mapped_column(JSON, comment="one sentence per language")
    texts: Mapped[dict[str, Any]] = mapped_column(
        JSON,
        default=dict,
        comment="sections (offer, eligibility, selection, contact) with paragraphs per language",
    )
    periods: Mapped[list[dict[str, str]]] = mapped_column(JSON, comment="[{start, end}] as ISO dates")
    places: Mapped[int] = mapped_column(comment="awards that can be given")
    reserves: Mapped[int] = mapped_column(default=0, comment="places on the reserve list")
    months: Mapped[int] = mapped_column(comment="months a place lasts")
    monthly_rate_cents: Mapped[int] = mapped_column(comment="per place and month")
    budget_cents: Mapped[int] = mapped_column(comment="sum of all awards at most")
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    opens_at: Mapped[datetime] = mapped_column(comment="UTC")
    deadline_at: Mapped[datetime] = mapped_column(comment="UTC; a submission at this very moment is in time")
    deadline_zone: Mapped[str] = mapped_column(
        String(60), default="Europe/Berlin", comment="zone in which the deadline is announced"
    )
    results_on: Mapped[date | None] = mapped_column(comment="day on which results are expected")
    answer_days: Mapped[int] = mapped_column(default=14, comment="days to accept an offer")
    rubric: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, comment="criteria: key, title and help per language, weight (sum 100), low, high, anchors"
    )
    rubric_hash: Mapped[str] = mapped_column(
        String(64), default="", comment="set when published; frozen since then"
    )
    provisions: Mapped[dict[str, list[str]]] = mapped_column(
        JSON, default=dict, comment="ancillary provisions per language"
    )
    published_at: Mapped[datetime | None] = mapped_column(comment="UTC")
    copied_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("call.id"), comment="the call it was copied from"
    )
    notes: Mapped[str] = mapped_column(Text, default="", comment="for the office only")
    version: Mapped[int] = mapped_column(default=1)

    programme: Mapped[Programme] = relationship(lazy="raise")
    city: Mapped[City] = relationship(lazy="raise")
    questionnaire: Mapped[QuestionnaireRevision] = relationship(lazy="raise")
    __mapper_args__ = {"version_id_col": version}

    @property
    def scope(self) -> "Call":
        """A call's own scope."""
        return self

    @property
    def call_id(self) -> int:
        """The call as a scope."""
        return self.id

    @property
    def is_public(self) -> bool:
        """Published calls are shown to everybody, also when they are over."""
        return self.state not in (CallState.DRAFT, CallState.ARCHIVED)

    def is_open(self, at: datetime) -> bool:
        """Whether applications are taken at that moment."""
        return self.takes_applications and self.opens_at <= at <= self.deadline_at

    def is_upcoming(self, at: datetime) -> bool:
        """Whether applications will be taken later."""
        return self.takes_applications and at < self.opens_at

    def shown_state(self, at: datetime) -> Sentence:
        """How the call stands for visitors: after its deadline it is closed, whatever the office does."""
        over = self.takes_applications and self.deadline_at < at
        return self.life.wording[CallState.CLOSED if over else CallState(self.state)].applicant

    @property
    def takes_applications(self) -> bool:
        """Whether the state allows applications; the time decides as well."""
        return self.state == CallState.PUBLISHED

    @property
    def is_inbound(self) -> bool:
        """Whether people come to Berlin."""
        return self.direction == "inbound"

    @property
    def stays(self) -> list["Stay"]:
        """The periods in which people stay."""
        return [
            Stay(date.fromisoformat(period["start"]), date.fromisoformat(period["end"]))
            for period in self.periods
        ]


FROZEN: dict[type[Base], tuple[str, tuple[str, ...]]] = {
    QuestionnaireRevision: ("frozen_at", ("content", "hash")),
    Call: ("rubric_hash", ("rubric", "rubric_hash")),
}


class Frozen(Exception):
    """Code tried to change what a published call promised; no person can cause this."""


def _refuse_to_thaw(mapper: Any, connection: Any, target: Any) -> None:
    mark, names = FROZEN[type(target)]
    facts = inspect(target).attrs
    before = (*(facts[mark].history.deleted or ()), *(facts[mark].history.unchanged or ()))
    changed = [name for name in names if facts[name].history.has_changes()]
    if any(before) and changed:
        raise Frozen(f"{target.__tablename__} {target.id} is frozen, but {changed} changed")


for _kind in FROZEN:
    event.listen(_kind, "before_update", _refuse_to_thaw)
