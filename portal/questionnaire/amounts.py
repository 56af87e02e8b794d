"""Answers in figures: money to the cent, and numbers."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from portal.questionnaire.answers import Files, Problem, Sent, problem
from portal.questionnaire.conditions import is_unread
from portal.questionnaire.shape import Question
from portal.questionnaire.text import one_line
from portal.words import Money, Sentence, say

DEFAULT_CURRENCY = "EUR"
MOST_CENTS = 10**12
MOST_VALUE = 10**12
_SIGNS = {"EUR": "€", "GBP": "£", "JPY": "¥", "PLN": "zł", "TRY": "₺", "USD": "$"}
_LONGEST_FIGURE = 30
_MOST_DIGITS = 24
_SPACES = re.compile("[\\s\u00a0\u2009\u202f]+")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})
_DASHES_FOR_ZERO = re.compile(r"[.,][-–—]{1,2}$")  # people write 1.200,–
_FIGURE = re.compile(
    r"(?P<sign>[-−]?)"  # the real minus sign arrives from spreadsheets
    r"(?P<whole>[1-9]\d{0,2}(?:(?P<group>[ '.,])\d{3})(?:(?P=group)\d{3})*|\d+)"
    r"(?:(?P<point>[.,])(?P<rest>\d+))?"
)
_PLAIN = re.compile(r"(?P<sign>[-−]?)(?P<whole>\d+)(?P<group>)(?:(?P<point>[.,])(?P<rest>\d+))?")


def read_figure(text: str, decimals: int) -> Decimal | None:
    """The number that a person wrote with dots, commas, blanks or apostrophes; None if it can’t be one."""
    figure = _SPACES.sub(" ", _western_digits(text)).translate(_APOSTROPHES).strip()
    if len(figure) > _LONGEST_FIGURE:
        return None
    # With three decimals or more, 1.234 is a fraction; with fewer it can only be a thousand and some.
    pattern = _PLAIN if decimals > 2 and _PLAIN.fullmatch(figure) else _FIGURE
    match = pattern.fullmatch(figure)
    if (
        not match
        or (match["point"] and match["point"] == match["group"])
        or len(match["rest"] or "") > decimals
    ):
        return None
    whole = re.sub(r"\D", "", match["whole"])
    if len(whole) > _MOST_DIGITS:
        return None
    return Decimal(f"{'-' if match['sign'] else ''}{whole}.{match['rest'] or '0'}")


def read_cents(text: str, currency: str = DEFAULT_CURRENCY) -> int | None:
    """The amount in cents that a person wrote, with or without its currency; None if it can’t be one."""
    bare = one_line(text)
    for mark in (currency, currency.lower(), _SIGNS.get(currency, currency)):
        bare = bare.removeprefix(mark).removesuffix(mark).strip()
    figure = read_figure(_DASHES_FOR_ZERO.sub("", bare), 2)
    return None if figure is None else int(figure * 100)


def read_money(question: Question, sent: Sent) -> dict[str, Any] | None:
    """The amount in cents with its currency, what was typed if it is no amount, or nothing."""
    typed = one_line(sent.one(question.key))
    cents = read_cents(typed, currency_of(question))
    if typed and cents is None:
        return {"typed": typed}
    return {"cents": cents, "currency": currency_of(question)} if typed else None


def read_number(question: Question, sent: Sent) -> int | str | dict[str, str] | None:
    """The number, what was typed if it is none, or nothing."""
    typed = one_line(sent.one(question.key))
    figure = read_figure(typed, question.limits.decimals or 0)
    if typed and figure is None:
        return {"typed": typed}
    return None if figure is None else _stored(figure)


def write_money(question: Question, value: dict[str, Any], language: str) -> dict[str, list[str]]:
    """The field with the amount in the reader’s way of writing figures; it is read back from every one."""
    return {question.key: [value["typed"] if is_unread(value) else _grouped(value["cents"], language)]}


def write_number(
    question: Question, value: int | str | dict[str, str], language: str
) -> dict[str, list[str]]:
    """The field with the number in the reader’s way of writing figures."""
    return {question.key: [_number_text(value, language)]}


def fits_money(value: object) -> bool:
    """Whether the stored answer is an amount in cents, or text that was typed for one."""
    if not isinstance(value, dict):
        return False
    if is_unread(value):
        return isinstance(value["typed"], str)
    return (
        set(value) == {"cents", "currency"}
        and _is_whole(value["cents"])
        and isinstance(value["currency"], str)
    )


def fits_number(value: object) -> bool:
    """Whether the stored answer is a number, or text that was typed for one."""
    if isinstance(value, str):
        return re.fullmatch(r"-?\d{1,30}\.\d{1,30}", value, re.ASCII) is not None
    return _is_whole(value) or (
        is_unread(value) and isinstance(value, dict) and isinstance(value["typed"], str)
    )


def wrong_money(question: Question, value: dict[str, Any], files: Files) -> list[Problem]:
    """Whether the amount can be read, is in the right currency and within its limits."""
    currency, limits = currency_of(question), question.limits
    if is_unread(value) or value["currency"] != currency:
        return [
            problem(
                question,
                say("Please enter an amount in {currency}, for example 1,234.56.", currency=currency),
            )
        ]
    least, most = limits.min_cents or 0, MOST_CENTS if limits.max_cents is None else limits.max_cents
    sentence = _outside(value["cents"], least, most, lambda cents: Money(cents, currency))
    return [problem(question, sentence)] if sentence else []


def wrong_number(question: Question, value: int | str | dict[str, str], files: Files) -> list[Problem]:
    """Whether the number can be read and is within its limits."""
    if isinstance(value, dict):
        return [problem(question, _not_a_number(question))]
    limits = question.limits
    least = -MOST_VALUE if limits.min_value is None else limits.min_value
    most = MOST_VALUE if limits.max_value is None else limits.max_value
    sentence = _outside(Decimal(value), least, most, Decimal)
    return [problem(question, sentence)] if sentence else []


def lines_money(
    question: Question, value: dict[str, Any], language: str, files: Files
) -> list[str | Sentence]:
    """The amount in the reader’s way of writing figures."""
    return [value["typed"] if is_unread(value) else money_text(value["cents"], value["currency"], language)]


def lines_number(question: Question, value: Any, language: str, files: Files) -> list[str | Sentence]:
    """The number in the reader’s way of writing figures, without grouping so that a year stays a year."""
    return [_number_text(value, language)]


def money_text(cents: int, currency: str, language: str) -> str:
    """The amount with grouped thousands, two decimals and its currency, such as 1.234,56 EUR."""
    return f"{_grouped(cents, language)}\u00a0{currency}"


def currency_of(question: Question) -> str:
    """The currency in which the question asks for money."""
    return question.limits.currency or DEFAULT_CURRENCY


def _western_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)


def _stored(figure: Decimal) -> int | str:
    return int(figure) if figure == figure.to_integral_value() else format(figure.normalize(), "f")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _not_a_number(question: Question) -> Sentence:
    if question.limits.decimals:
        return say("Please enter a number, for example 1.5.")
    return say("Please enter a whole number, for example 12.")


def _outside(value: int | Decimal, least: int, most: int, written: Any) -> Sentence | None:
    if value < least:
        return say("The least that can be entered is {least}.", least=written(least))
    if value > most:
        return say("The most that can be entered is {most}.", most=written(most))
    return None


def _grouped(cents: int, language: str) -> str:
    group, point = (",", ".") if language == "en" else (".", ",")
    units, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{units:,}".replace(",", group) + f"{point}{rest:02d}"


def _number_text(value: int | str | dict[str, str], language: str) -> str:
    if isinstance(value, dict):
        return value["typed"]
    return str(value) if language == "en" else str(value).replace(".", ",")
