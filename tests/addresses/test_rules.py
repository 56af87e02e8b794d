"""When an address may change, and for how long that can be undone."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.addresses import rules
from portal.words import say

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_the_present_address_is_no_new_one() -> None:
    assert rules.address_refused("a@b.example", present="b@b.example") is None
    assert rules.address_refused("a@b.example", present="a@b.example") == say(
        "This is your address already. Please enter the new one."
    )


def test_an_address_of_another_account_is_not_taken_over() -> None:
    assert rules.confirmation_refused(is_taken=False) is None
    assert rules.confirmation_refused(is_taken=True) == say(
        "In the meantime this address belongs to another account. Yours stays as it was."
    )


@pytest.mark.parametrize(
    ("age", "done", "stopped", "counts"),
    [
        (timedelta(days=1), False, False, True),
        (timedelta(days=1) + SECOND, False, False, False),
        (SECOND, True, False, False),
        (SECOND, False, True, False),
    ],
)
def test_the_link_to_the_new_mailbox_counts_a_day_and_once(
    age: timedelta, done: bool, stopped: bool, counts: bool
) -> None:
    assert rules.may_be_confirmed(asked_at=AT - age, done=done, stopped=stopped, at=AT) is counts


@pytest.mark.parametrize(
    ("asked", "done", "stopped", "counts"),
    [
        (timedelta(days=14), None, False, True),
        (timedelta(days=14) + SECOND, None, False, False),
        (timedelta(days=15), timedelta(days=14), False, True),
        (timedelta(days=15), timedelta(days=14) + SECOND, False, False),
        (SECOND, None, True, False),
    ],
)
def test_the_link_to_the_old_mailbox_counts_two_weeks_after_the_change(
    asked: timedelta, done: timedelta | None, stopped: bool, counts: bool
) -> None:
    done_at = None if done is None else AT - done
    assert rules.may_be_undone(asked_at=AT - asked, done_at=done_at, stopped=stopped, at=AT) is counts
