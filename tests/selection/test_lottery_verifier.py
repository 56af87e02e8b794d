"""The verifier page computes what the engine computes, from one file and without a network."""

import hashlib
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from portal.selection import lottery
from portal.selection.lottery import commitment, draw

PAGE = Path(lottery.__file__).parent / "verifier.html"
PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
IDS = ["A-0007", "A-0001", "B-Ö", "ﬀ-1", "😀-2", *(f"A-{one:04d}" for one in range(100, 160))]


def test_the_page_is_one_file_that_asks_for_nothing() -> None:
    page = PAGE.read_text()
    outside = re.findall(
        r"\b(?:src|href|action)\s*=|https?://|\bimport\b|fetch\(|XMLHttp|@import|url\(", page
    )
    assert outside == []


def test_the_page_comes_with_the_package() -> None:
    assert PAGE.name in PROJECT["tool"]["setuptools"]["package-data"][lottery.__name__]


@pytest.mark.journey
def test_the_page_gives_the_engines_tickets_and_notices_a_changed_list() -> None:
    signature = "00ff10"
    randomness = hashlib.sha256(bytes.fromhex(signature)).hexdigest()
    frozen = commitment("Exchange", "2027", 3, IDS)
    ours = draw(IDS, 3, commitment=frozen, randomness=randomness, reveals=["heads", "tails"])
    given: dict[str, Any] = {
        "programme": "Exchange", "call": "2027", "places": "3", "ids": "\n".join(IDS), "published": frozen,
        "randomness": randomness, "signature": signature, "reveals": "heads\ntails",
    }  # fmt: skip
    same, changed = in_browser(given, {**given, "ids": "\n".join(IDS[1:])})
    assert same["rows"] == [[name, ticket] for name, ticket in ours.tickets.items()]
    assert same["said"] == [
        "The commitment is the published one.",
        "The randomness is the hash of the signature.",
    ]
    assert changed["said"][0].startswith("The commitment differs from the published one")


def in_browser(*forms: dict[str, Any]) -> list[dict[str, Any]]:
    """What a browser without a network shows for each filled form."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=as_root)
        context = chromium.new_context(offline=True)
        shown = []
        for form in forms:
            page = context.new_page()
            page.goto(PAGE.as_uri())
            for name, value in form.items():
                page.fill(f"#{name}", value)
            page.click("button")
            rows = [one.locator("td").all() for one in page.locator("#result tbody tr").all()]
            shown.append({
                "rows": [[row[1].inner_text(), row[3].inner_text()] for row in rows],
                "said": [one.inner_text() for one in page.locator("#result [role]").all()],
            })  # fmt: skip
        chromium.close()
    return shown
