"""Work that takes longer than a page: rows with progress, carried by Huey."""

from flask import Flask

from portal.config import Settings
from portal.jobs import upkeep
from portal.jobs.queue import each_minute, enqueue, enqueue_after_commit, open_queue, watch_commits, work
from portal.jobs.run import LeaseLost, Work, job, start

__all__ = [
    "LeaseLost",
    "Work",
    "each_minute",
    "enqueue",
    "enqueue_after_commit",
    "init_app",
    "job",
    "start",
    "upkeep",
    "work",
]


def init_app(app: Flask, settings: Settings) -> None:
    """Open the queue of this installation and begin to watch its commits."""
    app.extensions["queue"] = open_queue(app, settings)
    watch_commits()
