"""Which changes of an address the portal finds."""

from datetime import datetime, timedelta

import pytest

from portal.accounts.models import User
from portal.addresses import queries
from portal.addresses.models import AddressChange
from tests.factories import World


@pytest.fixture
def person(world: World) -> User:
    return world.user("Işıl")


def wish(world: World, user: User, name: str, at: datetime, **facts: datetime) -> AddressChange:
    """A wish for an address of this name, with links that bear the name too."""
    return world.add(
        AddressChange(
            user_id=user.id,
            old_email=user.email,
            new_email=f"{name}@test.example",
            link_key=f"to-{name}",
            undo_key=f"undo-{name}",
            asked_at=at,
            **facts,
        )
    )


def test_what_waits_for_its_mailbox_is_neither_done_nor_stopped_and_the_newest_comes_first(
    world: World, person: User, at: datetime
) -> None:
    for name in ("first", "second"):
        wish(world, person, name, at)
    wish(world, person, "done", at, done_at=at)
    wish(world, person, "stopped", at, stopped_at=at)
    wish(world, world.user(), "another", at)
    with world.read():
        assert [one.link_key for one in queries.list_waiting(person)] == ["to-second", "to-first"]


def test_a_link_to_the_new_mailbox_works_for_its_person_alone(
    world: World, person: User, at: datetime
) -> None:
    wish(world, person, "new", at)
    asked = [(person, "to-new"), (world.user(), "to-new"), (person, "undo-new"), (person, "")]
    with world.read():
        found = [queries.find_asked(user, key) for user, key in asked]
        assert [one and one.user.name for one in found] == ["Işıl", None, None, None]


def test_a_link_to_the_old_mailbox_needs_nobody_signed_in(world: World, person: User, at: datetime) -> None:
    wish(world, person, "new", at)
    with world.read():
        found = [queries.find_to_undo(key) for key in ("undo-new", "to-new", "")]
        assert [one and one.user.name for one in found] == ["Işıl", None, None]


def test_what_was_asked_later_by_the_same_person_is_found_unless_it_was_stopped(
    world: World, person: User, at: datetime
) -> None:
    wish(world, person, "before", at)
    change = wish(world, person, "this", at)
    wish(world, person, "done", at + timedelta(hours=1), done_at=at)
    wish(world, person, "waiting", at)
    wish(world, person, "stopped", at, stopped_at=at)
    wish(world, world.user(), "another", at)
    with world.read():
        assert {one.undo_key for one in queries.list_later(change)} == {"undo-done", "undo-waiting"}
