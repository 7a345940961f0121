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
    EMPLOYERS,
    MOST_IMAGES,
    NEW,
    NOON,
    PARTIES,
    SYSTEM,
    TRIGGERS,
    WRITERS,
    Step,
    Who,
    deadline_of,
)
from tests.property.model import Model

LATE, LAST_DAY = deadline_of(NOON, 5), deadline_of(NOON, 4)
SOON = NOON + timedelta(minutes=1)  # whatever touches a row changes it
HISTORY = {
    "INVITED": ["invite"],
    "WITHDRAWN": ["invite", "withdraw"],
    "AWAITING_REVIEW": ["invite", "accept"],
    "REJECTED": ["invite", "accept", "reject"],
    "APPROVED": ["invite", "accept", "approve"],
}
GROWN = {  # alone, and beside an invitation of somebody else
    "AWAITING_REVIEW PROPOSED": ["invite", "accept", "propose"],
    "RETURNED": ["invite", "accept", "send_back"],
    "RETURNED PROPOSED": ["invite", "accept", "send_back", "propose"],
    "APPROVED AWAITING_COUNTERPART": ["invite", "accept", "approve", "ask"],
    "APPROVED AWAITING_REVIEW": ["invite", "accept", "approve", "ask", "agree"],
    "RESCINDED": ["invite", "accept", "approve", "force"],
}
TYPED = ["begin", "preview"]
HANDED_IN = [*TYPED, "generate"]
ISSUED = [*HANDED_IN, "approve_form"]
SCANNED = [*ISSUED, "upload", "submit"]
ON_PAPER = {  # each of them alone, and beside an invitation and what else the student may have online
    "DRAFT": ["begin"],
    "DRAFT PREVIEWED": TYPED,
    "FORM_REVIEW": HANDED_IN,
    "FORM_RETURNED PREVIEWED": [*HANDED_IN, "send_back", "preview"],
    "FORM_REJECTED PREVIEWED": [*HANDED_IN, "send_back", "preview", "reject_form"],
    "AWAITING_FEEDBACK SCANS": [*ISSUED, "upload"],
    "AWAITING_REVIEW": SCANNED,
    "REJECTED SCANS": [*SCANNED, "reject", "upload"],
    "APPROVED PROOFS": [*SCANNED, "approve", "prove"],
    "APPROVED AWAITING_REVIEW": [*SCANNED, "approve", "prove", "ask_on_paper"],
}
ON_PAPER = {f"PAPER {situation}": steps for situation, steps in ON_PAPER.items()}
RARE = {"PAPER NOTHING": [], "PAPER AWAITING_FEEDBACK ALMOST FULL": [*ISSUED, *["upload"] * (MOST_IMAGES - 1)]}
ONLINE_STEPS = HISTORY | GROWN
STEPS = ONLINE_STEPS | ON_PAPER | RARE
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

    @property
    def on_two_students(self) -> bool:
        """Whether nothing but the school is common to the two."""
        return _kind(self.before, self.first, self.second) == ("school",)

    def __str__(self) -> str:
        deals = [f"{deal.firm}-{deal.student} {deal.state}" for deal in self.before.deals]
        return f"{self.first.trigger} x {self.second.trigger} from {deals}: {self.first}, {self.second}"


@cache
def races() -> dict[tuple[str, str], list[Race]]:
    """Every race by its pair of triggers, found once."""
    return dict(_races())


def _races() -> Iterator[tuple[tuple[str, str], list[Race]]]:
    """For each pair of triggers: on the same signing from every situation, on one student, else on two students."""
    open_now = [(history, model, _open(model, "SCHOOL"), _open(model, "COLLEGE")) for history, model in _situations()]
    for pair in combinations_with_replacement(TRIGGERS, 2):
        found: dict[tuple[Any, ...], Race] = {}
        for history, model, schools, colleges in open_now:
            for first, second in product(schools[pair[0]], colleges[pair[1]]):
                kind = _kind(model, first, second)
                if kind not in found:
                    found[kind] = _race(history, model, first, second)
        near = [race for kind, race in found.items() if kind[0] == "signing"]
        near += [race for kind, race in found.items() if kind[0] == "student"][:1]
        yield pair, near or list(found.values())[:1]


def _open(model: Model, office: str) -> dict[str, list[Step]]:
    """What may be done in a situation, by trigger."""
    return {trigger: list(_attempts(model, trigger, office)) for trigger in TRIGGERS}


def outcome_of(model: Model) -> Any:
    """What can be compared whatever was done first: no order of rows, no serials."""
    deals = sorted(
        (
            *(d.firm, d.student, d.situation, d.terms, d.agreed or 0, bool(d.serial), str(d.deadline), d.rescission),
            *(d.asked_by, d.scans, d.proofs, d.rounds),
        )
        for d in model.deals
        if d.state != "GONE"
    )
    return deals, [person.plan for person in model.students]


def race_from(
    situation: str, *steps: tuple[str, datetime | None], beside: Sequence[tuple[tuple[int, int], str]] = ()
) -> Race:
    """The race of two steps, each by trigger and moment, on one signing in that situation; what is only done online is
    done to the one beside it, if there is one. Of two asks the firm's comes first; whether both are allowed alone is
    not asked.
    """
    [(history, model)] = _built([(_where(situation), situation), *((place, it) for place, it in beside)])
    offices = ("SCHOOL", "COLLEGE")
    first, second = (
        _step(model, trigger, *_which(model, trigger, beside), office=office, at=at or SOON)
        for (trigger, at), office in zip(steps, offices, strict=True)
    )
    return _race(history, model, first, second)


def _where(situation: str) -> tuple[int, int]:
    return (-1, 0) if situation in ON_PAPER | RARE else (0, 0)


def _which(model: Model, trigger: str, beside: Sequence[tuple[tuple[int, int], str]]) -> tuple[int, int, int]:
    """Index, firm and student of what a step is about."""
    if trigger == "begin":
        return -1, -1, 0
    return (len(model.deals) - 1, *beside[0][0]) if beside and trigger in ANSWERS else (0, 0, 0)


def _race(history: list[Step], model: Model, first: Step, second: Step) -> Race:
    outcomes = []
    for turned, (one, other) in enumerate([(first, second), (second, first)]):
        after = model.copy()
        done = (after.do(one), after.do(other))
        outcomes.append((*(reversed(done) if turned else done), outcome_of(after)))
    return Race(history, model, first, second, outcomes)


def _situations() -> Iterator[tuple[list[Step], Model]]:
    """No signing, one in each state, and two of which each may be in any state."""
    yield [], Model()
    for state in ONLINE_STEPS | ON_PAPER:
        yield from _built([(_where(state), state)])
    for state, online in product(ON_PAPER, HISTORY):
        yield from _built([((-1, 0), state), ((0, 0), online)])
    for state, online in product(ON_PAPER, ONLINE_STEPS):
        yield from _built([((-1, 0), state), ((0, 1), online)])
    for states in product(ON_PAPER, ON_PAPER):
        yield from _built(list(zip([(-1, 0), (-1, 1)], states, strict=True)))
    for state in GROWN:
        yield from _built([((0, 0), state), ((1, 0), "INVITED")])
    for where, kinds in ((SAME_STUDENT, HISTORY), (OTHER_STUDENT, ONLINE_STEPS)):
        for states in product(kinds, kinds):
            yield from _built(list(zip(where, states, strict=True)))


def _built(deals: list[tuple[tuple[int, int], str]]) -> Iterator[tuple[list[Step], Model]]:
    history, model = [], Model()
    for index, ((firm, student), state) in enumerate(deals):
        for trigger in STEPS[state]:
            step = _step(model, trigger, index, firm, student, office="COLLEGE")
            if not model.do(step):
                return
            history.append(step)
    yield history, model


def _attempts(model: Model, trigger: str, office: str) -> Iterator[Step]:
    """Every step of that trigger that would be allowed now, or by a clock that is near or past the deadline."""
    targets = [(-1, firm, student) for firm, student in ((0, 0), (1, 0), (0, 1))]
    if trigger == "begin":
        targets = [(-1, -1, 0), (-1, -1, 1)]
    elif trigger != "invite":
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
        deal = model.deals[index]
        seen = (
            (deal.proposed or 0) if trigger in CHANGE_ANSWERS else deal.terms if trigger in ANSWERS else deal.revision
        )
    return Step(trigger=trigger, by=by, deal=index, student=student, seen=seen, at=at)


def _maker(model: Model, trigger: str, index: int, firm: int, student: int, office: str) -> Who:
    """Who makes the step. Either party asks to end an agreement: with the school's races the student, else the firm."""
    if trigger in CLOCKS:
        return SYSTEM
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
    return ("student" if one[1] == other[1] else "school",)


def _target(model: Model, step: Step) -> tuple[tuple[int, int], tuple[str, ...]]:
    where = (-1 if step.trigger == "begin" else step.by.index, step.student)
    if step.trigger not in NEW:
        where = (model.deals[step.deal].firm, model.deals[step.deal].student)
    return where, tuple(deal.situation for deal in model.deals if (deal.firm, deal.student) == where)
