"""Answers that are a day."""

import re
from datetime import date
from typing import Any

from portal.questionnaire.answers import Files, Problem, Sent, problem
from portal.questionnaire.conditions import is_unread
from portal.questionnaire.shape import Question
from portal.questionnaire.text import one_line
from portal.words import Sentence, say

PARTS = ("day", "month", "year")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[./ -]\s?(?P<month>\d{1,2})[./ -]\s?(?P<year>\d{4})", re.ASCII)
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)


def read_day(text: str) -> date | None:
    """The day that a person wrote, year first or day first; None if there is no such day."""
    match = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if not match:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def read(question: Question, sent: Sent) -> str | dict[str, str] | None:
    """The day, what was typed if it is none, or nothing."""
    typed = one_line(sent.one(question.key)) or _joined(question, sent)
    day = read_day(typed)
    if typed and day is None:
        return {"typed": typed}
    return day.isoformat() if day else None


def write(question: Question, value: str | dict[str, str], language: str) -> dict[str, list[str]]:
    """The day for one field, and for three fields of day, month and year."""
    if isinstance(value, dict):
        parts = value["typed"].split(".")
        split = dict(zip(PARTS, parts, strict=False)) if len(parts) == len(PARTS) else {}
        return {question.key: [value["typed"]]} | {
            f"{question.key}-{part}": [text] for part, text in split.items()
        }
    year, month, day = value.split("-")
    return {question.key: [value]} | {
        f"{question.key}-{part}": [text.lstrip("0")]
        for part, text in zip(PARTS, (day, month, year), strict=True)
    }


def fits(value: object) -> bool:
    """Whether the stored answer is a day, or text that was typed for one."""
    if isinstance(value, str):
        return re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) is not None and read_day(value) is not None
    return isinstance(value, dict) and is_unread(value) and isinstance(value["typed"], str)


def wrong(question: Question, value: str | dict[str, str], files: Files) -> list[Problem]:
    """Whether there is such a day and it lies between the first and the last one allowed."""
    if isinstance(value, dict):
        return [
            problem(
                question,
                say("There is no such day. Please enter day, month and year, for example 15.01.2027."),
            )
        ]
    day, first, last = date.fromisoformat(value), earliest(question), latest(question)
    if day < first:
        return [problem(question, say("Please enter a day from {day} on.", day=first))]
    if day > last:
        return [problem(question, say("Please enter a day up to {day}.", day=last))]
    return []


def lines(question: Question, value: Any, language: str, files: Files) -> list[str | Sentence]:
    """The day with its month as a word, as on every page: 15. Januar 2027, in English 15 January 2027."""
    if isinstance(value, dict):
        return [value["typed"]]
    day = date.fromisoformat(value)
    month = _MONTHS.get(language, _MONTHS["en"])[day.month - 1]
    return [f"{day.day}{'.' if language == 'de' else ''} {month} {day.year}"]


def earliest(question: Question) -> date:
    """The first day that may be entered."""
    return date.fromisoformat(question.limits.earliest) if question.limits.earliest else _EARLIEST


def latest(question: Question) -> date:
    """The last day that may be entered."""
    return date.fromisoformat(question.limits.latest) if question.limits.latest else _LATEST


def _joined(question: Question, sent: Sent) -> str:
    parts = [one_line(sent.one(f"{question.key}-{part}")) for part in PARTS]
    return ".".join(parts) if any(parts) else ""


_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split(),
}
