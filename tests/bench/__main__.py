"""Run every bench on both databases and print its ratios: ``make bench``."""

import tempfile
from pathlib import Path

from tests import databases
from tests.bench import accepting


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        urls = {"SQLite": databases.sqlite_url(Path(folder))}
        if databases.postgresql_server() is not None:
            urls["PostgreSQL"] = databases.postgresql_url()
        for name, url in urls.items():
            for line in accepting.compare(name, url, Path(folder)):
                print(line)
        databases.drop_databases()


if __name__ == "__main__":
    main()
