"""Partner cities with all their names."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.cities.states import WORDING, CityStatus
from portal.db import JSON, Base, identity, public_id
from portal.words import Sentence

SEARCH_ONLY = "search only"


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
    version: Mapped[int] = mapped_column(default=1)

    aliases: Mapped[list["CityAlias"]] = relationship(
        back_populates="city", lazy="raise", cascade="all, delete-orphan"
    )
    __mapper_args__ = {"version_id_col": version}

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

    @property
    def other_names(self) -> list["CityAlias"]:
        """The spellings that a page may show: neither the city's own name again nor one of the past."""
        return [other for other in self.aliases if other.is_shown and other.alias != self.name_native]

    @property
    def is_active(self) -> bool:
        """Whether the partnership is lived, so that calls can be opened."""
        return self.status == CityStatus.ACTIVE

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
