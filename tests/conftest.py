"""Fixtures that need no code: a database of each kind, and a world on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases, figures
from tests.world import World, services_for

SLOW = ("race", "property", "faults", "browser", "attack")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long starts first, so that the workers end together."""
    items.sort(key=lambda item: item.path.parent.name not in SLOW)


@pytest.fixture(scope="session")
def postgresql() -> str:
    server = databases.postgresql_server()
    if server is None:
        pytest.skip("no PostgreSQL: install the test requirements or set TEST_DATABASE_URL")
    return server


@pytest.fixture(scope="session", autouse=True)
def _clean_up() -> Iterator[None]:
    yield
    databases.drop_databases()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return databases.sqlite_url(tmp_path)
    request.getfixturevalue("postgresql")
    return databases.postgresql_url()


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    with databases.standing(database_url) as database:
        yield World(services_for(database_url, tmp_path, database=database))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in figures.noted(terminalreporter):
        terminalreporter.write_line(line)
