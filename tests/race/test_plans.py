"""The school notes that a plan went another way while the student binds itself: one of the two happens, never both."""

from functools import partial

import pytest

from signing_core.errors import Busy, Refusal
from signing_core.states import PlanSource
from signing_core.work import Services
from tests.invariants import broken_in
from tests.property.cast import Who
from tests.race.pairs import race_from
from tests.race.running import WAYS, attempt, staged

SCHOOL = Who("SCHOOL", 0)
BINDING = {
    "an invitation is accepted": ("INVITED", "accept"),
    "a form is generated": ("PAPER DRAFT PREVIEWED", "generate"),
    "a destination is sent": ("DESTINATION DRAFT SCANS", "send"),
}


@pytest.mark.parametrize("name", BINDING)
def test_i5_a_student_binds_itself_or_its_plan_goes_another_way(services: Services, name: str) -> None:
    situation, trigger = BINDING[name]
    for way in WAYS[services.database.engine.name]:
        race = race_from(situation, (trigger, None), (trigger, None), beside=[])
        stage, step = staged(services, race.history), race.first
        noting = partial(stage.set_plan, SCHOOL, step.student, True)
        bound, noted = way(partial(attempt, stage, step), noting)
        refusals = [answer for answer in (bound, noted) if answer is not None]
        assert len(refusals) == 1, (way.__name__, bound, noted)
        assert isinstance(refusals[0], Refusal)
        assert not isinstance(refusals[0], Busy)
        stored = stage.stored()
        assert broken_in(stored) == []
        source = stored.plans[stage.students[step.student].id].source
        assert (source == PlanSource.OTHER) == (noted is None)
