"""The pages of calls for visitors."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.access import Role
from portal.calls.states import CallState
from tests.factories import World
from tests.pages import Pages

OPENS = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
OPEN = datetime(2026, 10, 11, 12, 0, tzinfo=UTC)
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def now() -> datetime:
    """Three days before the deadline of the factories’ calls."""
    return OPEN


def test_calls_are_listed_open_first_then_upcoming_then_closed(pages: Pages, world: World) -> None:
    city = world.city()
    world.call(city=city, slug="later", deadline_at=DEADLINE + timedelta(days=9))
    world.call(city=city, slug="sooner")
    world.call(city=city, slug="upcoming", opens_at=OPEN + timedelta(days=1), deadline_at=DEADLINE)
    world.call(city=city, slug="over", deadline_at=OPEN - timedelta(days=1))
    world.call(city=city, slug="in-review", state=CallState.IN_REVIEW, deadline_at=OPEN - timedelta(days=30))
    world.call(city=city, slug="draft", state=CallState.DRAFT)
    world.call(city=city, slug="archived", state=CallState.ARCHIVED)
    with time_machine.travel(OPEN, tick=False):
        page = pages.get("/calls/", headers=ENGLISH)
    links = [one.get("href") for one in page.select(".card__link")]
    assert links == [f"/calls/{slug}/" for slug in ("sooner", "later", "upcoming", "over", "in-review")]
    assert page.texts("main h2") == ["Open now", "Opening soon", "Closed"]
    assert [words for words in page.texts("main .whole") if "→" not in words] == [
        "3 days left", "12 days left", "opens on Mon 12 Oct 2026,", "14:00 Berlin",
        "ended on 10 October 2026", "ended on 11 September 2026",
    ]  # fmt: skip


def test_calls_are_filtered_by_city_and_direction(pages: Pages, world: World) -> None:
    istanbul, paris = world.city(), world.city("paris", name_en="Paris", name_native="Paris")
    world.call(city=istanbul, slug="in")
    world.call(city=istanbul, slug="out", direction="outbound")
    world.call(city=paris, slug="paris")
    with time_machine.travel(OPEN, tick=False):
        found = {
            query: [one.get("href") for one in pages.get(f"/calls/?{query}").select(".card__link")]
            for query in ("city=istanbul&direction=outbound", "city=paris", "direction=inbound")
        }
    assert found == {
        "city=istanbul&direction=outbound": ["/calls/out/"],
        "city=paris": ["/calls/paris/"],
        "direction=inbound": ["/calls/in/", "/calls/paris/"],
    }


def test_visitors_find_what_is_for_them(pages: Pages, world: World) -> None:
    city = world.city()
    for kind in ("residency", "youth", "study"):
        programme = world.programme(kind=kind)
        world.call(city=city, slug=kind, programme_id=programme.id, months=1 if kind == "youth" else 5)
    with time_machine.travel(OPEN, tick=False):
        page = pages.get("/calls/?kind=youth", headers=ENGLISH)
    assert [one.get("href") for one in page.select(".card__link")] == ["/calls/youth/"]
    assert "For youth groups · Istanbul → Berlin" in page.text
    assert "1 exchange · up to 2,000.00 EUR for each" in page.text


@pytest.mark.parametrize("query", ["city=atlantis", "direction=up", "city=%00"])
def test_an_unknown_filter_shows_all_calls(pages: Pages, query: str) -> None:
    page = pages.get(f"/calls/?{query}")
    assert (page.status, page.path) == (200, "/calls/")


def test_no_call_says_what_else_to_see(pages: Pages) -> None:
    assert pages.get("/calls/").one(".empty a").get("href") == "/cities/"


# The moment of the deadline → how Berlin and Istanbul read it.
CLOCKS = [
    ("summer", DEADLINE, "14:00 Berlin (15:00 Istanbul) · 3 days left", OPEN),
    (
        "winter",
        datetime(2026, 12, 31, 17, 0, tzinfo=UTC),
        "18:00 Berlin (20:00 Istanbul) · 1 day left",
        datetime(2026, 12, 30, 17, 0, tzinfo=UTC),
    ),
]


@pytest.mark.parametrize(("season", "deadline", "told", "at"), CLOCKS)
def test_the_deadline_is_told_by_both_clocks_with_the_days_left(
    season: str, deadline: datetime, told: str, at: datetime, pages: Pages, world: World
) -> None:
    call = world.call(deadline_at=deadline)
    with time_machine.travel(at, tick=False):
        page = pages.get(f"/calls/{call.slug}/", headers=ENGLISH)
    assert told in page.text


def test_the_other_clock_bears_the_name_of_the_city_and_not_of_its_zone(pages: Pages, world: World) -> None:
    city = world.city(
        "tel-aviv-yafo", name_en="Tel Aviv-Yafo", timezone="Asia/Jerusalem", languages=["he-IL"]
    )
    call = world.call(city=city)
    with time_machine.travel(OPEN, tick=False):
        page = pages.get(f"/calls/{call.slug}/", headers=ENGLISH)
    assert "14:00 Berlin (15:00 Tel Aviv-Yafo)" in page.text
    assert "Jerusalem" not in page.text


def test_a_call_shows_places_money_and_the_criteria(pages: Pages, world: World) -> None:
    call = world.call(texts={"offer": {"en": "You receive:\n\n- a flat,\n- a grant."}})
    page = pages.get(f"/calls/{call.slug}/", headers=ENGLISH)
    assert "2,000.00 EUR a month, for 5 months: 10,000.00 EUR for each place" in page.text
    assert [text.split()[0] for text in page.texts("tbody th")] == ["Artistic", "Relevance"]
    assert page.texts("section[aria-labelledby=offer] li") == ["a flat,", "a grant."]


def test_an_address_in_the_text_of_a_call_is_a_link_and_the_text_stays_text(
    pages: Pages, world: World
) -> None:
    call = world.call(texts={"offer": {"en": "Write to a@berlin.example.\n\n- or <b>ring</b>"}})
    offer = pages.get(f"/calls/{call.slug}/", headers=ENGLISH).one("section[aria-labelledby=offer]")
    assert [link.get("href") for link in offer.iter("a")] == ["mailto:a@berlin.example"]
    assert list(offer.iter("b")) == []


def test_a_text_that_exists_in_another_language_only_is_marked(pages: Pages, world: World) -> None:
    call = world.call(texts={"offer": {"de": "Eine Wohnung."}})
    section = pages.get(f"/calls/{call.slug}/", headers=ENGLISH).one("section[aria-labelledby=offer]")
    assert section.get("lang") == "de"


def test_a_visitor_signs_in_to_apply_and_comes_back(pages: Pages, world: World) -> None:
    call = world.call()
    with time_machine.travel(OPEN, tick=False):
        page = pages.get(f"/calls/{call.slug}/", headers=ENGLISH)
    assert page.link("Sign in to apply") == f"/sign-in?next=/calls/{call.slug}/"


def test_who_is_signed_in_applies_with_one_button(pages: Pages, world: World) -> None:
    call, user = world.call(), world.user()
    with time_machine.travel(OPEN, tick=False):
        pages.sign_in(user)
        page = pages.get(f"/calls/{call.slug}/")
    assert page.form(f"/calls/{call.slug}/apply") is not None


CLOSED = [
    ("not open yet", {"opens_at": OPEN + timedelta(days=1)}, "This call is not open yet."),
    (
        "over",
        {"deadline_at": OPEN - timedelta(days=1)},
        "This call is closed. New applications are not taken",
    ),
    ("closed early", {"state": CallState.CLOSED}, "This call is closed. New applications are not taken"),
]


@pytest.mark.parametrize(("case", "facts", "reason"), CLOSED)
def test_the_button_of_a_call_that_is_not_open_says_why(
    case: str, facts: dict[str, object], reason: str, pages: Pages, world: World
) -> None:
    call = world.call(**facts)  # type: ignore[arg-type]  # facts of the call and its state in one table
    with time_machine.travel(OPEN, tick=False):
        page = pages.get(f"/calls/{call.slug}/", headers=ENGLISH)
    assert reason in page.text
    assert len(page.select("button[aria-disabled=true]")) == 1


def test_a_draft_is_seen_by_the_office_only(pages: Pages, world: World) -> None:
    call, officer = world.call(state=CallState.DRAFT), world.user(roles=(Role.OFFICER,))
    assert [pages.get(f"/calls/{call.slug}/{page}").status for page in ("", "questions")] == [200, 200]
    pages.sign_in(world.user())
    assert [pages.get(f"/calls/{call.slug}/{page}").status for page in ("", "questions")] == [404, 404]
    pages.sign_in(officer)
    page = pages.get(f"/calls/{call.slug}/")
    assert (page.status, len(page.select(".kern-alert--warning"))) == (200, 1)


def test_all_questions_are_read_without_an_account_with_their_limits(pages: Pages, world: World) -> None:
    call = world.call()
    page = pages.get(f"/calls/{call.slug}/questions", headers=ENGLISH)
    titles = page.texts("h3")
    assert titles == ["Artistic name", "Discipline", "Access needs", "Title", "Description", "Artistic CV"]
    assert page.texts(".passage .muted") == [
        "Required",
        "Required",
        "Optional · The jury does not see this.",
        "Required",
        "Required · At most 50 words.",
        "Optional · One file. At most 2 pages. At most 1 MB. Files: PDF.",
    ]
    assert "6 questions." in page.text


def test_the_page_of_a_city_lists_its_calls(pages: Pages, world: World) -> None:
    city = world.city()
    world.call(city=city, slug="one")
    world.call(city=city, slug="two", state=CallState.DRAFT)
    page = pages.get("/cities/istanbul/")
    assert [one.get("href") for one in page.select(".card__link")] == ["/calls/one/"]


@pytest.mark.parametrize("url", ["/calls/", "/cities/istanbul/", "/calls/call-1/", "/calls/call-1/questions"])
def test_public_pages_need_few_statements_whatever_their_number_of_rows(
    url: str, pages: Pages, world: World
) -> None:
    city = world.city()
    world.call(city=city, slug="call-1")
    one = pages.get(url).statements
    for _ in range(3):
        world.call(city=city)
    assert pages.get(url).statements == one
    assert one <= 8


def test_a_draft_is_previewed_in_every_language_with_what_it_does_not_say(pages: Pages, world: World) -> None:
    call = world.call(state=CallState.DRAFT, texts={"offer": {"en": "A flat."}})
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    shown = {code: pages.get(f"/calls/{call.slug}/?language={code}") for code in ("en", "de", "tr")}
    assert {code: page.one("html").get("lang") for code, page in shown.items()} == {
        "en": "en", "de": "de", "tr": "tr",
    }  # fmt: skip
    assert [len(page.select(".kern-alert a[hreflang]")) for page in shown.values()] == [2, 2, 2]
    told = [page.texts(".kern-alert p")[1:-1] for page in shown.values()]
    assert [len(sentences) for sentences in told] == [0, 1, 1], "English is whole, the others are not"
    assert f"/calls/{call.slug}/questions?language=de" in shown["de"].html


def test_what_is_published_is_shown_in_the_reader_s_language_alone(pages: Pages, world: World) -> None:
    call = world.call()
    page = pages.get(f"/calls/{call.slug}/?language=de", headers=ENGLISH)
    assert (page.one("html").get("lang"), page.select(".kern-alert--warning")) == ("en", [])
