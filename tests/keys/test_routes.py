"""The pages of keys, as careful people, forgetful people and intruders use them."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal import db
from portal.access import Role
from portal.accounts.models import RoleGrant, SignIn, User
from portal.audit.models import Event, KeptAnswer
from portal.keys.models import Passkey, RecoveryCode
from tests.accounts.conftest import Mails, mails
from tests.accounts.test_room import limited
from tests.factories import World
from tests.factories.world import PASSWORD
from tests.keys.conftest import NOW, add_passkey, set_up, shown, wish_on, with_password
from tests.keys.device import Device
from tests.pages import Page, Pages

__all__ = ["limited", "mails"]
HALF_MINUTE = timedelta(seconds=30)


def errors_of(page: Page) -> list[str]:
    """The sentences of the error summary."""
    return page.texts(".kern-alert--danger li")


def where(page: Page) -> str:
    """To which page the visitor came, without its query."""
    return page.path.partition("?")[0]


def log(app: Flask, user: User) -> list[str]:
    """What the log says about an account, in order."""
    with app.app_context():
        rows = select(Event.verb).where(Event.case == f"user:{user.public_id}").order_by(Event.id)
        return list(db.session().scalars(rows))


def other_browser(pages: Pages) -> Pages:
    """Another browser of anybody."""
    other = Pages(pages.app, engine=pages.engine)
    other.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return other


# The app


def test_after_an_app_is_set_up_the_password_alone_opens_nothing(
    app: Flask, pages: Pages, person: User, clock: time_machine.Traveller, mails: Mails
) -> None:
    pages.sign_in(person)
    key, codes = set_up(pages)
    clock.shift(HALF_MINUTE)
    other = other_browser(pages)
    step = with_password(other, person)
    assert (where(step), where(other.get("/profile"))) == ("/sign-in/code", "/sign-in")
    entered = other.submit(step, otp_code=shown(key))
    assert (where(entered), other.get("/profile").status) == ("/", 200)
    assert len(codes) == 10
    assert log(app, person) == ["account.sign_in", "key.set_up_app", "account.sign_in"]
    assert [mail.subject for mail in mails()] == ["Your keys have changed"]


def test_each_sign_in_keeps_what_proved_who_it_was(
    app: Flask, pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    with_password(pages, person)
    key, codes = set_up(pages)
    clock.shift(HALF_MINUTE)
    for typed in (shown(key), codes[0]):
        other = other_browser(pages)
        other.submit(with_password(other, person), otp_code=typed)
    device = add_passkey(pages, "Telephone")
    other = other_browser(pages)
    page = other.get("/sign-in/passkey")
    other.submit(page, answer=device.answer(wish_on(page)))
    with app.app_context():
        kept = db.session().scalars(select(SignIn.how).order_by(SignIn.id)).all()
        assert kept == ["password", "app", "recovery", "passkey"]


def test_where_a_person_wanted_to_go_survives_the_second_step(
    pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    key, _ = set_up(pages)
    clock.shift(HALF_MINUTE)
    other = other_browser(pages)
    step = other.submit(other.get("/profile/sessions"), email=person.email, password=PASSWORD)
    assert where(other.submit(step, otp_code=shown(key))) == "/profile/sessions"


def test_a_wrong_first_code_sets_up_nothing_and_keeps_the_same_key(pages: Pages, person: User) -> None:
    pages.sign_in(person)
    page = pages.get("/profile/keys/app")
    refused = pages.submit(page, otp_code="000000")
    assert (refused.status, len(errors_of(refused))) == (422, 1)
    assert refused.texts(".code-key") == page.texts(".code-key")
    assert with_password(other_browser(pages), person).path == "/"


def test_only_what_is_encrypted_and_hashed_is_stored(
    app: Flask, pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    key, codes = set_up(pages)
    with app.app_context():
        columns = (User.totp_secret, RecoveryCode.code_hash)
        kept = [str(text) for column in columns for text in db.session().scalars(select(column))]
        assert len(kept) == 11
        assert not any(secret in text for text in kept for secret in (key, *codes))
        assert db.session().scalars(select(KeptAnswer)).all() == []


def test_a_code_that_was_used_is_refused_also_with_spaces(
    pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    key, _ = set_up(pages)
    clock.shift(HALF_MINUTE)
    code = shown(key)
    thief, owner = other_browser(pages), other_browser(pages)
    stolen, own = with_password(thief, person), with_password(owner, person)
    assert where(owner.submit(own, otp_code=code)) == "/"
    for typed in (code, f"{code[:3]} {code[3:]}"):
        refused = thief.submit(stolen, otp_code=typed)
        assert (refused.status, len(errors_of(refused))) == (422, 1)
    assert where(thief.get("/profile")) == "/sign-in"


def test_the_second_step_is_open_for_ten_minutes_only(
    pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    key, _ = set_up(pages)
    other = other_browser(pages)
    step = with_password(other, person)
    clock.shift(timedelta(minutes=10, seconds=1))
    late = other.submit(step, otp_code=shown(key))
    assert (where(late), "Please enter address and password once more." in late.text) == ("/sign-in", True)


def test_the_second_step_ends_when_the_password_changes(
    app: Flask, pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    key, _ = set_up(pages)
    clock.shift(HALF_MINUTE)
    other = other_browser(pages)
    step = with_password(other, person)
    with app.app_context(), db.transaction() as current:
        current.get_one(User, person.id).fs_uniquifier = db.new_public_id()
    assert where(other.submit(step, otp_code=shown(key))) == "/sign-in"


def test_nobody_comes_to_the_second_step_without_the_first(pages: Pages) -> None:
    assert where(pages.get("/sign-in/code")) == "/sign-in"
    assert where(pages.post("/sign-in/code", {"otp_code": "123456"})) == "/sign-in"


def test_a_person_without_a_role_may_do_without_an_app_again(
    pages: Pages, person: User, clock: time_machine.Traveller, production: None
) -> None:
    pages.sign_in(person)
    set_up(pages)
    done = pages.submit(pages.get("/profile/keys"), action="/app/remove")
    assert "The app is taken away." in done.text
    assert with_password(other_browser(pages), person).path == "/"


# Recovery codes


def test_a_recovery_code_works_once(
    app: Flask, pages: Pages, person: User, clock: time_machine.Traveller, mails: Mails
) -> None:
    pages.sign_in(person)
    _, codes = set_up(pages)
    first, second = other_browser(pages), other_browser(pages)
    assert where(first.submit(with_password(first, person), otp_code=codes[3].upper())) == "/"
    refused = second.submit(with_password(second, person), otp_code=codes[3])
    assert (refused.status, len(errors_of(refused))) == (422, 1)
    assert "Recovery codes that still work: 9" in first.get("/profile/keys").text
    assert "one of your recovery codes" in mails()[-1].body
    assert "key.use_recovery_code" in log(app, person)


def test_recovery_codes_expire_when_new_ones_are_made(
    pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    _, old = set_up(pages)
    new = pages.submit(pages.get("/profile/keys"), action="/keys/codes").texts(".codes__one")
    other = other_browser(pages)
    expired = other.submit(with_password(other, person), otp_code=old[0])
    assert (expired.status, len(errors_of(expired))) == (422, 1)
    assert where(other.submit(expired, otp_code=new[0])) == "/"


def test_the_recovery_code_of_somebody_else_opens_nothing(
    pages: Pages, world: World, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    _, codes = set_up(pages)
    neighbour = world.user()
    other = other_browser(pages)
    other.sign_in(neighbour)
    set_up(other)
    third = other_browser(pages)
    assert third.submit(with_password(third, neighbour), otp_code=codes[0]).status == 422


def test_the_codes_can_be_kept_as_a_file(pages: Pages, person: User, clock: time_machine.Traveller) -> None:
    pages.sign_in(person)
    _, codes = set_up(pages)
    page = pages.submit(pages.get("/profile/keys"), action="/keys/codes")
    assert page.select("form.language") == []  # another language would lead away from them for good
    link = page.one("a[download]")
    lines = unquote(str(link.get("href"))).split("\r\n")
    assert (link.get("download"), lines[3:-1]) == ("recovery-codes.txt", page.texts(".codes__one"))
    assert not set(codes) & set(lines)


def test_there_are_no_recovery_codes_without_an_app(pages: Pages, person: User) -> None:
    pages.sign_in(person)
    assert pages.post("/profile/keys/codes").status == 409


# Passkeys


def test_a_person_signs_in_with_a_passkey_alone(
    app: Flask, pages: Pages, person: User, clock: time_machine.Traveller, mails: Mails
) -> None:
    pages.sign_in(person)
    set_up(pages)
    device = add_passkey(pages, "Nice ☎ of “Işıl”")
    clock.shift(HALF_MINUTE)
    other = other_browser(pages)
    page = other.get("/sign-in/passkey?next=/profile/keys")
    entered = other.submit(page, answer=device.answer(wish_on(page)))
    assert (where(entered), "Nice ☎ of “Işıl”" in entered.text) == ("/profile/keys", True)
    assert [mail.subject for mail in mails()] == ["Your keys have changed"] * 2
    assert "key.add_passkey" in log(app, person)


def test_an_answer_that_was_taken_is_not_taken_again(
    pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    device = add_passkey(pages)
    other = other_browser(pages)
    page = other.get("/sign-in/passkey")
    copied = other_browser(pages)
    copied.client._cookies.update(other.client._cookies)
    device.count = -1  # a device that does not count, as many
    told = device.answer(wish_on(page))
    assert where(other.submit(page, answer=told)) == "/"
    assert copied.submit(page, answer=told).status == 422


def test_an_answer_counts_for_five_minutes(pages: Pages, person: User, clock: time_machine.Traveller) -> None:
    pages.sign_in(person)
    device = add_passkey(pages)
    other = other_browser(pages)
    page = other.get("/sign-in/passkey")
    told = device.answer(wish_on(page))
    clock.shift(timedelta(minutes=5, seconds=1))
    refused = other.submit(page, answer=told)
    assert (refused.status, len(errors_of(refused))) == (422, 1)


def test_a_passkey_that_was_taken_away_opens_nothing(
    app: Flask, pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    device = add_passkey(pages)
    done = pages.submit(pages.get("/profile/keys"), action="/remove")
    assert "The passkey is taken away." in done.text
    page = pages.get("/sign-in/passkey")
    assert pages.submit(page, answer=device.answer(wish_on(page))).status == 422
    assert log(app, person)[-1] == "key.remove_passkey"


def test_a_passkey_of_another_account_can_be_neither_removed_nor_taken_over(
    app: Flask, pages: Pages, world: World, person: User
) -> None:
    pages.sign_in(person)
    device = add_passkey(pages)
    with app.app_context():
        passkey = db.session().scalars(select(Passkey)).one()
    stranger = other_browser(pages)
    stranger.sign_in(world.user())
    assert stranger.post(f"/profile/keys/passkeys/{passkey.public_id}/remove").status == 404
    page = stranger.get("/profile/keys/passkeys/new")
    taken = stranger.submit(page, name="Mine", answer=device.make(wish_on(page)))
    assert (taken.status, len(errors_of(taken))) == (422, 1)
    with app.app_context():
        assert [row.user_id for row in db.session().scalars(select(Passkey))] == [person.id]


def test_a_passkey_made_at_another_address_is_not_added(pages: Pages, person: User) -> None:
    pages.sign_in(person)
    page = pages.get("/profile/keys/passkeys/new")
    stranger = Device(origin="http://localhost.evil.example")
    refused = pages.submit(page, name="Telephone", answer=stranger.make(wish_on(page)))
    assert (refused.status, len(errors_of(refused))) == (422, 1)
    assert refused.one("[name=name]").get("value") == "Telephone"


def test_a_passkey_of_a_closed_account_opens_nothing(
    app: Flask, pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    device = add_passkey(pages)
    with app.app_context(), db.transaction() as current:
        current.get_one(User, person.id).active = False
    page = pages.get("/sign-in/passkey")
    assert pages.submit(page, answer=device.answer(wish_on(page))).status == 422


@pytest.mark.parametrize("sent", ["", "x", "{}", '{"id": "AAAA"}', "\x00"])
def test_what_is_no_answer_of_a_device_gets_a_sentence(pages: Pages, sent: str) -> None:
    refused = pages.submit(pages.get("/sign-in/passkey"), answer=sent)
    assert (refused.status, len(errors_of(refused))) == (422, 1)


# The proof


def giving(pages: Pages, person: User) -> Page:
    """Give somebody a role, as the administrator who is signed in."""
    page = pages.get(f"/admin/users/{person.public_id}")
    return pages.submit(page, "Give this role", role="auditor", scope="portal")


def roles(app: Flask, user: User) -> list[str]:
    """The roles that somebody holds."""
    with app.app_context():
        return list(db.session().scalars(select(RoleGrant.role).where(RoleGrant.user_id == user.id)))


def test_long_after_signing_in_a_role_is_given_only_after_a_proof_and_nothing_typed_is_lost(
    app: Flask, pages: Pages, world: World, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    clock.shift(timedelta(minutes=10, seconds=1))
    asked = giving(pages, person)
    assert (asked.h1, roles(app, person)) == ("Is it still you?", [])
    wrong = pages.submit(asked, _proof_password="not the password")
    assert (wrong.status, len(errors_of(wrong)), roles(app, person)) == (422, 1, [])
    done = pages.submit(wrong, _proof_password=PASSWORD)
    assert ("The role is given." in done.text, roles(app, person)) == (True, ["auditor"])
    clock.shift(timedelta(minutes=10))
    again = pages.get(f"/admin/users/{person.public_id}")
    assert "The role is taken away." in pages.submit(again, "Take away", action="/revoke").text


def test_the_proof_itself_is_kept_nowhere(
    app: Flask, pages: Pages, world: World, person: User, clock: time_machine.Traveller
) -> None:
    administrator = world.user("Adrian", roles=(Role.ADMINISTRATOR,))
    pages.sign_in(administrator)
    clock.shift(timedelta(minutes=11))
    asked = giving(pages, person)
    pages.submit(asked, _proof_password=PASSWORD)
    with app.app_context():
        routes = list(db.session().scalars(select(KeptAnswer.route)))
    assert routes == [f"POST /admin/users/{person.public_id}"]
    assert log(app, administrator) == ["account.sign_in", "account.prove"]


def test_the_same_act_sent_again_is_done_once_though_a_proof_came_between(
    app: Flask, pages: Pages, world: World, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(world.user("Adrian", roles=(Role.ADMINISTRATOR,)))
    page = pages.get(f"/admin/users/{person.public_id}")
    clock.shift(timedelta(minutes=11))
    form = {"role": "auditor", "scope": "portal"}
    asked = pages.submit(page, "Give this role", **form)
    pages.submit(asked, _proof_password=PASSWORD)
    again = pages.submit(page, "Give this role", **form)
    clock.shift(timedelta(minutes=11))
    late = pages.submit(page, "Give this role", **form)
    assert (again.status, late.status, roles(app, person)) == (200, 200, ["auditor"])


def test_a_code_of_the_app_proves_as_well_but_once(
    pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    key, _ = set_up(pages)
    clock.shift(timedelta(minutes=11))
    code = shown(key)
    asked = pages.submit(pages.get("/profile/keys"), action="/keys/codes")
    assert len(pages.submit(asked, _proof_code=code).texts(".codes__one")) == 10
    clock.shift(timedelta(minutes=11))
    asked = pages.submit(pages.get("/profile/keys"), action="/keys/codes")
    assert pages.submit(asked, _proof_code=code).status == 422


def test_a_passkey_proves_as_well_but_not_that_of_somebody_else(
    pages: Pages, world: World, person: User, clock: time_machine.Traveller
) -> None:
    stranger = other_browser(pages)
    stranger.sign_in(world.user())
    foreign = add_passkey(stranger)
    pages.sign_in(person)
    own = add_passkey(pages)
    clock.shift(timedelta(minutes=11))
    asked = pages.submit(pages.get("/profile/keys"), action="/remove")
    refused = pages.submit(asked, _proof_answer=foreign.answer(wish_on(asked)))
    assert (refused.status, refused.h1) == (422, "Is it still you?")
    done = pages.submit(refused, _proof_answer=own.answer(wish_on(refused)))
    assert "The passkey is taken away." in done.text


def test_a_proof_in_one_browser_is_none_in_another(
    pages: Pages, person: User, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    other = other_browser(pages)
    other.sign_in(person)
    clock.shift(timedelta(minutes=11))
    asked = pages.submit(pages.get("/profile/address"), email="new@test.example")
    pages.submit(asked, _proof_password=PASSWORD)
    assert other.submit(other.get("/profile/address"), email="new@test.example").h1 == "Is it still you?"


@pytest.mark.parametrize(
    ("target", "reached"),
    [
        ("/profile/keys", "/profile/keys"),
        ("//evil.example", "/"),
        ("/profile/keys/codes", "/"),
        ("/nowhere", "/"),
    ],
)
def test_after_the_proof_a_page_opens_and_nobody_is_led_away(
    pages: Pages, person: User, target: str, reached: str
) -> None:
    pages.sign_in(person)
    page = pages.get("/prove", query_string={"next": target})
    assert where(pages.submit(page, follow=False, _proof_password=PASSWORD)) == "/prove"
    sent = pages.client.post(
        "/prove", query_string={"next": target}, data={"_proof": "page", "_proof_password": PASSWORD}
    )
    assert (sent.status_code, sent.headers["Location"]) == (303, reached)


# Who holds a role, outside the demo


def test_staff_without_an_app_are_led_to_it_and_can_do_nothing_else(
    pages: Pages, world: World, clock: time_machine.Traveller, production: None
) -> None:
    officer = world.user("Tobias", roles=(Role.OFFICER,))
    landed = with_password(pages, officer)
    assert (where(landed), landed.h1) == ("/profile/keys/app", "Set up an app that gives codes")
    for path in ("/", "/desk/", "/profile", "/calls/", "/profile/sessions"):
        assert where(pages.get(path)) == "/profile/keys/app"
    refused = pages.post("/profile", {"display_name": "Somebody else"})
    assert (refused.status, "Somebody else" in refused.text) == (403, True)
    assert where(pages.post("/sign-out")) == "/"


def test_staff_with_an_app_go_where_they_wanted(
    pages: Pages, world: World, clock: time_machine.Traveller, production: None
) -> None:
    officer = world.user("Tobias", roles=(Role.OFFICER,))
    pages.sign_in(officer)
    landed = pages.get("/desk/")
    page = pages.submit(landed, otp_code=shown(str(landed.one(".code-key").text).replace(" ", "")))
    assert where(pages.follow(page, "I have kept them, go on")) == "/desk/"
    refused = pages.post("/profile/keys/app/remove")
    assert (refused.status, "Your role asks for an app" in refused.text) == (409, True)
    assert "Your role asks for an app" in pages.get("/profile/keys").text


def test_a_role_of_the_past_asks_for_no_app(
    pages: Pages, world: World, clock: time_machine.Traveller, production: None
) -> None:
    person = world.user()
    world.add(
        RoleGrant(
            user_id=person.id, role="juror", valid_from=NOW - timedelta(9), valid_until=NOW - timedelta(1)
        )
    )
    assert with_password(pages, person).path == "/"


def test_the_demo_asks_nobody_for_an_app(pages: Pages, world: World) -> None:
    assert with_password(pages, world.user(roles=(Role.OFFICER,))).path == "/"


# An administrator helps


def test_an_administrator_takes_away_lost_keys_and_the_person_comes_in_by_password(
    app: Flask, pages: Pages, world: World, person: User, clock: time_machine.Traveller, mails: Mails
) -> None:
    pages.sign_in(person)
    set_up(pages)
    add_passkey(pages)
    helper = other_browser(pages)
    administrator = world.user("Adrian", roles=(Role.ADMINISTRATOR,))
    helper.sign_in(administrator)
    page = helper.get(f"/admin/users/{person.public_id}/keys")
    done = helper.submit(page, "Take the keys away")
    assert f"The keys of {person.name} are taken away." in done.text
    assert where(pages.get("/profile")) == "/sign-in"
    assert with_password(other_browser(pages), person).path == "/"
    assert (mails()[-1].recipient, "an administrator" in mails()[-1].body) == (person.email, True)
    assert log(app, person)[-3:] == ["key.reset", "account.end_sign_ins", "account.sign_in"]


def test_nobody_resets_their_own_keys_there_and_only_administrators_come_in(
    pages: Pages, world: World, person: User
) -> None:
    administrator = world.user("Adrian", roles=(Role.ADMINISTRATOR,))
    pages.sign_in(administrator)
    assert "Only somebody else’s" in pages.get(f"/admin/users/{administrator.public_id}/keys").text
    assert pages.post(f"/admin/users/{administrator.public_id}/keys").status == 409
    officer = other_browser(pages)
    officer.sign_in(world.user(roles=(Role.OFFICER,)))
    assert officer.get(f"/admin/users/{person.public_id}/keys").status == 404
    assert officer.post(f"/admin/users/{person.public_id}/keys").status == 404


def test_nobody_sees_the_keys_of_others(pages: Pages) -> None:
    assert where(pages.get("/profile/keys")) == "/sign-in"
    assert pages.post("/profile/keys/codes").status == 403


# How often an attempt may fail


def test_the_second_step_and_the_proof_end_after_ten_wrong_attempts(
    limited: Pages, world: World, person: User, clock: time_machine.Traveller
) -> None:
    limited.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    limited.sign_in(person)
    key, _ = set_up(limited)
    clock.shift(HALF_MINUTE)
    wrong = {"_proof": "page", "_proof_password": "not the password"}
    assert [limited.post("/prove", wrong).status for _ in range(11)] == [422] * 10 + [429]
    assert limited.post("/prove", wrong | {"_proof_password": PASSWORD}).status == 429
    other = other_browser(limited)
    step = with_password(other, person)
    assert [other.submit(step, otp_code="000000").status for _ in range(11)] == [422] * 10 + [429]
    assert other.submit(step, otp_code=shown(key)).status == 429
    third = other_browser(limited)
    third.sign_in(world.user())
    assert where(third.get("/profile/keys")) == "/profile/keys"
