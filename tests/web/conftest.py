"""The product as a site over a world."""

import pytest

from tests.web.client import Site
from tests.world import World


@pytest.fixture
def site(world: World) -> Site:
    return Site(world)
