"""The invariants I1 to I13 over what a database holds, typed by hand from the rules and not from the code."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from sqlalchemy import bindparam, select

from signing_core.chain import GENESIS, chained
from signing_core.crypto import digest, keyring
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
IN_CONSOLE = ("AWAITING_REVIEW", "REJECTED", "APPROVED", "RESCINDED")

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
    "修改单位信息": ({(state, state) for state in IN_CONSOLE}, OFFICE, ""),
}
READ = {  # each table, and through which other one it belongs to a school
    School: None,
    Student: None,
    Plan: Student,
    Signing: None,
    Rescission: Signing,
    Terms: Signing,
    Message: Signing,
    TrailEntry: None,
    TrailHead: None,
    NumberCounter: None,
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
    entries: list[Any]
    heads: dict[int, Any]
    counters: list[Any]
    codes: dict[int, str]
    letters: Counter[int]


def broken(work: UnitOfWork, school_id: int | None = None) -> list[str]:
    """Every invariant that does not hold, as a sentence; of one school only, where it is given."""
    found = broken_in(read(work, school_id))
    return found if school_id is not None else found + [f"trail: {sentence}" for sentence in audit.broken_entries(work)]


def broken_in(stored: Stored) -> list[str]:
    """As ``broken``, over what was read already."""
    return [sentence for check in CHECKS for sentence in check(stored)]


@cache
def statements(of_one_school: bool) -> dict[str, Any]:
    """What is read, table by table; plain Core, because it is read after every step."""
    found = {}
    for model, via in READ.items():
        table = model.__table__
        whole = table if via is None else table.join(via.__table__)
        scoped = (via or model).__table__.c
        found[table.name] = select(table).select_from(whole).order_by(*table.primary_key)
        if of_one_school:
            school = scoped.id if model is School else scoped.school_id
            found[table.name] = found[table.name].where(school == bindparam("school"))
    return found


def read(work: UnitOfWork, school_id: int | None) -> Stored:
    connection = work.session.connection()
    rows = {
        table: connection.execute(statement, {"school": school_id} if school_id is not None else {}).all()
        for table, statement in statements(school_id is not None).items()
    }

    def by_signing(table: str) -> dict[int, list[Any]]:
        grouped: dict[int, list[Any]] = defaultdict(list)
        for row in rows[table]:
            grouped[row.signing_id].append(row)
        return grouped

    return Stored(
        signings=rows["signings"],
        students={row.id: row for row in rows["students"]},
        plans={row.student_id: row for row in rows["plans"]},
        rescissions=rows["rescissions"],
        terms=by_signing("terms"),
        trail=by_signing("trail"),
        entries=rows["trail"],
        heads={row.school_id: row for row in rows["trail_heads"]},
        counters=rows["number_counters"],
        codes={row.id: row.code for row in rows["schools"]},
        letters=Counter(row.signing_id for row in rows["outbox"]),
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
        versions = sorted(stored.terms[s.id], key=lambda row: row.version)
        if [row.version for row in versions] != list(range(1, s.terms_version + 1)):
            yield f"I7: signing {s.id} lacks a version of its terms"
        if any(digest(text_of(row)) != row.sha256 for row in versions):
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
        if any(earlier.state_after in FINAL - {later.state_after} for earlier, later in pairwise(entries)):
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


def text_of(terms: Any) -> str:
    return keyring().open(bytes(terms.text_sealed), f"terms.text.{terms.public_id}")


def trail_is_a_chain(stored: Stored) -> Iterator[str]:
    """As ``signing_core.queries.audit`` says it, over the rows read."""
    ends = dict.fromkeys(stored.heads, (0, GENESIS))
    for entry in sorted(stored.entries, key=lambda entry: entry.position):
        count, previous = ends[entry.school_id]
        if entry.position != count + 1 or entry.hash != chained(previous, entry):
            yield f"trail: entry {entry.position} of school {entry.school_id} does not follow"
        ends[entry.school_id] = entry.position, entry.hash
    for school_id, head in stored.heads.items():
        if ends[school_id] != (head.count, head.hash):
            yield f"trail: the head of school {school_id} says {head.count} entries, there are {ends[school_id][0]}"


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
    trail_is_a_chain,
]
