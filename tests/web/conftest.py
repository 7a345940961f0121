"""The product as a site over a world."""

import pytest

from signing_core.actors import Role
from signing_core.models import Account
from tests import makers
from tests.web.client import PASSWORD, Site
from tests.world import FAST_HASH, World


@pytest.fixture
def site(world: World) -> Site:
    return Site(world)


@pytest.fixture
def staff(site: Site) -> Account:
    """A school account that signs in by name and password."""
    facts = {"school_id": site.world.school.id, "password_hash": FAST_HASH.hash(PASSWORD)}
    return site.world.saved(makers.an_account(Role.SCHOOL, login="office", **facts))
