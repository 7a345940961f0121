"""Migrations bring a database to head or leave it alone, and what is missing afterwards is named."""

import base64
import importlib
import shutil
import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, NullPool, create_engine, inspect, text

from signing_core import schema
from signing_core.crypto import Keyring
from signing_core.models import Base

BAD_MIGRATION = '''
"""A migration that fails half-way."""
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{head}"
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO half VALUES (1)")
    op.execute("SELECT * FROM no_such_table")
'''
INDEXES = [
    "one_active_signing_per_student",
    "one_live_invitation_per_pair",
    "one_open_rescission_per_signing",
    "one_registered_employer_per_uscc",
    "ix_signings_console",
    "ix_outbox_waiting",
]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path) -> Iterator[str]:
    """A database of its own without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    base = request.getfixturevalue("postgresql")
    name = f"t_{uuid.uuid4().hex[:12]}"
    administer(base, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    yield base.replace("/postgres?", f"/{name}?")
    administer(base, f"DROP DATABASE {name} WITH (FORCE)")


def administer(base: str, statement: str) -> None:
    engine = create_engine(base, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))


@pytest.fixture
def engine(database_url) -> Iterator[Engine]:
    engine = create_engine(database_url, poolclass=NullPool)
    yield engine
    engine.dispose()


def tables_of(url: str) -> set[str]:
    return set(inspect(create_engine(url, poolclass=NullPool)).get_table_names())


def broken_folder(tmp_path):
    """The migrations, and one more that fails."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9999_bad.py").write_text(BAD_MIGRATION.format(head=schema._head()))
    return folder


def test_an_upgrade_brings_an_empty_database_to_head_and_a_second_one_changes_nothing(empty_url):
    for _ in range(2):
        schema.upgrade(empty_url)
        engine = create_engine(empty_url, poolclass=NullPool)
        assert schema.at_head(engine)
        assert schema.differences(engine) == []
        assert set(Base.metadata.tables) <= tables_of(empty_url)


def test_a_failing_migration_leaves_nothing_in_an_empty_database(empty_url, tmp_path, monkeypatch):
    monkeypatch.setattr(schema, "FOLDER", broken_folder(tmp_path))
    with pytest.raises(Exception, match="no_such_table"):
        schema.upgrade(empty_url)
    assert tables_of(empty_url) == set()


def test_a_failing_migration_leaves_a_full_database_as_it_was(database_url, engine, tmp_path, monkeypatch):
    before = tables_of(database_url)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "FOLDER", broken_folder(tmp_path))
        with pytest.raises(Exception, match="no_such_table"):
            schema.upgrade(database_url)
    assert tables_of(database_url) == before
    assert schema.at_head(engine)


def test_students_are_found_by_the_blind_index_that_an_older_version_wrote(empty_url, monkeypatch):
    """0006: rows of before are rewritten, more than one batch of them, and nothing where there is none."""
    migration = importlib.import_module("migrations.versions.0006_lighter_roster")
    monkeypatch.setattr(migration, "BATCH", 3)
    ring = Keyring({1: bytes(32)})
    engine = create_engine(empty_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE students (id INTEGER PRIMARY KEY, phone_index VARCHAR(32))"))
        made = [{"id": row, "old": None if row == 4 else of_before(ring, f"1330000000{row}")} for row in range(1, 9)]
        connection.execute(text("INSERT INTO students VALUES (:id, :old)"), made)
        migration.rewrite(connection, "students", "phone_index")
        found = dict(connection.execute(text("SELECT id, phone_index FROM students")).all())
    assert found == {row: None if row == 4 else ring.index(f"1330000000{row}") for row in range(1, 9)}


def of_before(ring: Keyring, value: str) -> str:
    keyed = ring.keyed.copy()
    keyed.update(value.encode())
    return base64.b32encode(keyed.finalize()[:20]).decode()


def test_a_database_without_migrations_is_not_at_head(empty_url):
    engine = create_engine(empty_url, poolclass=NullPool)
    assert not schema.at_head(engine)
    assert schema.differences(engine)


def test_a_database_of_this_version_lacks_nothing(engine):
    assert schema.at_head(engine)
    assert schema.differences(engine) == []


@pytest.mark.parametrize("name", INDEXES)
def test_a_dropped_index_is_reported_by_name(engine, name):
    index = next(i for table in Base.metadata.tables.values() for i in table.indexes if i.name == name)
    index.drop(engine)
    try:
        assert f"index {name} is missing" in schema.differences(engine)
    finally:
        index.create(engine)
    assert schema.differences(engine) == []


def test_an_index_that_lost_its_uniqueness_is_reported(empty_url):
    schema.upgrade(empty_url)
    engine = create_engine(empty_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX one_live_invitation_per_pair"))
        connection.execute(text("CREATE INDEX one_live_invitation_per_pair ON signings (employer_id, student_id)"))
    assert "index one_live_invitation_per_pair is not unique" in schema.differences(engine)


@pytest.mark.parametrize("name", sorted(schema.TRIGGERS))
def test_a_dropped_trigger_is_reported_by_name(empty_url, name):
    schema.upgrade(empty_url)
    engine = create_engine(empty_url, poolclass=NullPool)
    with engine.begin() as connection:
        where = f" ON {name.partition('_')[0]}" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER {name}{where}"))
    assert f"trigger {name} is missing" in schema.differences(engine)


def test_a_missing_column_and_a_foreign_table_are_reported(empty_url):
    schema.upgrade(empty_url)
    engine = create_engine(empty_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE contacts DROP COLUMN hours"))
        connection.execute(text("CREATE TABLE somebody_elses (id INTEGER PRIMARY KEY)"))
    found = " ".join(schema.differences(engine))
    assert "hours" in found
    assert "somebody_elses" in found
