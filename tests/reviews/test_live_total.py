"""The total that the script shows while somebody is scoring is the one that the rules compute."""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import Route, sync_playwright

from portal.accounts.models import User
from portal.calls.states import CallState
from portal.reviews.rules import criteria_of, weighted_total
from tests.factories import World
from tests.pages import Pages
from tests.reviews.making import admitted

STATIC = Path(__file__).resolve().parents[2] / "portal" / "static"
WEIGHTS = {"quality": 40, "project": 25, "feasibility": 15, "development": 10, "exchange": 10}
RUBRIC = [
    {"key": key, "title": {"en": key}, "help": {}, "weight": weight, "low": 0, "high": 10, "anchors": {}}
    for key, weight in WEIGHTS.items()
]

pytestmark = pytest.mark.journey


@contextmanager
def a_tab() -> Iterator[Tab]:
    """A tab of a real browser; while it is open, its loop leaves no room for the database in this thread."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser.new_page(locale="en")
        browser.close()


def show(tab: Tab, html: str) -> None:
    """The page with the portal's own script and styles, and no server behind it."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if not path.startswith("/static/"):
            route.fulfill(body=html, content_type="text/html")
            return
        kind = "text/javascript" if path.endswith(".mjs") else mimetypes.guess_type(path)[0]
        route.fulfill(body=(STATIC / path.removeprefix("/static/")).read_bytes(), content_type=kind)

    tab.route("http://portal.test/**", answer)
    tab.goto("http://portal.test/")


@pytest.mark.parametrize("points", [(8, 7, 6, 9, 7), (9, 8, 5, 7, 8), (6, 7, 7, 8, 6), (8, 7), (3,)])
def test_digits_typed_on_the_sheet_show_the_total_of_the_rules(
    points: tuple[int, ...], pages: Pages, world: World
) -> None:
    call = world.call(state=CallState.IN_REVIEW, rubric=RUBRIC)
    clara: User = world.juror(call)
    review = world.review(admitted(world, call), clara)
    pages.sign_in(clara)
    html = pages.get(f"/reviews/{review.public_id}").html
    with a_tab() as tab:
        show(tab, html)
        tab.wait_for_selector("[data-total][data-open]", state="attached")  # the script has begun
        for mark in points:
            tab.keyboard.press(str(mark))
        assert tab.locator(".mark :checked").count() == len(points)
        shown = tab.text_content("[data-total]")
    assert shown == str(weighted_total(criteria_of(RUBRIC), dict(zip(WEIGHTS, points, strict=False))))
