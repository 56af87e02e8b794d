"""Every room is open, and the demo's rooms only in the demo."""

from pathlib import Path

import pytest
from flask import Flask

from portal import ROOT, create_app, rooms
from portal.config import Mode, Settings
from portal.jobs.run import JOBS


def rooms_with(file: str) -> set[str]:
    """The rooms that have a file of this name."""
    return {path.parent.name for path in (ROOT / "portal").glob(f"*/{file}")}


def test_the_pages_of_every_room_hang_in_the_portal(one_app: Flask) -> None:
    homes = {pages.import_name.split(".")[1] for pages in one_app.blueprints.values()}
    assert rooms_with("routes.py") - homes == set()


def test_what_every_room_does_later_is_known_to_the_worker(one_app: Flask) -> None:
    assert {module.__name__.split(".")[1] for module in rooms.TASKS} == rooms_with("tasks.py")
    assert {doing.__module__.split(".")[1] for doing in JOBS.values()} - rooms_with("tasks.py") == set()


@pytest.fixture
def of_real_people(tmp_path: Path) -> Flask:
    return create_app(
        Settings(
            mode=Mode.PRODUCTION,
            data=tmp_path,
            secret_key="s" * 32,
            base_url="https://exchange.example",
            testing=True,
        )
    )


def test_where_real_people_depend_on_it_nothing_of_the_demo_can_be_reached(
    one_app: Flask, of_real_people: Flask
) -> None:
    demo, real = ({rule.rule for rule in app.url_map.iter_rules()} for app in (one_app, of_real_people))
    assert {address.split("/")[1] for address in demo - real} == {"demo"}
    assert real - demo == set()
