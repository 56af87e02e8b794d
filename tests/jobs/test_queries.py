"""Which jobs are found: one by its name, those of a call, and those that nobody works on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.jobs import queries
from portal.jobs.models import Job
from tests.factories import World

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def work(world: World, key: str = "a", **facts: Any) -> Job:
    """A job in the database."""
    return world.add(Job(**{"kind": "tests", "key": key, "subject": key, "created_at": AT, **facts}))


@pytest.mark.parametrize(
    ("facts", "is_left"),
    [
        ({}, True),
        ({"created_at": AT + SECOND}, False),
        ({"lease_until": AT}, True),
        ({"lease_until": AT + SECOND}, False),
        ({"state": "running", "lease_until": AT - SECOND}, True),
        ({"state": "running", "created_at": AT + SECOND}, True),
        ({"state": "running", "lease_until": AT + SECOND}, False),
        ({"state": "done"}, False),
        ({"state": "failed"}, False),
    ],
)
def test_left_behind_is_what_waits_long_or_whose_worker_was_not_heard_of(
    world: World, facts: dict[str, Any], is_left: bool
) -> None:
    job = work(world, **facts)
    with world.read():
        assert list(queries.list_left_behind(AT, AT)) == [job.public_id] * is_left


def test_what_was_left_first_goes_on_first(world: World) -> None:
    ids = [work(world, key).public_id for key in "cab"]
    with world.read():
        assert list(queries.list_left_behind(AT, AT)) == ids


def test_a_job_is_found_by_its_public_name_and_by_its_work(world: World) -> None:
    job = work(world, "letters:x")
    work(world, "letters:y")
    with world.act():
        found = (queries.find_job(job.public_id), queries.find_job_of("letters:x"))
        locked = queries.lock_job(job.public_id)
        assert [one and one.id for one in (*found, locked)] == [job.id] * 3
        assert (queries.find_job("x"), queries.find_job_of("x"), queries.lock_job("x")) == (None, None, None)


def test_the_jobs_of_a_call_stand_newest_first_without_those_of_others(world: World) -> None:
    call, other = world.call(), world.call()
    for key, where in (("a", call), ("b", other), ("c", call)):
        work(world, key, call_id=where.id)
    work(world, "d")
    with world.read():
        assert [job.key for job in queries.list_jobs_of(call.id)] == ["c", "a"]
