"""The scripts of the pages, in a real browser and under the policy of the real pages."""

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response, render_template_string, request
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from werkzeug.serving import make_server

from portal.questionnaire.text import count_characters, count_words
from portal.web.fields import FileField, LongTextField, PortalForm, TextField

pytestmark = pytest.mark.journey

LAYOUT = '{% extends "_layouts/page.html" %}{% block title %}Sample{% endblock %}{% block content %}'
FORM = (
    LAYOUT
    + """{% from "_macros/form.html" import form_wrapper %}
{% call form_wrapper(form, submit="Send", autosave="/autosave", revision=1) %}
{{ form.name() }}{{ form.text() }}{{ form.cv() }}{% endcall %}{% endblock %}"""
)
SHEET = (
    LAYOUT
    + """<a data-next href="/form">Next</a><form method="post" action="/sent" data-score>{{ csrf_field() }}
{% for key, weight in [("art", 75), ("city", 25)] %}
<fieldset data-weight="{{ weight }}"><legend>{{ key }}</legend>
{% for mark in (1, 2, 3, 4, 5) %}
<input type="radio" id="{{ key }}-{{ mark }}" name="{{ key }}" value="{{ mark }}">
<label for="{{ key }}-{{ mark }}">{{ mark }}</label>{% endfor %}</fieldset>{% endfor %}
<label for="comment">Comment</label><textarea id="comment" name="comment" data-comment></textarea>
<output data-total></output><button data-next>Save and next</button></form>{% endblock %}"""
)
CHECK = (
    LAYOUT
    + """<label for="file">File</label><input type="file" id="file" data-sha256="{{ digest }}">
<p data-verdict role="status"></p>{% endblock %}"""
)
WORK = (
    LAYOUT
    + """{% from "_macros/progress.html" import progress %}{% from "_macros/gallery.html" import gallery %}
{{ progress(1, 3, "Letters", url="/job") }}{{ gallery(pictures) }}{% endblock %}"""
)
PICTURES = [
    {"url": f"/static/img/mark.svg?{name}", "preview_url": "/static/img/mark.svg", "alt": name, "caption": ""}
    for name in ("Shore", "Sea")
]
LETTER = b"letter"


class Sample(PortalForm):
    """A short form with a limit and a file."""

    name = TextField("Name")
    text = LongTextField("Text", words=3)
    cv = FileField("CV", accept=(".pdf",), megabytes=1)


class Desk:
    """What the server was told, and what it shall answer."""

    def __init__(self) -> None:
        self.saved: list[Any] = []
        self.sent: list[dict[str, list[str]]] = []
        self.job: dict[str, Any] = {"done": 2, "total": 3, "finished": False, "count": "2 of 3 letters"}
        self.answers: list[tuple[int, dict[str, Any]]] = []

    def save(self) -> Response:
        self.saved.append(request.get_json())
        status, told = self.answers.pop(0) if self.answers else (200, {"revision": 2, "saved_at": "14:03"})
        return Response(json.dumps(told), status, content_type="application/json")

    def take(self) -> str:
        self.sent.append(request.form.to_dict(flat=False))
        return render_template_string(LAYOUT + "Thank you{% endblock %}")


@pytest.fixture
def desk(house: Flask) -> Desk:
    """The small application with pages that use each script."""
    desk = Desk()
    digest = hashlib.sha256(LETTER).hexdigest()
    house.add_url_rule("/form", "form", lambda: render_template_string(FORM, form=Sample()))
    house.add_url_rule("/form", "form_sent", desk.take, methods=["POST"])
    house.add_url_rule("/sheet", "sheet", lambda: render_template_string(SHEET))
    house.add_url_rule("/check", "check", lambda: render_template_string(CHECK, digest=digest))
    house.add_url_rule("/work", "work", lambda: render_template_string(WORK, pictures=PICTURES))
    house.add_url_rule("/job", "job", lambda: desk.job)
    house.add_url_rule("/autosave", "autosave", desk.save, methods=["POST"])
    house.add_url_rule("/sent", "sent", desk.take, methods=["POST"])
    return desk


@pytest.fixture
def address(house: Flask, desk: Desk) -> Iterator[str]:
    """Where the small application answers."""
    server = make_server("127.0.0.1", 0, house, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as play:
        alone = ["--no-sandbox"] if os.geteuid() == 0 else []
        made = play.chromium.launch(executable_path="/usr/bin/chromium", args=alone)
        yield made
        made.close()


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """A tab that tolerates no error of a script and no breach of the policy."""
    context = browser.new_context(base_url=address, locale="en")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda told: wrong.append(told.text) if "Content Security Policy" in told.text else None
    )
    yield page
    context.close()
    assert [told for told in wrong if "Content Security Policy" in told or "Error" in told] == []


def open_ready(tab: Page, path: str) -> None:
    """Open a page and wait until its scripts have started."""
    tab.goto(path)
    tab.wait_for_selector("html[data-ready]", state="attached")


def test_the_counter_in_the_browser_is_the_one_of_the_server(tab: Page) -> None:
    texts = [
        "",
        " one  two\r\nthree ",
        "a\u0301\u00a0b",
        "東京 北京",
        "👩‍🎨 paints",
        "\u200bx\x07y",
        "line\u2028end\x85more",
    ]
    open_ready(tab, "/form")
    counted = tab.evaluate(
        """async (texts) => { const count = await import('/static/js/counting.mjs');
        return texts.map((text) => [count.countWords(text), count.countCharacters(text)]); }""",
        texts,
    )
    assert counted == [[count_words(text), count_characters(text)] for text in texts]


def test_the_counter_shows_what_is_beyond_the_limit_and_cuts_nothing(tab: Page) -> None:
    open_ready(tab, "/form")
    tab.fill("#text", "one two three four five")
    expect(tab.locator("#text-count")).to_have_text("2 words too many; there is room for 3")
    expect(tab.locator(".excess")).to_have_text("Beyond the limit: four five")
    expect(tab.locator("#text")).to_have_value("one two three four five")


def test_an_answer_is_saved_as_soon_as_its_field_is_left(tab: Page, desk: Desk) -> None:
    open_ready(tab, "/form")
    tab.fill("#name", "Işıl")
    tab.press("#name", "Tab")
    expect(tab.locator(".saving")).to_have_text("Saved 14:03")
    assert desk.saved == [{"revision": 1, "answers": {"name": ["Işıl"]}}]
    expect(tab.locator("[name=_revision]")).to_have_value("2")


def test_a_form_that_is_sent_while_an_answer_is_on_its_way_waits_for_it(tab: Page, desk: Desk) -> None:
    held: list[Route] = []
    tab.route("**/autosave", lambda route: held.append(route))
    open_ready(tab, "/form")
    with tab.expect_request("**/autosave"):
        tab.fill("#name", "Işıl")
        tab.press("#name", "Tab")
    tab.get_by_role("button", name="Send").click()
    tab.get_by_role("button", name="Send").click()
    assert desk.sent == []
    with tab.expect_navigation():
        held[0].continue_()
    assert [(one["_revision"], one["name"]) for one in desk.sent] == [(["2"], ["Işıl"])]


def test_the_answer_to_a_form_with_a_file_takes_the_place_of_its_page(tab: Page, desk: Desk) -> None:
    open_ready(tab, "/form")
    tab.set_input_files("#cv", {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": LETTER})
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_role("main")).to_contain_text("Thank you")
    expect(tab.get_by_role("main")).to_be_focused()
    assert (tab.url.endswith("/form"), len(desk.sent)) == (True, 1)


def test_what_could_not_be_saved_is_told_and_tried_again(tab: Page, desk: Desk) -> None:
    desk.answers = [(503, {})]
    open_ready(tab, "/form")
    tab.fill("#name", "Işıl")
    tab.press("#name", "Tab")
    expect(tab.locator(".saving")).to_contain_text("Could not save")
    tab.get_by_role("button", name="Try again now").click()
    expect(tab.locator(".saving")).to_have_text("Saved 14:03")
    assert [one["answers"] for one in desk.saved] == [{"name": ["Işıl"]}] * 2


def test_a_change_in_another_window_leads_to_both_versions(tab: Page, desk: Desk) -> None:
    desk.answers = [(409, {"conflict": "/conflict"})]
    open_ready(tab, "/form")
    tab.fill("#name", "Işıl")
    tab.press("#name", "Tab")
    expect(tab.get_by_role("link", name="Compare both versions")).to_have_attribute("href", "/conflict")


def test_an_answer_that_could_not_be_read_is_told_at_its_field(tab: Page, desk: Desk) -> None:
    desk.answers = [(200, {"revision": 2, "saved_at": "14:03", "problems": {"name": "Too odd."}})]
    open_ready(tab, "/form")
    tab.fill("#name", "Işıl")
    tab.press("#name", "Tab")
    expect(tab.locator(".kern-form-input", has=tab.locator("#name")).locator(".kern-error")).to_have_text(
        "Too odd."
    )


def test_a_file_that_is_too_large_or_of_another_kind_is_told_before_it_is_sent(tab: Page) -> None:
    open_ready(tab, "/form")
    tab.set_input_files("#cv", {"name": "cv.exe", "mimeType": "application/x", "buffer": b"x"})
    expect(tab.locator("#cv-told")).to_have_text("“cv.exe” can’t be taken here. Possible are: .pdf.")
    tab.set_input_files("#cv", {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1_200_000})
    expect(tab.locator("#cv-told")).to_have_text("“cv.pdf” has 1.2 MB; at most 1 MB can be sent.")
    tab.set_input_files("#cv", {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"x"})
    expect(tab.locator("#cv-told")).to_have_text("")


def test_the_language_switch_keeps_what_was_typed(tab: Page) -> None:
    open_ready(tab, "/form")
    tab.fill("#text", "half a sentence")
    tab.get_by_role("button", name="Deutsch").click()
    expect(tab.locator("html")).to_have_attribute("lang", "de")
    expect(tab.locator("#text")).to_have_value("half a sentence")


def test_keys_mark_one_criterion_after_the_other_and_the_total_follows(tab: Page, desk: Desk) -> None:
    open_ready(tab, "/sheet")
    tab.keyboard.press("5")
    tab.keyboard.press("3")
    expect(tab.locator("[data-total]")).to_have_text("4.50")
    tab.keyboard.press("c")
    tab.keyboard.type("j 1 c")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("main")).to_contain_text("Thank you")
    assert [{name: form[name] for name in ("art", "city", "comment")} for form in desk.sent] == [
        {"art": ["5"], "city": ["3"], "comment": ["j 1 c"]}
    ]


def test_a_key_leads_to_the_next_case(tab: Page) -> None:
    open_ready(tab, "/sheet")
    tab.keyboard.press("j")
    tab.wait_for_url("**/form")


def test_a_letter_is_compared_without_leaving_the_browser(tab: Page) -> None:
    open_ready(tab, "/check")
    verdict = tab.locator("[data-verdict]")
    tab.set_input_files("#file", {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": LETTER})
    expect(verdict).to_have_text("This is exactly the file that was issued.")
    tab.set_input_files("#file", {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"Letter"})
    expect(verdict).to_have_text("This is not the file that was issued, or it was changed.")


def test_dark_or_light_is_the_readers_choice_and_is_kept(tab: Page) -> None:
    open_ready(tab, "/imprint")
    tab.get_by_role("button", name="Dark").click()
    open_ready(tab, "/privacy")
    expect(tab.locator("html")).to_have_attribute("data-kern-theme", "dark")
    tab.get_by_role("button", name="As the device").click()
    assert tab.locator("html").get_attribute("data-kern-theme") is None


def test_paper_is_white_whatever_the_screen_is(tab: Page) -> None:
    open_ready(tab, "/imprint")
    tab.get_by_role("button", name="Dark").click()
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(tab.locator("html")).to_have_attribute("data-kern-theme", "light")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(tab.locator("html")).to_have_attribute("data-kern-theme", "dark")


def test_a_job_is_followed_until_it_leads_on(tab: Page, desk: Desk) -> None:
    open_ready(tab, "/work")
    expect(tab.locator(".progress__count")).to_have_text("2 of 3 letters")
    expect(tab.locator("progress")).to_have_js_property("value", 2)
    desk.job = {"done": 3, "total": 3, "finished": True, "next": "/imprint"}
    tab.wait_for_url("**/imprint")


def test_pictures_are_looked_at_one_by_one_with_the_arrow_keys(tab: Page) -> None:
    open_ready(tab, "/work")
    tab.locator(".gallery a").first.click()
    shown = tab.locator(".viewer__words")
    expect(shown).to_have_text("Picture 1 of 2 · Shore")
    tab.keyboard.press("ArrowRight")
    expect(shown).to_have_text("Picture 2 of 2 · Sea")
    tab.keyboard.press("ArrowRight")
    expect(shown).to_have_text("Picture 1 of 2 · Shore")
    tab.keyboard.press("Escape")
    expect(tab.locator(".gallery a").first).to_be_focused()
