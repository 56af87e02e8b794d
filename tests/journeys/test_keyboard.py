"""A juror with a keyboard and nothing else."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import tour
from tests.journeys.conftest import Portal
from tests.journeys.visitor import context_options, enter

pytestmark = pytest.mark.journey

MOST_STEPS = 80
WORDS = """() => {
  const here = document.activeElement;
  return (here.labels?.length ? here.labels[0] : here).innerText.split("\\n")[0].trim();
}"""


def test_a_juror_scores_a_case_by_keyboard_alone(portal: Portal, browser: Browser, pictures: Path) -> None:
    context = browser.new_context(**context_options(script=True, language="en"))
    visitor = enter(context, portal.url, pictures / "keyboard", script=True, language="en")
    visitor.looks = False
    tour.hand_out(visitor)
    visitor.open("/demo/")
    page = visitor.page
    tab_to(page, "Go on as Prof. Clara Weiß")
    press(page, "Enter")
    tab_to(page, "No, I know of no conflict of interest")
    page.keyboard.press("Space")
    tab_to(page, "Continue")
    press(page, "Enter")
    assert page.locator(".score__place").inner_text() == "0 of 3 done"
    score(page)
    expect(page.get_by_role("status").filter(has_text="is submitted")).to_be_visible()
    visitor.open("/reviews/")
    visitor.read("1 of 3")
    visitor.look()
    context.close()


def score(page: Page) -> None:
    """Give points to the criteria by digits, say a word, and send; digits within the comment stay words."""
    criteria = page.locator("fieldset.criterion")
    for number in range(criteria.count()):
        criteria.nth(number).locator("input:checked, input").first.focus()
        page.keyboard.press("8")
        expect(criteria.nth(number).locator('input[value="8"]')).to_be_checked()
    expect(page.locator("[data-total]")).to_have_text("8.00")
    page.keyboard.press("c")
    page.keyboard.type("12 drawings, 7 of them strong")
    expect(page.locator("[data-comment]")).to_have_value("12 drawings, 7 of them strong")
    expect(page.locator("[data-total]")).to_have_text("8.00")
    press(page, "Control+Enter")


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus stands on a link, button or choice with these words."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(WORDS) == words:
            return
    raise AssertionError(f"Tab does not lead to “{words}” on {page.url}")


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait until its scripts have started."""
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)
    page.locator("html[data-ready]").wait_for(state="attached")
