"""Situations in which two triggers are both open, found with the pure model, and what may come of racing them."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import combinations_with_replacement, product
from typing import Any

from tests.property.cast import NOON, SYSTEM, TRIGGERS, Step, Who
from tests.property.model import Model, deadline_of

LATE = deadline_of(NOON, 5)
EMPLOYERS_ACTS, ANSWERS = {"invite", "revise", "withdraw"}, {"accept", "decline"}
HISTORY = {
    "INVITED": ["invite"],
    "WITHDRAWN": ["invite", "withdraw"],
    "AWAITING_REVIEW": ["invite", "accept"],
    "REJECTED": ["invite", "accept", "reject"],
    "APPROVED": ["invite", "accept", "approve"],
}
SAME_STUDENT, OTHER_STUDENT = [(0, 0), (1, 0)], [(0, 0), (0, 1)]
Outcome = tuple[bool, bool, Any]


@dataclass
class Race:
    """Two steps, each allowed alone after the history, and every outcome that some order of them has."""

    history: list[Step]
    before: Model
    first: Step
    second: Step
    outcomes: list[Outcome]

    def __str__(self) -> str:
        deals = [f"{deal.firm}-{deal.student} {deal.state}" for deal in self.before.deals]
        return f"{self.first.trigger} x {self.second.trigger} from {deals}: {self.first}, {self.second}"


@cache
def races() -> list[Race]:
    """Every race, found once."""
    return list(_races())


def _races() -> Iterator[Race]:
    """For each pair of triggers: on the same signing from every state, on one student, else on two students."""
    situations = list(_situations())
    for pair in combinations_with_replacement(TRIGGERS, 2):
        found: dict[tuple[Any, ...], Race] = {}
        for history, model in situations:
            for first, second in product(_attempts(model, pair[0], "SCHOOL"), _attempts(model, pair[1], "COLLEGE")):
                kind = _kind(model, first, second)
                if kind not in found:
                    found[kind] = _race(history, model, first, second)
        near = [race for kind, race in found.items() if kind[0] == "signing"]
        near += [race for kind, race in found.items() if kind[0] == "student"][:1]
        yield from near or list(found.values())[:1]


def outcome_of(model: Model) -> Any:
    """What can be compared whatever was done first: no order of rows, no serials."""
    deals = sorted(
        (d.firm, d.student, d.state, d.terms, d.agreed or 0, bool(d.serial), d.deadline) for d in model.deals
    )
    return deals, [person.plan for person in model.students]


def _race(history: list[Step], model: Model, first: Step, second: Step) -> Race:
    outcomes = []
    for turned, (one, other) in enumerate([(first, second), (second, first)]):
        after = deepcopy(model)
        done = (after.do(one), after.do(other))
        outcomes.append((*(reversed(done) if turned else done), outcome_of(after)))
    return Race(history, model, first, second, outcomes)


def _situations() -> Iterator[tuple[list[Step], Model]]:
    """No signing, one in each state, and two of which each may be in any state."""
    yield [], Model()
    for state in HISTORY:
        yield from _built([((0, 0), state)])
    for where in (SAME_STUDENT, OTHER_STUDENT):
        for states in product(HISTORY, HISTORY):
            yield from _built(list(zip(where, states, strict=True)))


def _built(deals: list[tuple[tuple[int, int], str]]) -> Iterator[tuple[list[Step], Model]]:
    history, model = [], Model()
    for index, ((firm, student), state) in enumerate(deals):
        for trigger in HISTORY[state]:
            step = _step(model, trigger, index, firm, student, office="COLLEGE")
            if not model.do(step):
                return
            history.append(step)
    yield history, model


def _attempts(model: Model, trigger: str, office: str) -> Iterator[Step]:
    """Every step of that trigger that would be allowed now, or by a clock that is past the deadline."""
    targets = [(-1, firm, student) for firm, student in ((0, 0), (1, 0), (0, 1))]
    if trigger != "invite":
        targets = [(index, deal.firm, deal.student) for index, deal in enumerate(model.deals)]
    for at, (index, firm, student) in product([NOON, LATE], targets):
        step = _step(model, trigger, index, firm, student, office=office, at=at)
        due = trigger != "sweep" or (at == LATE and model.deals[index].state == "INVITED")
        if due and deepcopy(model).do(step):
            yield step


def _step(
    model: Model, trigger: str, index: int, firm: int, student: int, *, office: str, at: datetime | None = None
) -> Step:
    if trigger == "sweep":
        by = SYSTEM
    elif trigger in EMPLOYERS_ACTS:
        by = Who("EMPLOYER", firm)
    elif trigger in ANSWERS:
        by = Who("STUDENT", student)
    else:
        by = Who("SCHOOL") if office == "SCHOOL" or trigger == "rescind" else Who("COLLEGE", student)
    seen = 0
    if trigger not in {"invite", "sweep"}:
        seen = model.deals[index].terms if trigger in ANSWERS else model.deals[index].revision
    return Step(trigger=trigger, by=by, deal=index, student=student, seen=seen, at=at)


def _kind(model: Model, first: Step, second: Step) -> tuple[Any, ...]:
    """How near the two steps are to each other, and from which states they start."""
    (one, states), (other, more) = _target(model, first), _target(model, second)
    if one == other:
        return ("signing", states, more)
    return ("student" if one[1] == other[1] else "school",)


def _target(model: Model, step: Step) -> tuple[tuple[int, int], tuple[str, ...]]:
    where = (step.by.index, step.student)
    if step.trigger != "invite":
        where = (model.deals[step.deal].firm, model.deals[step.deal].student)
    return where, tuple(deal.state for deal in model.deals if (deal.firm, deal.student) == where)
