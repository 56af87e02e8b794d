"""The log: one chain a case."""

from datetime import datetime

import sqlalchemy as sa

from portal import audit, db
from portal.audit.models import Event
from tests.factories import World


def _three_events(world: World, at: datetime) -> None:
    with world.act():
        for number in range(3):
            audit.record("application:a", "application.edit", by=None, at=at, revision=number)
            audit.record("application:b", "application.edit", by=None, at=at, revision=number)


def test_each_case_has_its_own_chain_without_gaps(world: World, at: datetime) -> None:
    _three_events(world, at)
    with world.read():
        rows = (
            db.session().execute(sa.select(Event.case, Event.number).order_by(Event.case, Event.number)).all()
        )
    assert [tuple(row) for row in rows] == [
        ("application:a", 1), ("application:a", 2), ("application:a", 3),
        ("application:b", 1), ("application:b", 2), ("application:b", 3),
    ]  # fmt: skip
