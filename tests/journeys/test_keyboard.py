"""A juror and an applicant with a keyboard and nothing else."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import answers, tour
from tests.journeys.conftest import Portal
from tests.journeys.keyboard import answer, attach, goes_round, here, press, tab_to
from tests.journeys.visitor import Visitor, context_options, enter

pytestmark = pytest.mark.journey


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
    assert page.locator(".score__place").inner_text() == "0 of 3"
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


def test_an_applicant_applies_by_keyboard_alone(
    portal: Portal, browser: Browser, pictures: Path, tmp_path: Path
) -> None:
    context = browser.new_context(**context_options(script=True, language="en"))
    visitor = enter(context, portal.url, pictures / "keyboard-applicant", script=True, language="en")
    visitor.looks = False
    answers.pack(tmp_path)
    page = visitor.page
    visitor.open("/demo/")
    tab_to(page, f"Go on as {tour.ISIL}")
    press(page, "Enter")
    tab_to(page, "Apply")
    press(page, "Enter")
    answer_badly(page)
    assert [one for one in visitor.trouble if "422" not in one] == []
    visitor.trouble.clear()  # the browser says that the page was refused, as it should be
    for key in answers.SECTIONS:
        write(page, key, tmp_path)
    tab_to(page, "Check and submit")
    press(page, "Enter")
    assert goes_round(page)
    tab_to(page, "Submit application")
    press(page, "Enter")
    assert page.locator(".receipt__number").inner_text().startswith("IST-")
    finish(visitor)
    context.close()


def answer_badly(page: Page) -> None:
    """A sum that is none: the focus goes to what is wrong, and the first link there to the field."""
    tab_to(page, href="/sections/budget")
    press(page, "Enter")
    answer(page, "travel_costs", "many")
    tab_to(page, "Save and continue")
    press(page, "Enter")
    assert here(page)["alert"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert here(page)["name"] == "travel_costs"
    page.keyboard.press("Control+A")
    page.keyboard.type("420,50")
    tab_to(page, "Save and continue")
    press(page, "Enter")


def write(page: Page, key: str, folder: Path) -> None:
    """Open a section from the list of tasks, answer it in its order, and save it."""
    tab_to(page, href=f"/sections/{key}")
    press(page, "Enter")
    files = answers.FILES.get(key, {})
    names = page.evaluate("[...document.querySelectorAll('main form [name]')].map((one) => one.name)")
    given = answers.SECTIONS[key]
    for name in sorted({*given, *files}, key=names.index):
        if name in files:
            attach(page, name, folder / files[name])
        else:
            answer(page, name, given[name])
    tab_to(page, "Save and continue")
    press(page, "Enter")


def finish(visitor: Visitor) -> None:
    """Look at the receipt as everybody else does."""
    visitor.read("Receipt")
    visitor.look()
