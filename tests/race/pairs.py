"""Situations in which two triggers are both open, found with the pure model, and what may come of racing them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import combinations_with_replacement, product
from typing import Any

from tests.property.cast import (
    ANSWERS,
    CHANGE_ANSWERS,
    CLOCKS,
    DESTINATION,
    DESTINATION_ONLY,
    EMPLOYERS,
    NEW,
    NOON,
    ONLINE,
    PAPER,
    PAPER_ONLY,
    PART_TIME,
    PARTIES,
    PASSES,
    STUDY,
    SYSTEM,
    TRIGGERS,
    WRITERS,
    Deal,
    Step,
    Who,
    deadline_of,
    what_is_seen,
)
from tests.property.model import Model
from tests.race.situations import STEPS, situations, where

LATE, LAST_DAY = deadline_of(NOON, 5), deadline_of(NOON, 4)
SOON = NOON + timedelta(minutes=1)  # whatever touches a row changes it
BEGUN = {"invite": ONLINE, "begin": PAPER, "register": DESTINATION}
ONLY = {ONLINE: ANSWERS | CHANGE_ANSWERS, PAPER: PAPER_ONLY, DESTINATION: DESTINATION_ONLY}
TWO_LEVELS, FIRST_LEVEL = "COLLEGE_THEN_SCHOOL", "college_pass"
RACED = (*TRIGGERS, FIRST_LEVEL)
Outcome = tuple[bool, bool, Any]


@dataclass
class Race:
    """Two steps, each allowed alone after the history, and every outcome that some order of them has."""

    history: list[Step]
    before: Model
    first: Step
    second: Step
    outcomes: list[Outcome]

    @property
    def on_two_students(self) -> bool:
        """Whether nothing but the school is common to the two."""
        return _kind(self.before, self.first, self.second) == ("school",)

    def __str__(self) -> str:
        deals = [f"{deal.firm}-{deal.student} {deal.situation}" for deal in self.before.deals]
        return f"{self.first.trigger} x {self.second.trigger} from {deals}: {self.first}, {self.second}"


@cache
def races() -> dict[tuple[str, str], list[Race]]:
    """Every race by its pair of triggers, found once."""
    return dict(_races())


def _races() -> Iterator[tuple[tuple[str, str], list[Race]]]:
    """For each pair of triggers: on the same signing from every situation, on one student, else on two students."""
    stand = list(_situations())
    open_now = [(history, model, _open(model, "SCHOOL"), _open(model, "COLLEGE")) for history, model in stand]
    in_two_levels = [
        (history, model, _open(model, "SCHOOL"), _open(model, "COLLEGE", [FIRST_LEVEL]))
        for history, model in map(_in_two_levels, stand)
    ]
    for pair in combinations_with_replacement(RACED, 2):
        found: dict[tuple[Any, ...], Race] = {}
        for history, model, schools, colleges in in_two_levels if FIRST_LEVEL in pair else open_now:
            for first, second in product(schools[pair[0]], colleges[pair[1]]):
                kind = _kind(model, first, second)
                if kind not in found:
                    found[kind] = _race(history, model, first, second)
        near = [race for kind, race in found.items() if kind[0] == "signing"]
        near += [race for kind, race in found.items() if kind[0] == "student"][:1]
        yield pair, near or list(found.values())[:1]


def _in_two_levels(stands: tuple[list[Step], Model]) -> tuple[list[Step], Model]:
    """The same situation, once the school has its colleges review first."""
    history, model = stands
    ours = model.copy()
    ours.levels = TWO_LEVELS
    return history, ours


def _open(model: Model, office: str, triggers: Sequence[str] = RACED) -> dict[str, list[Step]]:
    """What may be done in a situation, by trigger."""
    return {trigger: list(_attempts(model, trigger, office)) for trigger in triggers}


def outcome_of(model: Model) -> Any:
    """What can be compared whatever was done first: no order of rows, no serials."""
    deals = sorted(
        (
            *(d.firm, d.student, d.situation, d.terms, d.agreed or 0, bool(d.serial), str(d.deadline), d.rescission),
            *(d.passed, d.asked_by, d.scans, d.proofs, d.rounds, d.chosen, d.shown),
        )
        for d in model.deals
        if d.state != "GONE"
    )
    return deals, [person.plan for person in model.students]


def race_from(
    situation: str, *steps: tuple[str, datetime | None], beside: Sequence[str] = (), levels: str = "EITHER"
) -> Race:
    """The race of two steps, each by trigger and moment, on one signing in that situation; what is only done to another
    kind is done to the one beside it. Of two asks the firm's comes first; whether both are allowed alone is not asked.
    ``levels`` are set once the situation stands.
    """
    [(history, model)] = _built([(where(state), state) for state in (*beside, situation)])
    model.levels = levels
    offices = ("SCHOOL", "COLLEGE")
    first, second = (
        _step(model, trigger, *_which(model, trigger), office=office, at=at or SOON)
        for (trigger, at), office in zip(steps, offices, strict=True)
    )
    return _race(history, model, first, second)


def _which(model: Model, trigger: str) -> tuple[int, int, int]:
    """Index, firm and student of what a step is about: one of the only kind that it is done to, else the last begun."""
    if trigger in NEW:
        return -1, -1, 0
    kind = next((kind for kind, only in ONLY.items() if trigger in only), "")
    index = max(index for index, deal in enumerate(model.deals) if kind in {"", deal.kind})
    return index, model.deals[index].firm, model.deals[index].student


def _race(history: list[Step], model: Model, first: Step, second: Step) -> Race:
    outcomes = []
    for turned, (one, other) in enumerate([(first, second), (second, first)]):
        after = model.copy()
        done = (after.do(one), after.do(other))
        outcomes.append((*(reversed(done) if turned else done), outcome_of(after)))
    return Race(history, model, first, second, outcomes)


def _situations() -> Iterator[tuple[list[Step], Model]]:
    for deals in situations():
        yield from _built(deals)


def _built(deals: list[tuple[tuple[int, int], str]]) -> Iterator[tuple[list[Step], Model]]:
    history, model = [], Model()
    for (firm, student), state in deals:
        index = len(model.deals)
        for trigger in STEPS[state]:
            step = _step(model, trigger, index, firm, student, office="COLLEGE")
            if not model.do(step):
                return
            history.append(step)
    yield history, model


def _attempts(model: Model, trigger: str, office: str) -> Iterator[Step]:
    """Every step of that trigger that would be allowed now, or by a clock that is near or past the deadline."""
    targets = [(-1, firm, student) for firm, student in ((0, 0), (1, 0), (0, 1))]
    if trigger in NEW - {"invite"}:
        targets = [(-1, -1, 0), (-1, -1, 1)]
    elif trigger not in NEW:
        targets = [(index, deal.firm, deal.student) for index, deal in enumerate(model.deals)]
    times = {"sweep": [LATE], "remind": [LAST_DAY]}.get(trigger, [SOON] if trigger in WRITERS else [SOON, LATE])
    for at, (index, firm, student) in product(times, targets):
        step = _step(model, trigger, index, firm, student, office=office, at=at)
        after = model.copy()
        if after.do(step) and (trigger not in CLOCKS or after != model):
            yield step


def _step(
    model: Model, trigger: str, index: int, firm: int, student: int, *, office: str, at: datetime | None = None
) -> Step:
    by, seen = _maker(model, trigger, index, firm, student, office), 0
    if trigger not in NEW | CLOCKS:
        seen = what_is_seen(model.deals[index], trigger)
    detail = PART_TIME if trigger == "choose" else STUDY
    return Step(trigger=trigger, by=by, deal=index, student=student, seen=seen, at=at, detail=detail)


def _maker(model: Model, trigger: str, index: int, firm: int, student: int, office: str) -> Who:
    """Who makes the step. Either party asks to end an agreement: with the school's races the student, else the firm."""
    if trigger in CLOCKS:
        return SYSTEM
    if trigger in PASSES:
        return Who("COLLEGE", student)
    if trigger in EMPLOYERS:
        return Who("EMPLOYER", firm)
    if trigger in ANSWERS | CHANGE_ANSWERS | WRITERS:
        return Who("STUDENT", student)
    if trigger in PARTIES:
        asked_by = (
            model.deals[index].asked_by if trigger != "ask" else ("EMPLOYER" if office == "SCHOOL" else "STUDENT")
        )
        return Who("STUDENT", student) if asked_by == "EMPLOYER" else Who("EMPLOYER", firm)
    return Who("SCHOOL") if office == "SCHOOL" or trigger == "force" else Who("COLLEGE", student)


def _kind(model: Model, first: Step, second: Step) -> tuple[Any, ...]:
    """How near the two steps are to each other, and from which states they start."""
    (one, states), (other, more) = _target(model, first), _target(model, second)
    if one == other:
        return ("signing", states, more)
    return ("student" if one[-1] == other[-1] else "school",)


def _target(model: Model, step: Step) -> tuple[tuple[Any, ...], tuple[str, ...]]:
    """What it is done to, its student last, and in which states that is."""
    begun = BEGUN.get(step.trigger)
    target = (begun, step.by.index if begun == ONLINE else -1, step.student)
    if step.trigger not in NEW:
        target = _place(model.deals[step.deal])
    return target, tuple(deal.situation for deal in model.deals if _place(deal) == target)


def _place(deal: Deal) -> tuple[Any, ...]:
    return deal.kind, deal.firm, deal.student
