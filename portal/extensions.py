"""The extensions as objects; create_app ties them to an application."""

import logging
from typing import Any

from flask import current_app
from flask_alembic import Alembic
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import Security
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf import CSRFProtect

from portal.db import SESSION_OPTIONS, Base

database = SQLAlchemy(session_options=SESSION_OPTIONS)
migrations = Alembic(run_mkdir=False, metadatas=Base.metadata)
security = Security()
csrf = CSRFProtect()
babel = Babel()
limiter = Limiter(get_remote_address)


def part(name: str) -> Any:
    """What a room hung into the application that is running."""
    return current_app.extensions[name]


# Which migrations run is nothing that a person who types a command has asked.
logging.getLogger("alembic").setLevel(logging.WARNING)


def upgrade_tables() -> None:
    """Bring the tables to those of this version, and let go of the database afterwards."""
    # Alembic keeps its connection, and on SQLite a lock, until the application context ends.
    with current_app.app_context():
        migrations.upgrade()
