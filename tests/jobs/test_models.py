"""What the database itself refuses to believe of a job."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from portal.jobs.models import Job
from tests.factories import World

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)


def work(**facts: Any) -> Job:
    """A job of three steps."""
    usual = {"kind": "letters.issue", "key": "letters:a", "subject": "a", "total": 3, "created_at": AT}
    return Job(**{**usual, **facts})


def test_a_job_begins_by_waiting_with_nothing_done(world: World) -> None:
    job = world.add(work())
    assert (job.state, job.done, job.fence, job.attempts, job.error) == ("waiting", 0, 0, 0, "")


@pytest.mark.parametrize("facts", [{"state": "paused"}, {"done": 4}])
def test_an_unknown_state_and_more_steps_than_there_are_do_not_exist(
    world: World, facts: dict[str, Any]
) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        world.add(work(**facts))


def test_the_same_work_is_there_once(world: World) -> None:
    world.add(work())
    with pytest.raises(sa.exc.IntegrityError):
        world.add(work(subject="b"))


def test_a_job_belongs_where_its_subject_belongs() -> None:
    job = work(programme_id=3, call_id=7)
    assert (job.scope.programme_id, job.scope.call_id) == (3, 7)
