"""Calendars and feeds as they leave the portal."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
import time_machine

from portal import pdf
from portal.access import Role
from portal.announcements.rules import ATOM
from portal.calls import actions, queries
from portal.calls.states import CallState
from tests.factories import World
from tests.pages import Page, Pages
from tests.pdf.reading import tags_of, text_of

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


OFFER = {"en": "You receive:\n\n- a flat,\n- a grant.", "de": "Sie erhalten eine Wohnung."}
PRINTED = [
    ("en", "For whom For artists", "You receive: • a flat, • a grant."),
    ("de", "Atelierstipendium", "Sie erhalten eine Wohnung."),
]


@pytest.mark.parametrize(("language", "words", "offer"), PRINTED)
def test_a_call_is_printed_in_the_language_of_its_reader(
    language: str, words: str, offer: str, pages: Pages, world: World, tmp_path: Path
) -> None:
    world.call(slug="paper", city=world.city(), texts={"offer": OFFER})
    page = pages.get("/calls/paper.pdf", headers={"Accept-Language": language})
    assert (page.status, page.headers["Content-Type"]) == (200, "application/pdf")
    assert page.headers["Content-Disposition"].startswith(f'attachment; filename="paper-{language}.pdf"')
    text = text_of(page.data, tmp_path)
    assert all(words in text for words in (words, offer, "14:00 Berlin (15:00 Istanbul)"))
    assert ("H1" in tags_of(page.data), page.statements <= 3) == (True, True)


def test_all_questions_are_printed_with_their_limits(pages: Pages, world: World, tmp_path: Path) -> None:
    world.call(slug="paper")
    page = pages.get("/calls/paper/questions.pdf")
    text = text_of(page.data, tmp_path)
    assert [text.count(words) for words in ("All questions", "Artistic CV", "At most 50 words.")] == [1, 1, 1]
    assert "The jury does not see this." in text


def test_the_same_paper_is_laid_out_once(pages: Pages, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.call(slug="paper")
    first = pages.get("/calls/paper/questions.pdf").data
    monkeypatch.setattr(pdf, "render", None)
    assert pages.get("/calls/paper/questions.pdf").data == first


def test_the_paper_of_a_draft_says_so_and_is_for_the_office_in_any_language(
    pages: Pages, world: World, tmp_path: Path
) -> None:
    world.call(slug="paper", state=CallState.DRAFT)
    pages.sign_in(world.user())
    assert pages.get("/calls/paper.pdf").status == 404
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    text = text_of(pages.get("/calls/paper.pdf?language=de").data, tmp_path)
    assert "Atelierstipendium" in text
    assert "Fünf Monate in Berlin." in text


@pytest.mark.usefixtures("calls")
@pytest.mark.parametrize("path", ["/", "/calls/", "/calls/open/", "/cities/{city}/"])
def test_home_calls_and_cities_tell_a_browser_where_the_feeds_are(
    world: World, pages: Pages, path: str
) -> None:
    with world.read():
        call = queries.find_call("open")
        assert call is not None
        page = pages.get(path.format(city=call.city.slug))
    named = [(one.get("type"), one.get("href")) for one in page.select('head link[rel="alternate"]')]
    assert named == [
        ("application/atom+xml", "/calls/feed.atom"),
        ("application/feed+json", "/calls/feed.json"),
        ("text/calendar", "/calls/calendar.ics"),
    ]
