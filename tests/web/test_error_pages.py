"""Every no is a page in the reader's language that keeps what was typed and shows nothing of the inside."""

from typing import NoReturn

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError

from portal.errors import Refused, Stale, TooLarge
from portal.words import say
from tests.pages import Pages

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def refusing(house: Flask) -> Pages:
    """A visitor of pages that all say no."""
    house.config["WTF_CSRF_ENABLED"] = False
    house.config["PROPAGATE_EXCEPTIONS"] = False
    for status in (400, 403, 404, 405, 409, 413, 418, 422, 429, 500, 503):
        house.add_url_rule(f"/{status}", f"s{status}", lambda status=status: abort(status))
    for name, error in ERRORS.items():
        house.add_url_rule(f"/{name}", name, _raise(error), methods=["GET", "POST"])
    return Pages(house)


def _raise(error: Exception) -> object:
    def view() -> NoReturn:
        raise error

    return view


ERRORS = {
    "refused": Refused(say("The call closed on {day}.", day="14 October")),
    "stale": Stale(),
    "large": TooLarge(say("The file is too large.")),
    "broken": RuntimeError("secret detail"),
    "busy": OperationalError("SELECT secret", {}, Exception("database is locked")),
}


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 418, 422, 429, 500, 503])
def test_every_no_is_a_whole_page_in_both_languages(refusing: Pages, status: int) -> None:
    told = [refusing.get(f"/{status}", headers={"Accept-Language": code}) for code in ("en", "de")]
    assert [page.status for page in told] == [status, status]
    assert [page.one("html").get("lang") for page in told] == ["en", "de"]


def test_the_address_of_a_button_says_that_it_is_no_page(visit: Pages) -> None:
    page = visit.get("/language", headers=ENGLISH)
    assert page.status == 405
    assert "it only takes what a button sends" in page.text


def test_a_rule_speaks_in_its_own_words(refusing: Pages) -> None:
    page = refusing.get("/refused", headers=ENGLISH)
    assert (page.status, "The call closed on 14 October." in page.text) == (409, True)


def test_what_was_typed_is_shown_again_but_never_secrets(refusing: Pages) -> None:
    data = {
        "project-title": "Kıyı",
        "password": "hidden-a",
        "_key": "hidden-b",
        "csrf_token": "hidden-c",
        "note": " ",
    }
    page = refusing.post("/stale", data, headers=ENGLISH)
    assert (page.texts(".typed__name"), page.texts(".typed__text")) == (["project title"], ["Kıyı"])
    assert "hidden-" not in page.html


def test_a_broken_page_gives_a_number_and_no_detail(refusing: Pages) -> None:
    page = refusing.get("/broken", headers=ENGLISH)
    assert (page.status, len(page.texts(".code")), "secret" in page.html) == (500, 1, False)


def test_a_busy_database_asks_for_patience_and_keeps_what_was_typed(refusing: Pages) -> None:
    page = refusing.post("/busy", {"answer": "long text"}, headers=ENGLISH)
    assert (page.status, page.headers["Retry-After"], page.texts(".typed__text")) == (
        503,
        "15",
        ["long text"],
    )
    assert "SELECT" not in page.html


def test_scripts_get_the_sentence_as_json(refusing: Pages) -> None:
    answer = refusing.post("/large", headers={"Accept": "application/json", **ENGLISH})
    assert (answer.status, answer.json) == (413, {"status": 413, "error": "The file is too large."})


def test_more_than_the_portal_reads_is_refused_before_it_is_read(house: Flask) -> None:
    house.config["WTF_CSRF_ENABLED"] = False
    page = Pages(house).post("/language", {"language": "x" * 2_000_000}, headers=ENGLISH)
    assert (page.status, "larger than 1 MB" in page.text) == (413, True)


def test_a_form_without_proof_of_origin_is_refused_with_what_was_typed(visit: Pages) -> None:
    page = visit.post("/language", {"language": "de"}, headers=ENGLISH)
    assert (page.status, page.texts(".typed__text")) == (400, ["de"])
    assert "open for too long" in page.text
