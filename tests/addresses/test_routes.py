"""Changing the address, from the new mailbox and back from the old one."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal import db
from portal.accounts.models import User
from portal.addresses.models import AddressChange
from portal.audit.models import Event
from portal.mail.models import Message
from tests.accounts.conftest import Mails, mails
from tests.factories import World
from tests.factories.world import PASSWORD
from tests.keys.conftest import clock, person
from tests.pages import Page, Pages

__all__ = ["clock", "mails", "person"]
NEW = "Neu@Test-City.example"
KEPT = "Neu@test-city.example"


def link_in(message: Message) -> str:
    """The path of the link that a mail carries."""
    found = re.search(r"http://localhost(/(?:profile/)?address/\S+)", message.body)
    assert found is not None, message.body
    return found[1]


def address_of(app: Flask, user: User) -> str:
    """The address with which somebody signs in now."""
    with app.app_context():
        return db.session().get_one(User, user.id).email


def log(app: Flask, user: User) -> list[str]:
    """What the log says about an account, in order."""
    with app.app_context():
        rows = select(Event.verb).where(Event.case == f"user:{user.public_id}").order_by(Event.id)
        return list(db.session().scalars(rows))


def ask(pages: Pages, email: str = NEW) -> Page:
    """Ask for another address as the person who is signed in."""
    return pages.submit(pages.get("/profile/address"), email=email)


def enters(pages: Pages, email: str, password: str = PASSWORD) -> bool:
    """Whether this address opens the account in a fresh browser."""
    answer = Pages(pages.app).post("/sign-in", {"email": email, "password": password}, follow=False)
    return answer.status == 303


def test_a_new_address_counts_only_after_its_mailbox_confirmed_it(
    app: Flask, pages: Pages, person: User, mails: Mails
) -> None:
    pages.sign_in(person)
    asked = ask(pages)
    assert "A mail is on its way to the new address." in asked.text
    assert KEPT in asked.text
    to_new, to_old = mails()
    assert (to_new.recipient, to_old.recipient) == (KEPT, person.email)
    opened = pages.get(link_in(to_new))
    assert (opened.path, address_of(app, person)) == ("/profile/address/confirm", person.email)
    done = pages.submit(opened, "Use this address")
    assert f"From now on you sign in with {KEPT}." in done.text
    assert (address_of(app, person), enters(pages, KEPT), enters(pages, person.email)) == (KEPT, True, False)
    assert log(app, person) == [
        "account.sign_in",
        "account.ask_address",
        "account.change_address",
        "account.sign_in",
    ]
    assert [(mail.recipient, mail.subject) for mail in mails()[1:]] == [
        (person.email, "Somebody wants to change the address of your account"),
        (person.email, "The address of your account was changed"),
    ]


def test_the_other_browsers_are_signed_out_by_the_change(pages: Pages, person: User, mails: Mails) -> None:
    other = Pages(pages.app, engine=pages.engine)
    other.sign_in(person)
    pages.sign_in(person)
    ask(pages)
    pages.submit(pages.get(link_in(mails()[0])), "Use this address")
    assert (pages.get("/profile").status, other.get("/profile", follow=False).status) == (200, 302)


def test_who_opens_the_link_signed_out_signs_in_first_and_comes_back(
    pages: Pages, person: User, mails: Mails
) -> None:
    pages.sign_in(person)
    ask(pages)
    pages.post("/sign-out")
    first = pages.get(link_in(mails()[0]))
    back = pages.submit(first, email=person.email, password=PASSWORD)
    assert back.path == "/profile/address/confirm"


def test_a_stranger_who_gets_the_mail_by_mistake_can_not_take_the_account(
    app: Flask, pages: Pages, world: World, person: User, mails: Mails
) -> None:
    pages.sign_in(person)
    ask(pages)
    stranger = Pages(app, engine=pages.engine)
    stranger.sign_in(world.user())
    assert stranger.get(link_in(mails()[0])).status == 404
    assert stranger.post("/profile/address/confirm").status == 404
    assert address_of(app, person) == person.email


def test_the_link_is_dead_after_a_day_after_use_and_after_a_newer_wish(
    app: Flask, pages: Pages, person: User, mails: Mails, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    ask(pages)
    ask(pages, "second@test.example")
    first, second = (link_in(mail) for mail in mails() if "/profile/address/" in mail.body)
    assert pages.get(first).status == 404
    pages.submit(pages.get(second), "Use this address")
    assert pages.get(second).status == 404
    ask(pages, "third@test.example")
    clock.shift(timedelta(days=1, seconds=1))
    assert pages.get(link_in(mails()[-2])).status == 404
    assert address_of(app, person) == "second@test.example"


def test_a_known_address_gets_the_same_answer_and_only_its_owner_learns_of_it(
    app: Flask, pages: Pages, world: World, person: User, mails: Mails
) -> None:
    known = world.user()
    pages.sign_in(person)
    unknown_answer = ask(pages).text.replace(KEPT, "")
    known_answer = ask(pages, known.email).text.replace(known.email, "")
    assert unknown_answer == known_answer
    to_known = next(mail for mail in mails() if mail.recipient == known.email)
    assert (to_known.subject, person.name in to_known.body) == ("This address has an account already", False)


def test_an_address_that_was_taken_in_the_meantime_is_refused(
    app: Flask, pages: Pages, world: World, person: User, mails: Mails
) -> None:
    pages.sign_in(person)
    ask(pages)
    world.user(email=KEPT)
    refused = pages.submit(pages.get(link_in(mails()[0])), "Use this address")
    assert (refused.status, "belongs to another account" in refused.text) == (409, True)
    assert address_of(app, person) == person.email


@pytest.mark.parametrize("email", ["", "no address", "a@b.example\r\nBcc: all@b.example", "a\x00@b.example"])
def test_what_is_no_address_is_not_asked_for(
    app: Flask, pages: Pages, person: User, email: str, mails: Mails
) -> None:
    pages.sign_in(person)
    assert pages.post("/profile/address", {"email": email}).status == 422
    assert mails() == []


def test_the_own_address_is_no_new_one(pages: Pages, person: User, mails: Mails) -> None:
    pages.sign_in(person)
    assert (ask(pages, person.email).status, mails()) == (422, [])


def test_the_old_mailbox_stops_a_wish(app: Flask, pages: Pages, person: User, mails: Mails) -> None:
    pages.sign_in(person)
    ask(pages)
    owner = Pages(app, engine=pages.engine)
    owner.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = owner.get(link_in(mails()[1]))
    assert (page.path, page.h1) == ("/address/undo", "Take the change of address back")
    done = owner.submit(page, "Take it back")
    assert f"The address is again {person.email}." in done.text
    assert pages.get("/profile").path == "/sign-in?next=/profile"
    pages.sign_in(person)
    assert pages.get(link_in(mails()[0])).status == 404
    assert owner.get(link_in(mails()[1])).status == 404
    assert "account.undo_address" in log(app, person)


def test_the_old_mailbox_takes_a_change_back_with_all_that_followed(
    app: Flask, pages: Pages, person: User, mails: Mails
) -> None:
    pages.sign_in(person)
    ask(pages)
    pages.submit(pages.get(link_in(mails()[0])), "Use this address")
    ask(pages, "third@test.example")
    pages.submit(pages.get(link_in(mails()[3])), "Use this address")
    assert address_of(app, person) == "third@test.example"
    owner = Pages(app, engine=pages.engine)
    owner.submit(owner.get(link_in(mails()[1])))
    assert (address_of(app, person), enters(pages, person.email)) == (person.email, True)
    with app.app_context():
        stopped = [row.stopped_at is not None for row in db.session().scalars(select(AddressChange))]
    assert stopped == [True, True]


def test_opening_a_link_alone_changes_nothing(app: Flask, pages: Pages, person: User, mails: Mails) -> None:
    pages.sign_in(person)
    ask(pages)
    for mail in mails():
        pages.get(link_in(mail))
    with app.app_context():
        rows = [(row.done_at, row.stopped_at) for row in db.session().scalars(select(AddressChange))]
    assert (rows, address_of(app, person)) == ([(None, None)], person.email)


def test_long_after_signing_in_the_address_changes_only_after_a_proof(
    app: Flask, pages: Pages, person: User, mails: Mails, clock: time_machine.Traveller
) -> None:
    pages.sign_in(person)
    clock.shift(timedelta(minutes=11))
    asked = ask(pages)
    assert (asked.h1, mails()) == ("Is it still you?", [])
    done = pages.submit(asked, _proof_password=PASSWORD)
    assert (KEPT in done.text, len(mails())) == (True, 2)


def test_a_link_for_a_new_password_to_the_old_address_is_dead_after_the_change(
    app: Flask, pages: Pages, person: User, mails: Mails
) -> None:
    pages.sign_in(person)
    pages.post("/forgot", {"email": person.email})
    ask(pages)
    pages.submit(pages.get(link_in(mails()[1])), "Use this address")
    reset = re.search(r"http://localhost(/reset/\S+)", mails()[0].body)
    assert reset is not None
    assert pages.get(reset[1]).status == 404
