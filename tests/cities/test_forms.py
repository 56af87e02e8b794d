"""What the office’s forms of cities take and give."""

import pytest
from flask import Flask

from portal.cities.forms import ActivityForm


@pytest.mark.parametrize(
    ("link", "call", "wrong"),
    [
        ("https://example.org/a", "/calls/kyiv-2027/", set()),
        ("http://example.org", "", {"link"}),
        ("javascript:alert(1)", "", {"link"}),
        ("", "not a call", {"call_slug"}),
    ],
)
def test_links_are_safe_and_calls_are_calls(app: Flask, link: str, call: str, wrong: set[str]) -> None:
    entered = {"kind": "event", "title_de": " Ein Tag ", "link": link, "call_slug": call}
    with app.test_request_context(method="POST", data=entered):
        form = ActivityForm(meta={"csrf": False})
        form.validate()
        assert {field.name for field in form if field.errors} == wrong
        assert form.facts["title"] == {"de": "Ein Tag"}
        if not wrong:
            assert form.facts["call_slug"] == "kyiv-2027"
