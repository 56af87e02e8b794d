"""Hands on a keyboard and nothing else: each step of the focus is seen, and none leads into a trap."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

MOST_STEPS = 80
HERE = """() => {
  const here = document.activeElement;
  const words = (here.labels?.length ? here.labels[0] : here).innerText ?? "";
  const around = [here, ...(here.labels ?? [])];
  for (let one = here.parentElement; one && one.tagName !== "MAIN"; one = one.parentElement) around.push(one);
  const styles = [...around.map((one) => getComputedStyle(one)), getComputedStyle(here, "::after")];
  const rings = styles
    .some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  return {words: words.split("\\n")[0].trim(), name: here.name ?? "", kind: here.type ?? "",
    value: here.value ?? "", checked: here.checked ?? false, ring: rings, tag: here.tagName,
    href: here.getAttribute("href") ?? "", alert: here.getAttribute("role") === "alert"};
}"""


def here(page: Page) -> dict[str, Any]:
    """Where the focus stands."""
    found: dict[str, Any] = page.evaluate(HERE)
    return found


def tab(page: Page) -> dict[str, Any]:
    """One step on, to something that can be seen to have the focus."""
    page.keyboard.press("Tab")
    found = here(page)
    # Within a day the browser itself goes from part to part, and draws its own ring around each.
    drawn_by_browser = found["tag"] == "BODY" or found["kind"] == "date"
    assert found["ring"] or drawn_by_browser, f"no ring around {found} on {page.url}"
    return found


def tab_to(page: Page, words: str = "", *, name: str = "", href: str = "") -> dict[str, Any]:
    """Press Tab until the focus stands on what has these words, this name or this address."""
    for _ in range(MOST_STEPS):
        found = tab(page)
        if (
            found["words"] == words
            or (name and found["name"] == name)
            or (href and found["href"].endswith(href))
        ):
            return found
    raise AssertionError(f"Tab does not lead to “{words or name or href}” on {page.url}")


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait until its scripts have started."""
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)
    page.locator("html[data-ready]").wait_for(state="attached")


def answer(page: Page, name: str, value: str) -> None:
    """Go on to a field and answer it as a hand does: arrows and space for choices, letters for the rest."""
    kind = tab_to(page, name=name)["kind"]
    if kind == "checkbox":
        page.keyboard.press("Space")
    elif kind == "radio":
        _choose(page, value)
    elif kind == "select-one":
        _roll(page, value)
    else:
        page.keyboard.press("Control+A")
        page.keyboard.type(_typed(kind, value))


def _choose(page: Page, value: str) -> None:
    page.keyboard.press("Space")
    for _ in range(MOST_STEPS):
        found = here(page)
        if found["value"] == value and found["checked"]:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows do not lead to “{value}” on {page.url}")


def _roll(page: Page, value: str) -> None:
    for _ in range(MOST_STEPS):
        if here(page)["value"] == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows do not lead to “{value}” on {page.url}")


def _typed(kind: str, value: str) -> str:
    if kind != "date":
        return value
    year, month, day = value.split("-")
    return f"{month}{day}{year}"


def attach(page: Page, name: str, file: Path) -> None:
    """Go on to a file field, open it by Space, and choose in the window of the system."""
    tab_to(page, name=name)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(file)


def goes_round(page: Page) -> bool:
    """Whether Tab leaves the page at its end, and comes in again at its beginning."""
    return any(tab(page)["tag"] == "BODY" for _ in range(MOST_STEPS)) and tab(page)["tag"] != "BODY"
