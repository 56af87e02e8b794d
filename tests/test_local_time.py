"""Moments by the clocks of a place."""

from datetime import UTC, date, datetime, time

import pytest

from portal.local_time import (
    Elsewhere,
    Shift,
    elsewhere,
    is_ambiguous,
    local,
    local_to_utc,
    read_time,
)
from portal.words import Sentence

TIMES = [
    ("14:00", time(14, 0)),
    ("9:05", time(9, 5)),
    ("9.30", time(9, 30)),
    ("18:00 Uhr", time(18, 0)),
    ("0:00", time(0, 0)),
    ("23:59", time(23, 59)),
]


@pytest.mark.parametrize(("text", "told"), TIMES)
def test_a_time_is_read_as_people_write_it(text: str, told: time) -> None:
    assert read_time(text) == told


@pytest.mark.parametrize("text", ["25:00", "12:60", "noon", "14", "", "١٤:٠٠", "14:00:00", "-1:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    assert str(read_time(text)) == "Please enter a time, like 14:00."


def test_midnight_at_the_end_of_a_day_is_refused_with_what_to_write_instead() -> None:
    assert "23:59" in str(read_time("24:00"))


# A day, what Berlin's clocks show → the hour in UTC, or a word of the refusal.
BERLIN = [
    ("summer", date(2026, 10, 14), time(14), datetime(2026, 10, 14, 12, tzinfo=UTC)),
    ("winter", date(2026, 12, 31), time(18), datetime(2026, 12, 31, 17, tzinfo=UTC)),
    ("the hour that is skipped", date(2026, 3, 29), time(2, 30), "forward"),
    ("the end of the skipped hour", date(2026, 3, 29), time(3), datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("the hour that comes twice", date(2026, 10, 25), time(2, 30), "back"),
    ("after the doubled hour", date(2026, 10, 25), time(3), datetime(2026, 10, 25, 2, tzinfo=UTC)),
]


@pytest.mark.parametrize(("case", "on", "clock", "told"), BERLIN)
def test_the_clocks_of_berlin_name_one_moment_or_are_refused(
    case: str, on: date, clock: time, told: datetime | str
) -> None:
    found = local_to_utc(on, clock, "Europe/Berlin")
    if isinstance(told, str):
        assert isinstance(found, Sentence)
        assert told in str(found)
    else:
        assert found == told


def test_istanbul_changes_no_clocks_and_so_refuses_no_time() -> None:
    found = local_to_utc(date(2026, 3, 29), time(2, 30), "Europe/Istanbul")
    assert found == datetime(2026, 3, 28, 23, 30, tzinfo=UTC)


def test_both_passes_of_the_doubled_hour_are_ambiguous() -> None:
    hours = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1, 2)]
    assert [is_ambiguous(at, "Europe/Berlin") for at in hours] == [True, True, False]


SUMMER, WINTER = datetime(2025, 10, 14, 12, tzinfo=UTC), datetime(2026, 12, 31, 17, tzinfo=UTC)
ELSEWHERE = [
    ("an hour later in summer", SUMMER, "Europe/Istanbul", "15:00", True),
    ("two hours later in winter", WINTER, "Europe/Istanbul", "20:00", True),
    ("before dawn", SUMMER, "America/Los_Angeles", "05:00", True),
    ("on the next day", WINTER, "Asia/Tokyo", "02:00", False),
]


@pytest.mark.parametrize(("case", "at", "zone", "clock", "same_day"), ELSEWHERE)
def test_a_deadline_of_berlin_is_told_by_the_clocks_of_the_partner_city(
    case: str, at: datetime, zone: str, clock: str, same_day: bool
) -> None:
    assert elsewhere(at, "Europe/Berlin", zone) == Elsewhere(at, zone, same_day)
    assert local(at, zone).strftime("%H:%M") == clock


def test_clocks_that_show_the_same_are_told_once() -> None:
    assert elsewhere(datetime(2026, 10, 14, 12, 0, tzinfo=UTC), "Europe/Berlin", "Europe/Paris") is None


TUESDAY, LEAP_DAY = date(2025, 10, 14), date(2028, 2, 29)
# A day, how many years it moves, whether it stays on its weekday → the day then.
DAYS = [
    ("the same date", TUESDAY, 1, False, date(2026, 10, 14)),
    ("the nearest Tuesday", TUESDAY, 1, True, date(2026, 10, 13)),
    ("six years on", TUESDAY, 6, True, date(2031, 10, 14)),
    ("a leap day where there is none", LEAP_DAY, 1, False, date(2029, 2, 28)),
    ("the Tuesday nearest to it", LEAP_DAY, 1, True, date(2029, 2, 27)),
    ("a leap day to the next", LEAP_DAY, 4, False, date(2032, 2, 29)),
    ("over the turn of the year", date(2027, 1, 1), 1, True, date(2027, 12, 31)),
    ("the last of February", date(2027, 2, 28), 1, False, date(2028, 2, 28)),
]


@pytest.mark.parametrize(("case", "on", "years", "keeps", "then"), DAYS)
def test_a_day_moves_on_by_years_to_its_date_or_its_weekday(
    case: str, on: date, years: int, keeps: bool, then: date
) -> None:
    found = Shift(years, keeps_weekday=keeps).day(on)
    assert found == then
    assert not keeps or found.weekday() == on.weekday()


BERLIN_ZONE = "Europe/Berlin"
# A moment in UTC → a year later by the clocks of Berlin.
LATER = [
    ("summer time ended", datetime(2025, 10, 26, 8, 0, tzinfo=UTC), datetime(2026, 10, 26, 8, 0, tzinfo=UTC)),
    ("summer time began", datetime(2026, 3, 28, 13, 0, tzinfo=UTC), datetime(2027, 3, 28, 12, 0, tzinfo=UTC)),
    ("a skipped time", datetime(2026, 3, 28, 1, 30, tzinfo=UTC), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    (
        "a doubled time, the first of it",
        datetime(2026, 10, 31, 1, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    ),
    (
        "midnight on a leap day",
        datetime(2028, 2, 28, 23, 0, tzinfo=UTC),
        datetime(2029, 2, 27, 23, 0, tzinfo=UTC),
    ),
]


@pytest.mark.parametrize(("case", "at", "then"), LATER)
def test_a_moment_moves_on_by_the_clocks_of_its_zone(case: str, at: datetime, then: datetime) -> None:
    assert Shift().moment(at, BERLIN_ZONE) == then
