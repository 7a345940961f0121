"""Rows by the million into an empty database, in one transaction: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, Engine, func, insert, select

from signing_core.models import Base

Rows = Sequence[dict[str, Any]]


class Bulk:
    """Writes rows that name their own ids; all rows of one call have the same columns."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.copies = connection.dialect.name == "postgresql"
        self.written: dict[str, type[Base]] = {}

    def write(self, model: type[Base], rows: Rows) -> None:
        """Have the rows in the table; what they leave out is NULL or the column's own default."""
        if not rows:
            return
        self.written[model.__tablename__] = model
        if self.copies:
            self._copy(model, rows)
        else:
            self.connection.execute(insert(model), rows)

    def _copy(self, model: type[Base], rows: Rows) -> None:
        names = list(rows[0])
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(model.__tablename__), sql.SQL(", ").join(map(sql.Identifier, names))
        )
        driver = self.connection.connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for values in map(itemgetter(*names), rows):
                copy.write_row(values)

    def finish(self) -> None:
        """Let numbering go on after the ids that were given, and the planner know what is there now."""
        for table, model in self.written.items():
            if self.copies and hasattr(model, "id"):
                last = select(func.max(model.id)).scalar_subquery()  # type: ignore[attr-defined]
                self.connection.execute(select(func.setval(func.pg_get_serial_sequence(table, "id"), last)))
        self.connection.exec_driver_sql("ANALYZE")


@contextmanager
def loading(engine: Engine) -> Iterator[Bulk]:
    """One transaction around everything that is written; committed at the end, nothing of it after an error."""
    with engine.execution_options(writes=True).begin() as connection:
        bulk = Bulk(connection)
        yield bulk
        bulk.finish()
