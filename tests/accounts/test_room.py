"""How Flask-Security is tamed, and how often an attempt may fail."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_login import current_user

from portal import create_app, db
from portal.accounts import trusted_hosts
from portal.accounts.models import User
from portal.config import Settings
from portal.extensions import limiter, security
from portal.mail.models import Message
from tests.factories import World
from tests.factories.world import PASSWORD
from tests.pages import Pages


@pytest.mark.parametrize(
    ("base_url", "hosts"),
    [
        ("https://exchange.berlin.example", ["exchange.berlin.example"]),
        ("https://exchange.berlin.example:8443/portal", ["exchange.berlin.example"]),
        ("http://localhost:8000", ["localhost", "127.0.0.1"]),
    ],
)
def test_the_portal_answers_under_the_name_of_its_address(base_url: str, hosts: list[str]) -> None:
    assert trusted_hosts(base_url) == hosts


def test_no_page_of_flask_security_is_open(app: Flask) -> None:
    assert [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("security.")] == []


def test_its_commit_only_flushes(app: Flask, world: World) -> None:
    user = world.user()
    with app.app_context():
        db.session().get_one(User, user.id).town = "Potsdam"
        security.datastore.commit()
        db.session().rollback()
    with app.app_context():
        assert db.session().get_one(User, user.id).town == "Berlin"


def test_no_token_in_header_or_address_signs_anybody_in(app: Flask, world: World) -> None:
    user = world.user()
    with app.test_request_context("/"):
        token = user.get_auth_token()
    with app.test_request_context("/?auth_token=" + token, headers={"Authentication-Token": token}):
        assert not current_user.is_authenticated


def test_passwords_are_kept_by_argon2_without_the_key_of_the_portal(world: World) -> None:
    assert (world.user().password or "").startswith("$argon2id$")


@pytest.fixture
def limited(app: Flask, settings: Settings) -> Iterator[Pages]:
    """A visitor of an application with rate limits as in production, on the database of the test."""
    strict = create_app(settings)
    strict.config["RATELIMIT_ENABLED"] = True
    limiter.init_app(strict)
    limiter.reset()
    yield Pages(strict)
    limiter.reset()
    limiter.enabled = False
    with strict.app_context():
        db.engine().dispose()


def test_a_tenth_wrong_password_is_the_last_for_a_while(limited: Pages, world: World) -> None:
    user = world.user()
    wrong = {"email": user.email, "password": "not the password"}
    assert [limited.post("/sign-in", wrong).status for _ in range(11)] == [422] * 10 + [429]
    assert limited.post("/sign-in", {"email": user.email, "password": PASSWORD}).status == 429
    limited.sign_in(world.user())


def test_signing_in_often_is_no_attempt_that_failed(limited: Pages, world: World) -> None:
    user = world.user()
    for _ in range(12):
        limited.sign_in(user)


def test_nobody_is_flooded_with_mails(limited: Pages, world: World) -> None:
    email = world.user().email
    asked = [limited.post("/forgot", {"email": email}, follow=False).status for _ in range(6)]
    assert asked == [303] * 5 + [429]


def mails() -> int:
    return db.session().scalar(sa.select(sa.func.count()).select_from(Message)) or 0


@pytest.mark.parametrize(
    "url", ["/register", "/forgot", "/confirm-again", "/cities/istanbul/watch", "/profile/address"]
)
def test_no_form_that_sends_mails_floods_an_address_and_what_was_typed_is_shown(
    limited: Pages, world: World, url: str
) -> None:
    world.city("istanbul")
    limited.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    if url == "/profile/address":
        limited.sign_in(world.user())
    typed = {"email": "wanted@example.org", "password": PASSWORD}
    asked = [limited.post(url, typed, follow=False).status for _ in range(5)]
    with world.read():
        before = mails()
    refused = limited.post(url, typed)
    with world.read():
        assert mails() == before
    assert (asked, refused.status) == ([303] * 5, 429)
    for told in ("This was tried too often", "Nothing was lost.", "wanted@example.org"):
        assert told in refused.text
    assert PASSWORD not in refused.html
    assert limited.post(url, typed | {"email": "another@example.org"}, follow=False).status == 303
