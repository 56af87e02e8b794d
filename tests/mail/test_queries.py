"""Which mails are found: those of a case, the latest of all, and those that nobody has in hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.mail import queries
from portal.mail.models import Message
from tests.factories import World

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def mail(world: World, **facts: Any) -> Message:
    """A mail in the database."""
    usual = {"recipient": "a@x.example", "language": "de", "subject": "s", "body": "b", "created_at": AT}
    return world.add(Message(**{**usual, **facts}))


@pytest.mark.parametrize(
    ("facts", "is_left"),
    [
        ({}, True),
        ({"created_at": AT + SECOND}, False),
        ({"busy_until": AT}, True),
        ({"busy_until": AT + SECOND}, False),
        ({"state": "sent"}, False),
        ({"state": "failed"}, False),
    ],
)
def test_left_behind_is_what_waits_and_nobody_has_in_hand(
    world: World, facts: dict[str, Any], is_left: bool
) -> None:
    message = mail(world, **facts)
    with world.read():
        assert list(queries.list_left_behind(AT, AT)) == [message.public_id] * is_left


def test_the_latest_mails_stand_first_and_of_one_moment_the_later_written(world: World) -> None:
    for subject, at in (("old", AT - SECOND), ("first", AT), ("second", AT)):
        mail(world, subject=subject, created_at=at)
    with world.read():
        assert [one.subject for one in queries.list_messages()] == ["second", "first", "old"]
        assert [one.subject for one in queries.list_messages(2)] == ["second", "first"]


def test_the_mails_of_a_case_are_its_own(world: World) -> None:
    for subject, case in (
        ("a", "application:x"),
        ("b", "application:y"),
        ("c", None),
        ("d", "application:x"),
    ):
        mail(world, subject=subject, case=case)
    with world.read():
        assert [one.subject for one in queries.list_messages_of("application:x")] == ["d", "a"]


def test_a_mail_is_found_by_its_name_and_by_its_cause(world: World) -> None:
    message = mail(world, key="letters/issued:x")
    mail(world)
    with world.act():
        found = [
            queries.find_message(message.public_id),
            queries.find_message_of("letters/issued:x"),
            queries.lock_message(message.public_id),
        ]
        assert [one and one.id for one in found] == [message.id] * 3
        missing = (queries.find_message("x"), queries.find_message_of("x"), queries.lock_message("x"))
        assert missing == (None, None, None)


def test_all_mails_that_wait_can_be_held_back_together(world: World) -> None:
    waiting = {mail(world).id, mail(world, busy_until=AT + SECOND).id}
    mail(world, state="sent")
    mail(world, state="failed")
    with world.act():
        assert {one.id for one in queries.lock_waiting()} == waiting
