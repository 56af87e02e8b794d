"""Days on which nobody works in Berlin."""

from datetime import date

import pytest

from portal.workdays import day_off

DAYS = [
    (date(2026, 10, 14), None),
    (date(2026, 10, 17), "a weekend"),
    (date(2026, 10, 18), "a weekend"),
    (date(2027, 3, 8), "Frauentag, a public holiday in Berlin"),
    (date(2027, 3, 26), "Karfreitag, a public holiday in Berlin"),
    (date(2027, 10, 3), "Tag der Deutschen Einheit, a public holiday in Berlin"),
    (date(2027, 10, 31), "a weekend"),
    (date(2028, 10, 31), None),
]


@pytest.mark.parametrize(("on", "told"), DAYS)
def test_weekends_and_the_holidays_of_berlin_are_days_without_work(on: date, told: str | None) -> None:
    found = day_off(on)
    assert (str(found) if found else None) == told
