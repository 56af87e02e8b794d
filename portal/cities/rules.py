"""What can be said of a city from its facts: how far, which languages, and whether a spelling means it."""

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from babel import Locale

from portal import names

BERLIN = (52.52437, 13.41053)
EARTH_RADIUS_KM = 6371.0088


def distance_km(latitude: float, longitude: float) -> int:
    """The kilometres from Berlin as the crow flies."""
    here, there = radians(BERLIN[0]), radians(latitude)
    steps = sin((there - here) / 2) ** 2
    turns = sin(radians(longitude - BERLIN[1]) / 2) ** 2
    return round(2 * EARTH_RADIUS_KM * asin(sqrt(steps + cos(here) * cos(there) * turns)))


def is_found_by(query: str, spellings: Iterable[str]) -> bool:
    """Whether what somebody typed is one of a city's spellings or a part of it."""
    wanted = names.search_form(query).replace(" ", "")
    return bool(wanted) and wanted in names.search_key(*spellings).replace(" ", "")


def language_names(tags: Iterable[str], reader: str) -> list[str]:
    """The languages behind the tags as the reader calls them, each once."""
    known = Locale.parse(reader).languages
    codes = [tag.split("-")[0] for tag in tags]
    return [known.get(code, code) for code in dict.fromkeys(codes)]


def country_name(code: str, reader: str) -> str:
    """A country as the reader calls it."""
    return str(Locale.parse(reader).territories.get(code, code))
