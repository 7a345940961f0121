"""Who acts in the model of the online lifecycle, what they try, and what is kept of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2020, 3, 2, 4, 0, tzinfo=UTC)
ACTIVE = {"AWAITING_REVIEW", "RETURNED", "APPROVED"}
BEFORE_THE_REVIEW = {"AWAITING_REVIEW", "RETURNED"}
OPEN_RESCISSION = {"AWAITING_COUNTERPART", "AWAITING_REVIEW"}
EMPLOYERS = {"invite", "revise", "withdraw", "propose", "retract"}
ANSWERS, CHANGE_ANSWERS = {"accept", "decline"}, {"agree_change", "refuse_change"}
CLOCKS, PARTIES = {"sweep", "remind"}, {"ask", "agree", "disagree"}
REVIEWS = {"approve", "reject", "send_back", "revoke", "grant", "deny", "force"}
TRIGGERS = [
    *("accept", "decline", "withdraw", "revise", "propose", "retract", "agree_change", "refuse_change", "ask"),
    *("agree", "disagree", "sweep", "remind", "approve", "reject", "send_back", "revoke", "grant", "deny"),
    *("force", "invite"),
]


class Who(NamedTuple):
    """A role and which of its holders; a student's index is also that of its college."""

    role: str
    index: int = 0


SYSTEM = Who("SYSTEM")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One attempt. ``seen`` is the terms version for an answer, else the revision that the page showed.

    ``complete`` says whether all is given that the form asks for: terms, a reason, a tick.
    """

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
    ended: int = 0  # rescissions that the student asked for and the office approved


@dataclass
class Firm:
    suspended: bool = False
    blocked: bool = False


@dataclass
class Deal:
    """One signing; ``revision`` counts its changes, ``versions`` the terms that were ever offered."""

    firm: int
    student: int
    deadline: datetime
    state: str = "INVITED"
    terms: int = 1
    agreed: int | None = None
    serial: int | None = None
    decided_by: str = ""
    revision: int = 1
    versions: int = 1
    proposed: int | None = None
    answer_by: datetime | None = None
    rescission: str = ""
    asked_by: str = ""
    since: datetime = NOON
    reminded: datetime | None = None

    @property
    def situation(self) -> str:
        """The state, and what else stands open."""
        open_one = self.rescission if self.rescission in OPEN_RESCISSION else ""
        return " ".join(filter(None, [self.state, "PROPOSED" if self.proposed else "", open_one]))

    def proposal_is_open(self, at: datetime) -> bool:
        return self.proposed is not None and self.answer_by is not None and at < self.answer_by
