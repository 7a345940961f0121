"""The databases that topics read: synthetic data, seeded once per run for each size and kind, dropped at the end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from importers import synthetic
from signing_core.clock import utc_now
from signing_core.work import Services
from tests import databases
from tests.world import services_for

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
SIGNINGS_OF_A_SCHOOL = 50_000


@dataclass
class Data:
    """Addresses of databases: an empty one for whoever asks, one with signings for all who ask for so many."""

    folder: Path
    made: list[str] = field(default_factory=list)
    seeded: dict[tuple[str, int], str] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str]:
        """PostgreSQL only where there is a server."""
        return [POSTGRESQL, SQLITE] if databases.postgresql_server() else [SQLITE]

    def empty(self, kind: str) -> str:
        """A new database at head, in which nobody else writes."""
        url = databases.sqlite_url(self.folder) if kind == SQLITE else databases.new_postgresql_database()
        self.made.append(url)
        return url

    def url(self, kind: str, signings: int) -> str:
        """A database of so many signings, made when it is first asked for."""
        if (kind, signings) not in self.seeded:
            self.seeded[kind, signings] = url = self.empty(kind)
            self.seed(url, kind, signings)
        return self.seeded[kind, signings]

    def seed(self, url: str, kind: str, signings: int) -> None:
        start = time.perf_counter()
        services = services_for(url, self.folder, clock=utc_now)
        for _ in synthetic.load(services, size_of(signings)):
            pass
        services.database.engine.dispose()
        print(f"{signings:,} signings made on {kind} in {time.perf_counter() - start:.0f} s", flush=True)


def size_of(signings: int) -> synthetic.Size:
    """Three students for five signings, and schools as large as the largest are."""
    schools = max(1, signings // SIGNINGS_OF_A_SCHOOL)
    return synthetic.Size(schools=schools, students=signings * 6 // 10, signings=signings)


@contextmanager
def making(folder: Path) -> Iterator[Data]:
    data = Data(folder)
    try:
        yield data
    finally:
        for url in data.made:
            databases.drop(url)
        databases.drop_databases()


def settle(engine: Engine) -> None:
    """As a PostgreSQL server does by itself when it finds the time."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def services_at(url: str) -> Services:
    """The services of a child process; it has no uploads."""
    return services_for(url, Path("/nonexistent"), clock=utc_now)
