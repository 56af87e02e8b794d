"""How a letter writes amounts, dates, numbers and capitals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.writing import amount, amount_in_words, day, number_in_words, upper_for


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "null"),
        (1, "eins"),
        (7, "sieben"),
        (10, "zehn"),
        (11, "elf"),
        (12, "zwölf"),
        (16, "sechzehn"),
        (17, "siebzehn"),
        (19, "neunzehn"),
        (20, "zwanzig"),
        (21, "einundzwanzig"),
        (30, "dreißig"),
        (66, "sechsundsechzig"),
        (77, "siebenundsiebzig"),
        (99, "neunundneunzig"),
        (100, "einhundert"),
        (101, "einhunderteins"),
        (111, "einhundertelf"),
        (200, "zweihundert"),
        (999, "neunhundertneunundneunzig"),
        (1_000, "eintausend"),
        (1_001, "eintausendeins"),
        (2_500, "zweitausendfünfhundert"),
        (10_000, "zehntausend"),
        (21_000, "einundzwanzigtausend"),
        (100_000, "einhunderttausend"),
        (101_000, "einhunderteintausend"),
        (123_456, "einhundertdreiundzwanzigtausendvierhundertsechsundfünfzig"),
        (1_000_000, "eine Million"),
        (1_000_001, "eine Million eins"),
        (2_000_000, "zwei Millionen"),
        (21_000_000, "einundzwanzig Millionen"),
        (
            999_999_999,
            "neunhundertneunundneunzig Millionen neunhundertneunundneunzigtausendneunhundertneunundneunzig",
        ),
    ],
)
def test_numbers_are_said_in_german(number: int, words: str) -> None:
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "null Euro"),
        (1, "ein Cent"),
        (50, "fünfzig Cent"),
        (100, "ein Euro"),
        (101, "ein Euro und ein Cent"),
        (250_050, "zweitausendfünfhundert Euro und fünfzig Cent"),
        (1_000_000, "zehntausend Euro"),
        (99_999_999_999, number_in_words(999_999_999) + " Euro und neunundneunzig Cent"),
    ],
)
def test_amounts_are_said_in_euros_and_cents(cents: int, words: str) -> None:
    assert amount_in_words(cents) == words


def test_an_amount_in_another_currency_is_said_with_its_code() -> None:
    assert amount_in_words(1_050, "TRY") == "zehn TRY und fünfzig Hundertstel"


@given(st.integers(1, 999_999_999), st.integers(1, 999_999_999))
def test_no_two_numbers_are_said_alike(one: int, other: int) -> None:
    assert (number_in_words(one) == number_in_words(other)) == (one == other)


@pytest.mark.parametrize(
    ("cents", "german", "english"),
    [
        (1_000_000, "10.000,00\u00a0EUR", "EUR\u00a010,000.00"),
        (123_456, "1.234,56\u00a0EUR", "EUR\u00a01,234.56"),
        (5, "0,05\u00a0EUR", "EUR\u00a00.05"),
        (123_456_789_01, "123.456.789,01\u00a0EUR", "EUR\u00a0123,456,789.01"),
    ],
)
def test_amounts_are_written_so_that_no_line_end_parts_them(cents: int, german: str, english: str) -> None:
    assert (amount(cents), amount(cents, language="en")) == (german, english)
    assert amount(cents, language="tr") == german


def test_dates_are_written_with_the_name_of_the_month() -> None:
    on = date(2026, 8, 25)
    written = [day(on, language) for language in ("de", "en", "tr")]
    assert written == ["25. August 2026", "25 August 2026", "25 Ağustos 2026"]
    assert day(date(2026, 3, 1)) == "1. März 2026"


@pytest.mark.parametrize(
    ("text", "language", "capitals"),
    [
        ("İstanbul", "tr", "İSTANBUL"),
        ("istanbul", "tr", "İSTANBUL"),
        ("Iğdır", "tr", "IĞDIR"),
        ("Diyarbakır", "tr-TR", "DİYARBAKIR"),
        ("i\u0307zmir", "az", "İ\u0307ZMİR"),
        ("Mexiko-Stadt", "de", "MEXIKO-STADT"),
        ("Paris", "fr", "PARIS"),
    ],
)
def test_capitals_are_those_of_the_language(text: str, language: str, capitals: str) -> None:
    assert upper_for(text, language) == capitals
