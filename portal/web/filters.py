"""How dates, deadlines, money, names and texts read in the reader's language."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from babel import dates, numbers
from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from portal import clock
from portal.web.language import current_language

HOME_ZONE = "Europe/Berlin"
NO_BREAK = "\u00a0"
DAYS = {"en": "d MMMM y", "de": "d. MMMM y", "tr": "d MMMM y"}
# In Turkish the name of the day follows the date.
WEEKDAYS = {"en": "EEE d MMM y", "de": "EEE, d. MMM y", "tr": "d MMM y EEE"}
# Where a deadline may go on in the next line: before a clock, before the other city, before what is left.
LINE_ENDS = re.compile(r"(?<=,) (?=\d\d:)| (?=\()|(?<=·) ")
MEGABYTE = 1_000_000
UNITS = ((1_000_000_000, "GB"), (MEGABYTE, "MB"), (1_000, "kB"))
# A text that is missing in the reader's language is shown in these, in this order.
FALLBACK = ("de", "en")
# How a state looks: the words come from its life, the colour only repeats them.
LOOKS = {
    "success": "accepted admitted approved award completed issued published released submitted",
    "warning": "award_partial in_progress lapsed open replaced reserve returned",
    "danger": "attention ended excluded failed rejection",
    "neutral": "archived assigned declined dormant draft not_needed not_started recused superseded"
    " void withdrawn",
}
TONES = {state: tone for tone, states in LOOKS.items() for state in states.split()}


def init(app: Flask) -> None:
    """Give the templates of this application their filters."""
    app.jinja_env.filters.update(FILTERS)


def day(on: date | datetime) -> str:
    """A date in words: 14 October 2026."""
    return dates.format_date(on, DAYS[current_language()], locale=current_language())


def time_of_day(at: datetime, zone: str = HOME_ZONE) -> str:
    """The time on the clocks of the zone: 14:00."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def moment(at: datetime, zone: str = HOME_ZONE) -> str:
    """A moment by the clocks of the zone, with its place: Tue 14 Oct 2026, 14:00 Berlin."""
    return f"{_weekday(at, zone)}, {time_of_day(at, zone)} {place(zone)}"


def deadline(at: datetime, zone: str = HOME_ZONE, other_zone: str | None = None) -> str:
    """A deadline that nobody can misread: both cities' clocks and what is left."""
    told = moment(at, zone)
    if other_zone and _clock_differs(at, zone, other_zone):
        told += f" ({_elsewhere(at, zone, other_zone)})"
    return f"{told} · {time_left(at, zone)}"


def in_pieces(told: str) -> Markup:
    """A deadline whose day, clocks and rest are never torn at the end of a line."""
    return Markup(" ").join(
        Markup('<span class="whole">{}</span>').format(one) for one in LINE_ENDS.split(told)
    )


def place(zone: str) -> str:
    """The city by whose clocks a zone is known."""
    return dates.get_timezone_location(zone, locale=current_language(), return_city=True)


def time_left(at: datetime, zone: str = HOME_ZONE) -> str:
    """What is left until a moment: days by the calendar of the zone, hours and minutes on the last day."""
    now = clock.at()
    days = (_local(at, zone).date() - _local(now, zone).date()).days
    hours, minutes = divmod((at - now) // timedelta(minutes=1), 60)
    if now > at:
        told = _("closed")
    elif days:
        told = ngettext("%(num)d day left", "%(num)d days left", days)
    elif hours:
        told = ngettext("%(num)d hour left", "%(num)d hours left", hours)
    else:
        told = ngettext("%(num)d minute left", "%(num)d minutes left", minutes)
    return str(told)


def money(cents: int, currency: str = "EUR") -> str:
    """An amount with its currency, never broken over two lines: 10,000.00 EUR."""
    amount = numbers.format_decimal(Decimal(cents) / 100, "#,##0.00", locale=current_language())
    return f"{amount}{NO_BREAK}{currency}"


def number(value: float | Decimal, digits: int | None = None) -> str:
    """A number as the reader's language writes it, with a fixed number of digits if asked."""
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return numbers.format_decimal(value, pattern, locale=current_language())


def figure(value: Decimal) -> str:
    """A number without grouping, so that a year stays a year."""
    return numbers.format_decimal(value, "0.######", locale=current_language())


def percent(share: float) -> str:
    """A share of one as a percentage."""
    return numbers.format_percent(share, locale=current_language())


def filesize(size: int) -> str:
    """The size of a file: 1.4 MB."""
    for unit, name in UNITS:
        if size >= unit:
            return (
                f"{numbers.format_decimal(round(size / unit, 1), locale=current_language())}{NO_BREAK}{name}"
            )
    return f"{size}{NO_BREAK}B"


def words(count: int) -> str:
    """A number of words, in words."""
    return str(ngettext("%(num)d word", "%(num)d words", count))


def city(names: Any) -> str:
    """A city's name in the reader's language; takes the city or its names."""
    known: Mapping[str, str] = names if isinstance(names, Mapping) else names.names
    return next((known[code] for code in _preferred() if known.get(code)), known.get("native", ""))


def text_in_language(text: Mapping[str, str] | str | None) -> str:
    """A text in the reader's language, else in German, else in English, else in whichever there is."""
    return _found(text)[1]


def in_language(text: Mapping[str, str] | str | None) -> Markup:
    """The same text, marked with its language where it is not the reader's."""
    code, found = _found(text)
    if not found or code in ("", current_language()):
        return Markup(escape(found))  # noqa: S704  # escaped in this very line
    return Markup('<span lang="{}">{}</span>').format(code, found)


def language_of(text: Mapping[str, str] | str | None) -> str:
    """The language in which a text is shown to this reader; empty if it is the reader's own."""
    code = _found(text)[0]
    return "" if code == current_language() else code


def tone(state: str | StrEnum) -> str:
    """The colour of a state."""
    return TONES.get(str(state), "info")


def _found(text: Mapping[str, str] | str | None) -> tuple[str, str]:
    if text is None or isinstance(text, str):
        return "", text or ""
    order = (*_preferred(), *text)
    return next(((code, text[code]) for code in order if text.get(code)), ("", ""))


def _preferred() -> tuple[str, ...]:
    return (current_language(), *FALLBACK)


def _weekday(at: datetime, zone: str) -> str:
    return dates.format_date(_local(at, zone).date(), WEEKDAYS[current_language()], locale=current_language())


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def _clock_differs(at: datetime, zone: str, other: str) -> bool:
    return _local(at, zone).utcoffset() != _local(at, other).utcoffset()


def _elsewhere(at: datetime, zone: str, other: str) -> str:
    same_day = _local(at, zone).date() == _local(at, other).date()
    told = f"{time_of_day(at, other)} {place(other)}"
    return told if same_day else f"{_weekday(at, other)}, {told}"


FILTERS: dict[str, Callable[..., Any]] = {
    "city": city,
    "day": day,
    "deadline": deadline,
    "filesize": filesize,
    "in_language": in_language,
    "in_pieces": in_pieces,
    "language_of": language_of,
    "moment": moment,
    "money": money,
    "number": number,
    "percent": percent,
    "place": place,
    "text_in_language": text_in_language,
    "time_left": time_left,
    "time_of_day": time_of_day,
    "tone": tone,
    "words": words,
}
