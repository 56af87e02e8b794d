"""The seals of the log: every change of it is found."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from portal import audit, db
from portal.audit.models import Anchor, Event
from tests.factories import World

NO_WAIT = timedelta(0)


def _three_events(world: World, at: datetime) -> None:
    with world.act():
        for number in range(3):
            audit.record("application:a", "application.edit", by=None, at=at, revision=number)
            audit.record("application:b", "application.edit", by=None, at=at, revision=number)
        audit.seal(at=at, settled=NO_WAIT)


def _verified(world: World) -> list[str]:
    with world.read():
        return audit.verify()


def test_an_untouched_log_is_whole(world: World, at: datetime) -> None:
    _three_events(world, at)
    assert _verified(world) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            sa.update(Event).where(Event.id == 2).values(verb="application.submit"),
            "application:b: event 1 was changed",
        ),
        (
            sa.update(Event).where(Event.id == 3).values(facts={"revision": 9}),
            "application:a: event 2 was changed",
        ),
        (sa.delete(Event).where(Event.id == 3), "application:a: event 3 does not follow event 1"),
        (sa.delete(Event).where(Event.id == 6), "seal 1: events up to 6 are not those that were sealed"),
        (sa.update(Anchor).values(events=5), "seal 1: events up to 6 are not those that were sealed"),
        (sa.update(Anchor).values(previous="f" * 64), "seal 1 was changed"),
    ],
)
def test_a_change_behind_the_logs_back_is_found(
    world: World, at: datetime, change: sa.UpdateBase, found: str
) -> None:
    _three_events(world, at)
    with world.act():
        db.session().execute(change)
    assert found in _verified(world)


def test_an_event_whose_transaction_may_still_run_waits_for_the_next_seal(world: World, at: datetime) -> None:
    with world.act():
        audit.record("application:a", "application.edit", by=None, at=at)
        assert audit.seal(at=at + timedelta(seconds=30)) is None
        assert audit.seal(at=at + timedelta(seconds=61)) is not None


def test_two_workers_cannot_seal_after_the_same_seal(world: World, at: datetime) -> None:
    _three_events(world, at)
    fork = Anchor(at=at, last_event_id=6, events=6, heads="x", previous=audit.log.ZEROS, hash="y")
    with pytest.raises(sa.exc.IntegrityError):
        world.add(fork)
