"""The ground floor alone: an application with a database, files, mail, jobs and the commands."""

import os
from pathlib import Path

from click.testing import Result
from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy.pool import NullPool

from portal import cli, db, extensions, files, jobs, mail
from portal.accounts import models as accounts
from portal.audit import models as audit
from portal.calls import models as calls
from portal.cities import models as cities
from portal.config import Mode, Settings
from portal.web.say import finalize
from tests import postgres

ROOMS = (accounts, audit, cities, calls)  # the tables that those of the ground floor point to
ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"


def ground_settings(folder: Path, **changes: object) -> Settings:
    """Settings with everything in one folder, or with a database of its own on the run's PostgreSQL."""
    usual = {"mode": Mode.DEMO, "data": folder, "testing": True, "base_url": "http://localhost"}
    return Settings(**{**usual, "database_url": _database_of(folder), **changes})


def _database_of(folder: Path) -> str:
    server, kept = os.environ.get("PORTAL_TEST_POSTGRES", ""), folder / "database-address"
    if server and not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(postgres.make_database(server, "ground"))
    return kept.read_text() if server else ""


def _engine_options(url: str) -> dict[str, object]:
    # Many short-lived applications in one process: no connection may outlive the act that opened it.
    return db.engine_options(url) if url.startswith("sqlite") else {"url": url, "poolclass": NullPool}


def ground_app(settings: Settings, templates: Path = TEMPLATES, *, tables: bool = True) -> Flask:
    """The ground floor for one set of settings, with its tables made or not yet."""
    settings.data.mkdir(parents=True, exist_ok=True)
    # Flask-Babel keeps what one application has read for all of the process: all read the same catalogues.
    app = Flask("ground", root_path=str(ROOT / "portal"), template_folder=str(templates))
    app.config["ALEMBIC"] = {"script_location": str(ROOT / "migrations"), "version_locations": []}
    app.config.update(SQLALCHEMY_ENGINES={"default": _engine_options(settings.database)}, TESTING=True)
    app.jinja_env.undefined, app.jinja_env.finalize = StrictUndefined, finalize
    app.extensions["settings"] = settings
    extensions.database.init_app(app)
    extensions.migrations.init_app(app)
    extensions.babel.init_app(app)
    for room in (files, mail, jobs):
        room.init_app(app, settings)
    with app.app_context():
        db.prepare_engine(extensions.database.engine)
        if tables:
            db.Base.metadata.create_all(extensions.database.engine)
    cli.init_app(app)
    return app


def installation(folder: Path, **changes: object) -> Flask:
    """An installation of its own, set up."""
    app = ground_app(ground_settings(folder, **changes), tables=False)
    assert run(app, "init").exit_code == 0
    with app.app_context():
        db.Base.metadata.create_all(db.engine())
    return app


def run(app: Flask, *words: str) -> Result:
    """The command as a person would call it."""
    return app.test_cli_runner().invoke(args=list(words))


def empty(folder: Path) -> Flask:
    """An installation whose database holds nothing at all."""
    return ground_app(ground_settings(folder), tables=False)
