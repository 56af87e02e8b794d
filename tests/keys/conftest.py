"""People with an app, with a device, and a portal for real people."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from passlib.totp import TOTP

from portal.accounts.models import User
from portal.config import Mode
from portal.keys import rules
from tests.factories import World
from tests.factories.world import PASSWORD
from tests.keys.device import Device
from tests.pages import Page, Pages

NOW = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
Code = Callable[[], str]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that moves only when the test says so."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def production(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal is one for real people."""
    changed = app.extensions["settings"].model_copy(update={"mode": Mode.PRODUCTION})
    monkeypatch.setitem(app.extensions, "settings", changed)


def code_of(page: Page) -> str:
    """The code that an app shows now which was told of the account by this page."""
    return shown(str(page.one(".code-key").text).replace(" ", ""))


def set_up(pages: Pages) -> tuple[str, list[str]]:
    """Set up an app as the person who is signed in; gives its key and the recovery codes."""
    page = pages.get("/profile/keys/app")
    key = str(page.one(".code-key").text).replace(" ", "")
    done = pages.submit(page, otp_code=code_of(page))
    return key, done.texts(".codes__one")


def shown(key: str) -> str:
    """What the app with this key shows now."""
    return str(TOTP(key).generate(time=datetime.now(UTC)).token)


def with_password(pages: Pages, user: User) -> Page:
    """Enter address and password, and see what comes then."""
    return pages.submit(pages.get("/sign-in"), email=user.email, password=PASSWORD)


def wish_on(page: Page) -> str:
    """What the page asks a device."""
    return str(page.one("button[data-passkey]").get("data-wish"))


def add_passkey(pages: Pages, name: str = "Telephone", device: Device | None = None) -> Device:
    """Add a passkey as the person who is signed in."""
    device = device or Device()
    page = pages.get("/profile/keys/passkeys/new")
    added = pages.submit(page, name=name, answer=device.make(wish_on(page)))
    assert "The passkey is added." in added.text, added.text
    return device


@pytest.fixture
def authenticator() -> rules.Authenticator:
    """What the portal knows of apps."""
    return rules.Authenticator("a key of the portal, long enough to be one", "Berlin City Exchange")


@pytest.fixture
def person(world: World) -> User:
    """Somebody without a role."""
    return world.user("Işıl Şükran İnceöz")
