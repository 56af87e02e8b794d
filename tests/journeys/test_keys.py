"""Keys in a real browser: a passkey on a device, codes of an app, and an open desk."""

from pathlib import Path

import pytest
from passlib.totp import TOTP
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import Portal
from tests.journeys.visitor import Visitor, context_options, enter

pytestmark = pytest.mark.journey

PASSWORD = "partner-cities"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_device(context: BrowserContext, page: Page) -> None:
    """A device that holds passkeys and whose owner always says yes."""
    line = context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def sign_in(visitor: Visitor) -> None:
    """Enter address and password."""
    visitor.open("/sign-in")
    visitor.fill({"email": "mehmet@demo.example", "password": PASSWORD})
    visitor.press("Sign in", inside=visitor.page.get_by_role("main"))


def sign_out(visitor: Visitor) -> None:
    """Sign out by the menu of the account."""
    visitor.page.locator("details.account summary").click()
    visitor.press("Sign out")


def test_a_person_adds_a_passkey_and_signs_in_with_nothing_else(
    portal: Portal, browser: Browser, pictures: Path
) -> None:
    context = browser.new_context(**context_options(script=True, language="de"))
    visitor = enter(context, portal.url, pictures / "passkey", script=True, language="de")
    give_device(context, visitor.page)
    sign_in(visitor)
    visitor.open("/profile/keys/passkeys/new")
    visitor.fill({"name": "Telefon mit Fingerabdruck"})
    visitor.press("Make the passkey")
    visitor.read("The passkey is added. You can sign in with it from now on.")
    sign_out(visitor)
    visitor.open("/sign-in")
    visitor.follow("Sign in with a passkey")
    visitor.press("Use a passkey")
    visitor.open("/prove?next=/profile/keys")
    visitor.press("Use a passkey")
    assert visitor.page.url == f"{portal.url}/profile/keys"
    context.close()


def test_a_person_without_script_sets_up_an_app_and_signs_in_with_codes(
    portal: Portal, browser: Browser, pictures: Path
) -> None:
    context = browser.new_context(**context_options(script=False, language="de"))
    visitor = enter(context, portal.url, pictures / "codes", script=False, language="de")
    sign_in(visitor)
    visitor.open("/profile/keys/app")
    key = visitor.page.locator(".code-key").inner_text().replace(" ", "")
    visitor.fill({"otp_code": str(TOTP(key).generate().token)})
    visitor.press("Use this app from now on")
    codes = visitor.page.locator(".codes__one").all_inner_texts()
    sign_out(visitor)
    sign_in(visitor)
    visitor.fill({"otp_code": codes[0]})
    visitor.press("Sign in", inside=visitor.page.get_by_role("main"))
    visitor.open("/profile/keys")
    visitor.read("Recovery codes that still work: %(number)s", number=9)
    context.close()
