"""Page and template bear one name: whoever knows the page knows the file, and the other way round."""

from flask import Flask, render_template

from tests.laws.source import ROOT
from tests.laws.views import View, pages, shown, templates_of

# The least share of pages that show the template of their own name: the bar of the house.
MIRRORED = 0.95
NO_PAGES = {"_layouts", "_macros", "errors", "mail"}


def _page() -> str:
    return render_template("rooms/kitchen.html")


def kitchen(is_dark: bool = False) -> str:
    return render_template("rooms/night.html") if is_dark else _page()


def test_the_reader_finds_the_templates_of_a_view_and_of_what_it_calls() -> None:
    assert templates_of(kitchen) == {"rooms/kitchen.html", "rooms/night.html"}
    assert View("rooms.kitchen", templates_of(kitchen)).own == "rooms/kitchen.html"


def test_an_act_and_an_answer_without_a_page_have_no_template_of_their_own() -> None:
    app = Flask(__name__)
    app.add_url_rule("/kitchen", "rooms.kitchen", kitchen)
    app.add_url_rule("/cook", "rooms.cook", kitchen, methods=["POST"])
    app.add_url_rule("/smell", "rooms.smell", lambda: "")
    assert [view.endpoint for view in pages(app)] == ["rooms.kitchen"]


def test_a_page_shows_the_template_of_its_own_name(one_app: Flask) -> None:
    views = pages(one_app)
    strays = sorted(view.endpoint for view in views if view.own not in view.templates)
    assert len(strays) <= (1 - MIRRORED) * len(views), strays


def test_no_template_is_left_over(one_app: Flask) -> None:
    files = (path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.html"))
    whole = {path.as_posix() for path in files if path.parts[0] not in NO_PAGES and path.name[0] != "_"}
    assert whole - shown(one_app) == set()


def test_every_template_that_a_page_shows_is_there(one_app: Flask) -> None:
    assert {name for name in shown(one_app) if not (ROOT / "templates" / name).exists()} == set()
