"""The schema: migrations to head, and whether models, indexes and triggers agree with what the database has."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.pool import NullPool

from .models import Base

FOLDER = Path(__file__).resolve().parent.parent / "migrations"
GUARDED = {"trail_is": "trail", "settings_changes_are": "settings_changes", "log_is": "log"}
TRIGGERS = {f"{named}_never_{past}": table for named, table in GUARDED.items() for past in ("changed", "deleted")}
TRIGGER_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def upgrade(url: str) -> None:
    """Bring the database to head, in one transaction on both databases: a failing migration leaves nothing."""
    with _migrating(url) as connection:
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def at_head(engine: Engine) -> bool:
    """True iff the database is at the newest migration."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _head()


def differences(engine: Engine) -> list[str]:
    """What the database lacks or has too much, one sentence each: tables, columns, indexes, triggers."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [str(difference) for difference in compare_metadata(context, Base.metadata)]
        return found + _missing_indexes(connection) + _missing_triggers(connection)


def _head() -> str | None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(config).get_current_head()


def _missing_indexes(connection: Connection) -> list[str]:
    """Every index of the models by name: Alembic leaves some partial and descending ones out of its comparison."""
    reader = inspect(connection)
    lacking = []
    for table in Base.metadata.tables.values():
        there = reader.get_indexes(table.name) if reader.has_table(table.name) else []
        unique = {index["name"]: bool(index["unique"]) for index in there}
        for index in table.indexes:
            if index.name not in unique:
                lacking.append(f"index {index.name} is missing")
            elif index.unique is not unique[index.name]:
                lacking.append(f"index {index.name} is {'not ' if index.unique else ''}unique")
    return lacking


def _missing_triggers(connection: Connection) -> list[str]:
    there = set(connection.execute(text(TRIGGER_NAMES[connection.dialect.name])).scalars())
    return [f"trigger {name} is missing" for name in sorted(TRIGGERS.keys() - there)]


@contextmanager
def _migrating(url: str) -> Iterator[Connection]:
    """A connection for DDL. On SQLite, batch mode rebuilds tables: keys are off meanwhile and checked at the end,
    and the driver's own commits are switched off so that DDL stands in the transaction."""
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _keys_off)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        yield connection
        if engine.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("the migration broke foreign keys")
    engine.dispose()


def _keys_off(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]
    connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]
