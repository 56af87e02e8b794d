"""Reading cities."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.cities import rules
from portal.cities.models import City
from portal.db import session


def find_city(slug: str) -> City | None:
    """The city of this name in addresses, with all its spellings."""
    rows = select(City).where(City.slug == slug).options(selectinload(City.aliases))
    return session().scalars(rows).first()


def list_partner_cities() -> Sequence[City]:
    """All partner cities, the oldest partnership first, with all their spellings."""
    rows = select(City).where(City.is_partner).options(selectinload(City.aliases))
    return session().scalars(rows.order_by(City.partner_since, City.slug)).all()


def list_found(query: str) -> list[City]:
    """The partner cities that a spelling means; all of them if nothing was typed."""
    # A few dozen rows: compared here, so that one rule knows what a spelling is, on every database.
    known = list_partner_cities()
    return [city for city in known if not query or rules.is_found_by(query, city.spellings)]


@dataclass(frozen=True)
class CityFacts:
    """What follows from a city's data, in the reader's language."""

    country: str
    languages: list[str]
    kilometres: int | None


def facts_of(city: City, reader: str) -> CityFacts:
    """The city's country, languages and distance from Berlin, as the reader calls them."""
    place = (city.latitude, city.longitude)
    return CityFacts(
        country=rules.country_name(city.country_code, reader),
        languages=rules.language_names(city.languages, reader),
        kilometres=None if place[0] is None or place[1] is None else rules.distance_km(place[0], place[1]),
    )


def list_slugs() -> frozenset[str]:
    """The names in addresses that are taken."""
    return frozenset(session().scalars(select(City.slug)))
