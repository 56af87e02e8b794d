"""Every page for everybody in a real browser: on a screen by day and by night, on a telephone, on paper."""

import re

from portal.web.security import HEADERS
from tests.laws.browser import look_at
from tests.laws.walk import Seen, Shown

FAULTY = """<!doctype html><html lang="en" data-ready><head><title>Faulty</title></head><body><main>
<h1>Faulty</h1><p style="color: red">Red</p><p><font color="#cccccc">Pale</font></p>
<img src="https://elsewhere.example/a.png" alt="From elsewhere">
<button>Print</button><p><a href="/">Blue</a></p>
<table><tr><td>{word}</td></tr></table></main></body></html>"""


def test_a_faulty_page_is_refused_for_each_of_its_faults() -> None:
    page = Shown(
        "nobody",
        "faulty",
        "/faulty",
        {**HEADERS, "Content-Type": "text/html"},
        FAULTY.format(word="wide" * 90),
    )
    assert sorted(kind_of(one) for one in look_at([page])) == [
        "Applying inline style",
        "Loading the image",
        "cuts table.",
        "dark | color-contrast",
        "light | color-contrast",
        "may tear tr.",
        "pixels wider than a screen of 320",
        "pixels wider than a screen of 375",
        "prints button.",
        "prints in colour a.",
        "prints pale font.",
    ]


def kind_of(wrong: str) -> str:
    """What is wrong, without the place and the measure."""
    said = wrong.removeprefix("faulty /faulty for nobody: ").removeprefix("console: ").lstrip("0123456789 ")
    return re.split(r" violates| 'https| \| <", said)[0]


def test_every_page_is_accessible_fits_prints_and_asks_nobody_else(seen: Seen) -> None:
    assert look_at(seen.shown) == []
