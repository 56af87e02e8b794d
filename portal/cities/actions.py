"""Writing cities."""

import csv
from datetime import date
from importlib.resources import files
from typing import Any

import yaml

from portal import names
from portal.cities import queries
from portal.cities.models import City, CityAlias
from portal.cities.states import CityStatus
from portal.db import session

DATA = files("portal.cities") / "data"


def seed_cities() -> list[City]:
    """Add the partner cities that are not there yet; what the office has changed since stays as it is."""
    known = queries.list_slugs()
    texts = yaml.safe_load((DATA / "about.yaml").read_text(encoding="utf-8"))
    aliases = _rows("aliases.csv")
    added = [_city(row, texts[row["slug"]]) for row in _rows("cities.csv") if row["slug"] not in known]
    for city in added:
        city.aliases = [_alias(row) for row in aliases if row["slug"] == city.slug]
    session().add_all(added)
    return added


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


def _city(row: dict[str, str], texts: dict[str, Any]) -> City:
    return City(
        slug=row["slug"],
        name_en=row["name_en"],
        name_de=row["name_de"],
        name_tr=texts.get("name_tr"),
        name_native=row["name_native"],
        country_code=row["country_code"],
        partner_since=date.fromisoformat(row["partner_since"]),
        timezone=row["timezone"],
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        languages=row["languages"].split(";"),
        currency=row["currency"],
        about=texts["about"],
        status=texts.get("status", CityStatus.ACTIVE.value),
        status_since=texts.get("status_since"),
        status_note=texts.get("status_note", {}),
    )


def _alias(row: dict[str, str]) -> CityAlias:
    return CityAlias(
        alias=row["alias"],
        language=row["lang"],
        note=row["note"],
        search=names.search_form(row["alias"]),
    )
