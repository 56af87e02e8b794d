"""Every answer tells the browser what it may do with it, and that nobody keeps a copy."""

import pytest
from flask import Flask, Response

from tests.pages import Pages


def test_no_page_may_run_or_load_what_is_not_ours(visit: Pages) -> None:
    policy = visit.get("/imprint").headers["Content-Security-Policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


@pytest.mark.parametrize("path", ["/imprint", "/nothing", "/healthz"])
def test_pages_and_refusals_alike_carry_the_headers(visit: Pages, path: str) -> None:
    headers = visit.get(path).headers
    names = (
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
    )
    assert [headers[name] for name in names] == ["nosniff", "same-origin", "same-origin", "same-origin"]
    assert (headers["Cache-Control"], "Cookie" in headers["Vary"]) == ("no-store", True)


def test_an_answer_keeps_a_stricter_policy_of_its_own(house: Flask) -> None:
    house.add_url_rule("/file", "file", lambda: Response("x", headers={"Content-Security-Policy": "sandbox"}))
    assert house.test_client().get("/file").headers["Content-Security-Policy"] == "sandbox"


def test_a_file_whose_address_names_its_content_is_kept_for_ever(house: Flask, in_english: Flask) -> None:
    address = house.jinja_env.globals["asset"]("css/ground.css")  # type: ignore[operator]
    kept = []
    for url in (address, "/static/css/ground.css"):
        with house.test_client().get(url) as answer:
            kept.append(answer.headers["Cache-Control"])
    assert kept == ["public, max-age=31536000, immutable", "no-cache"]


def test_over_a_safe_line_the_browser_is_told_to_stay_on_it(house: Flask) -> None:
    client = house.test_client()
    told = [client.get("/imprint", base_url=f"{scheme}://localhost").headers for scheme in ("https", "http")]
    assert [headers.get("Strict-Transport-Security") for headers in told] == [
        "max-age=63072000; includeSubDomains",
        None,
    ]
