"""Moments by the clocks of a place: refused where the clocks never or twice show them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.words import Sentence, say


def read_time(text: str) -> time | Sentence:
    """A time of day as people write it, 14:00 or 9.30, or what is wrong with it."""
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?:\s*(?:h|Uhr))?", text.strip(), re.ASCII)
    if match is None or int(match[1]) > 24 or int(match[2]) > 59:
        return say("Please enter a time, like 14:00.")
    if int(match[1]) == 24:
        return say("24:00 is read in two ways. Please enter 23:59, or 0:00 of the following day.")
    return time(int(match[1]), int(match[2]))


def local_to_utc(on: date, clock: time, zone: str) -> datetime | Sentence:
    """The moment at which the clocks of a zone show a time, or why they never or twice show it."""
    here = ZoneInfo(zone)
    moment = datetime.combine(on, clock, tzinfo=here).astimezone(UTC)
    shown = local(moment, zone)
    if (shown.date(), shown.time()) != (on, clock):
        return say("On this day the clocks are set forward, and this time does not exist.")
    if is_ambiguous(moment, zone):
        return say("On this day the clocks are set back, and this time comes twice. Please choose another.")
    return moment


def is_ambiguous(at: datetime, zone: str) -> bool:
    """Whether the clocks of the zone show the same time a second time."""
    shown = local(at, zone)
    return shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()


@dataclass(frozen=True)
class Elsewhere:
    """A moment by the clocks of another place."""

    at: datetime
    zone: str
    same_day: bool

    @property
    def on(self) -> date:
        """The day that the calendar shows there."""
        return local(self.at, self.zone).date()


def elsewhere(at: datetime, zone: str, other: str) -> Elsewhere | None:
    """The moment by other clocks; None where they show the same."""
    here, there = local(at, zone), local(at, other)
    if here.utcoffset() == there.utcoffset():
        return None
    return Elsewhere(at, other, here.date() == there.date())


def local(at: datetime, zone: str) -> datetime:
    """The moment by the clocks of a zone."""
    return at.astimezone(ZoneInfo(zone))


@dataclass(frozen=True)
class Shift:
    """How far dates are moved on: whole years, to the same date or to the same weekday nearest to it."""

    years: int = 1
    keeps_weekday: bool = False

    def day(self, on: date) -> date:
        """The day that stands for this one then; where there is no 29th of February, it is the 28th."""
        moved = _same_date(on, on.year + self.years)
        if not self.keeps_weekday:
            return moved
        return moved + timedelta(days=(on.weekday() - moved.weekday() + 3) % 7 - 3)

    def moment(self, at: datetime, zone: str) -> datetime:
        """The same time on the clocks of the zone on that day."""
        shown = local(at, zone)
        # Where the clocks skip that time, the zone itself names the next one.
        return datetime.combine(self.day(shown.date()), shown.time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _same_date(on: date, year: int) -> date:
    try:
        return on.replace(year=year)
    except ValueError:
        return on.replace(year=year, day=28)
