"""The page client refuses what would make a reader stumble, and says what it is."""

import pytest
from flask import Flask, redirect, request
from sqlalchemy import create_engine, text

from tests.pages import BadPage, Pages, check_html, counted

GOOD = """<!doctype html><html lang="en"><head><title>Calls – Portal</title></head><body><main><h1>Calls</h1>
<a href="#x">Down</a><p id="x">Here</p><img src="/a.png" alt="A map">
<form method="post" action="/send">
<input type="hidden" name="csrf_token" value="t"><input type="hidden" name="_key" value="k">
<label for="name">Name</label><input id="name" name="name" value="Ada">
<label for="text">Text</label><textarea id="text" name="text">
Long</textarea>
<fieldset><legend>Kind</legend>
<input type="radio" id="k1" name="kind" value="one" checked><label for="k1">One</label>
<input type="radio" id="k2" name="kind" value="two"><label for="k2">Two</label></fieldset>
<label for="city">City</label>
<select id="city" name="city"><option value="i">I</option><option value="p" selected>P</option></select>
<input type="checkbox" id="sure" name="sure" value="yes"><label for="sure">Sure</label>
<button name="way" value="on">Go on</button></form></main></body></html>"""


def test_a_good_page_has_nothing_wrong() -> None:
    assert check_html(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("<h1>Calls</h1>", "", "0 headings of the first level"),
        ("<h1>Calls</h1>", "<h1>Calls</h1><h1>Calls</h1>", "2 headings of the first level"),
        ("<h1>Calls</h1>", "<h1> </h1>", "the heading is empty"),
        ("<title>Calls", "<title>Cities", "the tab says ['Cities – Portal'], the heading “Calls”"),
        (' lang="en"', "", "the page has no language"),
        ('<p id="x">', '<p id="x"></p><p id="x">', "the id “x” stands twice or is none"),
        ('<label for="name">Name</label>', "", "the field “name” has no label"),
        (' alt="A map"', "", "the picture /a.png has no alternative text"),
        (
            '<p id="x">',
            '<p id="x" style="color: red">',
            "a p has the attribute style, which the policy of the page forbids",
        ),
        (
            '<p id="x">',
            '<p id="x" onclick="go()">',
            "a p has the attribute onclick, which the policy of the page forbids",
        ),
        ("</main>", "<script>go()</script></main>", "an inline script, which the policy of the page forbids"),
        (' action="/send"', "", "a form without an action"),
        ('name="csrf_token"', 'name="other"', "the form to /send carries no proof of where it came from"),
        ('href="#x"', 'href="#y"', "a link leads to #y, which is not on the page"),
        (">Down</a>", "></a>", 'a a has no words: <a href="#x"/>'),
        (
            'id="name"',
            'id="name" aria-describedby="hint"',
            "aria-describedby names “hint”, which is not on the page",
        ),
    ],
)
def test_each_fault_is_named(old: str, new: str, wrong: str) -> None:
    assert wrong in check_html(GOOD.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [("<!doctype html>", ""), ("</main>", "</section></main>"), ('<p id="x">', '<p id="x" id="z">')],
)
def test_html_that_a_strict_parser_refuses_is_refused(old: str, new: str) -> None:
    assert any(sentence.startswith("line ") for sentence in check_html(GOOD.replace(old, new, 1)))


def test_without_proofs_of_origin_a_form_needs_none() -> None:
    assert check_html(GOOD.replace('name="csrf_token"', 'name="other"'), csrf=False) == []


@pytest.fixture
def pages() -> Pages:
    app = Flask("sample")
    app.add_url_rule("/", "home", lambda: GOOD)
    app.add_url_rule("/bad", "bad", lambda: GOOD.replace("<h1>Calls</h1>", ""))
    app.add_url_rule("/send", "send", _repeat, methods=["POST"])
    app.add_url_rule("/moved", "moved", lambda: redirect("/"))
    return Pages(app)


def _repeat() -> dict[str, list[str]]:
    return request.form.to_dict(flat=False)


def test_a_form_is_sent_as_a_browser_would_send_it(pages: Pages) -> None:
    answer = pages.submit(pages.get("/"), "Go on", name="İpek")
    assert answer.json == {
        "csrf_token": ["t"],
        "_key": ["k"],
        "name": ["İpek"],
        "text": ["Long"],
        "kind": ["one"],
        "city": ["p"],
        "way": ["on"],
    }


def test_a_field_that_is_not_on_the_page_can_not_be_filled_in(pages: Pages) -> None:
    with pytest.raises(AssertionError, match="has no field"):
        pages.submit(pages.get("/"), salary="1")


def test_a_bad_page_stops_the_visit(pages: Pages) -> None:
    with pytest.raises(BadPage, match="/bad: 0 headings"):
        pages.get("/bad")


def test_redirects_are_followed_to_the_page(pages: Pages) -> None:
    page = pages.get("/moved")
    assert (page.status, page.path, page.title, page.h1) == (200, "/", "Calls – Portal", "Calls")


def test_statements_are_counted_only_while_one_looks() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        with counted(engine) as seen:
            connection.execute(text("SELECT 2"))
        connection.execute(text("SELECT 3"))
    engine.dispose()
    assert seen == ["SELECT 2"]
