"""Work with progress: asked for in one act, claimed with a fence, done by steps, resumed after crashes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from portal import clock
from portal.db import new_public_id, session, transaction
from portal.jobs import queries
from portal.jobs.models import Job
from portal.jobs.queue import each_minute, enqueue, enqueue_after_commit, work

log = structlog.get_logger()

LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=15)
MOST_ATTEMPTS = 5
LEFT_BEHIND_AFTER = timedelta(seconds=30)
STOPPED = "The worker stopped in the middle of a step."

JOBS: dict[str, Callable[["Work"], None]] = {}


class LeaseLost(Exception):
    """Another worker has taken the job over; this one must not write any more."""


class Owner(Protocol):
    """The person who asks for work."""

    id: int


class Scope(Protocol):
    """Where the subject of the work belongs."""

    @property
    def programme_id(self) -> int | None:
        """The programme, if it belongs to one."""

    @property
    def call_id(self) -> int | None:
        """The call, if it belongs to one."""


def job(kind: str) -> Callable[[Callable[["Work"], None]], Callable[["Work"], None]]:
    """Register what does one kind of job; called again after a crash, it does what is left."""

    def register(doing: Callable[["Work"], None]) -> Callable[["Work"], None]:
        JOBS[kind] = doing
        return doing

    return register


def start(
    kind: str,
    *,
    key: str,
    subject: str,
    owner: Owner | None,
    scope: Scope | None,
    total: int,
    result_url: str,
    at: datetime,
) -> Job:
    """Ask for work that begins after the commit; the same key leads back to the job that exists."""
    asked = queries.find_job_of(key)
    if asked is not None:
        return asked
    asked = Job(
        public_id=new_public_id(),
        kind=kind,
        key=key,
        subject=subject,
        owner_id=owner.id if owner else None,
        programme_id=scope.programme_id if scope else None,
        call_id=scope.call_id if scope else None,
        total=total,
        result_url=result_url,
        created_at=at,
    )
    session().add(asked)
    enqueue_after_commit("job", asked.public_id)
    return asked


@dataclass
class Work:
    """A job in the hands of one worker, good as long as its fence is the newest."""

    job_id: str
    kind: str
    key: str
    subject: str
    owner_id: int | None
    fence: int
    problems: list[str] = field(default_factory=list)

    def expect(self, left: int) -> None:
        """Say how many steps are left, where that was not known when the job was asked for."""
        with transaction():
            row = self.row()
            row.total = row.done + left

    def step(
        self,
        mark: Callable[..., object],
        *,
        read: Callable[[], Any] | None = None,
        make: Callable[..., Any] | None = None,
        otherwise: Callable[[Exception], object] | None = None,
    ) -> bool:
        """Read, make outside any transaction, then mark in one; a step that fails never stops the others."""
        try:
            made = _made(read, make)
            self._count(lambda: mark(*made))
        except LeaseLost:
            raise
        except Exception as problem:
            log.exception("step failed", kind=self.kind, job=self.job_id)
            self._count_failed(problem, otherwise)
            return False
        return True

    def _count_failed(self, problem: Exception, otherwise: Callable[[Exception], object] | None) -> None:
        if otherwise is None:
            self.problems.append(_words(problem))
        else:
            self._count(lambda: otherwise(problem))

    def _count(self, act: Callable[[], object]) -> None:
        # Each step is an act of its own, with its own time.
        at = clock.fix()
        with transaction():
            row = self.row()
            act()
            row.done = min(row.done + 1, row.total)
            # A job that gets on is healthy, however often its worker was stopped.
            row.attempts = 1
            row.lease_until = at + LEASE

    def row(self) -> Job:
        """The job’s row, locked, as long as no other worker has taken it over."""
        row = queries.lock_job(self.job_id)
        if row is None or row.state != "running" or row.fence != self.fence:
            raise LeaseLost(self.job_id)
        return row


@work("job")
def carry_out(job_id: str) -> None:
    """Claim a job, do what is left of it, and say how it ended."""
    claimed = _claim(job_id)
    if claimed is None:
        return
    try:
        JOBS[claimed.kind](claimed)
        _end(claimed)
    except LeaseLost:
        log.warning("job taken over by another worker", job=job_id)
    except Exception as problem:
        log.exception("job failed", kind=claimed.kind, job=job_id)
        claimed.problems.append(_words(problem))
        _end(claimed)


@each_minute
def resume_what_was_left(at: datetime) -> None:
    """Put jobs on their way again that a lost worker or a lost queue left behind."""
    with transaction():
        for job_id in queries.list_left_behind(at - LEFT_BEHIND_AFTER, at):
            enqueue_after_commit("job", job_id)


def _claim(job_id: str) -> Work | None:
    at = clock.now()
    with transaction():
        row = queries.lock_job(job_id)
        if row is None or row.state in ("done", "failed") or (row.lease_until and row.lease_until > at):
            return None
        row.fence += 1
        row.attempts += 1
        if row.attempts > MOST_ATTEMPTS:
            _ended(row, [row.error or STOPPED], at)
            return None
        row.state, row.lease_until = "running", at + LEASE
        return Work(job_id, row.kind, row.key, row.subject, row.owner_id, row.fence)


def _end(claimed: Work) -> None:
    with transaction():
        pause = _ended(claimed.row(), claimed.problems, clock.now())
    if pause is not None:
        enqueue("job", claimed.job_id, delay=pause)


def _ended(row: Job, problems: list[str], at: datetime) -> timedelta | None:
    """Write down how an attempt ended, and give the pause before the next one if there is to be one."""
    row.error = "\n".join(dict.fromkeys(problems))
    if problems and row.attempts < MOST_ATTEMPTS:
        pause: timedelta = FIRST_PAUSE * 2 ** (row.attempts - 1)
        row.state, row.lease_until = "waiting", at + pause
        return pause
    row.state, row.finished_at, row.lease_until = "failed" if problems else "done", at, None
    if not problems:
        row.done = row.total
    return None


def _made(read: Callable[[], Any] | None, make: Callable[..., Any] | None) -> tuple[Any, ...]:
    made: tuple[Any, ...] = (read(),) if read else ()
    # What was read is plain by now: no transaction stays open while something slow is made.
    session().rollback()
    return (make(*made),) if make else made


def _words(problem: Exception) -> str:
    return str(problem) or type(problem).__name__
