"""Somebody with a browser: goes from page to page, and refuses each page that is not as it should be."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from gettext import translation
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

CHECKOUT = Path(__file__).resolve().parent.parent.parent
AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
TRANSLATIONS = CHECKOUT / "portal" / "translations"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LONGEST_WAIT = 30_000  # milliseconds; work of the worker is seen to end, never slept for

COLOURS = ["color-contrast", "link-in-text-block"]  # all that a scheme can change

RUN_AXE = """async ([type, values]) => {
  const found = await axe.run(document, {runOnly: {type, values}, resultTypes: ["violations"]});
  return found.violations.map(({id, nodes}) => [id, ...nodes.map((node) => node.html.slice(0, 300))]);
}"""


@dataclass
class Visitor:
    """A person at a browser, with or without script, who reads one language."""

    page: Page
    url: str
    pictures: Path
    language: str = "en"
    script: bool = True
    looks: bool = True
    seen: int = 0
    trouble: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.host = urlsplit(self.url).netloc
        self.spoken = translation("messages", TRANSLATIONS, [self.language], fallback=self.language == "en")
        self.page.set_default_timeout(LONGEST_WAIT)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.trouble.append(f"script: {error}"))
        self.page.on("request", self._watch)

    def words(self, sentence: str, **facts: object) -> str:
        """A sentence of the pages, in the language that this visitor reads."""
        return self.spoken.gettext(sentence) % facts

    def counted(self, one: str, many: str, number: int) -> str:
        """A sentence that counts, in the language that this visitor reads."""
        return self.spoken.ngettext(one, many, number) % {"num": number}

    # Ways

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.url + path)
        self.arrive()

    def press(self, words: str, *, inside: Locator | None = None, **facts: object) -> None:
        """Press the one button of the page that has these words, and wait for the page to which it leads."""
        place = inside or self.page
        self.go(place.get_by_role("button", name=self.words(words, **facts), exact=True))

    def follow(self, words: str, *, inside: Locator | None = None, **facts: object) -> None:
        """Take the first link of the page's own content that has these words."""
        place = inside or self.page.get_by_role("main")
        self.go(place.get_by_role("link", name=self.words(words, **facts)).first)

    def send(self, words: str) -> None:
        """Press a button whose answer is shown in place: with script the browser stays where it is."""
        button = self.page.get_by_role("button", name=self.words(words), exact=True)
        if not self.script:
            return self.go(button)
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            button.click()
        return None

    def tab(self, words: str) -> None:
        """Take one of the tabs of a call."""
        self.go(self.page.locator(".tabs").get_by_role("link", name=self.words(words), exact=True))

    def go(self, way: Locator) -> None:
        """Click, and wait for the page to which it leads."""
        with self.page.expect_navigation(wait_until="load"):
            way.click()
        self.arrive()

    def wait_for_result(self) -> None:
        """Watch a work go on; script leads to its result, and without it a link appears."""
        if self.script:
            self.page.wait_for_url(lambda url: "/jobs/" not in url)
            self.arrive()
            return
        result = self.page.get_by_role("link", name=self.words("Go to the result"))
        expect(result).to_be_visible(timeout=LONGEST_WAIT)
        self.go(result)

    def fetch(self, link: Locator) -> bytes:
        """The bytes behind a link, with the cookies of this visitor."""
        answer = self.page.context.request.get(f"{self.url}{link.get_attribute('href')}")
        assert answer.status == 200, answer.status_text
        return answer.body()

    # Forms

    def fill(self, answers: Mapping[str, str]) -> None:
        """Fill in fields by their names: type text, choose or tick the given value."""
        for name, value in answers.items():
            fields = self.page.locator(f'[name="{name}"]:not([type=hidden])')
            kind = fields.first.get_attribute("type")
            if kind in ("radio", "checkbox"):
                self.page.locator(f'[name="{name}"][value="{value}"]').check()
            elif fields.first.evaluate("one => one.tagName") == "SELECT":
                fields.first.select_option(value)
            else:
                fields.first.fill(value)

    def attach(self, name: str, file: Path) -> None:
        """Choose a file of one's own."""
        self.page.locator(f'[name="{name}"][type=file]').set_input_files(file)

    # What is seen

    def read(self, words: str, **facts: object) -> None:
        """See these words on the page."""
        expect(self.page.get_by_role("main").get_by_text(self.words(words, **facts)).first).to_be_visible()

    def heading(self) -> str:
        """The heading of the page."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def arrive(self) -> None:
        """Wait until the page is there, and look at it."""
        if self.script:
            # A page that waits for a document reads itself again: it is looked at when it has come to rest.
            expect(self.page.locator("[data-arrival]")).to_have_count(0, timeout=LONGEST_WAIT)
            self.page.locator("html[data-ready]").wait_for(state="attached")
        if self.looks:
            self.look()

    def look(self) -> None:
        """Refuse the page if anything is wrong with it; take a picture where somebody asked for some."""
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        self.seen += 1
        if "JOURNEY_PICTURES" in os.environ:
            path = urlsplit(self.page.url).path.strip("/").replace("/", "-") or "home"
            self.page.screenshot(path=self.pictures / f"{self.seen:03}-{path[:60]}.png", full_page=True)
        if self.script:
            # Evaluated, not added as an element: the pages' own policy lets no foreign script in.
            self.page.evaluate(AXE.read_text())
            self._axe("light", "tag", WCAG)
            self._axe("dark", "rule", COLOURS)
        assert self.trouble == [], f"on {self.page.url} ({self.heading()})"

    def _axe(self, scheme: Any, kind: str, rules: Sequence[str]) -> None:
        self.page.emulate_media(color_scheme=scheme)
        found = self.page.evaluate(RUN_AXE, [kind, rules])
        self.trouble += [" | ".join([scheme, *one]) for one in found]
        self.page.emulate_media(color_scheme="light")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.trouble.append(f"elsewhere: {request.url}")


def context_options(*, script: bool, language: str) -> dict[str, Any]:
    """How a visitor's browser is set: a desk with script, or a telephone without."""
    size = {"width": 1280, "height": 800} if script else {"width": 375, "height": 740}
    return {"viewport": size, "java_script_enabled": script, "locale": language, "reduced_motion": "reduce"}


def enter(context: BrowserContext, url: str, pictures: Path, *, script: bool, language: str) -> Visitor:
    """Sit down at a fresh page."""
    pictures.mkdir(parents=True, exist_ok=True)
    return Visitor(context.new_page(), url, pictures, language=language, script=script)
