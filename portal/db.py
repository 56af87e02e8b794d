"""The database: base class, columns that keep their promises, and the one commit of the codebase."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, event, types
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
SESSION_OPTIONS: dict[str, Any] = {"expire_on_commit": False, "autoflush": True}
JSON = types.JSON().with_variant(JSONB(), "postgresql")


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back, also where the database forgets the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of the portal."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UTCDateTime(), dict[str, Any]: JSON, list[Any]: JSON}


def new_public_id() -> str:
    """A name for URLs that tells nothing and can't be guessed: 26 characters from 130 random bits."""
    bits = secrets.randbits(130)
    return "".join(CROCKFORD[(bits >> shift) & 31] for shift in range(125, -1, -5))


def public_id() -> Mapped[str]:
    """The column of a thing's name in URLs."""
    return mapped_column(
        String(26), unique=True, default=new_public_id, comment="the thing's name in URLs, 130 random bits"
    )


def identity() -> Mapped[int]:
    """The column of a row's number inside the database; it never leaves it."""
    return mapped_column(primary_key=True, comment="internal; never shown")


def session() -> Session:
    """The session of the act that is going on."""
    from portal.extensions import database  # thin method: extensions import the base class from here

    return database.session


def engine() -> Engine:
    """The engine of this application."""
    from portal.extensions import database  # thin method: extensions import the base class from here

    return database.engine


@contextmanager
def transaction() -> Iterator[Session]:
    """Write all that happens inside, or nothing: the only commit of the codebase."""
    current = session()
    if current.in_transaction():
        current.rollback()
    current.connection(execution_options={"portal_writes": True})
    try:
        yield current
        current.commit()
    except BaseException:
        # A signal may arrive while what listens to the commit still runs: what is committed stays committed,
        # and the signal must not be hidden by a rollback that is no longer possible.
        with suppress(InvalidRequestError):
            current.rollback()
        raise


def prepare_engine(made: Engine) -> None:
    """Give SQLite the settings that keep what was acknowledged; PostgreSQL needs none."""
    if made.dialect.name != "sqlite":
        return
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=DELETE", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # A deferred BEGIN that later wants to write fails at once under load; a writer therefore asks first.
    writes = connection.get_execution_options().get("portal_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def engine_options(url: str) -> dict[str, Any]:
    """How to connect: checked connections, and time-outs that end before people give up."""
    if url.startswith("sqlite"):
        return {"url": url, "connect_args": {"timeout": 15, "check_same_thread": False}}
    return {"url": url, "pool_pre_ping": True, "pool_size": 10, "max_overflow": 10}
