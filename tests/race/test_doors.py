"""The school closes a door while a student goes through it: the student was first, or is told so and keeps all."""

from functools import partial

import pytest

from signing_core.errors import Busy, Refusal
from signing_core.work import Services
from tests.invariants import broken_in
from tests.property.cast import DESTINATION, ONLINE, PAPER, Step, Who
from tests.property.stage import Stage
from tests.race.meeting import Point
from tests.race.pairs import race_from
from tests.race.running import WAYS, attempt, staged
from tests.stored import Stored

SCHOOL = Who("SCHOOL", 0)
BINDING = {
    "an invitation is accepted": ("INVITED", "accept", ONLINE),
    "a form is generated": ("PAPER DRAFT PREVIEWED", "generate", PAPER),
    "a destination is sent": ("DESTINATION DRAFT SCANS", "send", DESTINATION),
}


def as_they_stand(stored: Stored) -> list[tuple[str, int]]:
    return [(signing.state, signing.version) for signing in stored.signings]


def closing(stage: Stage, _step: Step, kind: str, point: Point) -> Refusal | None:
    return stage.open_channel(SCHOOL, kind, False, point)


def restricting(stage: Stage, step: Step, _kind: str, point: Point) -> Refusal | None:
    return stage.restrict(SCHOOL, step.student, True, point)


@pytest.mark.parametrize("door", [closing, restricting])
@pytest.mark.parametrize("name", BINDING)
def test_a_student_was_first_or_finds_the_door_shut(services: Services, name: str, door) -> None:
    situation, trigger, kind = BINDING[name]
    for way in WAYS[services.database.engine.name]:
        race = race_from(situation, (trigger, None), (trigger, None), beside=[])
        stage, step = staged(services, race.history), race.first
        before, order = stage.stored(), []

        def told(who: str, act, point: Point, order: list[str] = order):
            def note(name: str) -> None:
                if name == "commit":
                    order.append(who)
                point(name)

            return act(note)

        student = partial(told, "student", partial(attempt, stage, step))
        school = partial(told, "school", partial(door, stage, step, kind))
        bound, shut = way(student, school)
        assert shut is None, (way.__name__, shut)
        assert isinstance(bound, Refusal | None)
        assert not isinstance(bound, Busy)
        assert order == (["student", "school"] if bound is None else ["school"]), way.__name__
        after = stage.stored()
        assert broken_in(after) == []
        assert bound is None or as_they_stand(after) == as_they_stand(before)
