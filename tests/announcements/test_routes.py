"""Calendars and feeds as they leave the portal."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine

from portal.access import Role
from portal.announcements.rules import ATOM
from portal.calls import actions, queries
from portal.calls.states import CallState
from tests.factories import World
from tests.pages import Page, Pages

OPEN = datetime(2026, 10, 11, 12, 0, tzinfo=UTC)
PUBLISHED = datetime(2026, 8, 20, 9, 0, tzinfo=UTC)
FEEDS = {
    "/calls/calendar.ics": "text/calendar; charset=utf-8",
    "/calls/feed.atom": "application/atom+xml; charset=utf-8",
    "/calls/feed.json": "application/feed+json; charset=utf-8",
}


@pytest.fixture
def calls(world: World) -> World:
    """An open call, one that opens later, one that is over, a draft."""
    city = world.city()
    world.call(city=city, slug="open", published_at=PUBLISHED)
    world.call(
        city=city,
        slug="soon",
        published_at=PUBLISHED + timedelta(days=1),
        opens_at=OPEN + timedelta(days=5),
        deadline_at=OPEN + timedelta(days=50),
    )
    world.call(city=city, slug="over", published_at=PUBLISHED, deadline_at=OPEN - timedelta(days=2))
    world.call(city=city, slug="draft", state=CallState.DRAFT)
    return world


def _get(pages: Pages, url: str, at: datetime = OPEN, **headers: str) -> Page:
    with time_machine.travel(at, tick=False):
        return pages.get(url, headers={"Accept-Language": "en", **headers})


def _uids(page: Page) -> list[str]:
    lines = page.data.decode().replace("\r\n ", "").split("\r\n")
    return [line.removeprefix("UID:") for line in lines if line.startswith("UID:")]


def test_the_calendar_holds_open_calls_and_the_openings_to_come(pages: Pages, calls: World) -> None:
    with calls.read():
        ids = {slug: getattr(queries.find_call(slug), "public_id", "") for slug in ("open", "soon")}
    assert _uids(_get(pages, "/calls/calendar.ics")) == [
        f"{ids['open']}-deadline",
        f"{ids['soon']}-opening",
        f"{ids['soon']}-deadline",
    ]


def test_feeds_hold_the_open_calls_and_those_to_come(pages: Pages, calls: World) -> None:
    entries = ElementTree.fromstring(_get(pages, "/calls/feed.atom").data).findall(f"{{{ATOM}}}entry")
    links = [entry.findall(f"{{{ATOM}}}link")[0].get("href") for entry in entries]
    items = _get(pages, "/calls/feed.json").json["items"]
    assert links == [item["url"] for item in items] == [
        "http://localhost/calls/open/",
        "http://localhost/calls/soon/",
    ]  # fmt: skip
    assert items[0]["content_text"] == (
        "Five months in Berlin.\n"
        "Opens: Tue 1 Sep 2026, 10:00 Berlin\n"
        "Deadline: Wed 14 Oct 2026, 14:00 Berlin (15:00 Istanbul)\n"
        "Scholarship: 5 months · 2,000.00\u00a0EUR a month"
    )


def test_feeds_come_in_the_language_of_the_reader(pages: Pages, calls: World) -> None:
    with time_machine.travel(OPEN, tick=False):
        german = pages.get("/calls/feed.json", headers={"Accept-Language": "de"}).json
    assert (german["language"], german["items"][0]["summary"]) == ("de", "Fünf Monate in Berlin.")


@pytest.mark.parametrize("url", FEEDS)
def test_what_is_unchanged_is_not_sent_again(url: str, pages: Pages, calls: World) -> None:
    first = _get(pages, url)
    assert (first.status, first.headers["Content-Type"]) == (200, FEEDS[url])
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Last-Modified"] == "Fri, 09 Oct 2026 12:00:00 GMT", "one call ended then"
    by_tag = _get(pages, url, **{"If-None-Match": first.headers["ETag"]})
    by_time = _get(pages, url, **{"If-Modified-Since": first.headers["Last-Modified"]})
    assert [(page.status, page.data) for page in (by_tag, by_time)] == [(304, b""), (304, b"")]
    assert {"Cookie", "Accept-Language"} <= set(first.headers["Vary"].split(", "))


@pytest.mark.parametrize("url", FEEDS)
def test_a_call_that_opens_or_ends_changes_what_is_sent(url: str, pages: Pages, calls: World) -> None:
    first = _get(pages, url)
    known = {"If-None-Match": first.headers["ETag"], "If-Modified-Since": first.headers["Last-Modified"]}
    later = _get(pages, url, at=OPEN + timedelta(days=60), **known)
    assert (later.status, later.headers["Last-Modified"]) == (200, "Mon, 30 Nov 2026 12:00:00 GMT")


@pytest.mark.parametrize("url", [*FEEDS, "/calls/open/calendar.ics"])
def test_statements_are_few_at_any_number_of_calls(url: str, pages: Pages, calls: World) -> None:
    few = _get(pages, url).statements
    for _ in range(3):
        calls.call()
    assert _get(pages, url).statements == few <= 3


def test_the_calendar_of_one_call_reminds_a_day_before(pages: Pages, calls: World) -> None:
    page = _get(pages, "/calls/open/calendar.ics")
    assert page.headers["Content-Disposition"] == 'attachment; filename="open.ics"'
    assert "TRIGGER:-P1D" in page.data.decode()
    assert "TRIGGER" not in _get(pages, "/calls/calendar.ics").data.decode()


def test_a_draft_has_no_calendar_for_the_public(pages: Pages, calls: World) -> None:
    assert _get(pages, "/calls/draft/calendar.ics", Accept="text/html").path.startswith("/sign-in")
    with time_machine.travel(OPEN, tick=False):
        pages.sign_in(calls.user())
        assert pages.get("/calls/draft/calendar.ics").status == 404


def test_a_change_of_the_call_raises_the_sequence_and_keeps_the_name(pages: Pages, calls: World) -> None:
    before = _get(pages, "/calls/open/calendar.ics")
    with calls.act():
        call = queries.find_call("open")
        assert call is not None
        actions.close(call, by=calls.user(roles=(Role.OFFICER,)), at=OPEN, early=True)
    after = _get(pages, "/calls/open/calendar.ics")
    assert _uids(before) == _uids(after)
    assert ["SEQUENCE:1" in before.data.decode(), "SEQUENCE:2" in after.data.decode()] == [True, True]
    assert "STATUS:CANCELLED" in after.data.decode()
