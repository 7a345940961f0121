"""Races run on services of their own, on either database."""

from collections.abc import Iterator

import pytest

from signing_core.work import Services
from tests.property.stage import services_on


@pytest.fixture(params=["sqlite", "postgresql"])
def services(request: pytest.FixtureRequest) -> Iterator[Services]:
    if request.param == "postgresql":
        request.getfixturevalue("postgresql")
    services = services_on(request.param)
    yield services
    services.database.engine.dispose()
