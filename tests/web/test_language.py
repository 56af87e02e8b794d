"""The language of a page follows the account, the cookie, the browser, and is German at last."""

import pytest
from blinker import Signal
from flask import Flask, request
from flask_login import current_user

from portal.web import language
from tests.pages import Pages


@pytest.mark.parametrize(
    ("account", "cookie", "browser", "shown"),
    [
        ("en", "de", "de", "en"),
        ("", "en", "de", "en"),
        ("xx", "xx", "en-GB,en;q=0.9", "en"),
        ("", "", "tr,en;q=0.5", "tr"),
        ("", "", "pl,en;q=0.5", "en"),
        ("", "", "pl", "de"),
        ("", "", "", "de"),
    ],
)
def test_the_first_known_wish_counts(
    house: Flask, account: str, cookie: str, browser: str, shown: str
) -> None:
    headers = {"Accept-Language": browser, "Cookie": f"language={cookie}", "X-Person": "1"}
    with house.test_request_context("/", headers=headers):
        current_user.language = account
        assert language.current_language() == shown


def test_choosing_a_language_leads_back_to_the_page_and_is_kept(visit: Pages) -> None:
    page = visit.get("/imprint", headers={"Accept-Language": "de"})
    visit.submit(page, "English", action="/language")
    after = visit.get("/imprint")
    assert (page.one("html").get("lang"), after.one("html").get("lang"), after.path) == (
        "de",
        "en",
        "/imprint",
    )


def test_enter_in_a_field_never_presses_a_language(app: Flask) -> None:
    page = Pages(app).get("/register")
    owner = page.form().get("id")
    first, *others = [one for one in page.select("button") if one.get("form") == owner]
    assert (first.get("name"), {one.get("name") for one in others}) == (None, {"_language"})


def test_a_form_that_only_acts_is_never_sent_by_a_change_of_language(app: Flask) -> None:
    page = Pages(app).post("/sign-out", {"_language": "en"})
    assert (page.status, "can’t be shown in another language" in page.text) == (409, True)


def test_a_form_that_can_be_read_and_sent_is_only_read(app: Flask) -> None:
    with app.test_request_context("/register?next=/x", method="POST", data={"_language": "de", "email": "a"}):
        app.preprocess_request()
        carried = language.typed()
        assert (request.method, carried and carried["email"], language.current_language()) == (
            "GET",
            "a",
            "de",
        )


def test_an_unknown_language_in_a_form_is_no_change(app: Flask) -> None:
    with app.test_request_context("/register", method="POST", data={"_language": "xx"}):
        app.preprocess_request()
        assert (request.method, language.typed()) == ("POST", None)


def test_an_unknown_language_is_refused_in_words(visit: Pages) -> None:
    token = visit.get("/imprint").one("input[name=csrf_token]").get("value")
    english = {"Accept-Language": "en"}
    answer = visit.post("/language", {"language": "xx", "csrf_token": token}, headers=english)
    assert (answer.status, "not available in this language" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/calls/?page=2", "/calls/?page=2"),
        ("/", "/"),
        ("", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/%09/evil.example", "/"),
        ("/%5cevil.example", "/"),
        ("/%2fevil.example", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_nobody_is_led_to_another_place(target: str, path: str) -> None:
    assert language.own_path(target) == path


def test_who_keeps_the_language_of_accounts_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def hear(_sender: object, *, user: object, language: str) -> None:
        heard.append(language)

    class Somebody:
        is_authenticated = True

    with app.test_request_context("/language", method="POST", data={"language": "de", "next": "/calls/"}):
        monkeypatch.setattr(language, "current_user", Somebody())
        monkeypatch.setattr(language, "language_chosen", Signal())
        language.language_chosen.connect(hear)
        answer = language.choose()
    assert (heard, answer.location) == (["de"], "/calls/")  # type: ignore[union-attr]
