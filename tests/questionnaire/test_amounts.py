from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questionnaire import amounts
from tests.questionnaire.examples import ask, sent, sentences


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("1234.56", 123456),
        ("1234,56", 123456),
        ("1 234,56", 123456),
        ("1\u00a0234,56", 123456),
        ("1\u202f234,56", 123456),
        ("1’234.56", 123456),
        ("1.234", 123400),
        ("1,234", 123400),
        ("1.234.567", 123456700),
        ("1,5", 150),
        ("0,05", 5),
        ("0", 0),
        ("007", 700),
        ("1.200,–", 120000),
        ("1200,-", 120000),
        ("€ 12", 1200),
        ("12 EUR", 1200),
        ("12 eur", 1200),
        ("-3", -300),
        ("−3,50", -350),
        ("١٢", 1200),
        ("１２,５", 1250),
        ("0.500", None),
        ("1.2345", None),
        ("12.34.56", None),
        ("1.234.5", None),
        ("1 2 3", None),
        ("12 USD", None),
        ("1e5", None),
        ("NaN", None),
        ("a lot", None),
        ("9" * 25, None),
        ("9" * 5_000, None),
        ("", None),
    ],
)
def test_an_amount_is_understood_however_people_write_it(typed: str, cents: int | None) -> None:
    assert amounts.read_cents(typed) == cents


@given(st.integers(min_value=-(10**14), max_value=10**14), st.sampled_from(["en", "de"]))
def test_an_amount_that_was_shown_can_be_typed_again(cents: int, language: str) -> None:
    assert amounts.read_cents(amounts.money_text(cents, "EUR", language)) == cents


@given(st.text())
def test_reading_an_amount_never_fails(typed: str) -> None:
    assert isinstance(amounts.read_cents(typed), int | None)


@pytest.mark.parametrize(
    ("typed", "decimals", "figure"),
    [
        ("12", 0, Decimal(12)),
        ("1.234", 0, Decimal(1234)),
        ("1,5", 0, None),
        ("1,5", 1, Decimal("1.5")),
        ("1.234", 3, Decimal("1.234")),
        ("1.234", 2, Decimal(1234)),
        ("1.234,5", 3, Decimal("1234.5")),
    ],
)
def test_a_number_has_as_many_decimals_as_the_question_allows(
    typed: str, decimals: int, figure: Decimal | None
) -> None:
    assert amounts.read_figure(typed, decimals) == figure


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12,50", {"cents": 1250, "currency": "EUR"}), ("many", {"typed": "many"}), ("  ", None)],
)
def test_money_that_is_not_understood_is_kept_as_typed(typed: str, value: object) -> None:
    assert amounts.read_money(ask("money"), sent(q=[typed])) == value


@pytest.mark.parametrize(
    ("typed", "value"), [("3", 3), ("1,50", "1.5"), ("two", {"typed": "two"}), ("", None)]
)
def test_a_number_that_is_not_understood_is_kept_as_typed(typed: str, value: object) -> None:
    assert amounts.read_number(ask("number", decimals=2), sent(q=[typed])) == value


@pytest.mark.parametrize(
    ("limits", "value", "wrong"),
    [
        ({}, {"cents": 0, "currency": "EUR"}, []),
        ({}, {"cents": -1, "currency": "EUR"}, ["The least that can be entered is 0.00\u00a0EUR."]),
        (
            {"max_cents": 100000},
            {"cents": 100001, "currency": "EUR"},
            ["The most that can be entered is 1,000.00\u00a0EUR."],
        ),
        ({"max_cents": 100000}, {"cents": 100000, "currency": "EUR"}, []),
        (
            {},
            {"cents": 10**13, "currency": "EUR"},
            ["The most that can be entered is 10,000,000,000.00\u00a0EUR."],
        ),
        ({}, {"cents": 5, "currency": "TRY"}, ["Please enter an amount in EUR, for example 1,234.56."]),
        ({}, {"typed": "many"}, ["Please enter an amount in EUR, for example 1,234.56."]),
    ],
)
def test_money_is_held_to_its_limits(limits: dict[str, int], value: dict[str, Any], wrong: list[str]) -> None:
    assert sentences(amounts.wrong_money(ask("money", **limits), value, {})) == wrong


@pytest.mark.parametrize(
    ("limits", "value", "wrong"),
    [
        ({"min_value": 1980, "max_value": 2100}, 1979, ["The least that can be entered is 1980."]),
        ({"min_value": 1980, "max_value": 2100}, 2101, ["The most that can be entered is 2100."]),
        ({"min_value": 1980, "max_value": 2100}, 1980, []),
        ({"decimals": 1, "max_value": 4}, "4.1", ["The most that can be entered is 4."]),
        ({}, {"typed": "two"}, ["Please enter a whole number, for example 12."]),
        ({"decimals": 1}, {"typed": "two"}, ["Please enter a number, for example 1.5."]),
    ],
)
def test_a_number_is_held_to_its_limits(limits: dict[str, int], value: Any, wrong: list[str]) -> None:
    assert sentences(amounts.wrong_number(ask("number", **limits), value, {})) == wrong


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({"cents": 1, "currency": "EUR"}, True),
        ({"typed": "x"}, True),
        ({"typed": 1}, False),
        ({"cents": True, "currency": "EUR"}, False),
        ({"cents": 1.5, "currency": "EUR"}, False),
        ({"cents": 1}, False),
        (5, False),
    ],
)
def test_only_whole_cents_with_a_currency_are_money(value: object, fits: bool) -> None:
    assert amounts.fits_money(value) is fits


@pytest.mark.parametrize(
    ("value", "fits"),
    [(3, True), ("1.5", True), ({"typed": "x"}, True), (True, False), ("x", False), (1.5, False)],
)
def test_only_figures_are_numbers(value: object, fits: bool) -> None:
    assert amounts.fits_number(value) is fits


def test_figures_are_written_as_the_reader_writes_them() -> None:
    money = {"cents": -123456, "currency": "EUR"}
    shown = [amounts.lines_money(ask("money"), money, language, {}) for language in ("de", "en", "tr")]
    assert shown == [["-1.234,56\u00a0EUR"], ["-1,234.56\u00a0EUR"], ["-1.234,56\u00a0EUR"]]
    fields = [amounts.write_money(ask("money"), money, language) for language in ("de", "en", "tr")]
    assert fields == [{"q": ["-1.234,56"]}, {"q": ["-1,234.56"]}, {"q": ["-1.234,56"]}]
    assert amounts.write_number(ask("number"), "1.5", "de") == {"q": ["1,5"]}
    assert [amounts.lines_number(ask("number"), "1.5", language, {}) for language in ("de", "en")] == [
        ["1,5"],
        ["1.5"],
    ]
    assert amounts.lines_number(ask("number"), {"typed": "3.x"}, "de", {}) == ["3.x"]
