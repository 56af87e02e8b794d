"""A worker process for the tests: issues letters one by one, and is killed at the one that it is told."""

import os
import signal
import sys
from pathlib import Path

from portal.db import session, transaction
from portal.files.models import StoredFile
from portal.jobs import Work, job, start
from portal.jobs.run import clock
from tests.ground import ground_app, ground_settings

LETTERS = ("a", "b", "c", "d", "e")


def issued() -> list[str]:
    """The letters that are issued, in their order."""
    return [name for (name,) in session().query(StoredFile.name).order_by(StoredFile.id)]


def issue(letter: str, deadly: str) -> None:
    """Issue a letter; the deadly one kills the worker after its row is written and before the commit."""
    at = clock.at()
    session().add(
        StoredFile(sha256="0" * 64, size=0, media_type="application/pdf", name=letter, created_at=at)
    )
    session().flush()
    if letter == deadly:
        os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, deadly: str) -> None:
    """Ask for the work if nobody has yet, and work until there is nothing to do."""
    app = ground_app(ground_settings(Path(folder), testing=False))

    @job("tests.fatal")
    def issue_all(work: Work) -> None:
        for letter in [letter for letter in LETTERS if letter not in issued()]:
            work.step(lambda letter=letter: issue(letter, deadly))

    with app.app_context(), transaction():
        facts = {
            "subject": "x",
            "owner": None,
            "scope": None,
            "total": len(LETTERS),
            "result_url": "",
            "at": clock.now(),
        }
        start("tests.fatal", key="fatal", **facts)
    huey = app.extensions["queue"].huey
    task = huey.dequeue()
    while task is not None:
        huey.execute(task)
        task = huey.dequeue()


if __name__ == "__main__":
    main(*sys.argv[1:])
