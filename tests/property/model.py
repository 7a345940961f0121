"""The lifecycles as the rules say them, in plain Python: no database, nothing of the product's code."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.property.cast import (
    ACTIVE,
    BEFORE_THE_REVIEW,
    NOON,
    ONLINE,
    OPEN_RESCISSION,
    PAPER,
    Deal,
    Firm,
    Person,
    Step,
    Who,
    deadline_of,
    start_of_day,
)
from tests.property.destination_rules import OnDestinations
from tests.property.image_rules import Images
from tests.property.paper_rules import OnPaper
from tests.property.rescission_rules import Endings


@dataclass
class Model(OnPaper, OnDestinations, Images, Endings):
    """One school, which reviews by either level at first; ``do`` makes a step or leaves everything as it was."""

    students: list[Person] = field(default_factory=lambda: [Person(), Person()])
    firms: list[Firm] = field(default_factory=lambda: [Firm(), Firm(), Firm()])
    deals: list[Deal] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)  # kinds that the school does not offer now
    now: datetime = NOON
    last_serial: int = 200000
    last_on_paper: int = 200000
    cap: int | None = None
    levels: str = "EITHER"
    by_clock: Counter[str] = field(default_factory=Counter)

    def copy(self) -> "Model":
        """Another school just like this one."""
        rows = {name: [replace(row) for row in getattr(self, name)] for name in ("students", "firms", "deals")}
        return replace(self, by_clock=Counter(self.by_clock), closed=set(self.closed), **rows)

    def do(self, step: Step) -> bool:
        """True iff the rules allow the step; it has then happened."""
        at = step.at or self.now
        return bool(getattr(self, step.trigger)(step, at))

    def invite(self, step: Step, at: datetime) -> bool:
        role, firm = step.by
        if role != "EMPLOYER" or not step.complete or self._barred(firm) or not self._open_for(ONLINE, step.student):
            return False
        between = [d for d in self.deals if (d.firm, d.student) == (firm, step.student)]
        late = [d for d in between if d.state == "INVITED" and at >= d.deadline]
        if any(d.state in ACTIVE[ONLINE] or (d.state == "INVITED" and d not in late) for d in between):
            return False
        for deal in late:
            self._expire(deal, at)
        self.deals.append(Deal(firm, step.student, deadline_of(at, step.days), since=at))
        return True

    def revise(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_firm(step))
        if deal is None or deal.state != "INVITED" or at >= deal.deadline or not step.complete:
            return False
        if self._barred(deal.firm):
            return False
        deal.terms, deal.deadline = deal.terms + 1, deadline_of(at, step.days)
        deal.versions = deal.terms
        return self._move(deal, "INVITED", at)

    def withdraw(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_firm(step))
        return deal is not None and deal.state == "INVITED" and self._move(deal, "WITHDRAWN", at)

    def accept(self, step: Step, at: datetime) -> bool:
        deal = self._answerable(step, at)
        if deal is None or not self._open_for(ONLINE, deal.student) or self._barred(deal.firm):
            return False
        deal.agreed = deal.terms
        return self._move(deal, "AWAITING_REVIEW", at)

    def decline(self, step: Step, at: datetime) -> bool:
        deal = self._answerable(step, at)
        return deal is not None and self._move(deal, "DECLINED", at)

    def propose(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_firm(step))
        if deal is None or deal.state not in BEFORE_THE_REVIEW or deal.proposal_is_open(at) or not step.complete:
            return False
        self._lapse_if_late(deal, at)
        deal.versions += 1
        deal.proposed, deal.answer_by = deal.versions, deadline_of(at, step.days)
        return self._move(deal, deal.state, at)

    def retract(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_firm(step))
        if deal is None or deal.state not in BEFORE_THE_REVIEW or not deal.proposal_is_open(at):
            return False
        return self._close(deal, at)

    def agree_change(self, step: Step, at: datetime) -> bool:
        deal = self._proposed_to(step, at)
        if deal is None:
            return False
        deal.terms = deal.agreed = step.seen
        deal.state, deal.decided_by = "AWAITING_REVIEW", ""
        return self._close(deal, at)

    def refuse_change(self, step: Step, at: datetime) -> bool:
        deal = self._proposed_to(step, at)
        return deal is not None and self._close(deal, at)

    def sweep(self, step: Step, at: datetime) -> bool:
        for deal in self.deals:
            if deal.state == "INVITED" and at >= deal.deadline:
                self._expire(deal, at)
            self._lapse_if_late(deal, at)
        return True

    def remind(self, step: Step, at: datetime) -> bool:
        """Whoever has to answer and has today and tomorrow left, or today alone, is told once a day."""
        today = start_of_day(at)
        soon = {start_of_day(today + timedelta(days=n, hours=1)) for n in range(1, 3)}
        for deal in self.deals:
            until = deal.answer_by if deal.proposed else deal.deadline if deal.state == "INVITED" else None
            if until in soon and deal.since < today and (deal.reminded is None or deal.reminded < today):
                deal.reminded = at
                self.by_clock["reminded"] += 1
        return True

    def college_pass(self, step: Step, at: datetime) -> bool:
        """The first of two levels passes a signing or a form."""
        deal = self._shown(step, self._passes(step))
        if deal is None or deal.passed or deal.state not in {"AWAITING_REVIEW", "FORM_REVIEW"}:
            return False
        if deal.proposal_is_open(at):
            return False
        self._lapse_if_late(deal, at)
        self._move(deal, deal.state, at)
        deal.passed = True
        return True

    def approve(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._approves(step))
        if deal is None or deal.state != "AWAITING_REVIEW" or deal.proposal_is_open(at):
            return False
        if self.students[deal.student].plan == "OTHER":
            return False
        self._lapse_if_late(deal, at)
        if deal.serial is None and deal.kind == ONLINE:
            self.last_serial += 1
            deal.serial = self.last_serial
        deal.decided_by = step.by.role
        self.students[deal.student].plan = "SIGNING"
        return self._move(deal, "APPROVED", at)

    def reject(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._reviews(step))
        if deal is None or deal.state not in BEFORE_THE_REVIEW or not step.complete:
            return False
        self._lapse_if_late(deal, at)
        deal.decided_by, deal.proposed, deal.answer_by = step.by.role, None, None
        return self._move(deal, "REJECTED", at)

    def send_back(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._reviews(step))
        waiting, returned = (
            ("FORM_REVIEW", "FORM_RETURNED") if self._on_paper(step) else ("AWAITING_REVIEW", "RETURNED")
        )
        if deal is None or deal.state != waiting or deal.proposal_is_open(at) or not step.complete:
            return False
        self._lapse_if_late(deal, at)
        deal.decided_by = step.by.role
        return self._move(deal, returned, at)

    def revoke(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_office(step))
        returned = "FORM_RETURNED" if self._on_paper(step) else "RETURNED"
        if deal is None or deal.state not in {"APPROVED", "REJECTED", returned} or not step.complete:
            return False
        if step.by.role == "COLLEGE" and (deal.decided_by != "COLLEGE" or self.levels != "EITHER"):
            return False
        if deal.rescission in OPEN_RESCISSION or (deal.state == "REJECTED" and self._signed(deal.student, but=deal)):
            return False
        self._lapse_if_late(deal, at)
        self._end_of_approval(deal)
        deal.decided_by = ""
        return self._move(deal, "FORM_REVIEW" if deal.state == "FORM_RETURNED" else "AWAITING_REVIEW", at)

    def set_plan(self, by: Who, student: int, other: bool) -> bool:
        """The school notes that the plan went another way, or undoes that; only without an active signing."""
        as_it_is = other == (self.students[student].plan == "OTHER")
        if by != Who("SCHOOL", 0) or as_it_is or (other and self._signed(student)):
            return False
        self.students[student].plan = "OTHER" if other else "NONE"
        return True

    def restrict(self, by: Who, student: int, restricted: bool) -> bool:
        """The school restricts a student or opens it again."""
        if by != Who("SCHOOL", 0) or restricted == self.students[student].restricted:
            return False
        self.students[student].restricted = restricted
        return True

    def _shown(self, step: Step, allowed: bool) -> Deal | None:
        """The deal, if it is in the actor's hands and still as the page showed it."""
        deal = self.deals[step.deal]
        return deal if allowed and deal.revision == step.seen else None

    def _answerable(self, step: Step, at: datetime) -> Deal | None:
        deal = self.deals[step.deal]
        mine = step.by == Who("STUDENT", deal.student) and deal.terms == step.seen
        in_time = deal.state == "INVITED" and at < deal.deadline
        return deal if mine and in_time and not self._signed(deal.student) else None

    def _proposed_to(self, step: Step, at: datetime) -> Deal | None:
        deal = self.deals[step.deal]
        mine = step.by == Who("STUDENT", deal.student) and deal.proposed == step.seen
        return deal if mine and deal.state in BEFORE_THE_REVIEW and deal.proposal_is_open(at) else None

    def _is_party(self, step: Step) -> bool:
        return self._is_firm(step) or step.by == Who("STUDENT", self.deals[step.deal].student)

    def _is_firm(self, step: Step) -> bool:
        return self.deals[step.deal].kind == ONLINE and step.by == Who("EMPLOYER", self.deals[step.deal].firm)

    def _is_office(self, step: Step) -> bool:
        return step.by in {Who("SCHOOL", 0), Who("COLLEGE", self.deals[step.deal].student)}

    def _reviews(self, step: Step) -> bool:
        """Whether the level may decide at all."""
        return self._is_office(step) and (step.by.role == "SCHOOL" or self.levels != "SCHOOL")

    def _approves(self, step: Step) -> bool:
        last = step.by.role == "SCHOOL" and self.deals[step.deal].passed
        return self._reviews(step) and (last or self.levels != "COLLEGE_THEN_SCHOOL")

    def _passes(self, step: Step) -> bool:
        return self._is_office(step) and step.by.role == "COLLEGE" and self.levels == "COLLEGE_THEN_SCHOOL"

    def _on_paper(self, step: Step) -> bool:
        return self.deals[step.deal].kind == PAPER

    def _barred(self, firm: int) -> bool:
        return self.firms[firm].suspended or self.firms[firm].blocked

    def _open_for(self, kind: str, student: int) -> bool:
        person = self.students[student]
        return kind not in self.closed and not person.restricted and person.plan != "OTHER"

    def _signed(self, student: int, but: Deal | None = None) -> bool:
        return any(d.student == student and d is not but and d.state in ACTIVE[d.kind] for d in self.deals)

    def _enters(self, kind: str, student: int) -> bool:
        return any(d.student == student and d.kind == kind and d.is_entered for d in self.deals)

    def _end_of_approval(self, deal: Deal) -> None:
        if deal.state == "APPROVED":
            self.students[deal.student].plan = "NONE"

    def _expire(self, deal: Deal, at: datetime) -> None:
        self.by_clock["expired"] += 1
        self._move(deal, "EXPIRED", at)

    def _lapse_if_late(self, deal: Deal, at: datetime) -> None:
        if deal.proposed is not None and not deal.proposal_is_open(at):
            self.by_clock["lapsed"] += 1
            self._close(deal, at)

    def _close(self, deal: Deal, at: datetime) -> bool:
        deal.proposed, deal.answer_by = None, None
        return self._move(deal, deal.state, at)

    def _move(self, deal: Deal, state: str, at: datetime) -> bool:
        deal.state, deal.since, deal.passed = state, at, False
        deal.revision += 1
        return True
