"""Partner cities with all their names."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import PortalScope
from portal.cities import rules
from portal.cities.states import AREAS, KINDS, WORDING, ActivityKind, CityStatus, FocusArea
from portal.db import JSON, Base, identity, public_id
from portal.words import Sentence

SEARCH_ONLY = "search only"
HOME = "berlin"


class City(Base):
    """A city: partner of Berlin, or named in a project."""

    __tablename__ = "city"
    __table_args__ = (CheckConstraint("status in ('active','dormant','ended')", name="status_known"),)

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name_en: Mapped[str] = mapped_column(String(100))
    name_de: Mapped[str] = mapped_column(String(100))
    name_tr: Mapped[str | None] = mapped_column(String(100), comment="empty: as in English")
    name_native: Mapped[str] = mapped_column(String(100), comment="in the city's own script")
    country_code: Mapped[str] = mapped_column(String(2), comment="ISO 3166-1")
    partner_since: Mapped[date | None] = mapped_column(comment="day of the partnership's signing")
    is_partner: Mapped[bool] = mapped_column(default=True)
    timezone: Mapped[str] = mapped_column(String(60), comment="IANA name")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    languages: Mapped[list[str]] = mapped_column(JSON, comment="BCP 47 tags")
    currency: Mapped[str] = mapped_column(String(3), comment="ISO 4217")
    status: Mapped[str] = mapped_column(String(10), default="active", comment="active, dormant or ended")
    status_since: Mapped[date | None]
    status_note: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, comment="sentence per language")
    about: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, comment="text per language")
    focus_areas: Mapped[list[str]] = mapped_column(
        JSON,
        default=list,
        server_default="[]",
        comment="on what the exchange concentrates; words of cities.states.FocusArea",
    )
    version: Mapped[int] = mapped_column(default=1)

    aliases: Mapped[list["CityAlias"]] = relationship(
        back_populates="city", lazy="raise", cascade="all, delete-orphan"
    )
    memberships: Mapped[list["CityMembership"]] = relationship(lazy="raise", order_by="CityMembership.id")
    __mapper_args__ = {"version_id_col": version}

    @property
    def scope(self) -> PortalScope:
        """A city belongs to the whole portal: all programmes share it."""
        return PortalScope()

    @property
    def names(self) -> dict[str, str]:
        """The city's name per language, its own under “native”."""
        turkish = self.name_tr or self.name_en
        return {"en": self.name_en, "de": self.name_de, "tr": turkish, "native": self.name_native}

    @property
    def native_parts(self) -> list[tuple[str, str]]:
        """The city's own name with its language; a bilingual city has two: Bruxelles / Brussel."""
        parts = self.name_native.split(" / ")
        return list(zip(parts, [*self.languages, *("" for _ in parts)], strict=False))

    @property
    def spellings(self) -> list[str]:
        """All names under which people look for the city."""
        return [*self.names.values(), *(other.alias for other in self.aliases)]

    def is_called(self, query: str) -> bool:
        """Whether what somebody typed is one of the city's names or a part of it."""
        return rules.is_found_by(query, self.spellings)

    @property
    def other_names(self) -> list["CityAlias"]:
        """The spellings that a page may show: neither the city's own name again nor one of the past."""
        return [other for other in self.aliases if other.is_shown and other.alias != self.name_native]

    @property
    def is_home(self) -> bool:
        """Whether this is Berlin itself, whose partners the others are."""
        return self.slug == HOME

    @property
    def is_active(self) -> bool:
        """Whether the partnership is lived, so that calls can be opened."""
        return self.status == CityStatus.ACTIVE

    @property
    def networks(self) -> frozenset[str]:
        """The networks in which the city takes part, by their names in addresses."""
        return frozenset(membership.network.slug for membership in self.memberships)

    @property
    def areas(self) -> list[tuple[str, Sentence]]:
        """On what the exchange with this city concentrates, with its words."""
        return [(area, AREAS[FocusArea(area)]) for area in self.focus_areas]

    @property
    def status_name(self) -> Sentence:
        """How the status is called."""
        return WORDING[CityStatus(self.status)]


class CityAlias(Base):
    """Another spelling under which people look for a city."""

    __tablename__ = "city_alias"
    __table_args__ = (Index("ix_city_alias_search", "search"),)

    id: Mapped[int] = identity()
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    alias: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(35), comment="BCP 47 tag")
    note: Mapped[str] = mapped_column(Text, default="")
    search: Mapped[str] = mapped_column(String(120), comment="search form of the spelling")

    city: Mapped[City] = relationship(back_populates="aliases", lazy="raise")

    @property
    def is_shown(self) -> bool:
        """Whether the spelling is shown, and not only understood in a search."""
        return not self.note.startswith(SEARCH_ONLY)


class CityContact(Base):
    """Whom to ask about a partnership: a person or an office, there or in Berlin."""

    __tablename__ = "city_contact"
    __table_args__ = (
        CheckConstraint("name <> '' or office <> ''", name="somebody"),
        CheckConstraint(
            "valid_until is null or valid_from is null or valid_until >= valid_from", name="period"
        ),
        Index("ix_city_contact_city_id", "city_id"),
    )

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    name: Mapped[str] = mapped_column(String(200), default="", comment="the person; empty: an office")
    office: Mapped[str] = mapped_column(String(200), default="", comment="institution and unit")
    role: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, comment="what for, per language")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    valid_from: Mapped[date | None] = mapped_column(comment="first day; empty: not known")
    valid_until: Mapped[date | None] = mapped_column(comment="last day; empty: until further notice")
    is_public: Mapped[bool] = mapped_column(default=False, comment="shown on the page of the city")
    version: Mapped[int] = mapped_column(default=1)

    city: Mapped[City] = relationship(lazy="raise")
    __mapper_args__ = {"version_id_col": version}

    @property
    def scope(self) -> PortalScope:
        """A contact belongs to the whole portal, as its city does."""
        return PortalScope()

    @property
    def title(self) -> str:
        """How the contact is called: by the person, else by the office."""
        return self.name or self.office

    @property
    def logged_name(self) -> str:
        """How the log calls the contact: a name that only the office may read is not written there."""
        return self.title if self.is_public else self.office

    def is_current(self, on: date) -> bool:
        """Whether one would ask this contact on that day."""
        return rules.runs(self.valid_from, self.valid_until, on)


class CityActivity(Base):
    """Something that the two cities do together, now or in the past: the days say which."""

    __tablename__ = "city_activity"
    __table_args__ = (
        CheckConstraint("kind in ('exchange','event','project','experts','visit')", name="kind_known"),
        CheckConstraint("ends_on is null or starts_on is null or ends_on >= starts_on", name="period"),
        Index("ix_city_activity_city_id", "city_id"),
    )

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    kind: Mapped[str] = mapped_column(String(10), comment="exchange, event, project, experts or visit")
    title: Mapped[dict[str, str]] = mapped_column(JSON, comment="per language")
    text: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, comment="per language")
    starts_on: Mapped[date | None] = mapped_column(comment="first day; empty: not known")
    ends_on: Mapped[date | None] = mapped_column(comment="last day; empty: goes on")
    link: Mapped[str] = mapped_column(
        String(500), default="", comment="page of somebody else that tells more"
    )
    call_slug: Mapped[str] = mapped_column(
        String(80), default="", comment="name in addresses of a call; shown while that call is public"
    )
    version: Mapped[int] = mapped_column(default=1)

    city: Mapped[City] = relationship(lazy="raise")
    __mapper_args__ = {"version_id_col": version}

    @property
    def scope(self) -> PortalScope:
        """An activity belongs to the whole portal, as its city does."""
        return PortalScope()

    @property
    def kind_name(self) -> Sentence:
        """What sort of activity it is, in words."""
        return KINDS[ActivityKind(self.kind)]

    @property
    def logged_name(self) -> str:
        """How the log calls the activity."""
        return self.title.get("en") or next(iter(self.title.values()), "")

    def is_past(self, on: date) -> bool:
        """Whether its last day lies before that day; no mark says so, only the date."""
        return self.ends_on is not None and self.ends_on < on


class CityNetwork(Base):
    """An association of cities in which Berlin or its partners take part."""

    __tablename__ = "city_network"

    id: Mapped[int] = identity()
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, comment="sentence per language")
    url: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(300), default="", comment="where the facts were read")


class CityMembership(Base):
    """A city takes part in a network."""

    __tablename__ = "city_membership"
    __table_args__ = (UniqueConstraint("network_id", "city_id"),)

    id: Mapped[int] = identity()
    network_id: Mapped[int] = mapped_column(ForeignKey("city_network.id"))
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), index=True)
    note: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, comment="since when, per language")

    network: Mapped[CityNetwork] = relationship(lazy="raise")


class BoroughPartnership(Base):
    """A partnership of one of Berlin's boroughs with a town or a district elsewhere."""

    __tablename__ = "borough_partnership"
    __table_args__ = (UniqueConstraint("borough", "town"),)

    id: Mapped[int] = identity()
    borough: Mapped[str] = mapped_column(String(60))
    town: Mapped[str] = mapped_column(String(120), comment="as it calls itself")
    country_code: Mapped[str] = mapped_column(String(2), comment="ISO 3166-1")
    city_id: Mapped[int | None] = mapped_column(
        ForeignKey("city.id"), index=True, comment="the partner city in which the district lies, if it does"
    )
    since: Mapped[str] = mapped_column(
        String(10), default="", comment="ISO date as far as it is known: 1996 or 1990-09-03"
    )
    note: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, comment="sentence per language")
    source: Mapped[str] = mapped_column(String(300), default="", comment="where the facts were read")

    @property
    def since_on(self) -> date | None:
        """The day on which it began, where it is known to the day."""
        return date.fromisoformat(self.since) if len(self.since) == len("1990-09-03") else None


class CityWatch(Base):
    """Somebody who wants a mail when a city calls again; no account, only the address is kept."""

    __tablename__ = "city_watch"
    __table_args__ = (UniqueConstraint("city_id", "email"), Index("ix_city_watch_asked_at", "asked_at"))

    id: Mapped[int] = identity()
    public_id: Mapped[str] = public_id()
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    email: Mapped[str] = mapped_column(String(254), comment="as typed, only the domain folded")
    language: Mapped[str] = mapped_column(String(10), comment="language of the page on which it was asked")
    asked_at: Mapped[datetime] = mapped_column(comment="UTC; unconfirmed a week later the row is deleted")
    confirmed_at: Mapped[datetime | None] = mapped_column(comment="UTC; when the address said yes")

    city: Mapped[City] = relationship(lazy="raise")
