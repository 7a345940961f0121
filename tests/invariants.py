"""The invariants I1 to I13 over what a database holds, typed by hand from the rules and not from the code."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from signing_core.crypto import digest
from signing_core.effects.trail import GENESIS, chained
from signing_core.models import (
    Message,
    NumberCounter,
    Plan,
    Rescission,
    School,
    Signing,
    Student,
    Terms,
    TrailEntry,
    TrailHead,
)
from signing_core.queries import audit
from signing_core.states import agreement_status
from signing_core.work import UnitOfWork

ACTIVE = {"ONLINE": {"AWAITING_REVIEW", "RETURNED", "APPROVED"}}
IN_FORCE = {"ONLINE": {"APPROVED"}}
FINAL = {"RESCINDED", "RELEASED", "DECLINED", "EXPIRED", "WITHDRAWN"}
OPEN = {"AWAITING_COUNTERPART", "AWAITING_REVIEW"}
NUMBERED = {"ONLINE": "1", "PAPER": "2"}
OFFICE = {"COLLEGE", "SCHOOL"}

# What one entry of an online signing may say: its label, the states before and after, who acted, whom it is told to.
ONLINE = {
    "发起邀约": ({("", "INVITED")}, {"EMPLOYER"}, "s"),
    "修改邀约": ({("INVITED", "INVITED")}, {"EMPLOYER"}, "s"),
    "撤回邀约": ({("INVITED", "WITHDRAWN")}, {"EMPLOYER"}, "s"),
    "同意签约，待管理员审核": ({("INVITED", "AWAITING_REVIEW")}, {"STUDENT"}, "e"),
    "拒绝签约": ({("INVITED", "DECLINED")}, {"STUDENT"}, "e"),
    "邀约过期": ({("INVITED", "EXPIRED")}, {"SYSTEM"}, "e"),
    "签约审核通过": ({("AWAITING_REVIEW", "APPROVED")}, OFFICE, "se"),
    "签约审核不通过": ({("AWAITING_REVIEW", "REJECTED")}, OFFICE, "se"),
    "撤回审核": ({("APPROVED", "AWAITING_REVIEW"), ("REJECTED", "AWAITING_REVIEW")}, OFFICE, "se"),
    "学校强制解约": ({("APPROVED", "RESCINDED")}, {"SCHOOL"}, "se"),
}
ANSWERS = {"同意签约，待管理员审核", "拒绝签约"}


@dataclass
class Stored:
    """Everything of one school, or of all, read once."""

    signings: list[Any]
    students: dict[int, Any]
    plans: dict[int, Any]
    rescissions: list[Any]
    terms: dict[int, list[Any]]
    trail: dict[int, list[Any]]
    counters: list[Any]
    codes: dict[int, str]
    letters: Counter[int]


def broken(work: UnitOfWork, school_id: int | None = None) -> list[str]:
    """Every invariant that does not hold, as a sentence; of one school only, where it is given."""
    stored = read(work, school_id)
    found = [sentence for check in CHECKS for sentence in check(stored)]
    chain = audit.broken_entries(work) if school_id is None else _broken_chain(work, school_id)
    return found + [f"trail: {sentence}" for sentence in chain]


def read(work: UnitOfWork, school_id: int | None) -> Stored:
    def rows(*columns: Any, of: Any = Signing.school_id, join: tuple[Any, Any] | None = None) -> list[Any]:
        statement = select(*columns) if join is None else select(*columns).join(*join)
        return list(work.session.execute(statement if school_id is None else statement.where(of == school_id)))

    def by_signing(some: list[Any]) -> dict[int, list[Any]]:
        grouped: dict[int, list[Any]] = defaultdict(list)
        for row in some:
            grouped[row.signing_id].append(row)
        return grouped

    students = rows(Student.id, Student.email, Student.phone_sealed, of=Student.school_id)
    plans = rows(*Plan.__table__.c, of=Student.school_id, join=(Student, Student.id == Plan.student_id))
    entries = select(*TrailEntry.__table__.c).order_by(TrailEntry.school_id, TrailEntry.position)
    trail = entries if school_id is None else entries.where(TrailEntry.school_id == school_id)
    return Stored(
        signings=rows(*Signing.__table__.c),
        students={row.id: row for row in students},
        plans={row.student_id: row for row in plans},
        rescissions=rows(*Rescission.__table__.c, join=(Signing, Signing.id == Rescission.signing_id)),
        terms=by_signing(rows(Terms, Terms.signing_id, join=(Signing, Signing.id == Terms.signing_id))),
        trail=by_signing(list(work.session.execute(trail))),
        counters=rows(*NumberCounter.__table__.c, of=NumberCounter.school_id),
        codes={row.id: row.code for row in rows(School.id, School.code, of=School.id)},
        letters=Counter(
            r.signing_id for r in rows(Message.signing_id, join=(Signing, Signing.id == Message.signing_id))
        ),
    )


def i1_one_active_signing(stored: Stored) -> Iterator[str]:
    active = Counter(s.student_id for s in stored.signings if s.state in ACTIVE[s.kind])
    yield from (f"I1: student {student} has {n} active signings" for student, n in active.items() if n > 1)


def i2_numbers(stored: Stored) -> Iterator[str]:
    """Unique, well-formed, without gap up to the counter, and kept by whatever was approved once."""
    given: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for s in stored.signings:
        if s.number is not None:
            head = f"{NUMBERED.get(s.kind)}{s.cohort}{stored.codes[s.school_id]}"
            given[(s.number[0], s.cohort, s.school_id)].append(int(s.number[-6:]))
            if s.number[:-6] != head:
                yield f"I2: number {s.number} of signing {s.id} does not begin with {head}"
        elif s.kind == "ONLINE" and any(e.label == "签约审核通过" for e in stored.trail[s.id]):
            yield f"I2: signing {s.id} was approved and has no number"
    last = {(c.type, c.cohort, c.school_id): c.last for c in stored.counters}
    for key in given.keys() | last.keys():
        wanted = list(range(200001, last.get(key, 200000) + 1))
        if sorted(given[key]) != wanted:
            yield f"I2: {len(given[key])} numbers of {key} given, {len(wanted)} counted: a gap or a duplicate"


def i3_trail_tells_every_change(stored: Stored) -> Iterator[str]:
    for s in stored.signings:
        entries = stored.trail[s.id]
        told = ["", *(entry.state_after for entry in entries)]
        if [entry.state_before for entry in entries] != told[:-1] or told[-1] != s.state:
            yield f"I3: signing {s.id} is {s.state}, its trail says {' > '.join(told)}"
        for entry in entries:
            known = ONLINE.get(entry.label) if s.kind == "ONLINE" else None
            if known and (entry.state_before, entry.state_after) not in known[0]:
                yield f"I3: {entry.label} of signing {s.id} led from {entry.state_before} to {entry.state_after}"
            if known and entry.role not in known[1]:
                yield f"I10: {entry.label} of signing {s.id} by {entry.role}"


def i4_agreement_status(stored: Stored) -> Iterator[str]:
    for s in stored.signings:
        wanted = "已生效" if s.state in IN_FORCE[s.kind] else "未生效"
        if agreement_status(s.kind, s.state) != wanted:
            yield f"I4: {s.kind} {s.state} is not {wanted}"


def i5_plan_follows(stored: Stored) -> Iterator[str]:
    approved = {s.student_id for s in stored.signings if s.state == "APPROVED"}
    for student_id, plan in stored.plans.items():
        if (plan.source == "SIGNING") != (student_id in approved):
            yield f"I5: plan of student {student_id} has source {plan.source}"
        if (plan.status == "NOT_SUBMITTED") != (plan.source == "NONE") or (plan.source == "NONE") != (
            plan.destination_code == "" and plan.source != "OTHER"
        ):
            yield f"I5: plan of student {student_id} is {plan.status}, {plan.source}, {plan.destination_code!r}"


def i6_one_open_rescission(stored: Stored) -> Iterator[str]:
    states = {s.id: s.state for s in stored.signings}
    running = Counter(r.signing_id for r in stored.rescissions if r.state in OPEN)
    for signing_id, n in running.items():
        if n > 1 or states[signing_id] != "APPROVED":
            yield f"I6: signing {signing_id} is {states[signing_id]} with {n} open rescissions"
    ended = {r.signing_id for r in stored.rescissions if r.state == "APPROVED"}
    lost = {s.id for s in stored.signings if s.state in {"RESCINDED", "RELEASED"}} ^ ended
    yield from (f"I6: signing {signing_id}: ended without its rescission, or the reverse" for signing_id in lost)


def i7_agreed_terms(stored: Stored) -> Iterator[str]:
    for s in stored.signings:
        versions = sorted(stored.terms[s.id], key=lambda row: row.Terms.version)
        if [row.Terms.version for row in versions] != list(range(1, s.terms_version + 1)):
            yield f"I7: signing {s.id} lacks a version of its terms"
        if any(digest(row.Terms.text) != row.Terms.sha256 for row in versions):
            yield f"I7: terms of signing {s.id} do not match their SHA-256"
        if s.state == "APPROVED" and s.agreed_version != s.terms_version:
            yield f"I7: signing {s.id} is approved, agreed {s.agreed_version} of {s.terms_version}"


def i8_one_live_invitation(stored: Stored) -> Iterator[str]:
    live = Counter((s.employer_id, s.student_id) for s in stored.signings if s.state == "INVITED")
    yield from (f"I8: {n} live invitations of {pair}" for pair, n in live.items() if n > 1)


def i9_answers_are_in_time(stored: Stored) -> Iterator[str]:
    for s in stored.signings:
        if any(e.label in ANSWERS and e.at >= s.deadline for e in stored.trail[s.id]):
            yield f"I9: signing {s.id} was answered at or after its deadline"


def i11_final_is_final(stored: Stored) -> Iterator[str]:
    for signing_id, entries in stored.trail.items():
        if any(earlier.state_after in FINAL for earlier, _ in pairwise(entries)):
            yield f"I11: signing {signing_id} moved on from a final state"


def i13_mail_iff_change(stored: Stored) -> Iterator[str]:
    """One letter for each party that an entry is told to, and none without an entry."""
    for s in stored.signings:
        labels = [entry.label for entry in stored.trail[s.id]]
        if not set(labels) <= ONLINE.keys():
            continue
        student = stored.students[s.student_id]
        told = "se" if student.email or student.phone_sealed else "e"
        wanted = sum(party in told for label in labels for party in ONLINE[label][2])
        if stored.letters[s.id] != wanted:
            yield f"I13: {stored.letters[s.id]} letters about signing {s.id}, {wanted} acts to tell of"


CHECKS = [
    i1_one_active_signing,
    i2_numbers,
    i3_trail_tells_every_change,
    i4_agreement_status,
    i5_plan_follows,
    i6_one_open_rescission,
    i7_agreed_terms,
    i8_one_live_invitation,
    i9_answers_are_in_time,
    i11_final_is_final,
    i13_mail_iff_change,
]


def _broken_chain(work: UnitOfWork, school_id: int) -> Iterator[str]:
    """As ``signing_core.queries.audit`` does for every school."""
    head = work.session.execute(select(*TrailHead.__table__.c).where(TrailHead.school_id == school_id)).one()
    entries = select(*TrailEntry.__table__.c).where(TrailEntry.school_id == school_id).order_by(TrailEntry.position)
    previous, count = GENESIS, 0
    for count, entry in enumerate(work.session.execute(entries), 1):
        if entry.position != count or entry.hash != chained(previous, entry):
            yield f"entry {count} of school {school_id} does not follow"
        previous = entry.hash
    if (count, previous) != (head.count, head.hash):
        yield f"the head of school {school_id} says {head.count} entries, there are {count}, or the last differs"
