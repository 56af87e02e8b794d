"""Writing very many rows at once: the database's own road for them, with every constraint that it keeps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, cast

from psycopg import sql
from sqlalchemy import JSON, Connection, Table, func, text
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault

from portal.db import Base, session

Row = tuple[Any, ...]
# Usual values that are made anew for each row are made without a look at the row.
NO_CONTEXT: Any = None
DRAWN = text("select nextval(pg_get_serial_sequence(:name, 'id')) from generate_series(1, :many)")


def numbers(table: type[Base], many: int) -> Sequence[int]:
    """Numbers for so many rows to come, in order; no other row will ever bear them."""
    connection = session().connection()
    if connection.dialect.name == "sqlite":
        # Whoever writes to SQLite writes alone: the next numbers are still free when they are used.
        last = connection.scalar(func.max(_table(table).c.id)) or 0
        return range(last + 1, last + 1 + many)
    name = connection.dialect.identifier_preparer.format_table(_table(table))
    return connection.scalars(DRAWN, {"name": name, "many": many}).all()


def write(table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows that all name the same columns; what they don't name gets the table's usual values.

    A column of JSON takes its text, written already.
    """
    rest = iter(rows)
    first = next(rest, None)
    if first is None:
        return
    usual = [one for one in _table(table).columns if one.name not in first and one.default is not None]
    fixed = {
        one.name: one.default.arg for one in usual if isinstance(one.default, ScalarElementColumnDefault)
    }
    made = {one.name: one.default.arg for one in usual if isinstance(one.default, CallableColumnDefault)}
    values, constant, makers = itemgetter(*first), tuple(fixed.values()), tuple(made.values())
    whole = (
        values(row) + constant + tuple(make(NO_CONTEXT) for make in makers) for row in chain([first], rest)
    )
    _send(session().connection(), _table(table), [*first, *fixed, *made], whole)


def _send(connection: Connection, table: Table, columns: Sequence[str], rows: Iterator[Row]) -> None:
    driver: Any = connection.connection.driver_connection
    cursor, stored = driver.cursor(), _stored(connection, table, columns, rows)
    if connection.dialect.name == "sqlite":
        cursor.executemany(_insert(connection, table, columns), stored)
        return
    order = sql.SQL(", ").join(map(sql.Identifier, columns))
    with cursor.copy(sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table.name), order)) as copy:
        for row in stored:
            copy.write_row(row)


def _insert(connection: Connection, table: Table, columns: Sequence[str]) -> str:
    quote = connection.dialect.identifier_preparer.quote
    names, places = ", ".join(map(quote, columns)), ", ".join("?" * len(columns))
    return f"insert into {quote(table.name)} ({names}) values ({places})"  # noqa: S608  # our own tables


def _stored(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterator[Row]
) -> Iterator[Row]:
    """The rows as the driver takes them."""
    types, dialect = [table.c[name].type for name in columns], connection.dialect
    made = [one.dialect_impl(dialect).bind_processor(dialect) for one in types]
    changes = [(n, change) for n, change in enumerate(made) if change and not isinstance(types[n], JSON)]
    for row in rows:
        values = list(row)
        for place, change in changes:
            values[place] = change(values[place])
        yield tuple(values)


def _table(table: type[Base]) -> Table:
    return cast(Table, table.__table__)
