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
    PARTIES,
    SYSTEM,
    TRIGGERS,
    Deal,
    Firm,
    Step,
    Who,
)
from tests.property.model import Model
from tests.property.stage import Stage, services_on

STEPS_OF_A_LIFE = 50
LIVES = 2900 if SOAK else 80
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
OFFICE = st.sampled_from([Who("SCHOOL", 0), Who("SCHOOL", 0), Who("COLLEGE", 0), Who("COLLEGE", 1)])
SELDOM = st.sampled_from([False] * 11 + [True])
DEAL = st.sampled_from(range(60))
NEXT = {  # what is likely to come of each situation, as often as it stands here
    "INVITED": ["accept", "accept", "accept", "accept", "accept", "accept", "decline", "revise"],
    "AWAITING_REVIEW": ["approve", "approve", "propose", "approve", "reject", "send_back", "propose"],
    "AWAITING_REVIEW PROPOSED": ["retract", "agree_change", "refuse_change", "agree_change", "reject", "agree_change"],
    "RETURNED": ["propose", "propose", "propose", "revoke", "reject"],
    "RETURNED PROPOSED": [
        "agree_change",
        "refuse_change",
        "retract",
        "agree_change",
        "revoke",
        "agree_change",
        "reject",
    ],
    "REJECTED": ["revoke"],
    "APPROVED": ["ask", "ask", "ask", "ask", "revoke", "force"],
    "APPROVED AWAITING_COUNTERPART": ["agree", "agree", "agree", "disagree", "deny", "force"],
    "APPROVED AWAITING_REVIEW": ["grant", "grant", "deny", "force", "revoke"],
}
AT_THE_EDGE = st.sampled_from(["accept", "accept", "decline", "revise", "invite", "withdraw"])
AT_THE_EDGE_OF_A_CHANGE = st.sampled_from(["agree_change", "refuse_change", "retract", "propose", "approve", "sweep"])
DECISIONS = st.sampled_from(["approve", "reject", "send_back", "revoke", "grant", "deny", "force"])
EVERYTHING = st.sampled_from([trigger for trigger in TRIGGERS if trigger not in CLOCKS | {"invite"}])
CIRCUMSTANCES = st.sampled_from(["channel", "restriction", "standing", "plan", "cap"])
SETTERS = st.sampled_from([Who("SCHOOL", 0), Who("SCHOOL", 0), Who("COLLEGE", 0), Who("PROVINCE")])
TURNS = st.tuples(st.sampled_from([False, False, False, True]), SELDOM)


def moves(name: str, *, weight: int = 1, **facts: st.SearchStrategy[Any]) -> list[st.SearchStrategy[Any]]:
    """One method of a life with its arguments, as often as it is to come up: the same strategy twice counts once."""
    return [st.tuples(st.just(name), st.fixed_dictionaries(facts)) for _ in range(weight)]


# One rule with weights of its own: hypothesis would leave rules out of whole lives, and most lives need them all.
MOVES = st.one_of(
    *moves("life_goes_on", weight=15, number=DEAL, turn=st.sampled_from(range(60)), by=OFFICE, stale=SELDOM),
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
    *moves("time_passes", weight=3, hours=st.sampled_from([0, 0, 1, 11, 24, 24])),
    *moves("the_world_turns", kind=CIRCUMSTANCES, student=STUDENTS, firm=FIRMS, by=SETTERS, turns=TURNS),
)


@dataclass
class Count:
    lives: int = 0
    steps: int = 0
    refused: int = 0
    done: Counter[str] = field(default_factory=Counter)
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

    @rule(move=MOVES)
    def move(self, move: tuple[str, dict[str, Any]]) -> None:
        name, facts = move
        getattr(self, name)(**facts)

    def teardown(self) -> None:
        self.count.steps += getattr(self, "taken", 0)

    def deal(self, number: int, *situations: str) -> tuple[int, Deal]:
        """One of the signings, the newest for 0; of those in the situations, if there are any."""
        numbered = list(enumerate(self.model.deals))[::-1]
        fitting = [(index, deal) for index, deal in numbered if deal.situation in situations] or numbered
        return fitting[number % len(fitting)]

    def both(self, step: Step) -> None:
        """The step on model and product: the same answer, the same state."""
        self.model.by_clock.clear()
        allowed, refusal = self.model.do(step), self.stage.do(step)
        assert allowed == (refusal is None), f"{step}: the rules allow: {allowed}, the product says {refusal!r}"
        self.count.refused += not allowed
        self.count.done[step.trigger] += allowed
        self.count.by_clock.update(self.model.by_clock)
        self.compare()

    def compare(self) -> None:
        self.taken = getattr(self, "taken", 0) + 1
        assert self.stage.differences(self.model) == []

    def invite(self, firm: int, student: int, days: int, incomplete: bool = False) -> None:
        by = Who("EMPLOYER", firm)
        self.both(Step(trigger="invite", by=by, student=student, days=days, complete=not incomplete))

    def employer_acts(self, number: int, kind: str, stale: bool, incomplete: bool) -> None:
        index, deal = self.deal(number)
        by, seen = Who("EMPLOYER", deal.firm), deal.revision - stale
        self.both(Step(trigger=kind, by=by, deal=index, seen=seen, days=1, complete=not incomplete))

    def student_answers(self, number: int, kind: str, stale: bool) -> None:
        index, deal = self.deal(number)
        self.both(Step(trigger=kind, by=Who("STUDENT", deal.student), deal=index, seen=deal.terms - stale))

    def office_decides(self, number: int, kind: str, by: Who, stale: bool, wordless: bool) -> None:
        index, deal = self.deal(number)
        self.both(Step(trigger=kind, by=by, deal=index, seen=deal.revision - stale, complete=not wordless))

    def party_acts(self, number: int, kind: str, by: int, stale: bool, wordless: bool) -> None:
        index, deal = self.deal(number, *(situation for situation in NEXT if situation.startswith("APPROVED")))
        party = Who("STUDENT", deal.student) if by else Who("EMPLOYER", deal.firm)
        self.both(Step(trigger=kind, by=party, deal=index, seen=deal.revision - stale, complete=not wordless))

    def anybody_tries(self, number: int, kind: str, by: Who) -> None:
        index, deal = self.deal(number)
        self.both(Step(trigger=kind, by=by, deal=index, seen=what_is_seen(deal, kind)))

    def life_goes_on(self, number: int, turn: int, by: Who, stale: bool) -> None:
        """What usually comes next for a signing that is not over, done by whoever it is up to."""
        index, deal = self.deal(number, *NEXT)
        if deal.situation in NEXT:
            kind = NEXT[deal.situation][turn % len(NEXT[deal.situation])]
            by = who_may(deal, kind, turn) or by
            self.both(Step(trigger=kind, by=by, deal=index, seen=what_is_seen(deal, kind) - stale, days=1 + turn % 9))

    def act_at_the_edge(self, number: int, edge: timedelta, kind: str) -> None:
        """The clock comes to a deadline, and then somebody acts."""
        index, deal = self.deal(number, "INVITED")
        if deal.situation == "INVITED":
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
        if kind == "channel":
            self.set_channel(by, opened=not turns[0])
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

    def set_channel(self, by: Who, *, opened: bool) -> None:
        refusal = self.stage.open_channel(by, opened)
        assert (refusal is None) == (by == Who("SCHOOL", 0))
        if refusal is None:
            self.model.channel_open = opened


def what_is_seen(deal: Deal, kind: str) -> int:
    """The version that a page about this act shows."""
    if kind in CHANGE_ANSWERS:
        return deal.proposed or 0
    return deal.terms if kind in ANSWERS else deal.revision


def who_may(deal: Deal, kind: str, turn: int) -> Who | None:
    """Whose act it is; None where it is the office's. Either party may ask, the other one answers."""
    student, firm = Who("STUDENT", deal.student), Who("EMPLOYER", deal.firm)
    if kind in CLOCKS:
        return SYSTEM
    if kind in EMPLOYERS:
        return firm
    if kind in ANSWERS | CHANGE_ANSWERS:
        return student
    if kind == "ask":
        return [student, firm][turn // 7 % 2]
    return (firm if deal.asked_by == "STUDENT" else student) if kind in PARTIES else None


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
