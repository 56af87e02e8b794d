"""The language of the pages: account, cookie, the browser's wish, German."""

import re
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import unquote

from blinker import Namespace
from flask import Flask, Response, current_app, g, has_request_context, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale, refresh
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import MethodNotAllowed

from portal.db import transaction
from portal.errors import Invalid, Refused
from portal.extensions import babel
from portal.words import say

LANGUAGES = {"de": "Deutsch", "en": "English", "tr": "Türkçe"}
DEFAULT = "de"
COOKIE = "language"
# What the button of another language is called in a form: it sends the form here only to be shown again.
SWITCH = "_language"
# Browsers read a backslash as a slash and drop control characters: both have led people elsewhere.
ODD = re.compile(r"[\\\x00-\x1f\x7f]")
ONE_YEAR = 365 * 24 * 60 * 60

# The ground floor knows no accounts: whoever keeps a person's language connects to this signal.
language_chosen = Namespace().signal("language-chosen")


def init(app: Flask) -> None:
    """Let every page of this application choose its language by the reader."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", DEFAULT)
    babel.init_app(app, locale_selector=reader_language)
    app.before_request(_show_again)
    app.after_request(_keep_in_browser)


def current_language() -> str:
    """The code of the language in which the present page is written."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else DEFAULT


def reader_language() -> str:
    """The language of the reader: the account's, else what the browser tells."""
    if not has_request_context():
        return DEFAULT
    wish = g.get("language") or getattr(current_user, "language", None)
    return wish if wish in LANGUAGES else browser_language()


def previewed_in_any(is_draft: bool) -> AbstractContextManager[Any]:
    """While it lasts, a draft is shown in the language that the office asks for."""
    wish = request.args.get("language", "")
    return force_locale(wish) if is_draft and wish in LANGUAGES else nullcontext()


def browser_language() -> str:
    """The language of the browser: its cookie, its wishes, else German; needs no database."""
    kept = request.cookies.get(COOKIE, "")
    return kept if kept in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or DEFAULT


def choose() -> ResponseReturnValue:
    """Change the language and lead back to the page on which it was asked."""
    code = request.form.get("language", "")
    if code not in LANGUAGES:
        raise Invalid(say("The portal is not available in this language."))
    _keep(code)
    return redirect(own_path(request.form.get("next", "/")), code=303)


def typed() -> MultiDict[str, str] | None:
    """What a form held when its reader changed the language: only to be shown again."""
    carried: MultiDict[str, str] | None = g.get("typed")
    return carried


def _show_again() -> None:
    """Read the page of a half-filled form once more, in the language of the button that sent it."""
    code = request.form.get(SWITCH) if request.method == "POST" else None
    if code not in LANGUAGES:
        return
    _keep(code)
    try:
        rule, values = current_app.create_url_adapter(request).match(method="GET", return_rule=True)  # type: ignore[union-attr]  # there is one for every request
    except MethodNotAllowed:
        raise Refused(
            say("This page can’t be shown in another language as it stands. Please open it again.")
        ) from None
    # From here on it is a page that is read: whatever stands in the form, nothing can come of it.
    request.method, request.url_rule, request.view_args = "GET", rule, dict(values)
    g.typed = request.form


def _keep(code: str) -> None:
    g.language = code
    if current_user.is_authenticated:
        with transaction():
            language_chosen.send(current_app._get_current_object(), user=current_user, language=code)  # type: ignore[attr-defined]  # the proxy's own way to its app
    refresh()


def _keep_in_browser(answer: Response) -> Response:
    if code := g.get("language"):
        answer.set_cookie(
            COOKIE, code, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure, httponly=True
        )
    return answer


def own_path(target: str) -> str:
    """The target if it is a plain path of this portal, else the home page: nobody is sent elsewhere."""
    return target if _is_own(target) and _is_own(unquote(target)) else "/"


def _is_own(target: str) -> bool:
    return target.startswith("/") and not target.startswith("//") and not ODD.search(target)
