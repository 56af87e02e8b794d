"""Filling in a form without its page: what it takes, and what it says about what it does not take."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Flask

from portal.web.say import translate


@contextmanager
def sent(app: Flask, form: Callable[..., Any], entered: Mapping[str, Any]) -> Iterator[Any]:
    """The form as a browser sends it, read in English."""
    with app.test_request_context(method="POST", data=entered, headers={"Accept-Language": "en"}):
        yield form(meta={"csrf": False})


def told(form: Any) -> dict[str, list[str]]:
    """What the form complains about, by field; over the form without one."""
    general = {"": [translate(one) for one in form.form_errors]} if form.form_errors else {}
    return general | {field.name: [translate(one) for one in field.errors] for field in form if field.errors}
