"""An act has one time from its beginning to its end."""

from contextvars import copy_context
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal import clock

NOON = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)


def in_an_act_of_its_own(claim: object) -> None:
    """Run so that no other test sees the time that is fixed."""
    copy_context().run(claim)  # type: ignore[arg-type]  # what pytest finds is not typed


def test_what_was_begun_before_the_deadline_keeps_its_time_however_long_it_takes() -> None:
    def claim() -> None:
        with time_machine.travel(NOON, tick=False) as traveller:
            assert clock.fix() == NOON
            traveller.shift(timedelta(minutes=5))
            assert (clock.at(), clock.now()) == (NOON, NOON + timedelta(minutes=5))

    in_an_act_of_its_own(claim)


def test_the_next_act_has_a_time_of_its_own() -> None:
    def claim() -> None:
        with time_machine.travel(NOON, tick=False) as traveller:
            clock.fix()
            traveller.shift(timedelta(minutes=5))
            clock.fix()
            assert clock.at() == NOON + timedelta(minutes=5)

    in_an_act_of_its_own(claim)


def test_outside_any_act_it_is_now() -> None:
    def claim() -> None:
        clock._fixed.set(None)
        with time_machine.travel(NOON, tick=False) as traveller:
            traveller.shift(timedelta(minutes=5))
            assert clock.at() == NOON + timedelta(minutes=5)

    in_an_act_of_its_own(claim)


def test_an_act_does_not_see_the_time_of_another_that_goes_on_beside_it() -> None:
    def claim() -> None:
        with time_machine.travel(NOON, tick=False) as traveller:
            clock.fix()
            traveller.shift(timedelta(minutes=5))
            copy_context().run(clock.fix)
            assert clock.at() == NOON

    in_an_act_of_its_own(claim)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles"])
def test_the_time_is_that_of_greenwich_wherever_the_server_stands(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    with time_machine.travel(NOON, tick=False):
        assert (clock.now(), clock.now().tzinfo) == (NOON, UTC)
