"""Takes the pictures of the README anew: `python deploy/pictures.py ADDRESS` of a running demo world."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM, PDFTOPPM = "/usr/bin/chromium", "/usr/bin/pdftoppm"
PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
DESK = (1280, 860)
TELEPHONE = (390, 860)
COLOURS = 128
BIOGRAPHY = (
    "I draw on the ferries between Kadıköy and Karaköy, in ink, at the speed of the crossing. "
    "Since 2019 more than four hundred sheets have become a timetable of faces."
)


@contextmanager
def visitor(browser: Browser, base: str, who: str, size: tuple[int, int]) -> Iterator[Page]:
    """A window of somebody of the demo world, in English and light."""
    window = browser.new_context(
        base_url=base,
        viewport={"width": size[0], "height": size[1]},
        locale="en",
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = window.new_page()
    if who:
        page.goto("/sign-in")
        page.fill("input[name=email]", f"{who}@demo.example")
        page.fill("input[name=password]", "partner-cities")
        page.click("main form button[type=submit]")
        english = page.locator("form.language button[value=en]")
        if english.count():
            english.click()
    yield page
    window.close()


def keep(page: Page, name: str) -> None:
    """Keep what the window shows, with few colours so that it stays small."""
    page.locator("html[data-ready]").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    target = PICTURES / f"{name}.png"
    page.screenshot(path=target)
    shrink(target)


def shrink(picture: Path) -> None:
    """Save a picture again with as many colours as a page has."""
    with Image.open(picture) as found:
        found.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


def home(page: Page) -> None:
    """The map and the cities by their own names."""
    page.goto("/")
    page.locator(".maps").evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 90)")
    keep(page, "home")


def section(page: Page) -> None:
    """A part of an application on a telephone."""
    page.goto("/calls/istanbul-berlin-studio/apply")
    begin = page.locator("main form button[type=submit]")
    if begin.count():
        begin.first.click()
    page.goto(page.url.rstrip("/") + "/sections/about_you")
    # First something else, so that there is always something to save.
    for words in ("Draft", BIOGRAPHY):
        page.locator("textarea").first.fill(words)
        page.keyboard.press("Tab")
        page.locator("[data-saving]", has_text="Saved").wait_for()
    page.locator("textarea").first.evaluate("one => one.scrollIntoView({block: 'center'})")
    keep(page, "section")


def score(page: Page) -> None:
    """The work on the left, the sheet on the right."""
    page.goto("/reviews/")
    page.locator("tr", has_text="Draft").locator("a").first.click()
    keep(page, "score")


def office(page: Page) -> None:
    """The ranking of a jury and the decisions of a call."""
    for name, path in (
        ("ranking", "berlin-istanbul-2026/ranking"),
        ("decisions", "berlin-istanbul-2026/decisions"),
    ):
        page.goto(f"/desk/calls/{path}")
        keep(page, name)


def letter(page: Page) -> None:
    """The first sheet of an award."""
    page.goto("/")
    address = page.locator("main a[href^='/letters/']").first.get_attribute("href")
    with TemporaryDirectory() as folder:
        sheet = Path(folder) / "letter"
        sheet.with_suffix(".pdf").write_bytes(page.request.get(f"{address}.pdf").body())
        subprocess.run(  # noqa: S603 - a fixed program on a file of our own
            [PDFTOPPM, "-r", "80", "-l", "1", "-singlefile", "-png", sheet.with_suffix(".pdf"), sheet],
            check=True,
        )
        (PICTURES / "letter.png").write_bytes(sheet.with_suffix(".png").read_bytes())
    shrink(PICTURES / "letter.png")


SCENES = (
    ("", DESK, home),
    ("isil", TELEPHONE, section),
    ("clara", DESK, score),
    ("tobias", DESK, office),
    ("aylin", DESK, letter),
)


def main(base: str) -> None:
    """Take all pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for who, size, scene in SCENES:
            with visitor(browser, base, who, size) as page:
                scene(page)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
