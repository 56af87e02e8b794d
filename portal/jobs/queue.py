"""The queue: what must be done is sent to Huey after the commit, and found again by what does it."""

from collections.abc import Callable
from contextvars import Context
from datetime import datetime, timedelta
from typing import Any, cast

import structlog
from flask import Flask
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal import clock
from portal.config import Settings
from portal.db import session
from portal.extensions import part

log = structlog.get_logger()

WORK: dict[str, Callable[[str], None]] = {}
SWEEPS: list[Callable[[datetime], None]] = []
_WAITING = "work after commit"

Errand = Callable[[str], None]
Sweep = Callable[[datetime], None]


class Queue:
    """Huey with its two tasks for one application: do a piece of work, look after what was left."""

    def __init__(self, app: Flask, huey: Huey) -> None:
        self.huey = huey
        self._app = app
        self._perform = huey.task(name="perform")(self.perform)
        huey.periodic_task(crontab(), name="sweep")(self.sweep)

    def send(self, kind: str, subject: str, *, delay: timedelta | None = None) -> None:
        """Send a piece of work to whoever works, at once or after a pause."""
        if delay is None:
            self._perform(kind, subject)
        else:
            self._perform.schedule((kind, subject), delay=delay.total_seconds())

    def close(self) -> None:
        """Close what this process holds open; the next use opens it again."""
        close = getattr(self.huey.storage, "close", None)
        if close is not None:
            close()

    def perform(self, kind: str, subject: str) -> None:
        """Do one piece of work, knowing nothing of the page that asked for it."""
        Context().run(self._inside, lambda: WORK[kind](subject))

    def sweep(self) -> None:
        """Let every room look after what was left behind; a room in trouble doesn’t stop the others."""
        for look_after in SWEEPS:
            try:
                Context().run(self._inside, lambda: look_after(clock.at()))  # noqa: B023 - run before the loop goes on
            except Exception:
                log.exception("sweep failed", sweep=look_after.__name__)

    def _inside(self, act: Callable[[], None]) -> None:
        with self._app.app_context():
            clock.fix()
            act()


def work(kind: str) -> Callable[[Errand], Errand]:
    """Register what does one kind of work; it may be called twice and must do it once."""

    def register(errand: Errand) -> Errand:
        WORK[kind] = errand
        return errand

    return register


def each_minute(sweep: Sweep) -> Sweep:
    """Register what looks each minute after work that was left behind."""
    SWEEPS.append(sweep)
    return sweep


def open_queue(app: Flask, settings: Settings) -> Queue:
    """The queue of this installation: a SQLite file, a Redis server, or in tests no queue at all."""
    return Queue(app, _huey(settings))


def _huey(settings: Settings) -> Huey:
    if settings.testing:
        return MemoryHuey("portal", immediate=True, results=False)
    if settings.jobs_url:
        return RedisHuey("portal", url=settings.jobs_url, results=False)
    folder = settings.data.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    # Write-ahead logging can damage the file on the SQLite versions that Debian brings, so it stays off.
    return SqliteHuey(
        "portal",
        filename=str(folder / "jobs.sqlite"),
        journal_mode="delete",
        fsync=True,
        timeout=15,
        results=False,
    )


def queue() -> Queue:
    """The queue of the application that is running."""
    return cast(Queue, part("queue"))


def enqueue(kind: str, subject: str, *, delay: timedelta | None = None) -> None:
    """Send work now; if the queue is away the row stays, and the next sweep sends it again."""
    try:
        queue().send(kind, subject, delay=delay)
    except Exception:
        log.exception("queue away", kind=kind, subject=subject)


def enqueue_after_commit(kind: str, subject: str) -> None:
    """Send work once the present transaction is committed; if it is rolled back, there is no work."""
    session().info.setdefault(_WAITING, []).append((kind, subject))


def watch_commits() -> None:
    """Listen to the end of every transaction, once a process."""
    for name, listener in (("after_commit", _send_waiting), ("after_soft_rollback", _forget_waiting)):
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)


def _send_waiting(current: Session) -> None:
    if current.in_nested_transaction():
        return
    for kind, subject in current.info.pop(_WAITING, ()):
        enqueue(kind, subject)


def _forget_waiting(current: Session, _ended: Any) -> None:
    if not current.in_nested_transaction():
        current.info.pop(_WAITING, None)
