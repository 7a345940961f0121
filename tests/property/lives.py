"""Random lives: hypothesis makes each step on the model and on the product, and compares outcome, state, invariants."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from signing_core.work import Services
from tests.figures import SOAK
from tests.property.cast import (
    ANSWERS,
    CHANGE_ANSWERS,
    CLOCKS,
    EMPLOYERS,
    ON_PAPER,
    PAPER,
    PARTIES,
    SYSTEM,
    WRITERS,
    Deal,
    Firm,
    Step,
    Who,
)
from tests.property.chances import (
    ANYBODY,
    AT_THE_EDGE,
    AT_THE_EDGE_OF_A_CHANGE,
    CIRCUMSTANCES,
    DEAL,
    DECISIONS,
    EVERYTHING,
    FIRMS,
    NEXT,
    OFFICE,
    SELDOM,
    SETTERS,
    STUDENTS,
    TURNS,
)
from tests.property.model import Model
from tests.property.stage import Stage, living, services_on

STEPS_OF_A_LIFE = 50
LIVES = 2900 if SOAK else 110
BLINK = timedelta(microseconds=1)


def moves(name: str, *, weight: int = 1, **facts: st.SearchStrategy[Any]) -> list[st.SearchStrategy[Any]]:
    """One method of a life with its arguments, as often as it is to come up: the same strategy twice counts once."""
    return [st.tuples(st.just(name), st.fixed_dictionaries(facts)) for _ in range(weight)]


# One rule with weights of its own: hypothesis would leave rules out of whole lives, and most lives need them all.
MOVES = st.one_of(
    *moves("life_goes_on", weight=15, number=DEAL, turn=st.sampled_from(range(60)), by=OFFICE, stale=SELDOM),
    *moves("begin", weight=2, student=STUDENTS),
    *moves("paper_goes_on", weight=10, number=DEAL, turn=st.sampled_from(range(60)), by=OFFICE, stale=SELDOM),
    *moves("invite", weight=2, firm=FIRMS, student=STUDENTS, days=st.sampled_from([1, 5, 30]), incomplete=SELDOM),
    *moves(
        "act_at_the_edge", weight=2, number=DEAL, edge=st.sampled_from([-BLINK, 0 * BLINK, BLINK]), kind=AT_THE_EDGE
    ),
    *moves(
        "change_at_the_edge",
        weight=2,
        number=DEAL,
        edge=st.sampled_from([-BLINK, 0 * BLINK, BLINK]),
        kind=AT_THE_EDGE_OF_A_CHANGE,
        by=OFFICE,
    ),
    *moves(
        "employer_acts",
        number=DEAL,
        kind=st.sampled_from(["revise", "revise", "withdraw", "propose", "retract"]),
        stale=SELDOM,
        incomplete=SELDOM,
    ),
    *moves("student_answers", number=DEAL, kind=st.sampled_from(["accept", "accept", "decline"]), stale=SELDOM),
    *moves(
        "party_acts", number=DEAL, kind=st.sampled_from(sorted(PARTIES)), by=STUDENTS, stale=SELDOM, wordless=SELDOM
    ),
    *moves("office_decides", number=DEAL, kind=DECISIONS, by=OFFICE, stale=SELDOM, wordless=SELDOM),
    *moves("anybody_tries", weight=2, number=DEAL, kind=EVERYTHING, by=ANYBODY),
    *moves("time_passes", weight=5, hours=st.sampled_from([0, 0, 1, 11, 24, 24])),
    *moves("the_world_turns", kind=CIRCUMSTANCES, student=STUDENTS, firm=FIRMS, by=SETTERS, turns=TURNS),
)


@dataclass
class Count:
    lives: int = 0
    steps: int = 0
    refused: int = 0
    done: Counter[str] = field(default_factory=Counter)
    on_paper: Counter[str] = field(default_factory=Counter)  # of what is done with either kind
    by_clock: Counter[str] = field(default_factory=Counter)


class Lives(RuleBasedStateMachine):
    """One life of a school; ``product`` and ``count`` belong to the class of one database."""

    product: Services
    count: Count

    @initialize()
    def open_the_school(self) -> None:
        self.model, self.stage = Model(), Stage(self.product)
        self.count.lives += 1
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
        if step.trigger in ON_PAPER and self.model.deals[step.deal].kind == PAPER:
            self.count.on_paper[step.trigger] += allowed
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

    def goes_on(self, number: int, turn: int, by: Who, stale: bool, *situations: str) -> None:
        index, deal = self.deal(number, *situations)
        if deal.situation in NEXT:
            kind = NEXT[deal.situation][turn % len(NEXT[deal.situation])]
            by = who_may(deal, kind, turn) or by
            self.both(Step(trigger=kind, by=by, deal=index, seen=what_is_seen(deal, kind) - stale, days=1 + turn % 9))

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
        if kind in {"channel", "paper"}:
            self.set_channel(by, opened=not turns[0], paper=kind == "paper")
        elif kind == "restriction":
            self.model.students[student].restricted = turns[0]
            self.stage.restrict(student, turns[0])
        elif kind == "standing":
            self.model.firms[firm] = Firm(*turns)
            self.stage.bar(firm, suspended=turns[0], blocked=turns[1])
        elif kind == "cap":
            self.model.cap = [1, 2][firm % 2] if turns[0] else None
            self.stage.set_cap(self.model.cap)
        elif self.model.set_plan(student, turns[0]):
            self.stage.set_plan(student, turns[0])
        self.compare()

    def set_channel(self, by: Who, *, opened: bool, paper: bool) -> None:
        refusal = self.stage.open_channel(by, opened, paper=paper)
        assert (refusal is None) == (by == Who("SCHOOL", 0))
        if refusal is None:
            setattr(self.model, "paper_open" if paper else "channel_open", opened)


def what_is_seen(deal: Deal, kind: str) -> int:
    """The version that a page about this act shows."""
    if kind in CHANGE_ANSWERS:
        return deal.proposed or 0
    return deal.terms if kind in ANSWERS else deal.revision


def who_may(deal: Deal, kind: str, turn: int) -> Who | None:
    """Whose act it is; None where it is the office's. Either party may ask, the other one answers."""
    student, firm = Who("STUDENT", deal.student), Who("EMPLOYER", max(deal.firm, 0))
    if kind in CLOCKS:
        return SYSTEM
    if kind in EMPLOYERS:
        return firm
    if kind in ANSWERS | CHANGE_ANSWERS | WRITERS:
        return student
    if kind == "ask":
        return [student, firm][turn // 7 % 2]
    return (firm if deal.asked_by == "STUDENT" else student) if kind in PARTIES else None


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
