"""The invariants I1 to I13 over what a database holds, typed by hand from the rules and not from the code."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from signing_core import clock
from signing_core.chain import GENESIS, chained
from signing_core.crypto import digest, keyring
from signing_core.queries import audit
from signing_core.states import agreement_status
from signing_core.work import UnitOfWork
from tests.invariants_of_names import names_are_findable
from tests.invariants_of_paper import images_are_handed_in, proofs_are_handed_in, working_copies
from tests.invariants_of_tallies import counted_as_there_are
from tests.rules import (
    ACTIVE,
    ANSWERS,
    CLOSED_BY,
    ENTRIES,
    FINAL,
    FORCED,
    IN_CONSOLE,
    IN_ENTRY,
    IN_FORCE,
    ISSUING,
    NUMBERED,
    OPEN,
    OTHER,
    PARTIES,
    REMINDERS,
    RESCISSIONS,
    TURNS,
)
from tests.stored import Stored, read, told_in_full


def broken(work: UnitOfWork, school_id: int | None = None) -> list[str]:
    """Every invariant that does not hold, as a sentence; of one school only, where it is given."""
    found = broken_in(read(work, school_id))
    return found if school_id is not None else found + [f"trail: {sentence}" for sentence in audit.broken_entries(work)]


def broken_in(stored: Stored) -> list[str]:
    """As ``broken``, over what was read already."""
    return [sentence for check in CHECKS for sentence in check(stored)]


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
        elif any(entry.label in ISSUING[s.kind] for entry in stored.trail[s.id]):
            yield f"I2: signing {s.id} was approved and has no number"
    last = {(c.type, c.cohort, c.school_id): c.last for c in stored.counters}
    for key in given.keys() | last.keys():
        wanted = list(range(200001, last.get(key, 200000) + 1))
        if sorted(given[key]) != wanted:
            yield f"I2: {len(given[key])} numbers of {key} given, {len(wanted)} counted: a gap or a duplicate"


def i3_trail_tells_every_change(stored: Stored) -> Iterator[str]:
    for s in stored.signings:
        entries = stored.trail[s.id]
        told = ["DRAFT" if s.kind in IN_ENTRY else "", *(entry.state_after for entry in entries)]
        before = [entry.state_before for entry in entries]
        if not all(follows(*pair, s.kind) for pair in zip([*before, s.state], told, strict=True)):
            yield f"I3: signing {s.id} is {s.state}, its trail says {' > '.join(told)}"
        for entry in entries:
            known = ENTRIES[s.kind].get(entry.label)
            if known and (entry.state_before, entry.state_after) not in known[0]:
                yield f"I3: {entry.label} of signing {s.id} led from {entry.state_before} to {entry.state_after}"
            if known and entry.role not in known[1]:
                yield f"I10: {entry.label} of signing {s.id} by {entry.role}"


def follows(state: str, told: str, kind: str) -> bool:
    """Whether this is the state that was told last; saving what was refused tells nothing."""
    return state == told or (state == "DRAFT" and {state, told} == IN_ENTRY.get(kind))


def i4_agreement_status(stored: Stored) -> Iterator[str]:
    for s in stored.signings:
        wanted = "已生效" if s.state in IN_FORCE[s.kind] else "未生效" if IN_FORCE[s.kind] else ""
        if agreement_status(s.kind, s.state) != wanted:
            yield f"I4: {s.kind} {s.state} is not {wanted}"


def i5_plan_follows(stored: Stored) -> Iterator[str]:
    approved = {s.student_id for s in stored.signings if s.state == "APPROVED"}
    for student_id, plan in stored.plans.items():
        student = stored.students[student_id]
        copied = ("school_id", "college_id", "cohort", "student_number")
        if any(getattr(plan, name) != getattr(student, name) for name in copied):
            yield f"I5: plan of student {student_id} is listed as somebody else's"
        if (plan.source == "SIGNING") != (student_id in approved):
            yield f"I5: plan of student {student_id} has source {plan.source}"
        if (plan.status == "NOT_SUBMITTED") != (plan.source == "NONE") or (plan.source == "NONE") != (
            plan.destination == "" and plan.source != "OTHER"
        ):
            yield f"I5: plan of student {student_id} is {plan.status}, {plan.source}, {plan.destination_code!r}"


def i6_one_open_rescission(stored: Stored) -> Iterator[str]:
    for s in stored.signings:
        requests = stored.rescissions[s.id]
        running = [r for r in requests if r.state in OPEN]
        if len(running) > 1 or (running and s.state != "APPROVED"):
            yield f"I6: signing {s.id} is {s.state} with {len(running)} open rescissions"
        ended = [r for r in requests if r.state == "APPROVED"]
        if len(ended) != (s.state in {"RESCINDED", "RELEASED"}):
            yield f"I6: signing {s.id} is {s.state} with {len(ended)} approved rescissions"


def rescission_as_shown(stored: Stored) -> Iterator[str]:
    """The lists' columns are those of the latest request; a forced one says so."""
    for s in stored.signings:
        wanted: tuple[str, Any] = ("", None)
        if requests := stored.rescissions[s.id]:
            last = requests[-1]
            wanted = (FORCED if last.asked_by == "SCHOOL" else RESCISSIONS[last.state], last.asked_by)
        if (s.rescission_status, s.rescission_by) != wanted:
            yield f"lists: signing {s.id} shows {s.rescission_status!r} by {s.rescission_by}, not {wanted}"
        if any(r.state == "SUPERSEDED" for r in requests) and s.rescission_status != FORCED:
            yield f"lists: signing {s.id} has a superseded request and was not forced"


def turn_as_stored(stored: Stored) -> Iterator[str]:
    """Whose turn it is follows from what stands on the row; nobody's turn has no beginning."""
    for s in stored.signings:
        wanted = TURNS[s.kind].get(s.state, "NOBODY")
        if s.rescission_status == "等待解约审核":
            wanted = "OFFICE"
        elif s.rescission_status == "待对方处理":
            wanted = OTHER[s.rescission_by]
        elif s.proposed_version is not None:
            wanted = "STUDENT"
        if s.turn != wanted or (s.turn_since is None) != (wanted == "NOBODY"):
            yield f"turn: signing {s.id} is {s.turn}'s since {s.turn_since}, it should be {wanted}'s"


def proposals_are_told(stored: Stored) -> Iterator[str]:
    """One is open iff the signing shows its version and deadline; each that is over has the entry that ended it."""
    for s in told_in_full(stored):
        proposals, labels = stored.proposals[s.id], [entry.label for entry in stored.trail[s.id]]
        open_ones = [(p.version, p.deadline) for p in proposals if p.state == "OPEN"]
        shown = [(s.proposed_version, s.proposal_deadline)] if s.proposed_version is not None else []
        if open_ones != shown or (shown and s.state not in {"AWAITING_REVIEW", "RETURNED"}):
            yield f"proposals: {s.state} signing {s.id} shows {shown}, open are {open_ones}"
        if labels.count("修改协议书") != len(proposals) or labels.count("退回修改") != len(stored.returns[s.id]):
            yield f"proposals: signing {s.id} has {len(proposals)} and {len(stored.returns[s.id])} returns: {labels}"
        if any((p.state == "OPEN") != (p.closed_at is None) for p in proposals):
            yield f"proposals: one of signing {s.id} is closed without a time, or the reverse"
        closed = Counter(p.state for p in proposals if p.state not in {"OPEN", "CLOSED"})
        told = Counter(state for state, names in CLOSED_BY.items() for label in labels if label in names)
        if {state: told[state] for state in closed} != closed:
            yield f"proposals: of signing {s.id} {dict(closed)} are closed, the trail tells {dict(told)}"


def i7_agreed_terms(stored: Stored) -> Iterator[str]:
    for s in stored.signings:
        versions = sorted(stored.terms[s.id], key=lambda row: row.version)
        proposed = {proposal.version for proposal in stored.proposals[s.id]}
        last = max({s.terms_version} | proposed)
        if [row.version for row in versions] != list(range(1, last + 1)):
            yield f"I7: signing {s.id} lacks a version of its terms, or has one that nobody offered"
        refused = {p.version for p in stored.proposals[s.id] if p.state != "AGREED"}
        if s.agreed_version in refused or s.terms_version in refused:
            yield f"I7: signing {s.id} stands on version {s.terms_version}, to which the student did not agree"
        if any(digest(text_of(row)) != row.sha256 for row in versions):
            yield f"I7: terms of signing {s.id} do not match their SHA-256"
        if s.state in {*IN_CONSOLE} and s.agreed_version != s.terms_version:
            yield f"I7: signing {s.id} is {s.state}, agreed {s.agreed_version} of {s.terms_version}"


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


def certificates(stored: Stored) -> Iterator[str]:
    """One certificate iff the agreement was ended; each issue of a document has a code, and none is issued unasked."""
    for s in told_in_full(stored):
        documents = stored.documents[s.id]
        certified = [d for d in documents if d.kind == "RESCISSION"]
        if len(certified) != (s.state == "RESCINDED"):
            yield f"documents: signing {s.id} is {s.state} with {len(certified)} certificates"
        issued = [d for d in documents if d.kind in {"AGREEMENT", "FORM"} and d.issue > 0]
        approvals = sum(entry.label in ISSUING[s.kind] for entry in stored.trail[s.id])
        if len(issued) != approvals:
            yield f"documents: signing {s.id} was approved {approvals} times and has {len(issued)} issues"
        if any(d.code is None for d in certified + issued):
            yield f"documents: an issue of signing {s.id} has no code"


def i13_told_iff_changed(stored: Stored) -> Iterator[str]:
    """One notice for each party that an entry is told to, a letter beside it for whoever can be reached, else none."""
    for s in told_in_full(stored):
        entries, notices = stored.trail[s.id], stored.notices[s.id]
        reminders = [notice for notice in notices if notice.subject.endswith(REMINDERS)]
        wanted = Counter((entry.at, party) for entry in entries for party in told_to(entry, s.kind))
        told = Counter((notice.at, "s" if notice.student_id else "e") for notice in notices if notice not in reminders)
        if told != wanted:
            yield f"I13: notices about signing {s.id} are {dict(told)}, acts to tell of {dict(wanted)}"
        if any((n.student_id, n.employer_id) not in {(s.student_id, None), (None, s.employer_id)} for n in notices):
            yield f"I13: a notice about signing {s.id} is for a stranger"
        student = stored.students[s.student_id]
        reached = [n for n in notices if n.employer_id or student.email or student.phone_sealed]
        if [n.message_id for n in reached] != [letter.id for letter in stored.letters[s.id]]:
            yield f"I13: {len(stored.letters[s.id])} letters about signing {s.id}, {len(reached)} notices to send"
        yield from reminded(s, reminders)


def reminded(signing: Any, reminders: list[Any]) -> Iterator[str]:
    """Only the student, at most once a day, and the last time stands on the row."""
    days = [clock.today(notice.at) for notice in reminders]
    if len(days) != len(set(days)) or any(notice.student_id is None for notice in reminders):
        yield f"I13: signing {signing.id} was reminded of on {days}"
    if signing.reminded_at != max((notice.at for notice in reminders), default=None):
        yield f"I13: signing {signing.id} says reminded at {signing.reminded_at}, there are {len(reminders)} reminders"


def told_to(entry: Any, kind: str) -> str:
    """Whom one entry is told to."""
    parties = ENTRIES[kind][entry.label][2]
    return {"s": "e", "e": "s"}[PARTIES[entry.role]] if parties == "o" else parties


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
    counted_as_there_are,
    names_are_findable,
    i6_one_open_rescission,
    rescission_as_shown,
    turn_as_stored,
    proposals_are_told,
    certificates,
    i7_agreed_terms,
    working_copies,
    images_are_handed_in,
    proofs_are_handed_in,
    i8_one_live_invitation,
    i9_answers_are_in_time,
    i11_final_is_final,
    i13_told_iff_changed,
    trail_is_a_chain,
]
