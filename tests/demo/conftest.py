"""A small demo world without papers and letters: its people, and the queue is away."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from portal import files
from portal.calls.actions import seed_programmes
from portal.cities.actions import seed_cities
from portal.db import transaction
from portal.demo import people
from portal.demo.papers import Papers, Work
from portal.demo.people import Cast
from tests.files.making import document, picture

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.fixture
def cast(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """One act with everybody who works in the demo world."""
    monkeypatch.setattr(app.extensions["queue"], "send", lambda *_, **__: None)
    with app.test_request_context(base_url="http://localhost"), transaction():
        cast = Cast("no hash", lambda user: "/confirm/x", NOW - timedelta(days=170))
        for join in (people.administrator, people.officer, people.approver):
            join(cast)
        yield cast


@pytest.fixture
def stage(cast: Cast) -> Cast:
    """The same act with jurors, cities and programmes."""
    for join in (people.clara, people.chair, people.deniz, people.jasper):
        join(cast)
    seed_cities()
    seed_programmes()
    return cast


@pytest.fixture
def papers(app: Flask) -> Papers:
    """The smallest papers that a call takes."""
    with app.app_context():
        cv, proof, shown = (
            files.take(FileStorage(stream=stream, filename=name))
            for stream, name in (
                (BytesIO(document(2)), "cv.pdf"),
                (BytesIO(picture()), "proof.jpg"),
                (BytesIO(picture(size=(41, 31))), "work.jpg"),
            )
        )
    works = tuple(
        Work(f"Work {number}", 2020 + number, "Ink", "20 × 20 cm", "Drawn.", shown) for number in range(3)
    )
    return Papers(cv, proof, works)
