"""The two processes of an installation, started together and ended together."""

import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import connection, get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType

from portal import db
from portal.config import Settings
from portal.jobs.queue import queue

ROOT = Path(__file__).resolve().parent.parent
THREADS = 8
WORKERS = 2
SECONDS_TO_OPEN = 60
SECONDS_TO_FINISH = 10
SECONDS_TO_END = 15

Children = Sequence[ForkProcess]


def web(settings: Settings, *, host: str, port: int) -> None:
    """Be the web server until stopped."""
    from gunicorn.app.wsgiapp import run  # slow import: only the process that serves needs it

    options = {
        "bind": f"{host}:{port}",
        "workers": settings.web_processes,
        "threads": THREADS,
        "worker-class": "gthread",
        "chdir": ROOT,
        "timeout": 120,
        "graceful-timeout": SECONDS_TO_FINISH,
        "log-level": "warning",
    }
    words = [f"--{name}={value}" for name, value in options.items()]
    sys.argv = ["gunicorn", *words, "--no-control-socket", "wsgi:app"]
    run(prog="portal serve")


def work() -> None:
    """Be the worker until stopped: first what was left behind, then what comes."""
    # Threads, because the render processes of letters may be started only by a process that is no daemon.
    consumer = queue().huey.create_consumer(
        workers=WORKERS,
        worker_type="thread",
        max_delay=1.0,
        graceful_signal="TERM",
        shutdown_timeout=SECONDS_TO_FINISH,
    )
    queue().sweep()
    consumer.run()


@contextmanager
def children(*roles: Callable[[], None]) -> Iterator[Children]:
    """One process for each role, begun inside and ended outside, whatever ends this process."""
    # Forked, not started anew: everything is imported already, so the portal opens twice as fast. No
    # connection may be shared across the fork, so all are closed before.
    db.session().rollback()
    db.engine().dispose()
    queue().close()
    running = [get_context("fork").Process(target=_begin, args=(role,)) for role in roles]
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        # A signal that comes while a child is being born would be lost, so it waits until the child can hear.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        for child in running:
            child.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        yield running
    except KeyboardInterrupt:
        pass
    finally:
        end([child for child in running if child.pid])
        signal.signal(signal.SIGTERM, before)


def apart(act: Callable[[], None]) -> None:
    """Do something in a process of its own, so that what it opens does not stay open in this one."""
    with children(act) as (child,):
        child.join()
    if child.exitcode:
        sys.exit(child.exitcode)


def wait_until_open(port: int, running: Children) -> None:
    """Wait until the web server answers; leave if one of the processes could not start."""
    latest = time.monotonic() + SECONDS_TO_OPEN
    while time.monotonic() < latest:
        if not all(child.is_alive() for child in running):
            sys.exit(1)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"The web server did not open port {port} within {SECONDS_TO_OPEN} seconds.")


def wait_for_the_end(running: Children) -> None:
    """Wait for a signal; if one process ends by itself, something is wrong and all end."""
    connection.wait([child.sentinel for child in running])
    sys.exit(1)


def end(running: Children) -> None:
    """Ask all to finish what they do, and end those that don’t."""
    for child in running:
        child.terminate()
    latest = time.monotonic() + SECONDS_TO_END
    for child in running:
        child.join(max(0.1, latest - time.monotonic()))
        if child.is_alive():
            child.kill()
            child.join()


def _begin(role: Callable[[], None]) -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    role()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
