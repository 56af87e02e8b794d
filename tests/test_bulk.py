"""Rows written in bulk: the same as rows written one by one, on either database."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import audit, bulk, db
from portal.accounts.models import RoleGrant, User
from portal.audit.models import Event
from tests.factories import World

BY_BULK, ONE_BY_ONE = "bulk@example.org", "one@example.org"


def _facts(email: str, at: datetime) -> dict[str, Any]:
    return {
        "email": email,
        "password": "x",
        "fs_uniquifier": email,
        "created_at": at,
        "display_name": 'Ş "\\\t',
    }


def _as_kept(email: str) -> dict[str, Any]:
    user = db.session().scalars(sa.select(User).where(User.email == email)).one()
    own = ("id", "email", "fs_uniquifier", "public_id", "link_key")
    return {
        column.name: getattr(user, column.name) for column in User.__table__.columns if column.name not in own
    }


def test_a_row_written_in_bulk_is_kept_as_if_it_were_written_alone(world: World, at: datetime) -> None:
    with world.act():
        db.session().add(User(**_facts(ONE_BY_ONE, at)))
        bulk.write(User, [_facts(BY_BULK, at)])
    with world.read():
        assert _as_kept(BY_BULK) == _as_kept(ONE_BY_ONE)


def test_what_is_made_anew_for_each_row_differs_from_row_to_row(world: World, at: datetime) -> None:
    with world.act():
        bulk.write(User, (_facts(f"{n}@example.org", at) for n in range(3)))
    with world.read():
        assert len(set(db.session().scalars(sa.select(User.public_id)))) == 3


def test_numbers_are_taken_by_nobody_else(world: World, at: datetime) -> None:
    with world.act():
        before = User(**_facts("before@example.org", at))
        db.session().add(before)
        db.session().flush()  # its number is compared
        taken = bulk.numbers(User, 3)
        bulk.write(User, [_facts(f"{n}@example.org", at) | {"id": n} for n in taken])
        after = User(**_facts("after@example.org", at))
        db.session().add(after)
        db.session().flush()  # its number is compared
        assert [*taken, after.id] == list(range(before.id + 1, before.id + 5))


@pytest.mark.parametrize("rows", [[], [None, None]])
def test_as_many_numbers_are_drawn_as_were_asked_for(world: World, rows: list[None]) -> None:
    with world.act():
        assert len(bulk.numbers(User, len(rows))) == len(rows)


def test_nothing_is_written_of_no_rows(world: World) -> None:
    with world.act():
        bulk.write(User, [])
    with world.read():
        assert db.session().scalar(sa.select(sa.func.count()).select_from(User)) == 0


def test_what_a_table_refuses_is_refused_in_bulk_as_well(world: World, at: datetime) -> None:
    grant = {"user_id": 1, "role": "emperor", "valid_from": at}
    with pytest.raises(Exception, match=r"role_known"), world.act():
        bulk.write(RoleGrant, [grant])


def test_a_chain_written_in_bulk_goes_on_as_one_that_was_recorded(world: World, at: datetime) -> None:
    steps = [
        audit.Step("application.start", at, None, {"code": "IST-7F3K2A", "on": at.date()}),
        audit.Step("application.save", at + timedelta(minutes=1), None, {"b": 1, "a": ["ı", None]}),
    ]
    with world.act():
        bulk.write(Event, audit.chain_of("application:bulk", steps))
        for step in steps:
            audit.record("application:one", step.verb, by=None, at=step.at, **step.facts)
    with world.act():
        audit.record("application:bulk", "application.submit", by=None, at=at)
    with world.read():
        assert audit.verify() == []
        told = {
            case: [(one.verb, one.at, one.facts) for one in audit.queries.list_events(case)][:2]
            for case in ("application:bulk", "application:one")
        }
        assert told["application:bulk"] == told["application:one"]
