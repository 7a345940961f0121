"""Random lives: hypothesis makes each step on the model and on the product, and compares outcome, state, invariants."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from signing_core.work import Services
from tests.figures import SOAK
from tests.property.cast import (
    DESTINATION,
    DETAILS,
    IMAGES,
    KINDS,
    PAPER,
    SHARED,
    SYSTEM,
    Deal,
    Firm,
    Step,
    Who,
    what_is_seen,
    who_may,
)
from tests.property.chances import FIRST, MOVES, NEXT
from tests.property.model import Model
from tests.property.stage import Stage, living, services_on

STEPS_OF_A_LIFE = 50
LIVES = 2900 if SOAK else 110


@dataclass
class Count:
    lives: int = 0
    steps: int = 0
    refused: int = 0
    done: Counter[str] = field(default_factory=Counter)
    done_to: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    by_clock: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        by_kind = {kind: dict(done) for kind, done in self.done_to.items()}
        return (
            f"{self.steps} steps of {self.lives} lives, {dict(self.done + self.by_clock)}, of these by kind {by_kind}"
        )


class Lives(RuleBasedStateMachine):
    """One life of a school; ``product`` and ``count`` belong to the class of one database."""

    product: Services
    count: Count

    @initialize()
    def open_the_school(self) -> None:
        self.model, self.stage = Model(), Stage(self.product)
        self.count.lives += 1
        if self.count.lives % 5 == 0:
            self.review_by("COLLEGE_THEN_SCHOOL")
        self.invite(firm=0, student=0, days=5)
        self.invite(firm=1, student=0, days=30)
        self.begin(student=1)

    @rule(move=MOVES)
    def move(self, move: tuple[str, dict[str, Any]]) -> None:
        name, facts = move
        getattr(self, name)(**facts)

    def teardown(self) -> None:
        self.count.steps += getattr(self, "taken", 0)

    def deal(self, number: int, *situations: str) -> tuple[int, Deal]:
        """One of the signings, the newest for 0; of those in the situations, if there are any."""
        numbered = living(self.model)[::-1]
        fitting = [(index, deal) for index, deal in numbered if deal.situation in situations] or numbered
        return fitting[number % len(fitting)]

    def both(self, step: Step) -> None:
        """The step on model and product: the same answer, the same state."""
        self.model.by_clock.clear()
        allowed, refusal = self.model.do(step), self.stage.do(step)
        assert allowed == (refusal is None), f"{step}: the rules allow: {allowed}, the product says {refusal!r}"
        self.count.refused += not allowed
        self.count.done[step.trigger] += allowed
        if step.trigger in SHARED | IMAGES:
            self.count.done_to[self.model.deals[step.deal].kind][step.trigger] += allowed
        self.count.by_clock.update(self.model.by_clock)
        self.compare()

    def compare(self) -> None:
        self.taken = getattr(self, "taken", 0) + 1
        assert self.stage.differences(self.model) == []

    def invite(self, firm: int, student: int, days: int, incomplete: bool = False) -> None:
        by = Who("EMPLOYER", firm)
        self.both(Step(trigger="invite", by=by, student=student, days=days, complete=not incomplete))

    def begin(self, student: int) -> None:
        self.both(Step(trigger="begin", by=Who("STUDENT", student), student=student))

    def register(self, student: int, detail: str) -> None:
        self.both(Step(trigger="register", by=Who("STUDENT", student), student=student, detail=detail))

    def employer_acts(self, number: int, kind: str, stale: bool, incomplete: bool) -> None:
        index, deal = self.deal(number)
        by, seen = Who("EMPLOYER", max(deal.firm, 0)), deal.revision - stale
        self.both(Step(trigger=kind, by=by, deal=index, seen=seen, days=1, complete=not incomplete))

    def student_answers(self, number: int, kind: str, stale: bool) -> None:
        index, deal = self.deal(number)
        self.both(Step(trigger=kind, by=Who("STUDENT", deal.student), deal=index, seen=deal.terms - stale))

    def office_decides(self, number: int, kind: str, by: Who, stale: bool, wordless: bool) -> None:
        index, deal = self.deal(number)
        self.both(Step(trigger=kind, by=by, deal=index, seen=deal.revision - stale, complete=not wordless))

    def party_acts(self, number: int, kind: str, by: int, stale: bool, wordless: bool) -> None:
        index, deal = self.deal(number, *(situation for situation in NEXT if situation.startswith("APPROVED")))
        party = Who("STUDENT", deal.student) if by else Who("EMPLOYER", max(deal.firm, 0))
        self.both(Step(trigger=kind, by=party, deal=index, seen=deal.revision - stale, complete=not wordless))

    def anybody_tries(self, number: int, kind: str, by: Who) -> None:
        index, deal = self.deal(number)
        self.both(Step(trigger=kind, by=by, deal=index, seen=what_is_seen(deal, kind)))

    def life_goes_on(self, number: int, turn: int, by: Who, stale: bool) -> None:
        """What usually comes next for a signing that is not over, done by whoever it is up to."""
        self.goes_on(number, turn, by, stale, *NEXT)

    def paper_goes_on(self, number: int, turn: int, by: Who, stale: bool) -> None:
        self.goes_on(number, turn, by, stale, *(situation for situation in NEXT if situation.startswith(PAPER)))

    def destination_goes_on(self, number: int, turn: int, by: Who, stale: bool) -> None:
        self.goes_on(number, turn, by, stale, *(situation for situation in NEXT if situation.startswith(DESTINATION)))

    def goes_on(self, number: int, turn: int, by: Who, stale: bool, *situations: str) -> None:
        index, deal = self.deal(number, *situations)
        if deal.situation in NEXT:
            kind = NEXT[deal.situation][turn % len(NEXT[deal.situation])]
            if self.model.levels == "COLLEGE_THEN_SCHOOL" and not deal.passed:
                kind = FIRST.get(kind, kind)
            by = who_may(deal, kind, turn) or by
            facts = {"days": 1 + turn % 9, "detail": DETAILS[turn % len(DETAILS)]}
            self.both(Step(trigger=kind, by=by, deal=index, seen=what_is_seen(deal, kind) - stale, **facts))

    def act_at_the_edge(self, number: int, edge: timedelta, kind: str) -> None:
        """The clock comes to a deadline, and then somebody acts."""
        index, deal = self.deal(number, "INVITED")
        if deal.situation == "INVITED" and deal.deadline is not None:
            self.at_the_edge(index, deal, deal.deadline + edge, kind, SYSTEM)

    def change_at_the_edge(self, number: int, edge: timedelta, kind: str, by: Who) -> None:
        """As ``act_at_the_edge``, of a change that waits for the student's answer."""
        index, deal = self.deal(number, "AWAITING_REVIEW PROPOSED", "RETURNED PROPOSED")
        if deal.answer_by is not None:
            self.at_the_edge(index, deal, deal.answer_by + edge, kind, by)

    def at_the_edge(self, index: int, deal: Deal, moment: datetime, kind: str, by: Who) -> None:
        if moment > self.model.now:
            self.move_clock(moment - self.model.now)
            by = who_may(deal, kind, 0) or by
            self.both(Step(trigger=kind, by=by, deal=index, student=deal.student, seen=what_is_seen(deal, kind)))

    def time_passes(self, hours: int) -> None:
        """A while, and at times the sweep."""
        if hours:
            self.move_clock(timedelta(hours=hours))
        else:
            self.both(Step(trigger="sweep", by=SYSTEM))
            self.both(Step(trigger="remind", by=SYSTEM))

    def move_clock(self, span: timedelta) -> None:
        self.model.now += span
        self.stage.services.clock.now = self.model.now
        self.compare()

    def the_world_turns(self, kind: str, student: int, firm: int, by: Who, turns: tuple[bool, bool]) -> None:
        """What surrounds the signings changes, mostly back to how it should be."""
        if kind in KINDS:
            self.set_channel(by, kind, opened=not turns[0])
        elif kind == "restriction":
            refusal = self.stage.restrict(by, student, turns[0])
            assert (refusal is None) == self.model.restrict(by, student, turns[0])
        elif kind == "standing":
            self.model.firms[firm] = Firm(*turns)
            self.stage.bar(firm, suspended=turns[0], blocked=turns[1])
        elif kind == "levels":
            self.review_by(["EITHER", "COLLEGE_THEN_SCHOOL", "SCHOOL"][firm])
        elif kind == "cap":
            self.model.cap = [1, 2][firm % 2] if turns[0] else None
            self.stage.set_cap(self.model.cap)
        else:
            refusal = self.stage.set_plan(by, student, turns[0])
            assert (refusal is None) == self.model.set_plan(by, student, turns[0])
        self.compare()

    def review_by(self, levels: str) -> None:
        self.model.levels = levels
        self.stage.set_levels(levels)

    def set_channel(self, by: Who, kind: str, *, opened: bool) -> None:
        refusal = self.stage.open_channel(by, kind, opened)
        assert (refusal is None) == (by == Who("SCHOOL", 0))
        if refusal is None:
            (self.model.closed.discard if opened else self.model.closed.add)(kind)


@cache
def lives_on(database: str) -> type[Lives]:
    facts = {"product": services_on(database), "count": Count()}
    return type(f"LivesOn{database.title()}", (Lives,), facts)


def live_on(database: str, lives: int = LIVES) -> Count:
    """Run so many lives on one database; the same ones each time, other ones in a soak."""
    machine = lives_on(database)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=lives,
            stateful_step_count=STEPS_OF_A_LIFE,
            derandomize=not SOAK,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    machine.product.database.engine.dispose()
    return machine.count
