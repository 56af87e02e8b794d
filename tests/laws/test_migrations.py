"""Migrations: up on an empty database and on one in use, on both databases, with the models at the head."""

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask

from portal import create_app, db
from portal.config import Mode, Settings
from portal.extensions import migrations, upgrade_tables
from tests import postgres
from tests.laws.source import ROOT

REVISIONS = [path.stem for path in sorted((ROOT / "migrations").glob("0*.py"))]
# PostgreSQL makes a database for each, which takes seconds: there a part of them, with the newest, is enough.
TRIED = sorted({*REVISIONS[::4], *REVISIONS[-3:]}) if os.environ.get("PORTAL_TEST_DATABASE") else REVISIONS
# Columns whose constraint knows only certain words, and pairs that a constraint ties together.
KNOWN = {
    "form_of_address": "neutral",
    "role": "officer",
    "status": "active",
    "direction": "inbound",
    "kind": "rejection",
    "state": "draft",
    "country_code": "TR",
    "currency": "EUR",
    "valid_until": None,
}
STATES = {
    "message": "waiting",
    "job": "waiting",
    "decision": "proposed",
    "letter": "queued",
    "review": "assigned",
}
ROLE_SCOPE = {
    "role_grant": {"programme_id": None},
    "panel_member": {"role": "juror"},
    "city_activity": {"kind": "event"},
}


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Flask]:
    """An application on a database without any table."""
    server = os.environ.get("PORTAL_TEST_POSTGRES", "")
    name = f"migrations_{secrets.token_hex(3)}"
    url = postgres.make_database(server, name) if server else f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    app = create_app(Settings(mode=Mode.DEMO, data=tmp_path, testing=True, database_url=url))
    yield app
    with app.app_context():
        db.engine().dispose()


def test_the_models_are_what_the_migrations_make(fresh: Flask) -> None:
    with fresh.app_context():
        upgrade_tables()
        assert list(migrations.compare_metadata()) == []


def test_the_migrations_are_one_line_in_the_order_of_their_numbers() -> None:
    script = ScriptDirectory(str(ROOT / "migrations"), version_locations=[str(ROOT / "migrations")])
    assert [step.revision for step in reversed(list(script.walk_revisions()))] == REVISIONS


@pytest.mark.parametrize("revision", TRIED)
def test_a_database_in_use_comes_up_from_any_revision_and_keeps_its_rows(fresh: Flask, revision: str) -> None:
    with fresh.app_context():
        migrations.upgrade(revision)
    with fresh.app_context():
        before = _fill()
    with fresh.app_context():
        migrations.upgrade()
    with fresh.app_context():
        assert {name: count for name, count in _counts().items() if name in before} == before


def _fill() -> dict[str, int]:
    """A row in every table that exists, and how many rows each has."""
    tables = sa.MetaData()
    tables.reflect(db.engine())
    with db.engine().begin() as connection:
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                connection.execute(table.insert().values(_row(table)))
    return _counts()


def _row(table: sa.Table) -> dict[str, Any]:
    row = {column.name: _value(table, column) for column in table.columns if column.name != "id"}
    return row | ROLE_SCOPE.get(table.name, {})


def _value(table: sa.Table, column: sa.Column[Any]) -> Any:
    if column.name == "state" and table.name in STATES:
        return STATES[table.name]
    if column.nullable and not column.foreign_keys:
        return None
    if column.name in KNOWN and not isinstance(column.type, sa.Integer):
        return KNOWN[column.name]
    if column.foreign_keys:
        return None if column.nullable else 1
    return _plain(column)


def _plain(column: sa.Column[Any]) -> Any:
    if isinstance(column.type, sa.DateTime):
        return datetime(2026, 1, 2 if column.name == "deadline_at" else 1, tzinfo=UTC)
    if isinstance(column.type, sa.Date):
        return date(2026, 1, 1)
    if isinstance(column.type, sa.Boolean):
        return True
    if isinstance(column.type, sa.Integer | sa.Float):
        return 0
    if isinstance(column.type, sa.JSON):
        return {}
    return "x"


def _counts() -> dict[str, int]:
    tables = sa.MetaData()
    tables.reflect(db.engine())
    with db.engine().connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in tables.sorted_tables
            if table.name != "alembic_version"
        }
