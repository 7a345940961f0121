"""An empty database filled in one transaction by rows that name their own ids."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select

from signing_core.bulk import insert_many
from signing_core.models import Base


class Loading:
    """The one transaction, and which tables were written."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.written: dict[str, type[Base]] = {}

    def write(self, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
        self.written[model.__tablename__] = model
        insert_many(self.connection, model, rows)

    def write_few(self, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
        """As ``write``, for columns that COPY does not take as they are, such as JSON."""
        self.written[model.__tablename__] = model
        if rows:
            self.connection.execute(insert(model), rows)

    def finish(self) -> None:
        """Let numbering go on after the ids that were given, and the planner know what is there now."""
        for table, model in self.written.items():
            if self.connection.dialect.name == "postgresql" and hasattr(model, "id"):
                last = select(func.max(model.id)).scalar_subquery()
                self.connection.execute(select(func.setval(func.pg_get_serial_sequence(table, "id"), last)))
        self.connection.exec_driver_sql("ANALYZE")


@contextmanager
def loading(engine: Engine) -> Iterator[Loading]:
    """Committed at the end with everything that was written; nothing of it stays after an error."""
    with engine.execution_options(writes=True).begin() as connection:
        bulk = Loading(connection)
        yield bulk
        bulk.finish()
