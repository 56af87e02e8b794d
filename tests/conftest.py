"""One application a test process, an empty database a test, on SQLite or PostgreSQL."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from flask import Flask

from portal import create_app, db
from portal.config import Mode, Settings
from tests import postgres
from tests.factories import World
from tests.laws.bars import bars
from tests.pages import Pages

# A slow machine is no fault of a rule: no example is held to a time, neither when made nor when run.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")
FAST_DISK = Path("/dev/shm")


def pytest_configure(config: pytest.Config) -> None:
    """Start the PostgreSQL of this run once, before any worker."""
    if os.environ.get("PORTAL_TEST_DATABASE") == "postgresql" and not hasattr(config, "workerinput"):
        os.environ["PORTAL_TEST_POSTGRES"] = postgres.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the PostgreSQL that this run started."""
    if not hasattr(config, "workerinput"):
        postgres.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the bars of the house under a whole run."""
    if not config.args or config.args == ["tests"]:
        terminalreporter.section("the bars of the house")
        for name, figure in bars().items():
            terminalreporter.line(f"{name:<18} {figure}")


@pytest.fixture(scope="session")
def data_folder() -> Iterator[Path]:
    """A folder of its own for everything that the portal writes."""
    folder = Path(tempfile.mkdtemp(prefix="portal-", dir=FAST_DISK if FAST_DISK.exists() else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def settings(data_folder: Path, worker_id: str) -> Settings:
    """The settings of the tests: the demo's rules, jobs at once."""
    server = os.environ.get("PORTAL_TEST_POSTGRES", "")
    return Settings(
        mode=Mode.DEMO,
        data=data_folder,
        testing=True,
        base_url="http://localhost",
        database_url=postgres.make_database(server, worker_id) if server else "",
    )


@pytest.fixture(scope="session")
def one_app(settings: Settings) -> Iterator[Flask]:
    """The application of this test process, with all tables made."""
    app = create_app(settings)
    with app.app_context():
        db.Base.metadata.create_all(db.engine())
    yield app
    with app.app_context():
        db.engine().dispose()


@pytest.fixture
def app(one_app: Flask) -> Iterator[Flask]:
    """The application with an empty database."""
    yield one_app
    empty(one_app)


COUNT_FROM_ONE = """
SELECT setval((quote_ident(schemaname) || '.' || quote_ident(sequencename))::regclass, 1, false)
FROM pg_sequences WHERE last_value IS NOT NULL
"""


def empty(app: Flask) -> None:
    """Take everything out of the database again."""
    with app.app_context(), db.transaction() as current:
        tables = [table.name for table in db.Base.metadata.sorted_tables]
        if db.engine().dialect.name == "postgresql":
            # Truncating makes every table's files anew, which costs more than most tests do.
            deletes = "; ".join(f'DELETE FROM "{name}"' for name in tables)
            current.connection().exec_driver_sql(f"SET LOCAL session_replication_role = replica; {deletes}")
            current.connection().exec_driver_sql(COUNT_FROM_ONE)
        else:
            current.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for name in reversed(tables):
                current.connection().exec_driver_sql(f'DELETE FROM "{name}"')


@pytest.fixture
def world(app: Flask) -> World:
    """Makes people, calls and applications, see tests/factories."""
    return World(app)


@pytest.fixture
def pages(app: Flask) -> Pages:
    """A browser that inspects every page it gets."""
    with app.app_context():
        browser = Pages(app, engine=db.engine())
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"  # tests quote the English sentences
    return browser


@pytest.fixture
def at() -> datetime:
    """A moment of the tests: a Tuesday afternoon in Berlin, within the open call of the factories."""
    return datetime(2026, 10, 13, 12, 0, tzinfo=UTC)
