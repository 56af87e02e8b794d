"""A worker that is killed at any step loses nothing, and nothing is done twice."""

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from portal import clock
from portal.db import transaction
from portal.jobs import queries
from portal.jobs.queue import queue
from portal.jobs.run import resume_what_was_left
from tests.ground import ground_app, ground_settings
from tests.jobs.worker_that_dies import LETTERS, issued

ROOT = Path(__file__).resolve().parent.parent.parent


def worker(folder: Path, deadly: str) -> int:
    """Let a worker process work, and say how it ended."""
    command = [sys.executable, "-m", "tests.jobs.worker_that_dies", str(folder), deadly]
    return subprocess.run(command, cwd=ROOT, timeout=60, check=False).returncode


def minutes_later(folder: Path) -> None:
    """The lease of the dead worker is over, and the sweep looks after what was left behind."""
    with ground_app(ground_settings(folder, testing=False)).app_context():
        with transaction():
            job = queries.find_job_of("fatal")
            assert job is not None
            job.lease_until = clock.now() - timedelta(seconds=1)
        resume_what_was_left(clock.now())
        assert queue().huey.pending_count() == 1


@pytest.mark.parametrize("deadly", [LETTERS[0], LETTERS[3]])
def test_a_worker_killed_in_a_step_loses_nothing_and_repeats_nothing(tmp_path: Path, deadly: str) -> None:
    assert worker(tmp_path, deadly) == -signal.SIGKILL
    minutes_later(tmp_path)
    assert worker(tmp_path, "none") == 0
    with ground_app(ground_settings(tmp_path, testing=False)).app_context():
        job = queries.find_job_of("fatal")
        assert job is not None
        assert (issued(), job.state, job.done, job.fence) == (list(LETTERS), "done", len(LETTERS), 2)
