"""kill -9 at every named fault point: each unit of an act is there entirely or not at all, and all can go on."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

import signing_core
from signing_core.actors import SYSTEM
from signing_core.errors import Refusal
from signing_core.work import Services
from tests.faults.acts import ACTS
from tests.faults.kills import Rehearsal, added, kill_at, rehearse, shape
from tests.figures import SOAK, Record, note
from tests.invariants import broken
from tests.world import SettableClock, World

CORE = Path(signing_core.__file__).parent
TIMES, RANDOM_KILLS = 5, 1000
DATABASES = ("sqlite", "postgresql")


def kill_everywhere(services: Services, record_property: Record) -> None:
    """On one database; the files that ask for it are two, so that two workers share them."""
    rehearsals = {}
    for make_ready in ACTS:
        world = a_world(services)
        rehearsals[make_ready] = rehearse(world.services, make_ready(world))
    figures, wrong = Counter[str](), []
    for make_ready, n in every_kill(rehearsals, services.database.engine.name):
        problems = one_kill(a_world(services), make_ready, n, rehearsals[make_ready], figures)
        wrong += [f"{make_ready.__name__} at {point_name(rehearsals[make_ready], n)}: {p}" for p in problems]
    names = {name for rehearsal in rehearsals.values() for name in rehearsal.points}
    figures.update({"acts": len(ACTS), "names of points": len(names), "torn, lost or broken": len(wrong)})
    note(record_property, f"kill -9, {services.database.engine.name}: {dict(figures)}")
    assert fault_points_of_the_core() <= names
    assert wrong == []


def fault_points_of_the_core() -> set[str]:
    """Every name that the core gives to a place where it may be ended."""
    sources = [path.read_text(encoding="utf-8") for path in CORE.rglob("*.py")]
    return {name for source in sources for name in re.findall(r'point\("([^"]+)"\)', source)}


def a_world(services: Services) -> World:
    return World(replace(services, clock=SettableClock()))


def every_kill(rehearsals, database: str) -> Iterator[tuple]:
    """Each act at each of its points by name, and once undisturbed, turn by turn on one of the two databases.

    SOAK: on both, each time it passes a point, then any of them.
    """
    passed = [(act, n) for act, rehearsal in rehearsals.items() for n in range(len(rehearsal.points) + 1)]
    named = {(act, point_name(rehearsals[act], n)): (act, n) for act, n in passed}
    if not SOAK:
        yield from islice(named.values(), DATABASES.index(database), None, len(DATABASES))
        return
    for _ in range(TIMES):
        yield from passed
    yield from (random.choice(passed) for _ in range(RANDOM_KILLS))


def one_kill(world: World, make_ready, n: int, rehearsal: Rehearsal, figures: Counter[str]) -> list[str]:
    services, act = world.services, make_ready(world)
    before = shape(services)
    acknowledged = kill_at(services, act, n)
    figures["acknowledged" if acknowledged else "kills"] += 1
    problems = []
    if acknowledged != (n >= len(rehearsal.points)):
        problems.append(f"acknowledged: {acknowledged}")
    if (found := added(services, before)) != rehearsal.expected(n):
        problems.append(f"there is {dict(found)}, not {dict(rehearsal.expected(n))}")
    problems += what_is_broken(world)
    with suppress(Refusal):  # what was done already may be refused; what was not is done now
        act(services)
    return problems + [f"after the second try: {problem}" for problem in what_is_broken(world)]


def what_is_broken(world: World) -> list[str]:
    with world.reading(SYSTEM) as work:
        return broken(work, world.school.id)


def point_name(rehearsal: Rehearsal, n: int) -> str:
    return rehearsal.points[n] if n < len(rehearsal.points) else "the end"
