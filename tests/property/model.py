"""The online lifecycle as the rules say it, in plain Python: no database, nothing of the product's code."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2020, 3, 2, 4, 0, tzinfo=UTC)
ACTIVE = {"AWAITING_REVIEW", "APPROVED"}
TRIGGERS = ["accept", "decline", "withdraw", "revise", "sweep", "approve", "reject", "revoke", "rescind", "invite"]


class Who(NamedTuple):
    """A role and which of its holders; a student's index is also that of its college."""

    role: str
    index: int = 0


SYSTEM = Who("SYSTEM")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One attempt. ``seen`` is the terms version for an answer, else the revision that the page showed."""

    trigger: str
    by: Who = SYSTEM
    deal: int = -1
    student: int = 0
    seen: int = 0
    days: int = 5
    complete: bool = True
    at: datetime | None = None


@dataclass
class Person:
    restricted: bool = False
    plan: str = "NONE"


@dataclass
class Firm:
    suspended: bool = False
    blocked: bool = False


@dataclass
class Deal:
    """One signing; ``revision`` counts its changes."""

    firm: int
    student: int
    deadline: datetime
    state: str = "INVITED"
    terms: int = 1
    agreed: int | None = None
    serial: int | None = None
    decided_by: str = ""
    revision: int = 1


@dataclass
class Model:
    """One school that reviews once, by either level; ``do`` makes a step or leaves everything as it was."""

    students: list[Person] = field(default_factory=lambda: [Person(), Person()])
    firms: list[Firm] = field(default_factory=lambda: [Firm(), Firm(), Firm()])
    deals: list[Deal] = field(default_factory=list)
    channel_open: bool = True
    now: datetime = NOON
    last_serial: int = 200000

    def do(self, step: Step) -> bool:
        """True iff the rules allow the step; it has then happened."""
        at = step.at or self.now
        return bool(getattr(self, step.trigger)(step, at))

    def invite(self, step: Step, at: datetime) -> bool:
        role, firm = step.by
        if role != "EMPLOYER" or not step.complete or self._barred(firm) or not self._open(step.student):
            return False
        between = [d for d in self.deals if (d.firm, d.student) == (firm, step.student)]
        late = [d for d in between if d.state == "INVITED" and at >= d.deadline]
        if any(d.state in ACTIVE or (d.state == "INVITED" and d not in late) for d in between):
            return False
        for deal in late:
            self._move(deal, "EXPIRED")
        self.deals.append(Deal(firm, step.student, deadline_of(at, step.days)))
        return True

    def revise(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_firm(step))
        if deal is None or deal.state != "INVITED" or at >= deal.deadline or not step.complete:
            return False
        if self._barred(deal.firm):
            return False
        deal.terms, deal.deadline = deal.terms + 1, deadline_of(at, step.days)
        return self._move(deal, "INVITED")

    def withdraw(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_firm(step))
        return deal is not None and deal.state == "INVITED" and self._move(deal, "WITHDRAWN")

    def accept(self, step: Step, at: datetime) -> bool:
        deal = self._answerable(step, at)
        if deal is None or not self._open(deal.student) or self._barred(deal.firm):
            return False
        deal.agreed = deal.terms
        return self._move(deal, "AWAITING_REVIEW")

    def decline(self, step: Step, at: datetime) -> bool:
        deal = self._answerable(step, at)
        return deal is not None and self._move(deal, "DECLINED")

    def sweep(self, step: Step, at: datetime) -> bool:
        for deal in self.deals:
            if deal.state == "INVITED" and at >= deal.deadline:
                self._move(deal, "EXPIRED")
        return True

    def approve(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_office(step))
        if deal is None or deal.state != "AWAITING_REVIEW" or self.students[deal.student].plan == "OTHER":
            return False
        if deal.serial is None:
            self.last_serial += 1
            deal.serial = self.last_serial
        deal.decided_by = step.by.role
        self.students[deal.student].plan = "SIGNING"
        return self._move(deal, "APPROVED")

    def reject(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_office(step))
        if deal is None or deal.state != "AWAITING_REVIEW" or not step.complete:
            return False
        deal.decided_by = step.by.role
        return self._move(deal, "REJECTED")

    def revoke(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_office(step))
        if deal is None or deal.state not in {"APPROVED", "REJECTED"} or not step.complete:
            return False
        if step.by.role == "COLLEGE" and deal.decided_by != "COLLEGE":
            return False
        if deal.state == "REJECTED" and self._signed(deal.student):
            return False
        self._end_of_approval(deal)
        return self._move(deal, "AWAITING_REVIEW")

    def rescind(self, step: Step, at: datetime) -> bool:
        deal = self._shown(step, step.by == Who("SCHOOL", 0))
        if deal is None or deal.state != "APPROVED" or not step.complete:
            return False
        self._end_of_approval(deal)
        return self._move(deal, "RESCINDED")

    def set_plan(self, student: int, other: bool) -> bool:
        """The office notes that the plan went another way, or undoes that; only without an active signing."""
        if self._signed(student):
            return False
        self.students[student].plan = "OTHER" if other else "NONE"
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

    def _is_firm(self, step: Step) -> bool:
        return step.by == Who("EMPLOYER", self.deals[step.deal].firm)

    def _is_office(self, step: Step) -> bool:
        return step.by in {Who("SCHOOL", 0), Who("COLLEGE", self.deals[step.deal].student)}

    def _barred(self, firm: int) -> bool:
        return self.firms[firm].suspended or self.firms[firm].blocked

    def _open(self, student: int) -> bool:
        person = self.students[student]
        return self.channel_open and not person.restricted and person.plan != "OTHER"

    def _signed(self, student: int) -> bool:
        return any(d.student == student and d.state in ACTIVE for d in self.deals)

    def _end_of_approval(self, deal: Deal) -> None:
        if deal.state == "APPROVED":
            self.students[deal.student].plan = "NONE"

    def _move(self, deal: Deal, state: str) -> bool:
        deal.state = state
        deal.revision += 1
        return True


def deadline_of(at: datetime, days: int) -> datetime:
    """The first instant after the day "sent date + reply days" in Shanghai."""
    day = at.astimezone(SHANGHAI).date() + timedelta(days=days + 1)
    return datetime.combine(day, time.min, SHANGHAI).astimezone(UTC)
