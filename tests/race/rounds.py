"""Units of several sides, round by round at the same moment, each side a process of its own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from signing_core.actors import Actor
from signing_core.errors import Refusal
from signing_core.work import Services, UnitOfWork
from tests.race.processes import all_at_once, barrier, sent_again_while_busy

Step = tuple[Actor, Callable[[UnitOfWork], Any]]


def race(services: Services, *sides: list[Step]) -> list[tuple[str, ...]]:
    """By round what the sides came to."""
    services.database.engine.dispose()
    ready = barrier(len(sides))
    outcomes = all_at_once([partial(each_round, services, ready, side) for side in sides])
    return list(zip(*outcomes, strict=True))


def each_round(services: Services, ready: Any, steps: list[Step]) -> list[str]:
    """What each of one side's steps came to, every one begun together with the other side's."""
    outcomes = []
    for step in steps:
        ready.wait()
        try:
            sent_again_while_busy(partial(unit, services, *step))
            outcomes.append("done")
        except Refusal as refusal:
            outcomes.append(refusal.message)
    return outcomes


def unit(services: Services, actor: Actor, act: Callable[[UnitOfWork], Any]) -> None:
    with services.working(actor) as work:
        act(work)
