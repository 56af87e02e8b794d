"""Days on which nobody in Berlin answers the telephone: weekends and public holidays."""

from datetime import date
from functools import cache

from portal.words import Sentence, say

SATURDAY = 5


def day_off(on: date) -> Sentence | None:
    """Why nobody works on a day in Berlin; None on a working day."""
    name = _holidays(on.year).get(on)
    if name is not None:
        return say("{name}, a public holiday in Berlin", name=name)
    return say("a weekend") if on.weekday() >= SATURDAY else None


@cache
def _holidays(year: int) -> dict[date, str]:
    from holidays import country_holidays  # slow import: only copying and publishing calls ask for it

    return dict(country_holidays("DE", subdiv="BE", years=year, language="de"))
