from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaire import dates
from tests.questionnaire.examples import ask, sent, sentences


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-01-15", date(2027, 1, 15)),
        ("15.01.2027", date(2027, 1, 15)),
        ("15.1.2027", date(2027, 1, 15)),
        ("15. 1. 2027", date(2027, 1, 15)),
        ("15/01/2027", date(2027, 1, 15)),
        ("29.02.2028", date(2028, 2, 29)),
        ("29.02.2027", None),
        ("01/15/2027", None),
        ("15.01.27", None),
        ("0000-01-01", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_a_day_is_understood_year_first_or_day_first(typed: str, day: date | None) -> None:
    assert dates.read_day(typed) == day


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"q": ["2027-01-15"]}, "2027-01-15"),
        ({"q__day": ["5"], "q__month": ["1"], "q__year": ["2027"]}, "2027-01-05"),
        ({"q": [""], "q__day": ["31"], "q__month": ["2"], "q__year": ["2027"]}, {"typed": "31.2.2027"}),
        ({"q__day": [""], "q__month": ["2"], "q__year": [""]}, {"typed": ".2."}),
        ({"q": ["soon"]}, {"typed": "soon"}),
        ({"q": [""]}, None),
        ({"q__day": [""], "q__month": [""], "q__year": [""]}, None),
    ],
)
def test_a_day_comes_in_one_field_or_in_three_and_is_kept_even_when_there_is_none(
    fields: dict[str, list[str]], value: object
) -> None:
    assert dates.read(ask("date"), sent(**fields)) == value


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("2027-01-15", []),
        ("2026-12-31", ["Please enter a day from 2027-01-01 on."]),
        ("2027-06-16", ["Please enter a day up to 2027-06-15."]),
        (
            {"typed": "soon"},
            ["There is no such day. Please enter day, month and year, for example 15.01.2027."],
        ),
    ],
)
def test_a_day_lies_between_the_first_and_the_last_one(value: str, wrong: list[str]) -> None:
    question = ask("date", earliest="2027-01-01", latest="2027-06-15")
    assert sentences(dates.wrong(question, value, {})) == wrong


def test_a_day_without_limits_is_at_least_of_these_centuries() -> None:
    assert [len(dates.wrong(ask("date"), day, {})) for day in ("1899-12-31", "1900-01-01", "2200-01-01")] == [
        1,
        0,
        1,
    ]


def test_a_day_is_written_as_in_letters() -> None:
    shown = [dates.lines(ask("date"), "2027-01-05", language, {}) for language in ("de", "en", "tr")]
    assert shown == [["5. Januar 2027"], ["5 January 2027"], ["5 Ocak 2027"]]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_that_was_filled_in_is_read_again(day: date) -> None:
    fields = dates.write(ask("date"), day.isoformat(), "de")
    parts = {name.replace("-", "__"): values for name, values in fields.items() if name != "q"}
    assert (
        dates.read(ask("date"), sent(**fields)) == day.isoformat() == dates.read(ask("date"), sent(**parts))
    )


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("2027-01-15", True),
        ({"typed": "x"}, True),
        ("2027-02-30", False),
        ("20270115", False),
        (20270115, False),
        ({}, False),
    ],
)
def test_only_real_days_and_kept_typing_are_stored(value: object, fits: bool) -> None:
    assert dates.fits(value) is fits
