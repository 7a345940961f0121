"""Fault runs: services on either database, closed at the end whatever came of the run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from signing_core.work import Services
from tests.world import services_for


@pytest.fixture
def services(database_url: str, tmp_path: Path) -> Iterator[Services]:
    services = services_for(database_url, tmp_path)
    yield services
    services.database.engine.dispose()
