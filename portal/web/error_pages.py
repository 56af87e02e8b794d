"""Every no as a page: what is wrong, what to do, and what was typed, so that nothing is lost."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from portal.errors import PortalError, TooLarge
from portal.web.language import browser_language
from portal.web.say import translate
from portal.words import Sentence, say

PAGES = (400, 403, 404, 409, 413, 422, 429, 500, 503)
# What was typed is shown again on the page of the no; these never are.
SECRET = ("password", "secret", "token", "otp", "iban")


@dataclass(frozen=True)
class Typed:
    """One thing that a person had typed into the form that could not be taken."""

    name: str
    text: str


def init(app: Flask) -> None:
    """Give this application a page for every no."""
    app.register_error_handler(PortalError, _refused)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(HTTPException, _by_status)
    app.register_error_handler(500, _broken)


def answer(status: int, sentence: Sentence | None = None, **facts: object) -> Response:
    """The page of a no, or its JSON for the portal's own scripts."""
    if _wants_json():
        words = translate(sentence) if sentence else None
        return Response(
            json.dumps({"status": status, "error": words}), status, content_type="application/json"
        )
    page = status if status in PAGES else (500 if status >= 500 else 400)
    text = render_template(f"errors/{page}.html", sentence=sentence, typed=list(_typed()), **facts)
    return Response(text, status, content_type="text/html; charset=utf-8")


def _refused(error: PortalError) -> ResponseReturnValue:
    return answer(error.status, error.sentence)


def _form_too_old(_error: CSRFError) -> ResponseReturnValue:
    return answer(
        400, say("This page was open for too long, so the portal could not be sure that it was you.")
    )


def _by_status(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    made = answer(error.code, _words_for(error))
    _keep_headers(error, made)
    return made


def _words_for(error: HTTPException) -> Sentence | None:
    if isinstance(error, RequestEntityTooLarge):
        limit = current_app.config.get("MAX_CONTENT_LENGTH") or 0
        return say("What was sent is larger than {limit} MB.", limit=limit // 1_048_576)
    if isinstance(error, MethodNotAllowed) and request.method == "GET":
        return say("This address can’t be opened by itself; it only takes what a button sends.")
    return None


def _keep_headers(error: HTTPException, made: Response) -> None:
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            made.headers[name] = value


def _database_busy(error: OperationalError) -> ResponseReturnValue:
    current_app.logger.warning("the database did not answer in time: %s", error.orig)
    with force_locale(browser_language()):
        made = answer(503, bare=True)
    made.headers["Retry-After"] = "15"
    return made


def _broken(_error: Exception) -> ResponseReturnValue:
    # The page uses neither the database nor the account: either may be what is broken.
    ticket = secrets.token_hex(4)
    current_app.logger.error("ticket %s: %s %s", ticket, request.method, request.path)
    with force_locale(browser_language()):
        return answer(500, bare=True, ticket=ticket)


def _typed() -> Iterator[Typed]:
    if request.method != "POST":
        return
    try:
        fields = list(request.form.items(multi=True))
    except (RequestEntityTooLarge, TooLarge):
        return
    for name, text in fields:
        if text.strip() and not name.startswith("_") and not any(word in name.lower() for word in SECRET):
            yield Typed(name.replace("_", " ").replace("-", " "), text)


def _wants_json() -> bool:
    wishes = request.accept_mimetypes
    return wishes["application/json"] > wishes["text/html"]
