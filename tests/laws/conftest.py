"""The walk through every page, made by whichever process of the run needs it first."""

import fcntl
import pickle
from pathlib import Path

import pytest
from flask import Flask

from tests.laws.walk import Seen, walk


@pytest.fixture(scope="session")
def seen(one_app: Flask, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Seen:
    """What everybody saw at every address."""
    folder = tmp_path_factory.getbasetemp()
    kept = (folder if worker_id == "master" else folder.parent) / "seen"
    with Path(f"{kept}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(walk(one_app)))
        return pickle.loads(kept.read_bytes())  # written by this very run
