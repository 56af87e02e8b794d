"""Each minute the portal seals what was logged, and once only."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from portal import audit, db
from portal.audit.models import Anchor
from portal.jobs.queue import SWEEPS
from portal.jobs.upkeep import seal_the_log
from tests.factories import World

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)


def sealed(world: World) -> list[int]:
    """How many events stand under each seal."""
    with world.read():
        return list(db.session().scalars(sa.select(Anchor.events).order_by(Anchor.id)))


def log(world: World, at: datetime) -> None:
    """Something happens."""
    with world.act():
        audit.record("call:x", "call.publish", by=None, at=at)


def test_what_was_logged_is_sealed_and_kept_without_anybody_committing(world: World) -> None:
    log(world, AT - timedelta(hours=1))
    log(world, AT - timedelta(hours=1))
    with world.read():
        seal_the_log(AT)
    assert sealed(world) == [2]


def test_a_minute_without_events_adds_no_seal(world: World) -> None:
    log(world, AT - timedelta(hours=1))
    with world.read():
        seal_the_log(AT)
        seal_the_log(AT + timedelta(minutes=1))
    assert sealed(world) == [1]


def test_the_queue_looks_after_it_each_minute() -> None:
    assert seal_the_log in SWEEPS
