"""What stands around every page: ways to go, the language, the account, and where the reader is."""

import hashlib
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from wtforms.widgets import HiddenInput

from portal.web.language import LANGUAGES, current_language, typed

# The page of a call, its label, and the beginnings of the other pages that lie under it.
TABS = (
    ("edit", _l("Call"), ("publish", "close", "start-review")),
    ("applications", _l("Applications"), ("/desk/applications/",)),
    ("jury", _l("Jury"), ("/desk/jury/", "/desk/reviews/")),
    ("ranking", _l("Ranking"), ()),
    ("decisions", _l("Decisions"), ("approvals", "release", "/desk/decisions/")),
    ("letters", _l("Letters"), ("awards", "/desk/letters/")),
)
Area = Literal["main", "account", "foot"]


def everybody(_user: Any) -> bool:
    """Shown to all."""
    return True


def members(user: Any) -> bool:
    """Shown to people who are signed in."""
    return bool(user.is_authenticated)


def visitors(user: Any) -> bool:
    """Shown to people who are not signed in."""
    return not user.is_authenticated


@dataclass(frozen=True)
class NavigationRow:
    """One way to go: the page, its words, who sees it, and where it stands."""

    endpoint: str
    label: Any
    shown_to: Callable[[Any], bool] = everybody
    area: Area = "main"
    posts: bool = False


@dataclass(frozen=True)
class Way:
    """One way to go for this reader now."""

    url: str
    label: Any
    here: bool
    posts: bool


def init(app: Flask) -> None:
    """Give the templates of this application what stands around every page."""
    app.extensions.setdefault("navigation", [])
    app.jinja_env.globals.update(
        chrome=Chrome(), asset=asset, url_with=url_with, new_key=new_key, csrf_field=csrf_field
    )


def navigation_of(app: Flask) -> list[NavigationRow]:
    """The rows of an application's navigation; rooms append theirs when the application is made."""
    rows: list[NavigationRow] = app.extensions.setdefault("navigation", [])
    return rows


class Chrome:
    """The surroundings of the page that is being written."""

    def navigation(self, area: Area = "main") -> list[Way]:
        """The ways that are open to this reader in one part of the page."""
        return list(_ways(row for row in navigation_of(current_app) if row.area == area))

    def tabs(self, call: Any) -> list[Way]:
        """The office's pages of one call."""
        home = f"/desk/calls/{call.slug}/"
        return [
            Way(home + name, label, any(_is_here(urljoin(home, url)) for url in (name, *others)), posts=False)
            for name, label, others in TABS
        ]

    @property
    def user(self) -> Any:
        """The reader."""
        return current_user

    @property
    def viewing(self) -> Any:
        """As whom the portal is seen, if as somebody else; the room that lets people do so says so."""
        asked = current_app.extensions.get("viewing")
        return asked() if asked else None

    @property
    def language(self) -> str:
        """The language of the page."""
        return current_language()

    @property
    def languages(self) -> dict[str, str]:
        """All languages of the portal by their own names."""
        return LANGUAGES

    def holds(self, form_id: str, form: Any) -> str:
        """Note a form that can be filled in: the first on the page goes along when the language changes."""
        if any(not isinstance(field.widget, HiddenInput) for field in form):
            g.setdefault("form_of_the_page", form_id)
        return ""

    @property
    def form(self) -> str:
        """The id of the form whose content must outlast a change of the language; empty if there is none."""
        return str(g.get("form_of_the_page", ""))

    @property
    def carries(self) -> bool:
        """Whether the page shows what was typed before the language changed, and is nowhere stored yet."""
        return typed() is not None

    @property
    def here(self) -> str:
        """The address of the present page, to come back to it."""
        return request.full_path.rstrip("?").replace("\x00", "%00")


def asset(name: str) -> str:
    """The address of one of our own static files, which changes whenever the file does."""
    return url_for("static", filename=name, v=_fingerprint(Path(str(current_app.static_folder)) / name))


def url_with(**changes: Any) -> str:
    """The present address with some of its query changed; None takes a part away."""
    query = request.args.to_dict(flat=False) | {name: [value] for name, value in changes.items()}
    kept = {name: values for name, values in query.items() if values != [None]}
    return url_for(str(request.endpoint), **(request.view_args or {}), **kept)


def new_key() -> str:
    """A fresh key for one act, so that sending it twice does it once."""
    return uuid.uuid4().hex


def csrf_field() -> Markup:
    """The hidden field that proves that a form came from this portal; empty where tests switch it off."""
    if not current_app.config.get("WTF_CSRF_ENABLED", True):
        return Markup("")
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def _ways(rows: Iterable[NavigationRow]) -> Iterable[Way]:
    shown = [
        (url_for(row.endpoint), row)
        for row in rows
        if row.endpoint in current_app.view_functions and row.shown_to(current_user)
    ]
    # Of ways that lie within each other the nearest is where the reader is: one place, marked once.
    here = max((url for url, _row in shown if _is_here(url)), key=len, default=None)
    for url, row in shown:
        yield Way(url, row.label, url == here, row.posts)


def _is_here(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url))


_fingerprints: dict[Path, tuple[float, str]] = {}


def _fingerprint(path: Path) -> str:
    changed = path.stat().st_mtime
    known = _fingerprints.get(path)
    if known is None or known[0] != changed:
        known = _fingerprints[path] = (changed, hashlib.sha256(path.read_bytes()).hexdigest()[:12])
    return known[1]
