"""Random lives: hypothesis makes each step on the model and on the product, and compares outcome, state, invariants."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from signing_core.work import Services
from tests.figures import SOAK
from tests.property.model import SYSTEM, Deal, Firm, Model, Step, Who
from tests.property.stage import Stage, services_on

STEPS_OF_A_LIFE = 50
LIVES = 2900 if SOAK else 58
BLINK = timedelta(microseconds=1)

STUDENTS, FIRMS = st.integers(0, 1), st.integers(0, 2)
ANYBODY = st.sampled_from(
    [
        *(Who("STUDENT", n) for n in range(2)),
        *(Who("EMPLOYER", n) for n in range(3)),
        *(Who(role, n) for role in ("COLLEGE", "SCHOOL") for n in range(2)),
        Who("PROVINCE"),
    ]
)
OFFICE = st.sampled_from([Who("SCHOOL", 0), Who("COLLEGE", 0), Who("COLLEGE", 1)])
SELDOM = st.integers(0, 9).map(lambda n: n == 9)  # shrinks to the ordinary case
DEAL = st.integers(0, 99)
started = precondition(lambda self: self.model.deals)


@dataclass
class Count:
    lives: int = 0
    steps: int = 0
    refused: int = 0


class Lives(RuleBasedStateMachine):
    """One life of a school; ``product`` and ``count`` belong to the class of one database."""

    product: Services
    count: Count

    @initialize()
    def open_the_school(self) -> None:
        self.model, self.stage = Model(), Stage(self.product)
        self.count.lives += 1

    def teardown(self) -> None:
        self.count.steps += getattr(self, "taken", 0)

    def deal(self, number: int) -> tuple[int, Deal]:
        index = len(self.model.deals) - 1 - number % len(self.model.deals)
        return index, self.model.deals[index]

    def both(self, step: Step) -> None:
        """The step on model and product: the same answer, the same state."""
        allowed, refusal = self.model.do(step), self.stage.do(step)
        assert allowed == (refusal is None), f"{step}: the rules allow: {allowed}, the product says {refusal!r}"
        self.count.refused += not allowed
        self.compare()

    def compare(self) -> None:
        self.taken = getattr(self, "taken", 0) + 1
        assert self.stage.differences(self.model) == []

    @rule(firm=FIRMS, student=STUDENTS, days=st.sampled_from([1, 5, 30]), incomplete=SELDOM)
    def invite(self, firm: int, student: int, days: int, incomplete: bool) -> None:
        by = Who("EMPLOYER", firm)
        self.both(Step(trigger="invite", by=by, student=student, days=days, complete=not incomplete))

    @started
    @rule(number=DEAL, kind=st.sampled_from(["revise", "withdraw"]), stale=SELDOM, incomplete=SELDOM)
    def employer_acts(self, number: int, kind: str, stale: bool, incomplete: bool) -> None:
        index, deal = self.deal(number)
        by, seen = Who("EMPLOYER", deal.firm), deal.revision - stale
        self.both(Step(trigger=kind, by=by, deal=index, seen=seen, days=1, complete=not incomplete))

    @started
    @rule(number=DEAL, kind=st.sampled_from(["accept", "accept", "decline"]), stale=SELDOM)
    def student_answers(self, number: int, kind: str, stale: bool) -> None:
        index, deal = self.deal(number)
        self.both(Step(trigger=kind, by=Who("STUDENT", deal.student), deal=index, seen=deal.terms - stale))

    @started
    @rule(
        number=DEAL,
        kind=st.sampled_from(["approve", "approve", "reject", "revoke", "rescind"]),
        by=OFFICE,
        stale=SELDOM,
        wordless=SELDOM,
    )
    def office_decides(self, number: int, kind: str, by: Who, stale: bool, wordless: bool) -> None:
        index, deal = self.deal(number)
        self.both(Step(trigger=kind, by=by, deal=index, seen=deal.revision - stale, complete=not wordless))

    @started
    @rule(
        number=DEAL,
        kind=st.sampled_from("revise withdraw accept decline approve reject revoke rescind".split()),
        by=ANYBODY,
    )
    def anybody_tries(self, number: int, kind: str, by: Who) -> None:
        index, deal = self.deal(number)
        seen = deal.terms if kind in {"accept", "decline"} else deal.revision
        self.both(Step(trigger=kind, by=by, deal=index, seen=seen))

    @rule()
    def sweep(self) -> None:
        self.both(Step(trigger="sweep", by=SYSTEM))

    @rule(hours=st.sampled_from([1, 11, 24, 72]))
    def wait(self, hours: int) -> None:
        self.move_clock(timedelta(hours=hours))

    @started
    @rule(number=DEAL, edge=st.sampled_from([-BLINK, timedelta(0), BLINK]))
    def wait_for_the_edge(self, number: int, edge: timedelta) -> None:
        span = self.deal(number)[1].deadline + edge - self.model.now
        if span > timedelta(0):
            self.move_clock(span)

    def move_clock(self, span: timedelta) -> None:
        self.model.now += span
        self.stage.services.clock.now = self.model.now
        self.compare()

    @rule(
        kind=st.sampled_from(["channel", "restriction", "standing", "plan"]),
        student=STUDENTS,
        firm=FIRMS,
        by=st.sampled_from([Who("SCHOOL", 0), Who("COLLEGE", 0), Who("PROVINCE")]),
        turns=st.tuples(SELDOM, SELDOM),
    )
    def the_world_turns(self, kind: str, student: int, firm: int, by: Who, turns: tuple[bool, bool]) -> None:
        """What surrounds the signings changes, mostly back to how it should be."""
        if kind == "channel":
            self.set_channel(by, opened=not turns[0])
        elif kind == "restriction":
            self.model.students[student].restricted = turns[0]
            self.stage.restrict(student, turns[0])
        elif kind == "standing":
            self.model.firms[firm] = Firm(*turns)
            self.stage.bar(firm, suspended=turns[0], blocked=turns[1])
        elif self.model.set_plan(student, turns[0]):
            self.stage.set_plan(student, turns[0])
        self.compare()

    def set_channel(self, by: Who, *, opened: bool) -> None:
        refusal = self.stage.open_channel(by, opened)
        assert (refusal is None) == (by == Who("SCHOOL", 0))
        if refusal is None:
            self.model.channel_open = opened


@cache
def lives_on(database: str) -> type[Lives]:
    facts = {"product": services_on(database), "count": Count()}
    return type(f"LivesOn{database.title()}", (Lives,), facts)


def live_on(database: str) -> Count:
    """Run the lives on one database; the same ones each time, other ones in a soak."""
    machine = lives_on(database)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=LIVES,
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
