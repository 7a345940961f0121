"""What staff keep by name: a filter saved, saved over and deleted."""

from typing import Any

from signing_core.actors import Actor, Role
from signing_core.models import SavedFilter
from signing_core.use_cases import saved_filters
from tests import makers
from tests.faults.kills import Act
from tests.faults.moves import in_a_unit
from tests.world import World

FILTER: dict[str, Any] = {"shared": True, "queue": "waiting", "wanted": {"employer": "星光"}}


def save_a_filter(world: World) -> Act:
    return in_a_unit(a_reviewer(world), lambda work: saved_filters.save(work, name="常用", **FILTER))


def replace_a_filter(world: World) -> Act:
    by, saved = a_saved_one(world)
    given: dict[str, Any] = {"seen": saved.version, "queue": "ending", "wanted": {}}
    return in_a_unit(by, lambda work: saved_filters.replace(work, saved.public_id, **given))


def delete_a_filter(world: World) -> Act:
    by, saved = a_saved_one(world)
    return in_a_unit(by, lambda work: saved_filters.delete(work, saved.public_id, seen=saved.version))


def a_reviewer(world: World) -> Actor:
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    return makers.as_school(world.school, account.id)


def a_saved_one(world: World) -> tuple[Actor, SavedFilter]:
    by = a_reviewer(world)
    with world.working(by) as work:
        return by, saved_filters.save(work, name="常用", **FILTER)


FILTERS = [save_a_filter, replace_a_filter, delete_a_filter]
