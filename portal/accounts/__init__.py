"""Accounts: Flask-Security for passwords and links, our own sign-ins, pages and roles."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, g, request, session
from flask_babel import lazy_gettext as _l
from flask_security import FSQLALiteUserDatastore
from werkzeug.exceptions import SecurityError

from portal import clock, db
from portal.accounts import actions, queries, rules
from portal.accounts.models import RoleGrant, User
from portal.config import Settings
from portal.extensions import database, part, security
from portal.web.chrome import NavigationRow, members, navigation_of, visitors
from portal.web.language import language_chosen
from portal.web.say import translate
from portal.words import say

LOOPBACK = ("localhost", "127.0.0.1")


class PortalUserDatastore(FSQLALiteUserDatastore):
    """Flask-Security's way to our accounts, inside our transactions."""

    def commit(self) -> None:
        """Only flush: the one commit of the codebase is at the edge, in `db.transaction`."""
        db.session().flush()  # what Flask-Security wrote is seen by the rest of the act


def init_app(app: Flask, settings: Settings) -> None:
    """Let people sign in: Flask-Security without its pages, its tokens and its own idea of a session."""
    app.config.update(_hardened(settings))
    datastore = PortalUserDatastore(database, User, RoleGrant)  # type: ignore[arg-type]  # roles are not in use there
    security.init_app(app, datastore, register_blueprint=False)
    security.login_manager.user_loader(load_user)
    security.login_manager.request_loader(_no_token)
    # Rights are asked of the access table; its loader would fetch the person for every style sheet.
    security.principal.identity_loaders.clear()
    app.after_request(note_use)
    app.register_error_handler(SecurityError, refuse_host)
    language_chosen.connect(keep_language, app)
    navigation_of(app).extend(NAVIGATION)


NAVIGATION = (
    NavigationRow("accounts.profile", _l("Your profile"), members, area="account"),
    NavigationRow("accounts.sessions", _l("Where you are signed in"), members, area="account"),
    NavigationRow("accounts.sign_out", _l("Sign out"), members, area="account", posts=True),
    NavigationRow("accounts.sign_in", _l("Sign in"), visitors, area="account"),
    NavigationRow("accounts.register", _l("Create an account"), visitors, area="account"),
)


def _hardened(settings: Settings) -> dict[str, Any]:
    return {
        "TRUSTED_HOSTS": trusted_hosts(settings.base_url),
        "SESSION_PROTECTION": None,  # it binds to address and browser, both of which change on the way
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        # A second hash with a key would lock everybody out when the key is changed.
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": _cost(settings),
        "SECURITY_PASSWORD_LENGTH_MIN": rules.SHORTEST_PASSWORD,
        "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_CONFIRM_SALT": "confirm-address",
        "SECURITY_RESET_SALT": "reset-password",
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_CACHE_CONTROL": None,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
    }


def _cost(settings: Settings) -> dict[str, int]:
    if settings.testing:
        return {"argon2__time_cost": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}
    return {"argon2__time_cost": 3, "argon2__memory_cost": 65536, "argon2__parallelism": 1}


def trusted_hosts(base_url: str) -> list[str]:
    """The names under which the portal answers: the one of its address; on one's own machine both."""
    host = urlsplit(base_url).hostname or "localhost"
    return list(LOOPBACK) if host in LOOPBACK else [host]


def refuse_host(_error: SecurityError) -> Response:
    """Answer a request under a foreign name in plain words: no page can be drawn without addresses."""
    words = translate(say("The portal does not answer under this name."))
    return Response(words, 400, content_type="text/plain; charset=utf-8")


def load_user(token: str) -> User | None:
    """The person of the sign-in whose id the cookie carries; only living ones of open accounts count."""
    since = clock.now() - rules.SIGN_IN_LASTS
    found = queries.find_signed_in(token_hash=actions.hash_of(token), since=since)
    if found is None:
        return None
    user, g.sign_in = found
    g.signed_in_at = g.sign_in.created_at
    g.proved_at = g.sign_in.proved_at or g.sign_in.created_at
    if user.is_demo and not part("settings").is_demo:
        return None
    # A value, not a row: the transaction of the act begins afresh, and rights stay as they were read.
    db.session().expunge(user)
    return user


def _no_token(_request: object) -> None:
    return None


def note_use(response: Response) -> Response:
    """Note that a sign-in was used; reading pages stays free of writing."""
    if request.method == "POST" and "sign_in" in g and response.status_code < 400:
        at = clock.at()
        if g.sign_in.seen_at < at and (at - g.sign_in.seen_at).total_seconds() >= 60:
            with db.transaction():
                actions.see(session.get("_user_id", ""), at=at)
    return response


def keep_language(_app: Flask, *, user: User, language: str) -> None:
    """Write the language that a person chose into the account."""
    kept = queries.find_user(user.public_id)
    if kept is not None:
        actions.change_language(kept, language)
