"""Calls as calendars and feed readers read them."""

import json
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.announcements import rules

DEADLINE = datetime(2027, 2, 2, 13, 0, tzinfo=UTC)
STAMP = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


def _event(**changes: object) -> rules.Event:
    facts: dict[str, object] = {
        "uid": "abc-deadline",
        "at": DEADLINE,
        "zone": "Europe/Berlin",
        "title": "Deadline: Berlin → Istanbul 2027",
        "text": "One; two, three\nfour \\ five",
        "url": "http://localhost/calls/berlin-istanbul-2027/",
        "stamp": STAMP,
        "sequence": 3,
    }
    return rules.Event(**(facts | changes))  # type: ignore[arg-type]  # a table of facts


def _lines(text: str) -> list[str]:
    assert text.endswith("\r\n")
    return re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]


def _part(lines: list[str], kind: str) -> list[str]:
    return lines[lines.index(f"BEGIN:{kind}") : lines.index(f"END:{kind}") + 1]


def test_an_event_says_all_that_a_calendar_needs_in_its_own_zone() -> None:
    lines = _lines(rules.calendar("Calls", [_event(alarm="-P1D")]))
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{rules.PRODUCT}"]
    assert _part(lines, "VEVENT") == [
        "BEGIN:VEVENT",
        "UID:abc-deadline",
        "DTSTAMP:20261101T083000Z",
        "LAST-MODIFIED:20261101T083000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/Berlin:20270202T140000",
        "SUMMARY:Deadline: Berlin → Istanbul 2027",
        "DESCRIPTION:One\\; two\\, three\\nfour \\\\ five",
        "URL:http://localhost/calls/berlin-istanbul-2027/",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P1D",
        "DESCRIPTION:Deadline: Berlin → Istanbul 2027",
        "END:VALARM",
        "END:VEVENT",
    ]
    assert lines[-1] == "END:VCALENDAR"


def test_a_calendar_without_events_is_a_calendar() -> None:
    assert _lines(rules.calendar("Calls", [])) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{rules.PRODUCT}",
        "NAME:Calls",
        "X-WR-CALNAME:Calls",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "END:VCALENDAR",
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_lines_are_at_most_75_octets_and_read_back_whole(title: str) -> None:
    written = rules.calendar(title, [])
    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75
    name = next(line for line in _lines(written) if line.startswith("NAME:"))
    read = re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], name.removeprefix("NAME:"))
    assert read == title


ZONES = ["Europe/Berlin", "Europe/Istanbul", "America/Los_Angeles", "Asia/Tashkent", "Africa/Windhoek"]


@pytest.mark.parametrize("zone", ZONES)
def test_the_clocks_in_a_calendar_show_what_the_clocks_of_the_zone_show(zone: str) -> None:
    turns = _observances(rules.clocks(zone, 2026, 2028))
    at = datetime(2026, 1, 2, tzinfo=UTC)
    while at.year < 2029:
        assert at + _standing(turns, at) == at + (at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta())
        at += timedelta(hours=7)


def _observances(lines: tuple[str, ...]) -> list[tuple[datetime, timedelta]]:
    """The moments at which a zone turns, in UTC, and how far it is ahead from then on."""
    found = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "DTSTART":
            shown = datetime.strptime(value + "+0000", "%Y%m%dT%H%M%S%z")
        elif name == "TZOFFSETFROM":
            before = _ahead(value)
        elif name == "TZOFFSETTO":
            found.append((shown - before, _ahead(value)))
    return found


def _ahead(value: str) -> timedelta:
    sign = -1 if value[0] == "-" else 1
    return sign * timedelta(hours=int(value[1:3]), minutes=int(value[3:5]))


def _standing(turns: list[tuple[datetime, timedelta]], at: datetime) -> timedelta:
    return [ahead for turned, ahead in turns if turned <= at][-1]


def test_summer_time_of_berlin_begins_and_ends_at_its_minute() -> None:
    lines = rules.clocks("Europe/Berlin", 2027, 2027)
    starts = [line for line in lines if line.startswith(("DTSTART", "BEGIN:D", "BEGIN:S"))]
    assert starts == [
        "BEGIN:STANDARD",
        "DTSTART:20270101T010000",
        "BEGIN:DAYLIGHT",
        "DTSTART:20270328T020000",
        "BEGIN:STANDARD",
        "DTSTART:20271031T030000",
    ]


def test_each_zone_is_told_once() -> None:
    events = [_event(), _event(uid="b", zone="Asia/Tokyo"), _event(uid="c")]
    lines = _lines(rules.calendar("Calls", events))
    assert [line for line in lines if line.startswith("TZID:")] == ["TZID:Europe/Berlin", "TZID:Asia/Tokyo"]


STATUSES = [
    ("a draft", None, True, "TENTATIVE"),
    ("open", STAMP, True, "CONFIRMED"),
    ("closed early", STAMP, False, "CANCELLED"),
]


@pytest.mark.parametrize(("case", "published", "takes", "status"), STATUSES)
def test_a_moment_is_as_sure_as_its_call(
    case: str, published: datetime | None, takes: bool, status: str
) -> None:
    assert rules.event_status(published, takes=takes) == status


ENTRY = rules.Entry(
    id="0123456789abcdefghjkmnpqrs",
    url="http://localhost/calls/a/",
    calendar_url="http://localhost/calls/a/calendar.ics",
    title="Studio & <grant>",
    summary="Five months.",
    facts=("Deadline: 2 Feb",),
    tags=("For artists", "Istanbul"),
    language="de",
    published=STAMP,
)
FEED = rules.Feed(
    title="Calls",
    subtitle="What is open",
    author="Berlin City Exchange",
    language="en",
    home_url="http://localhost/calls/",
    url="http://localhost/calls/feed.atom",
    updated=DEADLINE,
    entries=(ENTRY,),
)


def test_the_atom_feed_holds_its_entries_with_what_the_standard_asks_for() -> None:
    root = ElementTree.fromstring(rules.atom(FEED))
    atom = f"{{{rules.ATOM}}}"
    assert [child.tag.removeprefix(atom) for child in root] == [
        "id", "title", "subtitle", "updated", "author", "link", "link", "entry",
    ]  # fmt: skip
    entry = root.find(f"{atom}entry")
    assert entry is not None
    assert entry.get(f"{{{rules.XML}}}lang") == "de"
    assert [(child.tag.removeprefix(atom), child.text or dict(child.attrib)) for child in entry] == [
        ("id", ENTRY.urn),
        ("title", "Studio & <grant>"),
        ("published", "2026-11-01T08:30:00Z"),
        ("updated", "2026-11-01T08:30:00Z"),
        ("link", {"rel": "alternate", "type": "text/html", "href": "http://localhost/calls/a/"}),
        (
            "link",
            {"rel": "related", "type": "text/calendar", "href": "http://localhost/calls/a/calendar.ics"},
        ),
        ("category", {"term": "For artists"}),
        ("category", {"term": "Istanbul"}),
        ("summary", "Five months."),
        ("content", "Five months.\nDeadline: 2 Feb"),
    ]


def test_the_json_feed_is_a_feed_of_version_1_1() -> None:
    assert json.loads(rules.json_feed(FEED)) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Calls",
        "description": "What is open",
        "home_page_url": "http://localhost/calls/",
        "feed_url": "http://localhost/calls/feed.atom",
        "language": "en",
        "authors": [{"name": "Berlin City Exchange"}],
        "items": [
            {
                "id": ENTRY.urn,
                "url": "http://localhost/calls/a/",
                "title": "Studio & <grant>",
                "summary": "Five months.",
                "content_text": "Five months.\nDeadline: 2 Feb",
                "date_published": "2026-11-01T08:30:00Z",
                "language": "de",
                "tags": ["For artists", "Istanbul"],
                "attachments": [
                    {"url": "http://localhost/calls/a/calendar.ics", "mime_type": "text/calendar"}
                ],
            }
        ],
    }


def test_an_entry_has_the_same_name_wherever_the_portal_stands() -> None:
    assert ENTRY.urn == "urn:uuid:" + str(rules.uuid.uuid5(rules.uuid.NAMESPACE_OID, ENTRY.id))
