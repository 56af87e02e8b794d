"""How calls are written for calendars (RFC 5545) and feed readers (RFC 4287, JSON Feed 1.1)."""

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

PRODUCT = "-//Berlin City Exchange//Calls//EN"
LINE_OCTETS = 75
A_DAY = timedelta(days=1)
ATOM, XML = "http://www.w3.org/2005/Atom", "http://www.w3.org/XML/1998/namespace"
JSON_FEED = "https://jsonfeed.org/version/1.1"


# Calendars


@dataclass(frozen=True, kw_only=True)
class Event:
    """A moment to keep: `uid` names it for ever, and `sequence` rises with every change."""

    uid: str
    at: datetime
    zone: str
    title: str
    text: str
    url: str
    stamp: datetime
    sequence: int
    status: str = "CONFIRMED"
    alarm: str = ""


def event_status(published_at: datetime | None, *, takes: bool) -> str:
    """How sure a moment is: a draft is not, and a call that was closed early takes nothing any more."""
    if published_at is None:
        return "TENTATIVE"
    return "CONFIRMED" if takes else "CANCELLED"


def calendar(name: str, events: Sequence[Event]) -> str:
    """A calendar with the clocks of every zone that its moments are told by."""
    zones: dict[str, list[int]] = {}
    for event in events:
        zones.setdefault(event.zone, []).append(event.at.year)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *(line for zone, years in zones.items() for line in clocks(zone, min(years) - 1, max(years) + 1)),
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(part + "\r\n" for line in lines for part in _folded(line))


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_utc(event.stamp)}"
    yield f"LAST-MODIFIED:{_utc(event.stamp)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;TZID={event.zone}:{_clock(event.at.astimezone(ZoneInfo(event.zone)))}"
    yield f"SUMMARY:{_escaped(event.title)}"
    yield f"DESCRIPTION:{_escaped(event.text)}"
    yield f"URL:{event.url}"
    yield f"STATUS:{event.status}"
    yield "TRANSP:TRANSPARENT"
    if event.alarm:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{event.alarm}")
        yield from (f"DESCRIPTION:{_escaped(event.title)}", "END:VALARM")
    yield "END:VEVENT"


@dataclass(frozen=True)
class Turn:
    """A moment at which the clocks of a zone begin to show another time."""

    shown: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


@cache
def clocks(zone: str, first: int, last: int) -> tuple[str, ...]:
    """What a calendar needs to know of a zone: how its clocks stand at first, and each turn of them."""
    turns = [line for turn in _turns(ZoneInfo(zone), first, last) for line in _turn(turn)]
    return ("BEGIN:VTIMEZONE", f"TZID:{zone}", *turns, "END:VTIMEZONE")


def _turn(turn: Turn) -> Iterator[str]:
    kind = "DAYLIGHT" if turn.is_summer else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{_clock(turn.shown)}"
    yield f"TZOFFSETFROM:{_offset(turn.before)}"
    yield f"TZOFFSETTO:{_offset(turn.after)}"
    yield f"TZNAME:{turn.name}"
    yield f"END:{kind}"


def _turns(zone: ZoneInfo, first: int, last: int) -> Iterator[Turn]:
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    yield _turned(at, zone, _ahead(at, zone))
    while at < end:
        if _ahead(at, zone) != _ahead(at + A_DAY, zone):
            yield _turned(_minute_of_turn(at, zone), zone, _ahead(at, zone))
        at += A_DAY


def _turned(at: datetime, zone: ZoneInfo, before: timedelta) -> Turn:
    here = at.astimezone(zone)
    shown = (at + before).replace(tzinfo=None)
    return Turn(shown, before, _ahead(at, zone), here.tzname() or zone.key, bool(here.dst()))


def _minute_of_turn(at: datetime, zone: ZoneInfo) -> datetime:
    low, high = 0, 24 * 60
    while high - low > 1:
        middle = (low + high) // 2
        turned = _ahead(at + timedelta(minutes=middle), zone) != _ahead(at, zone)
        low, high = (low, middle) if turned else (middle, high)
    return at + timedelta(minutes=high)


def _ahead(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _offset(ahead: timedelta) -> str:
    minutes = int(ahead.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}{rest:02d}"


def _clock(shown: datetime) -> str:
    return shown.strftime("%Y%m%dT%H%M%S")


def _utc(at: datetime) -> str:
    return _clock(at.astimezone(UTC)) + "Z"


def _escaped(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> Iterator[str]:
    """Parts of at most 75 octets, never cut inside a character; all but the first begin with a space."""
    part = b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > LINE_OCTETS:
            yield part.decode()
            part = b" "
        part += octets
    yield part.decode()


# Feeds


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A call as feed readers tell of it."""

    id: str
    url: str
    calendar_url: str
    title: str
    summary: str
    facts: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    published: datetime

    @property
    def urn(self) -> str:
        """A name for ever that does not depend on where the portal stands."""
        return uuid.uuid5(uuid.NAMESPACE_OID, self.id).urn


@dataclass(frozen=True, kw_only=True)
class Feed:
    """All calls that are announced, in one language."""

    title: str
    subtitle: str
    author: str
    language: str
    home_url: str
    url: str
    updated: datetime
    entries: tuple[Entry, ...] = field(default_factory=tuple)


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": feed.language})
    _add(root, "id", feed.home_url)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _stamp(feed.updated))
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.home_url)
    for entry in feed.entries:
        _add_entry(root, entry)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(root: ElementTree.Element, entry: Entry) -> None:
    element = _add(root, "entry", **{f"{{{XML}}}lang": entry.language})
    _add(element, "id", entry.urn)
    _add(element, "title", entry.title)
    _add(element, "published", _stamp(entry.published))
    _add(element, "updated", _stamp(entry.published))
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "link", rel="related", type="text/calendar", href=entry.calendar_url)
    for tag in entry.tags:
        _add(element, "category", term=tag)
    _add(element, "summary", entry.summary)
    _add(element, "content", _told(entry))


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1."""
    content = {
        "version": JSON_FEED,
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.home_url,
        "feed_url": feed.url,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.urn,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_text": _told(entry),
        "date_published": _stamp(entry.published),
        "language": entry.language,
        "tags": list(entry.tags),
        "attachments": [{"url": entry.calendar_url, "mime_type": "text/calendar"}],
    }


def _told(entry: Entry) -> str:
    return "\n".join((entry.summary, *entry.facts))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
