"""Finding jobs."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select

from portal.db import session
from portal.jobs.models import Job


def find_job(job_id: str) -> Job | None:
    """The job with this public id."""
    return session().scalars(select(Job).where(Job.public_id == job_id)).one_or_none()


def find_job_of(key: str) -> Job | None:
    """The job that this very work has already got."""
    return session().scalars(select(Job).where(Job.key == key)).one_or_none()


def lock_job(job_id: str) -> Job | None:
    """The job as it is now, locked until the end of the transaction."""
    rows = select(Job).where(Job.public_id == job_id).with_for_update()
    return session().scalars(rows.execution_options(populate_existing=True)).one_or_none()


def list_jobs_of(call_id: int) -> Sequence[Job]:
    """The jobs of a call, newest first."""
    return session().scalars(select(Job).where(Job.call_id == call_id).order_by(Job.id.desc())).all()


def list_left_behind(before: datetime, at: datetime) -> Sequence[str]:
    """Public ids of jobs that nobody works on: long waiting, or their worker has not been heard of."""
    rests = and_(Job.state == "waiting", Job.created_at <= before)
    free = or_(Job.lease_until.is_(None), Job.lease_until <= at)
    rows = select(Job.public_id).where(or_(rests, Job.state == "running"), free).order_by(Job.id)
    return session().scalars(rows).all()
