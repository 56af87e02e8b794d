"""How people write amounts, dates and numbers, read without guessing: what is unclear is not read at all."""

import re
from datetime import date

LARGEST_NUMBER = 2**53
DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})", re.ASCII),
)
# Groups of three digits or none, then two digits after a comma or a point or none.
AMOUNT = re.compile(
    r"(?P<whole>\d{1,3}(?:[ .,’'\u00a0\u202f]\d{3})+|\d{1,15})(?:[.,](?P<cents>\d{1,2}))?", re.ASCII
)
NUMBER = re.compile(r"[+-]?\d{1,16}", re.ASCII)


def cents_of(text: str) -> int | None:
    """The cents of an amount, or None where it can't be read; never negative."""
    match = AMOUNT.fullmatch(text.removesuffix("EUR").removesuffix("€").strip())
    if match is None:
        return None
    whole = int(re.sub(r"\D", "", match["whole"]))
    cents = whole * 100 + int((match["cents"] or "0").ljust(2, "0"))
    return cents if cents <= LARGEST_NUMBER else None


def date_of(text: str) -> date | None:
    """The day that a text names, or None where the calendar has no such day."""
    for pattern in DATES:
        match = pattern.fullmatch(text)
        if match:
            return _day(int(match["year"]), int(match["month"]), int(match["day"]))
    return None


def number_of(text: str) -> int | None:
    """The whole number that a text is, or None."""
    if not NUMBER.fullmatch(text) or abs(int(text)) > LARGEST_NUMBER:
        return None
    return int(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
