"""Conditions under which a question is asked, true, false or not yet known."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Scalar = str | int | bool | None


@dataclass(frozen=True)
class Condition:
    """A test of one earlier answer, or several conditions joined."""

    test: str
    question: str = ""
    value: Scalar = None
    parts: tuple["Condition", ...] = ()


JOINS = ("all", "any", "not")
TESTS = ("is", "includes", "answered", "greater")


def asks_about(condition: Condition) -> tuple[str, ...]:
    """The keys of all questions on which the condition depends."""
    if condition.test in JOINS:
        return tuple(key for part in condition.parts for key in asks_about(part))
    return (condition.question,)


def is_answered(value: object) -> bool:
    """Whether something was answered at all; nothing, an empty text and an empty list are no answer."""
    return value is not None and value not in ("", [], {})


def is_unread(value: object) -> bool:
    """Whether the draft keeps what was typed because it could not be understood."""
    return isinstance(value, dict) and set(value) == {"typed"}


def holds(condition: Condition, answers: Mapping[str, Any], silent: Collection[str] = ()) -> bool | None:
    """Whether the condition is met; None while an answer that it needs is still missing.

    A silent question is one that this person is not asked, so nothing more can be expected of it.
    """
    if condition.test in JOINS:
        return _JOINED[condition.test]([holds(part, answers, silent) for part in condition.parts])
    value = answers.get(condition.question)
    if condition.test == "answered":
        return is_answered(value)
    if not is_answered(value):
        return False if condition.question in silent else None
    return _TESTED[condition.test](value, condition.value)


def _all(results: list[bool | None]) -> bool | None:
    if False in results:
        return False
    return None if None in results else True


def _any(results: list[bool | None]) -> bool | None:
    if True in results:
        return True
    return None if None in results else False


def _not(results: list[bool | None]) -> bool | None:
    met = _all(results)
    return None if met is None else not met


def _is(value: Any, wanted: Scalar) -> bool | None:
    if is_unread(value):
        return None
    if isinstance(wanted, bool) or isinstance(value, bool):
        return value is wanted
    size = _greatness(value)
    return bool(value == wanted) or (size is not None and size == _greatness(wanted))


def _includes(value: Any, wanted: Scalar) -> bool | None:
    return isinstance(value, list) and wanted in value


def _greater(value: Any, bound: Scalar) -> bool | None:
    if is_unread(value):
        return None
    left, right = _greatness(value), _greatness(bound)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return left > right
    if isinstance(left, date) and isinstance(right, date):
        return left > right
    return False


def _greatness(value: Any) -> Decimal | date | None:
    """What can be compared in an answer: the cents of money, a number, a day."""
    if isinstance(value, dict):
        value = value.get("cents")
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return _read_greatness(value) if isinstance(value, str) else None


def _read_greatness(text: str) -> Decimal | date | None:
    try:
        return date.fromisoformat(text) if text.count("-") == 2 else _finite(Decimal(text))
    except (ValueError, ArithmeticError):
        return None


def _finite(number: Decimal) -> Decimal | None:
    return number if number.is_finite() else None


_JOINED: dict[str, Callable[[list[bool | None]], bool | None]] = {"all": _all, "any": _any, "not": _not}
_TESTED: dict[str, Callable[[Any, Scalar], bool | None]] = {
    "is": _is,
    "includes": _includes,
    "greater": _greater,
}
