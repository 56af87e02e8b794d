"""What happens when an address is asked for, confirmed and taken back."""

from datetime import datetime, timedelta

import pytest

from portal import db
from portal.accounts.actions import hash_of
from portal.accounts.models import SignIn, User
from portal.accounts.queries import find_user, find_user_of, list_sign_ins
from portal.addresses import actions, queries
from portal.addresses.models import AddressChange
from portal.audit import case_of
from portal.audit.queries import list_events
from portal.mail.models import Message
from tests.factories import World

NEW, NEWER = "new@test.example", "newer@test.example"


@pytest.fixture
def person(world: World) -> User:
    return world.user(email="old@test.example")


def now(user: User) -> User:
    """The person as the database knows it now."""
    found = find_user(user.public_id)
    assert found is not None
    return found


def ask(world: World, user: User, email: str, at: datetime) -> AddressChange:
    with world.act():
        actions.ask(now(user), email, confirm=lambda key: f"/to/{key}", undo=lambda key: f"/un/{key}", at=at)
        return queries.list_waiting(user)[0]


def confirm(world: World, change: AddressChange, at: datetime) -> None:
    with world.act():
        found = queries.find_to_undo(change.undo_key)
        assert found is not None
        actions.confirm(found, here="this browser", undo=lambda key: f"/un/{key}", at=at)


def undo(world: World, change: AddressChange, at: datetime) -> None:
    with world.act():
        found = queries.find_to_undo(change.undo_key)
        assert found is not None
        actions.undo(found, at=at)


def told(world: World, user: User) -> tuple[str, list[tuple[str, str]], list[str]]:
    """The address that counts, to whom was written what, and what the log says."""
    with world.read():
        mails = db.session().query(Message).order_by(Message.id)
        return (
            now(user).email,
            [(mail.recipient, mail.subject) for mail in mails],
            [event.verb for event in list_events(case_of(user))],
        )


WARNED = ("old@test.example", "Somebody wants to change the address of your account")


def test_a_wish_writes_to_both_mailboxes_and_changes_nothing(
    world: World, person: User, at: datetime
) -> None:
    change = ask(world, person, NEW, at)
    assert told(world, person) == (
        "old@test.example", [(NEW, "Please confirm your new address"), WARNED], ["account.ask_address"],
    )  # fmt: skip
    with world.read():
        bodies = [mail.body for mail in db.session().query(Message).order_by(Message.id)]
    assert (f"/to/{change.link_key}" in bodies[0], f"/un/{change.undo_key}" in bodies[1]) == (True, True)


def test_a_newer_wish_stops_the_one_before(world: World, person: User, at: datetime) -> None:
    before = ask(world, person, NEW, at)
    ask(world, person, NEWER, at + timedelta(minutes=5))
    with world.read():
        assert db.session().get_one(AddressChange, before.id).stopped_at == at + timedelta(minutes=5)
        assert [one.new_email for one in queries.list_waiting(person)] == [NEWER]


def test_the_present_address_can_not_be_asked_for(world: World, person: User, at: datetime) -> None:
    with pytest.raises(actions.AddressRefused):
        ask(world, person, person.email, at)
    assert told(world, person) == ("old@test.example", [], [])


def test_an_address_of_another_account_learns_of_the_wish_and_gets_no_link(
    world: World, person: User, at: datetime
) -> None:
    world.user(email=NEW)
    ask(world, person, NEW, at)
    with world.read():
        first = db.session().query(Message).order_by(Message.id).first()
        assert first is not None
        assert (first.recipient, first.subject) == (NEW, "This address has an account already")
        assert "/to/" not in first.body


def test_a_confirmed_address_counts_and_only_this_browser_stays_signed_in(
    world: World, person: User, at: datetime
) -> None:
    for name in ("this browser", "another"):
        world.add(SignIn(user_id=person.id, token_hash=hash_of(name), created_at=at, seen_at=at))
    confirm(world, ask(world, person, NEW, at), at)
    assert told(world, person) == (
        NEW,
        [
            (NEW, "Please confirm your new address"),
            WARNED,
            ("old@test.example", "The address of your account was changed"),
        ],
        ["account.ask_address", "account.end_sign_ins", "account.change_address"],
    )
    with world.read():
        assert [one.token_hash for one in list_sign_ins(person)] == [hash_of("this browser")]
        assert now(person).link_key != person.link_key  # links in earlier mails open nothing any more


def test_an_address_that_was_taken_meanwhile_stays_with_its_account(
    world: World, person: User, at: datetime
) -> None:
    change = ask(world, person, NEW, at)
    other = world.user(email=NEW)
    with pytest.raises(actions.AddressRefused):
        confirm(world, change, at)
    with world.read():
        assert ((find_user_of(NEW) or person).id, now(person).email) == (other.id, "old@test.example")


def test_taking_a_change_back_restores_the_address_and_stops_what_followed(
    world: World, person: User, at: datetime
) -> None:
    world.add(SignIn(user_id=person.id, token_hash=hash_of("this browser"), created_at=at, seen_at=at))
    change = ask(world, person, NEW, at)
    confirm(world, change, at)
    ask(world, person, NEWER, at)
    undo(world, change, at)
    with world.read():
        assert (now(person).email, queries.list_waiting(person), list_sign_ins(person)) == (
            "old@test.example", [], [],
        )  # fmt: skip


def test_stopping_a_wish_that_was_not_confirmed_leaves_the_address_as_it_is(
    world: World, person: User, at: datetime
) -> None:
    undo(world, ask(world, person, NEW, at), at)
    with world.read():
        assert (now(person).email, queries.list_waiting(person)) == ("old@test.example", [])
        assert [event.verb for event in list_events(case_of(person))][-1] == "account.undo_address"


def test_an_address_is_not_taken_back_from_who_owns_it_now(world: World, person: User, at: datetime) -> None:
    change = ask(world, person, NEW, at)
    confirm(world, change, at)
    world.user(email="old@test.example")
    with pytest.raises(actions.AddressRefused):
        undo(world, change, at)
    assert told(world, person)[0] == NEW
