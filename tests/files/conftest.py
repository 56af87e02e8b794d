"""The ground floor with an empty store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.ground import ground_app, ground_settings


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Flask]:
    app = ground_app(ground_settings(tmp_path / "var"))
    with app.app_context():
        yield app
