"""Every two triggers that are open at once, raced: what one order of the two allows happens, and nothing else."""

from collections import Counter
from functools import partial
from itertools import combinations_with_replacement, cycle, islice

from signing_core.errors import Busy, Refusal
from signing_core.work import Services
from tests.figures import SOAK, Record, note
from tests.invariants import broken_in
from tests.property.cast import TRIGGERS, Step
from tests.property.model import Model
from tests.property.stage import Stage
from tests.race import meeting
from tests.race.pairs import Outcome, Race, outcome_of, races

TIMES = 200 if SOAK else 3
WAYS = {  # SQLite lets one writer in at a time: there is no first write at which two could meet
    "postgresql": [
        meeting.at_the_first_write,
        meeting.held_before_commit,
        meeting.held_the_other_way,
        meeting.together,
    ],
    "sqlite": [meeting.together, meeting.held_before_commit, meeting.held_the_other_way],
}


def test_every_two_triggers_can_be_raced() -> None:
    raced = {pair for pair, found in races().items() if found}
    assert raced == set(combinations_with_replacement(TRIGGERS, 2))


def test_a_race_does_what_one_order_of_the_two_does(services: Services, record_property: Record) -> None:
    figures, wrong = Counter[str](), []
    database = services.database.engine.name
    for found in races().values():
        times = max(TIMES, len(found))
        for race, way in islice(zip(cycle(found), cycle(WAYS[database]), strict=False), times):
            figures["races"] += 1
            wrong += [f"{race}, {way.__name__}: {problem}" for problem in run(services, race, way, figures)]
    figures["broken invariants or orders"] = len(wrong)
    note(record_property, f"pairs of triggers, {database}: {dict(figures)}")
    assert wrong == []


def run(services: Services, race: Race, way, figures: Counter[str]) -> list[str]:
    """One race on fresh rows; what was wrong with it."""
    stage = Stage(services)
    played = Model()
    for step in race.history:
        assert played.do(step)
        assert stage.do(step) is None
        stage.note_versions(stage.stored(), played)
    answers = way(partial(attempt, stage, race.first), partial(attempt, stage, race.second))
    problems = [f"raw error {answer!r}" for answer in answers if not isinstance(answer, Refusal | None)]
    problems += ["busy: a deadlock or a lock held too long" for answer in answers if isinstance(answer, Busy)]
    figures["losers"] += sum(answer is not None for answer in answers)
    stored = stage.stored()
    outcome: Outcome = (answers[0] is None, answers[1] is None, outcome_of(stage.as_model(stored)))
    if outcome not in race.outcomes:
        problems.append(f"{outcome} with {answers}, allowed: {race.outcomes}")
    return problems + broken_in(stored)


def attempt(stage: Stage, step: Step, point: meeting.Point) -> Exception | None:
    """The step's refusal, None when it happened; any other error is an answer too, and a wrong one."""
    try:
        return stage.do(step, point)
    except Exception as error:
        return error
