"""Many rows at once: COPY on PostgreSQL, where executemany asks the server row by row; executemany on SQLite."""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, insert, inspect
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from .models import Base

FIRST_VERSION = 1


def insert_many(connection: Connection, model: type[Base], rows: Iterable[Mapping[str, Any]], **same: Any) -> None:
    """Insert rows that name the same columns, in the connection's transaction.

    ``same`` is what all of them have; the model's defaults fill in the rest. PostgreSQL takes each row while the next
    is made. Like any INSERT it raises IntegrityError where a rule of the table is broken.
    """
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return
    every = chain([first], coming)
    common = {name: value for name, value in (_defaults(model) | same).items() if name not in first}
    if connection.dialect.name == "postgresql":
        _copy(connection, model, list(first), every, common)
    else:
        connection.execute(insert(model), [{**common, **row} for row in every])


@cache
def _defaults(model: type[Base]) -> dict[str, Any]:
    """What a flush would fill in: plain defaults, and the first version."""
    mapper = inspect(model)
    filled = {c.name: c.default.arg for c in mapper.columns if isinstance(c.default, ScalarElementColumnDefault)}
    return filled | ({mapper.version_id_col.name: FIRST_VERSION} if mapper.version_id_col is not None else {})


def _copy(
    connection: Connection,
    model: type[Base],
    names: list[str],
    rows: Iterable[Mapping[str, Any]],
    common: dict[str, Any],
) -> None:
    """What is common to the rows is made text once: for a moment or an enum that takes longer than to send it."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model.__tablename__), sql.SQL(", ").join(map(sql.Identifier, [*names, *common]))
    )
    ending = [None if value is None else str(value) for value in common.values()]
    driver: psycopg.Connection[Any] | Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([row[name] for name in names] + ending)
    except psycopg.Error as error:  # as SQLAlchemy would: a lost race is told by these
        kind = IntegrityError if isinstance(error, psycopg.IntegrityError) else DBAPIError
        raise kind(f"COPY {model.__tablename__}", None, error, hide_parameters=True) from error
