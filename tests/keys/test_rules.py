"""Codes by time, recovery codes and passkeys as pure checks."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from passlib.totp import TOTP

from portal.keys import rules
from portal.keys.rules import Authenticator, Site
from portal.words import say
from tests.keys.device import Device, text

AT = datetime(2026, 10, 13, 12, 0, 10, tzinfo=UTC)
COUNTER = int(AT.timestamp()) // 30
SITE = Site("Berlin City Exchange", "http://localhost")


def code_at(authenticator: Authenticator, secret: str, moment: datetime) -> str:
    """What the app shows at that moment."""
    return str(TOTP(authenticator.typed_key(secret).replace(" ", "")).generate(time=moment).token)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(-60, None), (-30, COUNTER - 1), (0, COUNTER), (30, COUNTER + 1), (60, None), (3600, None)],
)
def test_a_code_counts_at_its_half_minute_and_the_two_beside_it(
    authenticator: Authenticator, seconds: int, expected: int | None
) -> None:
    secret = authenticator.new_secret()
    code = code_at(authenticator, secret, AT + timedelta(seconds=seconds))
    assert authenticator.counter_of(code, secret, after=None, at=AT) == expected


def test_no_code_counts_twice_and_none_before_the_last(authenticator: Authenticator) -> None:
    secret = authenticator.new_secret()
    code = code_at(authenticator, secret, AT)
    counts = [authenticator.counter_of(code, secret, after=after, at=AT) for after in (-1, 0, 1)]
    after = [authenticator.counter_of(code, secret, after=COUNTER + step, at=AT) for step in (-1, 0, 1)]
    assert (counts, after) == ([COUNTER] * 3, [COUNTER, None, None])


@pytest.mark.parametrize("typed", ["{0} {1}", " {0}-{1} ", "{0}{1}"])
def test_a_code_may_be_typed_in_groups(authenticator: Authenticator, typed: str) -> None:
    secret = authenticator.new_secret()
    code = code_at(authenticator, secret, AT)
    written = typed.format(code[:3], code[3:])
    assert authenticator.counter_of(written, secret, after=None, at=AT) == COUNTER


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\x00", "9" * 40])
def test_what_is_no_code_is_refused_without_trouble(authenticator: Authenticator, typed: str) -> None:
    assert authenticator.counter_of(typed, authenticator.new_secret(), after=None, at=AT) is None


def test_without_an_app_no_code_counts(authenticator: Authenticator) -> None:
    assert authenticator.counter_of("123456", None, after=None, at=AT) is None


def test_a_secret_is_kept_encrypted_and_tells_nothing_to_another_key(authenticator: Authenticator) -> None:
    secret = authenticator.new_secret()
    bare = authenticator.typed_key(secret).replace(" ", "")
    assert bare not in secret
    other = Authenticator("another key of the portal, as long as it", "Berlin City Exchange")
    assert other.counter_of(code_at(authenticator, secret, AT), secret, after=None, at=AT) is None


def test_the_picture_names_portal_and_account(authenticator: Authenticator) -> None:
    address = authenticator.address(authenticator.new_secret(), "isil@test.example")
    assert address.startswith("otpauth://totp/")
    assert "issuer=Berlin%20City%20Exchange" in address
    assert ":isil@test.example?" in address


def test_ten_recovery_codes_differ_and_are_known_however_they_are_typed() -> None:
    codes = rules.new_recovery_codes()
    assert (len(codes), len(set(codes))) == (10, 10)
    code = codes[0]
    ways = [code, code.upper(), code.replace("-", ""), f" {code} ", code.replace("0", "O").replace("1", "l")]
    assert {rules.hash_of_code(way) for way in ways} == {rules.hash_of_code(code)}
    assert rules.hash_of_code(codes[1]) != rules.hash_of_code(code)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("123456", False),
        ("123 456", False),
        ("", False),
        ("k7f3-9x2m-p4qd-8rtz", True),
        ("k7f39x2mp4qd8rtz", True),
    ],
)
def test_a_recovery_code_is_told_from_one_of_the_app_by_its_length(typed: str, expected: bool) -> None:
    assert rules.is_recovery_code(typed) is expected


@pytest.mark.parametrize(
    ("has_role", "in_demo", "refused"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_who_holds_a_role_keeps_an_app_outside_the_demo(has_role: bool, in_demo: bool, refused: bool) -> None:
    assert (rules.app_removal_refused(has_role=has_role, in_demo=in_demo) is not None) is refused


def test_an_administrator_takes_away_only_the_keys_of_others() -> None:
    assert rules.reset_refused(is_own=False) is None
    assert rules.reset_refused(is_own=True) == say(
        "Your own keys stand under “Your keys”. Only somebody else’s are taken away here."
    )


@pytest.mark.parametrize(
    ("name", "known", "refused"),
    [
        ("Telephone", 0, False),
        ("x" * 60, 19, False),
        ("x" * 61, 0, True),
        ("  ", 0, True),
        ("Telephone", 20, True),
    ],
)
def test_a_passkey_has_a_short_name_and_there_are_not_too_many(name: str, known: int, refused: bool) -> None:
    assert (rules.passkey_refused(name, known=known) is not None) is refused


# Passkeys


def make(device: Device, site: Site = SITE) -> rules.NewPasskey | None:
    """A new passkey of this device, if the rules take it."""
    challenge = rules.new_challenge()
    wish = rules.wish_for_passkey(SITE, challenge, handle="u" * 26, account="a@b.example", name="A", known=[])
    return rules.check_new(site, challenge, rules.read_answer(device.make(wish)))


def answer(
    device: Device, key: rules.NewPasskey, *, site: Site = SITE, handle: str = "u" * 26, **other: str
) -> int | None:
    """The count that the rules read from this device's answer, if they take it."""
    challenge = rules.new_challenge()
    told = rules.read_answer(device.answer(rules.wish_for_answer(SITE, challenge), **other))
    return rules.check_answer(
        site, challenge, told, public_key=key.public_key, sign_count=key.sign_count, handle=handle
    )


def test_a_device_makes_a_passkey_and_answers_with_it() -> None:
    device = Device()
    key = make(device)
    assert key is not None
    assert key.credential_id == text(device.id)
    assert answer(device, key) == 1


def test_a_passkey_of_another_site_is_refused() -> None:
    stranger = Device(origin="https://evil.example")
    assert make(stranger) is None
    device = Device()
    key = make(device)
    assert key is not None
    device.origin = "http://localhost.evil.example"
    assert answer(device, key) is None


def test_a_passkey_for_another_domain_is_refused() -> None:
    device = Device()
    key = make(device)
    assert key is not None
    assert answer(device, key, site=Site("Else", "https://exchange.berlin.example")) is None


def test_the_device_must_have_asked_its_owner() -> None:
    assert make(Device(verifies=False)) is None
    device = Device()
    key = make(device)
    assert key is not None
    device.flags = 0x01
    assert answer(device, key) is None


def test_an_answer_to_another_question_is_refused() -> None:
    device = Device()
    key = make(device)
    assert key is not None
    told = rules.read_answer(device.answer(rules.wish_for_answer(SITE, rules.new_challenge())))
    refused = rules.check_answer(
        SITE, rules.new_challenge(), told, public_key=key.public_key, sign_count=0, handle="u" * 26
    )
    assert refused is None


def test_a_count_that_does_not_grow_is_refused() -> None:
    device = Device()
    key = make(device)
    assert key is not None
    seen = rules.NewPasskey(key.credential_id, key.public_key, 5)
    assert answer(device, seen) is None


def test_the_key_of_one_account_opens_no_other() -> None:
    device = Device()
    key = make(device)
    assert key is not None
    assert answer(device, key, handle="v" * 26) is None
    assert answer(device, key, signature=text(b"forged")) is None


@pytest.mark.parametrize("sent", ["", "x", "[]", "{}", "null", "[" * 20000, '{"id": 7}', '{"id": "\\u0000"}'])
def test_what_is_no_answer_names_no_key_and_proves_nothing(sent: str) -> None:
    told = rules.read_answer(sent)
    assert rules.credential_of(told) == ""
    assert rules.check_new(SITE, "challenge", told) is None
    assert rules.check_answer(SITE, "challenge", told, public_key="", sign_count=0, handle="u") is None


ANYTHING = st.recursive(
    st.none() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=25)
@given(part=st.sampled_from(["id", "rawId", "type", "response"]), value=ANYTHING)
def test_a_broken_answer_is_a_no_and_never_an_error(part: str, value: object) -> None:
    device = Device()
    challenge = rules.new_challenge()
    told = json.loads(device.answer(rules.wish_for_answer(SITE, challenge))) | {part: value}
    point = text(b"no key")
    assert rules.check_answer(SITE, challenge, told, public_key=point, sign_count=0, handle="") is None
    assert rules.check_new(SITE, challenge, told) is None


def test_the_wish_for_a_passkey_asks_for_one_that_needs_no_address_typed() -> None:
    wish = json.loads(
        rules.wish_for_passkey(SITE, "c", handle="u" * 26, account="a@b.example", name="A", known=["AAAA"])
    )
    assert wish["authenticatorSelection"]["residentKey"] == "required"
    assert wish["authenticatorSelection"]["userVerification"] == "required"
    assert (wish["rp"], [one["id"] for one in wish["excludeCredentials"]]) == (
        {"name": "Berlin City Exchange", "id": "localhost"},
        ["AAAA"],
    )


def test_a_site_has_an_origin_without_a_path_and_a_domain_without_a_port() -> None:
    site = Site("x", "https://exchange.berlin.example:8443/portal")
    assert (site.origin, site.domain) == ("https://exchange.berlin.example:8443", "exchange.berlin.example")
