"""One race on fresh rows, in one of the ways to meet; and everything that is wrong with what came of it."""

from collections import Counter
from functools import partial

from signing_core.errors import Busy, Refusal
from signing_core.work import Services
from tests.invariants import broken_in
from tests.property.cast import Step
from tests.property.model import Model
from tests.property.stage import Stage
from tests.race import meeting
from tests.race.pairs import Outcome, Race, outcome_of

WAYS = {  # SQLite lets one writer in at a time: there is no first write at which two could meet
    "postgresql": [
        meeting.at_the_first_write,
        meeting.held_before_commit,
        meeting.held_the_other_way,
        meeting.together,
    ],
    "sqlite": [meeting.together, meeting.held_before_commit, meeting.held_the_other_way],
}


def run(services: Services, race: Race, way, figures: Counter[str]) -> list[str]:
    """One race on fresh rows; what was wrong with it."""
    stage = staged(services, race.history)
    stage.set_levels(race.before.levels)
    answers = way(partial(attempt, stage, race.first), partial(attempt, stage, race.second))
    problems = [f"raw error {answer!r}" for answer in answers if not isinstance(answer, Refusal | None)]
    problems += ["busy: a deadlock or a lock held too long" for answer in answers if isinstance(answer, Busy)]
    figures["losers"] += sum(answer is not None for answer in answers)
    stored = stage.stored()
    outcome: Outcome = (answers[0] is None, answers[1] is None, outcome_of(stage.as_model(stored)))
    if outcome not in race.outcomes:
        problems.append(f"{outcome} with {answers}, allowed: {race.outcomes}")
    return problems + broken_in(stored)


def staged(services: Services, history: list[Step]) -> Stage:
    """Fresh rows on which the steps were made, one after the other."""
    stage, played = Stage(services), Model()
    for step in history:
        assert played.do(step)
        assert stage.do(step) is None
        stage.note_versions(stage.stored(), played)
    return stage


def attempt(stage: Stage, step: Step, point: meeting.Point) -> Exception | None:
    """The step's refusal, None when it happened; any other error is an answer too, and a wrong one."""
    try:
        return stage.do(step, point)
    except Exception as error:
        return error
