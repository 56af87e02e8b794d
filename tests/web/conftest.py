"""A small application with nothing but the ground of the pages, and one person who may sign in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template_string
from flask_login import LoginManager, UserMixin
from jinja2 import StrictUndefined

from portal import ROOT, extensions, web
from portal.config import Mode, Settings
from portal.web.language import LANGUAGES
from tests.pages import Pages


class Person(UserMixin):
    """Whoever sends the header X-Person."""

    id = 1
    name = "Işıl Şükran İnceöz"
    language = ""


@pytest.fixture
def house(tmp_path: Path) -> Flask:
    """The ground alone, with proofs of origin switched on as for real people."""
    app = Flask("portal", root_path=str(ROOT / "portal"), template_folder=str(ROOT / "templates"))
    settings = Settings(mode=Mode.DEMO, data=tmp_path, secret_key="s" * 32)
    app.config.update(SECRET_KEY=settings.secret_key, MAX_CONTENT_LENGTH=1_048_576)
    app.extensions["settings"] = settings
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    extensions.csrf.init_app(app)
    LoginManager(app).request_loader(lambda request: Person() if request.headers.get("X-Person") else None)
    web.init_app(app, settings)
    return app


@pytest.fixture
def visit(house: Flask) -> Pages:
    """A visitor of that application."""
    return Pages(house)


@pytest.fixture
def in_english(house: Flask) -> Iterator[Flask]:
    """A request by somebody who reads English."""
    with house.test_request_context("/somewhere?page=2", headers={"Accept-Language": "en"}):
        yield house


@pytest.fixture
def in_german(house: Flask) -> Iterator[Flask]:
    """A request by somebody whose browser asks for nothing."""
    with house.test_request_context("/somewhere"):
        yield house


@pytest.fixture
def in_turkish(house: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A request by somebody who reads Turkish."""
    monkeypatch.setitem(LANGUAGES, "tr", "Türkçe")
    with house.test_request_context("/somewhere", headers={"Accept-Language": "tr"}):
        yield house


@pytest.fixture
def drawn(in_english: Flask) -> Callable[..., str]:
    """Draws a piece of a page with the macros of the house."""

    def draw(source: str, **facts: Any) -> str:
        return " ".join(render_template_string(source, **facts).split())

    return draw
