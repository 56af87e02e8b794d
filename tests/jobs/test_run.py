"""A job is claimed by one worker, goes on where it stood after a crash, and no step stops another."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.db import session, transaction
from portal.jobs import queries
from portal.jobs.models import Job
from portal.jobs.run import (
    FIRST_PAUSE,
    JOBS,
    MOST_ATTEMPTS,
    STOPPED,
    LeaseLost,
    Work,
    carry_out,
    job,
    resume_what_was_left,
    start,
)

AT = datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
LETTERS = ["a", "b", "c", "d"]
ISSUED: list[str] = []


class Killed(BaseException):
    """The worker is gone in the middle of a step."""


@pytest.fixture(autouse=True)
def nothing_issued() -> Iterator[None]:
    ISSUED.clear()
    yield
    JOBS.pop("tests.letters", None)


@pytest.fixture
def queue_is_away(ground: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing begins by itself; the test is the worker."""
    monkeypatch.setattr(ground.extensions["queue"], "send", lambda *_, **__: None)


def does(act: Callable[[Work], None]) -> None:
    """What the job of the tests does."""
    job("tests.letters")(act)


def issues(trouble: dict[str, BaseException] | None = None) -> None:
    """The job of the tests issues each letter that is not yet issued."""

    def act(work: Work) -> None:
        for letter in [letter for letter in LETTERS if letter not in ISSUED]:
            work.step(lambda letter=letter: issue(letter))

    def issue(letter: str) -> None:
        if trouble and letter in trouble:
            raise trouble[letter]
        ISSUED.append(letter)

    does(act)


def asked(key: str = "call:7k3m") -> str:
    """A job that was asked for; its public id."""
    with transaction():
        return start(
            "tests.letters", key=key, subject="7k3m", owner=None, scope=None, total=4, result_url="/r", at=AT
        ).public_id


def row(job_id: str) -> Job:
    """The job as the database knows it."""
    session().expire_all()
    found = queries.find_job(job_id)
    assert found is not None
    return found


def progress(job_id: str) -> tuple[str, int, int, str]:
    """State, steps done, steps in all, last problem."""
    found = row(job_id)
    return found.state, found.done, found.total, found.error


def time_passes(job_id: str) -> None:
    """The lease or the pause of the job is over."""
    with transaction():
        row(job_id).lease_until = clock.now() - timedelta(seconds=1)


def test_a_job_begins_after_the_commit_and_ends_done(ground: Flask) -> None:
    issues()
    job_id = asked()
    assert (progress(job_id), ISSUED) == (("done", 4, 4, ""), LETTERS)


@pytest.mark.usefixtures("queue_is_away")
def test_the_same_work_is_asked_for_once() -> None:
    assert asked() == asked()
    assert asked("another") != asked()


def test_what_is_slow_is_made_outside_any_transaction(ground: Flask) -> None:
    steps: list[object] = []

    def act(work: Work) -> None:
        work.step(
            lambda pdf: steps.append((pdf, session().in_transaction())),
            read=lambda: queries.find_job(work.job_id) and "facts",
            make=lambda facts: steps.append(session().in_transaction()) or f"pdf of {facts}",
        )

    does(act)
    asked()
    assert steps == [False, ("pdf of facts", True)]


@pytest.mark.usefixtures("queue_is_away")
def test_a_killed_job_goes_on_where_it_stood() -> None:
    job_id = asked()
    issues({"c": Killed()})
    with pytest.raises(Killed):
        carry_out(job_id)
    stood = progress(job_id)
    issues()
    carry_out(job_id)
    assert progress(job_id) == stood == ("running", 2, 4, "")
    time_passes(job_id)
    carry_out(job_id)
    assert (progress(job_id), ISSUED) == (("done", 4, 4, ""), LETTERS)


@pytest.mark.usefixtures("queue_is_away")
def test_a_step_that_fails_does_not_stop_the_others_and_is_tried_again() -> None:
    job_id = asked()
    issues({"b": ValueError("no address")})
    carry_out(job_id)
    assert (progress(job_id), ISSUED) == (("waiting", 3, 4, "no address"), ["a", "c", "d"])
    issues()
    time_passes(job_id)
    carry_out(job_id)
    assert (progress(job_id), ISSUED) == (("done", 4, 4, ""), ["a", "c", "d", "b"])


@pytest.mark.usefixtures("queue_is_away")
def test_a_step_that_always_fails_ends_the_job_after_five_attempts_with_growing_pauses() -> None:
    job_id = asked()
    issues({"b": ValueError("no address")})
    pauses = []
    for _ in range(MOST_ATTEMPTS + 2):
        before = clock.now()
        carry_out(job_id)
        until = row(job_id).lease_until
        pauses.append(round((until - before) / FIRST_PAUSE) if until else 0)
        if row(job_id).state == "waiting":
            time_passes(job_id)
    assert (progress(job_id), row(job_id).attempts) == (("failed", 3, 4, "no address"), MOST_ATTEMPTS)
    assert pauses == [1, 2, 4, 8, 0, 0, 0]


@pytest.mark.usefixtures("queue_is_away")
def test_a_job_whose_worker_always_dies_ends_failed() -> None:
    job_id = asked()
    issues({"a": Killed()})
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(Killed):
            carry_out(job_id)
        time_passes(job_id)
    carry_out(job_id)
    assert progress(job_id) == ("failed", 0, 4, STOPPED)


@pytest.mark.usefixtures("queue_is_away")
def test_a_failed_step_can_be_marked_and_counts_as_done() -> None:
    marked: list[str] = []

    def fail() -> None:
        raise ValueError("no address")

    def act(work: Work) -> None:
        work.expect(1)
        assert not work.step(fail, otherwise=lambda problem: marked.append(str(problem)))

    job_id = asked()
    does(act)
    carry_out(job_id)
    assert (progress(job_id), marked) == (("done", 1, 1, ""), ["no address"])


@pytest.mark.usefixtures("queue_is_away")
def test_a_late_worker_can_not_write_any_more() -> None:
    job_id = asked()

    def overtaken(work: Work) -> None:
        work.step(lambda: ISSUED.append("a"))
        time_passes(job_id)
        issues()
        carry_out(job_id)
        with pytest.raises(LeaseLost):
            work.step(lambda: ISSUED.append("late"))
        raise LeaseLost(job_id)

    does(overtaken)
    carry_out(job_id)
    assert (progress(job_id), ISSUED) == (("done", 4, 4, ""), LETTERS)


@pytest.mark.usefixtures("queue_is_away")
def test_a_job_in_other_hands_is_left_alone() -> None:
    job_id = asked()

    def looks(work: Work) -> None:
        carry_out(job_id)
        ISSUED.append("once")

    does(looks)
    carry_out(job_id)
    carry_out(job_id)
    assert ISSUED == ["once"]


@pytest.mark.usefixtures("queue_is_away")
def test_a_job_that_breaks_outside_its_steps_is_tried_again() -> None:
    def breaks(work: Work) -> None:
        raise RuntimeError("the list can’t be read")

    job_id = asked()
    does(breaks)
    carry_out(job_id)
    assert progress(job_id) == ("waiting", 0, 4, "the list can’t be read")


def test_the_sweep_finds_jobs_that_a_lost_worker_left_behind(
    ground: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setattr(ground.extensions["queue"], "send", lambda *_, **__: None)
        issues({"c": Killed()})
        job_id = asked()
        with pytest.raises(Killed):
            carry_out(job_id)
    issues()
    resume_what_was_left(clock.now())
    in_hand = progress(job_id)
    time_passes(job_id)
    resume_what_was_left(clock.now())
    assert (in_hand, progress(job_id)) == (("running", 2, 4, ""), ("done", 4, 4, ""))
