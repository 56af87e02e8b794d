"""Looks at the pages of the walk in a real browser, each on a screen, on a telephone and on paper."""

import asyncio
import mimetypes
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, ConsoleMessage, Page, Route, async_playwright

from tests.journeys.conftest import CHROMIUM
from tests.journeys.visitor import AXE, COLOURS, RUN_AXE, WCAG
from tests.laws.source import PORTAL
from tests.laws.town import PICTURE
from tests.laws.walk import Shown

HOST = "http://localhost"
TABS = 3
DESK = (1280, 800)
TELEPHONES = (375, 320)
LONGEST_WAIT = 120_000  # milliseconds; a machine with much to do is no fault of a page
# What A4 leaves between the margins, in the pixels of CSS; a table of many columns lies on its side.
SHEETS = {"auto": (673, 971), "wide": (1009, 680)}
LIES = "() => getComputedStyle(document.querySelector('main')).page"

WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What stands beyond the edge of a sheet is lost, and so is what a box would have to be scrolled for, what a
# page's end would tear, and what is written in light letters: a printer leaves the grounds of colour out.
ON_PAPER = """() => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const known = new Map();
  const bright = (colour) => {
    if (!known.has(colour)) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
      known.set(colour, (2 * red + 7 * green + blue) / 10);
    }
    return known.get(colour);
  };
  const written = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const style = (one, name) => getComputedStyle(one)[name];
  const named = (one) => `${one.localName}.${one.className}`.trim();
  const printed = (one) => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length > 0;
  const edge = document.documentElement.clientWidth + 1;
  const useless = [...document.querySelectorAll("nav, button, .kern-btn, input[type=file]")];
  const tables = [...document.querySelectorAll("table")];
  const boxes = [...document.querySelectorAll("main *")].filter(
    (one) => ["auto", "scroll", "hidden"].includes(getComputedStyle(one).overflowX));
  return [
    ...useless.filter(printed).map((one) => `prints ${named(one)}`),
    ...tables.filter(printed).filter((one) => one.getBoundingClientRect().right > edge)
      .map((one) => `cuts ${named(one)}`),
    ...boxes.filter(printed).filter((one) => one.clientWidth > 2 && one.scrollWidth > one.clientWidth + 1)
      .map((one) => `hides a part of ${named(one)}`),
    ...[...document.querySelectorAll("main *")].filter((one) => written(one) && printed(one))
      .filter((one) => bright(style(one, "color")) > 150).map((one) => `prints pale ${named(one)}`),
    ...[...document.querySelectorAll("tbody tr")].filter(printed)
      .filter((one) => style(one, "breakInside") !== "avoid").map((one) => `may tear ${named(one)}`),
    ...[...document.querySelectorAll("thead")].filter(printed)
      .filter((one) => style(one, "display") !== "table-header-group")
      .map((one) => `repeats no ${named(one)}`),
    ...[...document.querySelectorAll("main a")].filter(printed)
      .filter((one) => style(one, "color") !== style(one.parentElement, "color"))
      .map((one) => `prints in colour ${named(one)}`),
  ];
}"""


@dataclass
class Tab:
    """A tab of the browser: shows a page and writes down what is wrong with it."""

    page: Page
    shown: Shown | None = None
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))

    async def look(self, shown: Shown) -> list[str]:
        """All that is wrong with a page."""
        self.shown = shown
        self.wrong.clear()
        await self._size(DESK)
        await self.page.goto(HOST + shown.url)
        await self.page.locator("html[data-ready]").wait_for(state="attached")
        await self._read()
        await self._fit()
        await self._print()
        return sorted({f"{shown.endpoint} {shown.url} for {shown.who}: {one}" for one in self.wrong})

    async def answer(self, route: Route) -> None:
        """Give the browser the page, what belongs to it, and nothing from elsewhere."""
        asked = urlsplit(route.request.url)
        if f"{asked.scheme}://{asked.netloc}" != HOST:
            self.wrong.append(f"asks elsewhere: {route.request.url}")
            await route.abort()
        elif route.request.is_navigation_request() and self.shown is not None:
            await route.fulfill(status=200, headers=self.shown.headers, body=self.shown.html)
        elif asked.path.startswith("/static/"):
            kind = mimetypes.guess_type(asked.path)[0] or "application/octet-stream"
            await route.fulfill(path=PORTAL / asked.path[1:], content_type=kind)
        elif route.request.resource_type == "image":
            await route.fulfill(body=PICTURE, content_type="image/png")
        # What a script asks for later stays unanswered: the page is looked at as it arrived.

    async def _read(self) -> None:
        # Evaluated, not added as an element: the pages' own policy lets no foreign script in.
        await self.page.evaluate(AXE_SOURCE)
        for scheme, kind, rules in (("light", "tag", WCAG), ("dark", "rule", COLOURS)):
            await self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
            found = await self.page.evaluate(RUN_AXE, [kind, rules])
            self.wrong += [" | ".join([scheme, *one]) for one in found]
        await self.page.emulate_media(color_scheme="light")

    async def _fit(self) -> None:
        for width in TELEPHONES:
            await self._size((width, 740))
            wider = await self.page.evaluate(WIDER)
            if wider > 0:
                self.wrong.append(f"{wider} pixels wider than a screen of {width}")

    async def _print(self) -> None:
        await self.page.emulate_media(media="print")
        await self._size(SHEETS[await self.page.evaluate(LIES)])
        self.wrong += await self.page.evaluate(ON_PAPER)
        await self.page.emulate_media(media="screen")

    async def _size(self, size: tuple[int, int]) -> None:
        await self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")


AXE_SOURCE = AXE.read_text()
ALONE = ["--no-sandbox"] if os.geteuid() == 0 else []


def look_at(pages: Iterable[Shown]) -> list[str]:
    """All that is wrong with these pages."""
    return asyncio.run(_look_at(list(pages)))


async def _look_at(waiting: list[Shown]) -> list[str]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ALONE)
        context = await browser.new_context(reduced_motion="reduce")
        context.set_default_timeout(LONGEST_WAIT)
        found = await asyncio.gather(*(_work(context, waiting) for _ in range(TABS)))
        await browser.close()
    return sorted(one for part in found for one in part)


async def _work(context: BrowserContext, waiting: list[Shown]) -> list[str]:
    tab, found = Tab(await context.new_page()), list[str]()
    await tab.page.route("**/*", tab.answer)
    while waiting:
        found += await tab.look(waiting.pop())
    return found
