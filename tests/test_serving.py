"""Web server and worker begin together and end together."""

import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal import serving
from tests.ground import ground_app, ground_settings
from tests.mail.test_carriers import free_port


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Flask]:
    app = ground_app(ground_settings(tmp_path))
    with app.app_context():
        yield app


def stays() -> None:
    """A process that works until it is told to end."""
    time.sleep(60)


def breaks() -> None:
    """A process that can not start."""
    sys.exit(3)


def test_all_end_when_this_one_is_told_to_end(ground: Flask) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended, serving.children(stays, stays) as running:
        signal.raise_signal(signal.SIGTERM)
    assert (ended.value.code, [child.exitcode for child in running]) == (0, [0, 0])
    assert signal.getsignal(signal.SIGTERM) == before


def test_all_end_when_one_ends_by_itself(ground: Flask) -> None:
    with pytest.raises(SystemExit) as ended, serving.children(stays, breaks) as running:
        serving.wait_for_the_end(running)
    assert (ended.value.code, [child.exitcode for child in running]) == (1, [0, 3])


def test_a_server_that_can_not_start_is_not_waited_for(ground: Flask) -> None:
    with pytest.raises(SystemExit) as ended, serving.children(breaks) as running:
        serving.wait_until_open(free_port(), running)
    assert ended.value.code == 1


def test_a_key_press_ends_all_quietly(ground: Flask) -> None:
    with serving.children(stays) as running:
        raise KeyboardInterrupt
    assert [child.exitcode for child in running] == [0]


def test_what_fails_in_a_process_of_its_own_ends_this_one(ground: Flask) -> None:
    serving.apart(sys.exit)
    with pytest.raises(SystemExit) as ended:
        serving.apart(breaks)
    assert ended.value.code == 3
