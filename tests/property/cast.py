"""Who acts in the model of the lifecycles, what they try, and what is kept of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2020, 3, 2, 4, 0, tzinfo=UTC)
ONLINE, PAPER, DESTINATION = KINDS = "ONLINE", "PAPER", "DESTINATION"
STUDY, PART_TIME, IDLE = DETAILS = "升学（全日制）", "升学（非全日制），户档迁往就读高校", "待就业"
WITHOUT_PROOF = {IDLE}
IN_FORCE_ON_PAPER = {"AWAITING_FEEDBACK", "AWAITING_REVIEW", "REJECTED", "APPROVED"}
ACTIVE = {
    ONLINE: {"AWAITING_REVIEW", "RETURNED", "APPROVED"},
    PAPER: {"FORM_REVIEW", "FORM_RETURNED"} | IN_FORCE_ON_PAPER,
    DESTINATION: {"AWAITING_REVIEW", "RETURNED", "APPROVED"},
}
IN_ENTRY = {ONLINE: set(), PAPER: {"DRAFT", "FORM_REJECTED"}, DESTINATION: {"DRAFT", "REJECTED"}}
HANDING_IN = {  # the states in which images are gathered
    ONLINE: set(),
    PAPER: {"AWAITING_FEEDBACK", "REJECTED"},
    DESTINATION: {"DRAFT", "REJECTED", "RETURNED"},
}
MOST_IMAGES = 20
BEFORE_THE_REVIEW = {"AWAITING_REVIEW", "RETURNED"}
OPEN_RESCISSION = {"AWAITING_COUNTERPART", "AWAITING_REVIEW"}
EMPLOYERS = {"invite", "revise", "withdraw", "propose", "retract"}
ANSWERS, CHANGE_ANSWERS = {"accept", "decline"}, {"agree_change", "refuse_change"}
CLOCKS, PARTIES = {"sweep", "remind"}, {"ask", "agree", "disagree"}
PASSES = {"college_pass", "pass_request"}  # there only where two levels review
REVIEWS = {"approve", "reject", "send_back", "revoke", "grant", "deny", "force", "approve_form", "reject_form"} | PASSES
PAPER_ONLY = {"begin", "save", "preview", "generate", "discard", "submit", "ask_on_paper"}
DESTINATION_ONLY = {"register", "fill", "choose", "send", "recall", "ask_release"}
IMAGES = {"upload", "take_back", "prove"}
WRITERS = PAPER_ONLY | DESTINATION_ONLY | IMAGES
NEW = {"invite", "begin", "register"}
TRIGGERS = [
    *("accept", "decline", "withdraw", "revise", "propose", "retract", "agree_change", "refuse_change", "ask"),
    *("agree", "disagree", "sweep", "remind", "approve", "reject", "send_back", "revoke", "grant", "deny"),
    *("force", "invite"),
    *("begin", "save", "preview", "generate", "discard", "approve_form", "reject_form"),
    *("upload", "take_back", "submit", "prove", "ask_on_paper"),
    *("register", "fill", "choose", "send", "recall", "ask_release"),
]
SHARED = {"approve", "reject", "send_back", "revoke", "grant", "deny", "force"}  # of every kind
WHAT_ELSE = {ONLINE: SHARED, PAPER: SHARED | IMAGES, DESTINATION: SHARED | IMAGES}  # beside a kind's own


class Who(NamedTuple):
    """A role and which of its holders; a student's index is also that of its college."""

    role: str
    index: int = 0


SYSTEM = Who("SYSTEM")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One attempt. ``seen`` is the terms version for an answer, else the revision that the page showed.

    ``detail`` is the destination that is registered or chosen. ``complete`` says whether all is given that the form
    asks for: terms, a reason, a tick.
    """

    trigger: str
    by: Who = SYSTEM
    deal: int = -1
    student: int = 0
    seen: int = 0
    days: int = 5
    complete: bool = True
    at: datetime | None = None
    detail: str = STUDY


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
    """One signing; ``revision`` counts its changes, ``versions`` the terms that were ever offered.

    What a student enters has no firm (-1); ``scans`` and ``proofs`` wait to be handed in, ``rounds`` of scans were.
    Of another destination there are the detail ``chosen``, the one ``shown`` in lists, the one ``frozen`` last.
    A draft that was let go stays here as GONE.
    """

    firm: int
    student: int
    deadline: datetime | None
    kind: str = ONLINE
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
    typed: int = 0  # the revision that the page showed on which the working copy was typed
    previewed: bool = False
    scans: int = 0
    proofs: int = 0
    rounds: int = 0
    discarded: bool = False
    chosen: str = ""
    shown: str = ""
    frozen: str = ""
    passed: bool = False  # by the college, what waits for the office now

    @property
    def situation(self) -> str:
        """The state, and what else stands open."""
        open_one = self.rescission if self.rescission in OPEN_RESCISSION else ""
        kind = "" if self.kind == ONLINE else self.kind
        stands = {
            "PROPOSED": self.proposed,
            "PREVIEWED": self.previewed,
            "DISCARDED": self.discarded,
            "PASSED": self.passed,
        }
        stands |= {"SCANS": self.scans and self.gathers_images, "PROOFS": self.proofs and self.state == "APPROVED"}
        return " ".join(filter(None, [kind, self.state, *(name for name, is_so in stands.items() if is_so), open_one]))

    @property
    def is_entered(self) -> bool:
        """Whether it is what keeps the student from beginning another one of its kind."""
        return self.state in IN_ENTRY[self.kind] and not self.discarded

    @property
    def gathers_images(self) -> bool:
        return self.state in HANDING_IN[self.kind]

    def proposal_is_open(self, at: datetime) -> bool:
        return self.proposed is not None and self.answer_by is not None and at < self.answer_by


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
    if kind in PASSES:
        return Who("COLLEGE", deal.student)
    if kind == "ask":
        return [student, firm][turn // 7 % 2]
    return (firm if deal.asked_by == "STUDENT" else student) if kind in PARTIES else None


def start_of_day(at: datetime) -> datetime:
    """When the day of that moment began in Shanghai."""
    return datetime.combine(at.astimezone(SHANGHAI).date(), time.min, SHANGHAI).astimezone(UTC)


def deadline_of(at: datetime, days: int) -> datetime:
    """The first instant after the day "sent date + reply days" in Shanghai."""
    day = at.astimezone(SHANGHAI).date() + timedelta(days=days + 1)
    return datetime.combine(day, time.min, SHANGHAI).astimezone(UTC)
