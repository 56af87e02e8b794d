"""Work begins after the commit that asked for it, and a lost queue loses nothing."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask, has_request_context

from portal import clock
from portal.db import session, transaction
from portal.jobs.queue import SWEEPS, each_minute, enqueue_after_commit, queue, work
from tests.ground import ground_app, ground_settings

DONE: list[str] = []
SEEN: list[tuple[bool, bool]] = []


@work("tests.note")
def note(subject: str) -> None:
    """Remember that it was done."""
    DONE.append(subject)


@work("tests.look")
def look(subject: str) -> None:
    """Remember what is known of the page that asked."""
    SEEN.append((has_request_context(), subject == clock.at().isoformat()))


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    DONE.clear()
    SEEN.clear()


def test_work_begins_after_the_commit_and_not_before(ground: Flask) -> None:
    with transaction() as current:
        enqueue_after_commit("tests.note", "a")
        with current.begin_nested():
            enqueue_after_commit("tests.note", "b")
        before = list(DONE)
    assert (before, DONE) == ([], ["a", "b"])


def test_a_change_that_is_taken_back_asks_for_nothing(ground: Flask) -> None:
    def change() -> None:
        with transaction():
            enqueue_after_commit("tests.note", "a")
            raise RuntimeError("the change failed")

    with pytest.raises(RuntimeError):
        change()
    with transaction():
        enqueue_after_commit("tests.note", "b")
    assert DONE == ["b"]


def test_a_queue_that_is_away_does_not_undo_the_change(
    ground: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise ConnectionError("redis is away")

    monkeypatch.setattr(queue(), "send", away)
    with transaction():
        enqueue_after_commit("tests.note", "a")
    assert (DONE, session().in_transaction()) == ([], False)


def test_work_knows_nothing_of_the_page_that_asked_for_it(ground: Flask) -> None:
    with ground.test_request_context("/"):
        at = clock.fix().isoformat()
        with transaction():
            enqueue_after_commit("tests.look", at)
        assert clock.at().isoformat() == at
    assert SEEN == [(False, False)]


def test_a_sweep_in_trouble_does_not_stop_the_others(ground: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.jobs.queue.SWEEPS", [])
    swept: list[datetime] = []

    def broken(at: datetime) -> None:
        raise RuntimeError("this room is on fire")

    each_minute(broken)
    each_minute(swept.append)
    queue().sweep()
    assert len(swept) == 1


def test_mails_jobs_and_the_log_are_looked_after_each_minute(ground: Flask) -> None:
    names = ["resume_what_was_left", "seal_the_log", "send_what_was_left"]
    rooms = ("portal.jobs", "portal.mail")
    assert sorted(sweep.__name__ for sweep in SWEEPS if sweep.__module__.startswith(rooms)) == names
    queue().sweep()


def test_the_queue_file_survives_a_power_cut(tmp_path: Path) -> None:
    app = ground_app(ground_settings(tmp_path, testing=False))
    with app.app_context(), transaction():
        enqueue_after_commit("tests.note", "a")
    with sqlite3.connect(tmp_path / "jobs.sqlite") as file:
        mode = file.execute("PRAGMA journal_mode").fetchone()[0]
    assert (mode, app.extensions["queue"].huey.pending_count(), DONE) == ("delete", 1, [])
