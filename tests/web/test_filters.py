"""Dates, deadlines, money, names and texts read as the reader's language and clocks have them."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from portal import clock
from portal.web import filters

BERLIN, ISTANBUL, TOKYO = "Europe/Berlin", "Europe/Istanbul", "Asia/Tokyo"
DEADLINE = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    return Clock(monkeypatch)


class Clock:
    """Tells the act whatever time the test wants."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def set(self, *parts: int) -> None:
        told = datetime(*parts, tzinfo=UTC)  # type: ignore[misc]
        self.patch.setattr(clock, "at", lambda: told)


def test_a_deadline_shows_both_clocks_and_what_is_left(in_english: Flask, now: Clock) -> None:
    now.set(2026, 10, 11, 9, 0)
    told = filters.deadline(DEADLINE, BERLIN, ISTANBUL)
    assert told == "Wed 14 Oct 2026, 14:00 Berlin (15:00 Istanbul) · 3 days left"


def test_a_deadline_in_german_reads_as_german(in_german: Flask, now: Clock) -> None:
    now.set(2026, 10, 11, 9, 0)
    assert filters.moment(DEADLINE, BERLIN) == "Mi., 14. Okt. 2026, 14:00 Berlin"


def test_a_deadline_in_turkish_names_the_day_last_and_the_city_with_its_own_i(
    in_turkish: Flask, now: Clock
) -> None:
    now.set(2026, 10, 11, 9, 0)
    told = filters.deadline(DEADLINE, BERLIN, ISTANBUL).partition(" · ")[0]
    assert told == "14 Eki 2026 Çar, 14:00 Berlin (15:00 İstanbul)"


def test_figures_in_turkish_have_a_comma_before_their_parts(in_turkish: Flask) -> None:
    written = (
        filters.day(date(2026, 8, 5)),
        filters.money(123_456),
        filters.number(0.5),
        filters.percent(0.12),
    )
    assert written == ("5 Ağustos 2026", "1.234,56\u00a0EUR", "0,5", "%12")


def test_a_deadline_on_another_day_elsewhere_names_that_day(in_english: Flask, now: Clock) -> None:
    now.set(2026, 10, 14, 11, 0)
    late = datetime(2026, 10, 14, 21, 0, tzinfo=UTC)
    assert filters.deadline(late, BERLIN, TOKYO).startswith(
        "Wed 14 Oct 2026, 23:00 Berlin (Thu 15 Oct 2026, 06:00 Tokyo)"
    )


def test_the_day_and_the_clocks_of_a_deadline_are_never_torn(in_english: Flask, now: Clock) -> None:
    now.set(2026, 10, 11, 9, 0)
    told = filters.in_pieces(filters.deadline(DEADLINE, BERLIN, ISTANBUL))
    assert [one.strip() for one in told.replace("</span>", "").split('<span class="whole">')] == [
        "", "Wed 14 Oct 2026,", "14:00 Berlin", "(15:00 Istanbul) ·", "3 days left",
    ]  # fmt: skip


def test_a_deadline_for_the_same_clocks_is_told_once(in_english: Flask, now: Clock) -> None:
    now.set(2026, 10, 14, 11, 59)
    assert (
        filters.deadline(DEADLINE, BERLIN, "Europe/Paris") == "Wed 14 Oct 2026, 14:00 Berlin · 1 minute left"
    )


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        ((2026, 10, 12, 23, 0), "1 day left"),
        ((2026, 10, 12, 21, 59), "2 days left"),
        ((2026, 10, 14, 9, 0), "3 hours left"),
        ((2026, 10, 14, 11, 30), "30 minutes left"),
        ((2026, 10, 14, 12, 0), "0 minutes left"),
        ((2026, 10, 14, 12, 0, 1), "closed"),
    ],
)
def test_what_is_left_counts_days_by_the_calendar_of_the_place(
    in_english: Flask, now: Clock, parts: tuple[int, ...], left: str
) -> None:
    now.set(*parts)
    assert filters.time_left(DEADLINE, BERLIN) == left


def test_midnight_is_the_beginning_of_a_day_and_never_24_hours(in_english: Flask) -> None:
    assert (
        filters.moment(datetime(2026, 10, 14, 22, 0, tzinfo=UTC), BERLIN) == "Thu 15 Oct 2026, 00:00 Berlin"
    )


def test_english_writes_numbers_the_english_way(in_english: Flask) -> None:
    written = (
        filters.money(123_456_789),
        filters.number(7.25, 2),
        filters.percent(0.5),
        filters.filesize(1_400_000),
        filters.filesize(12),
        filters.words(1),
        filters.words(12),
        filters.day(date(2026, 8, 25)),
    )
    assert written == (
        "1,234,567.89\u00a0EUR",
        "7.25",
        "50%",
        "1.4\u00a0MB",
        "12\u00a0B",
        "1 word",
        "12 words",
        "25 August 2026",
    )


def test_german_writes_numbers_the_german_way(in_german: Flask) -> None:
    written = (filters.money(1_000_000), filters.number(7.25, 2), filters.day(date(2026, 8, 25)))
    assert written == ("10.000,00\u00a0EUR", "7,25", "25. August 2026")


def test_a_city_is_called_as_the_reader_calls_it(in_english: Flask) -> None:
    assert filters.city({"de": "Prag", "en": "Prague", "native": "Praha"}) == "Prague"


def test_a_city_without_a_translated_name_keeps_its_own(in_english: Flask) -> None:
    assert filters.city({"native": "Windhoek"}) == "Windhoek"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ({"en": "Studio & time", "de": "Atelier"}, "Studio &amp; time"),
        ({"de": "Atelier <b>"}, '<span lang="de">Atelier &lt;b&gt;</span>'),
        ({"en": "", "de": "Atelier"}, '<span lang="de">Atelier</span>'),
        ({"tr": "Atölye"}, '<span lang="tr">Atölye</span>'),
        ("plain", "plain"),
        ({}, ""),
        (None, ""),
    ],
)
def test_a_missing_text_falls_back_and_names_its_language(
    in_english: Flask, text: object, shown: str
) -> None:
    assert filters.in_language(text) == shown  # type: ignore[arg-type]


def test_a_state_nobody_coloured_is_plain_information() -> None:
    assert (filters.tone("submitted"), filters.tone("excluded"), filters.tone("quite new")) == (
        "success",
        "danger",
        "info",
    )
