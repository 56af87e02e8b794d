"""Amounts, dates and numbers are read as people write them, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.web.reading import cents_of, date_of, number_of


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("1234.56", 123_456),
        ("1 234,56", 123_456),
        ("1\u00a0234,56", 123_456),
        ("12", 1_200),
        ("12,5", 1_250),
        ("0", 0),
        ("1.234", 123_400),
        ("1.234.567", 123_456_700),
        ("12 EUR", 1_200),
        ("12€", 1_200),
        ("", None),
        ("-5", None),
        ("1,2,3", None),
        ("1.23.456", None),
        ("NaN", None),
        ("1e9", None),
        ("١٢", None),
        ("9" * 30, None),
    ],
)
def test_an_amount_is_read_to_the_cent_or_not_at_all(text: str, cents: int | None) -> None:
    assert cents_of(text) == cents


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-15", date(2027, 1, 15)),
        ("15.1.2027", date(2027, 1, 15)),
        ("15/01/2027", date(2027, 1, 15)),
        ("29.02.2028", date(2028, 2, 29)),
        ("29.02.2027", None),
        ("00.01.2027", None),
        ("15.01.27", None),
        ("tomorrow", None),
    ],
)
def test_a_day_is_read_if_the_calendar_has_it(text: str, day: date | None) -> None:
    assert date_of(text) == day


@given(some.integers(min_value=0, max_value=2**53))
def test_every_amount_that_is_written_plainly_is_read_back(cents: int) -> None:
    assert cents_of(f"{cents // 100},{cents % 100:02d}") == cents


@given(some.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    assert isinstance(cents_of(text), int | None)
    assert isinstance(date_of(text), date | None)
    assert isinstance(number_of(text), int | None)
