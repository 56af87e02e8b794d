"""What opens an account beside the password, as pure checks: codes by time, recovery codes, passkeys."""

import json
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from passlib.exc import TokenError
from passlib.totp import TOTP, AppWallet

from portal.words import Sentence, say

CODES_AT_ONCE = 10
CODE_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no sign looks like another
CODE_LENGTH = 16
LOOK_ALIKES = str.maketrans("oil", "011", "- ")
SECOND_STEP_WITHIN = timedelta(minutes=10)
ANSWER_WITHIN = timedelta(minutes=5)
LONGEST_NAME = 60
MOST_PASSKEYS = 20
LONGEST_ANSWER = 30_000
CREDENTIAL = re.compile("[A-Za-z0-9_-]{1,1400}")
CLOCKS_DIFFER = 30  # seconds by which a telephone's clock may be wrong


class Authenticator:
    """What the portal knows of apps that give codes: secrets are encrypted with the portal's own key."""

    def __init__(self, key: str, issuer: str) -> None:
        # The key has entropy enough: stretching it would only slow down each sign-in.
        wallet = AppWallet({"1": sha256(b"totp" + key.encode()).hexdigest()}, encrypt_cost=4)
        self._totp = TOTP.using(issuer=issuer.replace(":", " "), wallet=wallet)

    def new_secret(self) -> str:
        """A fresh secret as it is kept: encrypted."""
        return str(self._totp.new().to_json(encrypt=True))

    def address(self, secret: str, account: str) -> str:
        """What the picture says to the app: portal, account and secret."""
        return str(self._totp.from_source(secret).to_uri(account))

    def typed_key(self, secret: str) -> str:
        """The secret in groups of four, for who types it."""
        return str(self._totp.from_source(secret).pretty_key(sep=" "))

    def counter_of(self, code: str, secret: str | None, *, after: int | None, at: datetime) -> int | None:
        """The half minute to which a code belongs, if it is right and newer than the last that was taken."""
        if not secret:
            return None
        try:
            matched = self._totp.verify(code, secret, time=at, window=CLOCKS_DIFFER, last_counter=after)
        # A secret that another key encrypted can't be read: the person comes in by a recovery code.
        except (TokenError, ValueError, TypeError):
            return None
        return int(matched.counter)


def new_recovery_codes() -> list[str]:
    """Ten codes of eighty random bits each, in groups that can be read from paper."""
    return [
        _grouped("".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH)))
        for _ in range(CODES_AT_ONCE)
    ]


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def hash_of_code(typed: str) -> str:
    """What is kept of a recovery code, however it was typed."""
    return sha256(typed[:100].lower().translate(LOOK_ALIKES).encode()).hexdigest()


def is_recovery_code(typed: str) -> bool:
    """Whether what was typed is a recovery code and not one of the app's by its length."""
    return len(typed[:100].translate(LOOK_ALIKES)) > CODE_LENGTH // 2


def app_removal_refused(*, has_role: bool, in_demo: bool) -> Sentence | None:
    """Why the app can't be taken away: a role asks for it."""
    if has_role and not in_demo:
        return say("Your role asks for an app that gives codes. You can set up another one in its place.")
    return None


def reset_refused(*, is_own: bool) -> Sentence | None:
    """Why an administrator can't take away these keys."""
    if is_own:
        return say("Your own keys stand under “Your keys”. Only somebody else’s are taken away here.")
    return None


def passkey_refused(name: str, *, known: int) -> Sentence | None:
    """Why a passkey is not added."""
    if not name.strip():
        return say("Please give the passkey a name, so that you know it again.")
    if len(name) > LONGEST_NAME:
        return say("Please choose a name of at most {number} characters.", number=LONGEST_NAME)
    if known >= MOST_PASSKEYS:
        return say("You have {number} passkeys. Please remove one before you add another.", number=known)
    return None


def passkey_known() -> Sentence:
    """Why a passkey is not added a second time."""
    return say("This passkey is already in use. Please choose another device, or remove it first.")


def no_codes_without_app() -> Sentence:
    """Why there are no recovery codes yet."""
    return say("Recovery codes belong to the app that gives codes. Please set it up first.")


# Passkeys: what the portal asks of a browser, and whether the answer is right.


@dataclass(frozen=True)
class Site:
    """Where passkeys belong: the portal's name and its one address."""

    name: str
    address: str

    @property
    def origin(self) -> str:
        """The address as browsers tell it: without a path."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def domain(self) -> str:
        """The name for which a browser keeps the keys."""
        return urlsplit(self.address).hostname or ""


@dataclass(frozen=True)
class NewPasskey:
    """What a device gave for a new passkey."""

    credential_id: str
    public_key: str
    sign_count: int


def new_challenge() -> str:
    """A question that nobody can have answered before."""
    return secrets.token_urlsafe(32)


def wish_for_passkey(
    site: Site, challenge: str, *, handle: str, account: str, name: str, known: list[str]
) -> str:
    """What the browser needs to make a passkey, as JSON."""
    from webauthn import generate_registration_options, options_to_json  # slow to read, and seldom needed
    from webauthn.helpers import base64url_to_bytes, structs

    options = generate_registration_options(
        rp_id=site.domain,
        rp_name=site.name,
        user_id=handle.encode(),
        user_name=account,
        user_display_name=name,
        challenge=challenge.encode(),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(base64url_to_bytes(one)) for one in known],
    )
    return options_to_json(options)


def wish_for_answer(site: Site, challenge: str) -> str:
    """What the browser needs to answer with a passkey, as JSON; it names no account."""
    options = {
        "challenge": _base64(challenge.encode()),
        "rpId": site.domain,
        "timeout": int(ANSWER_WITHIN.total_seconds() * 1000),
        "userVerification": "required",
        "allowCredentials": [],
    }
    return json.dumps(options)


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def read_answer(text: str) -> dict[str, Any]:
    """The browser's answer; empty if it is none."""
    try:
        answer = json.loads(text[:LONGEST_ANSWER])
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def credential_of(answer: dict[str, Any]) -> str:
    """The name of the key that answered; nothing is proved by it yet."""
    name = answer.get("id", "")
    return name if isinstance(name, str) and CREDENTIAL.fullmatch(name) else ""


def check_new(site: Site, challenge: str, answer: dict[str, Any]) -> NewPasskey | None:
    """The new passkey, if it was made for this site and this question by a person whom the device knows."""
    from webauthn import verify_registration_response  # slow to read, and seldom needed
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge.encode(),
            expected_rp_id=site.domain,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError):
        return None
    return NewPasskey(_base64(made.credential_id), _base64(made.credential_public_key), made.sign_count)


def check_answer(
    site: Site, challenge: str, answer: dict[str, Any], *, public_key: str, sign_count: int, handle: str
) -> int | None:
    """The device's new count, if the key's owner answered this very question on this very site."""
    from webauthn import verify_authentication_response  # slow to read, and seldom needed
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        told = answer.get("response", {}).get("userHandle")
        if told is not None and base64url_to_bytes(told) != handle.encode():
            return None
        right = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge.encode(),
            expected_rp_id=site.domain,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, AttributeError):
        return None
    return int(right.new_sign_count)
