"""流程追踪: append-only entries, chained by hash per school, written last because they take the last lock."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, update

from signing_core.actors import Actor
from signing_core.lifecycles.machine import Move
from signing_core.models import Signing, Student, TrailEntry, TrailHead
from signing_core.work import UnitOfWork

GENESIS = "0" * 64
AS_SYSTEM = {"as_system": True}


@dataclass(frozen=True, kw_only=True)
class Event:
    """What is to be written: who did what to which signing or student."""

    school_id: int
    at: datetime
    actor: Actor
    label: str
    remark: str = ""
    before: str = ""
    after: str = ""
    signing: Signing | None = None
    student: Student | None = None


def record(work: UnitOfWork, signing: Signing, move: Move, *, remark: str = "") -> None:
    """Keep one move of a signing; ``remark`` defaults to the reason that was given."""
    _remember(
        work,
        Event(
            school_id=signing.school_id,
            at=move.act.at,
            actor=move.act.actor,
            label=move.label,
            remark=remark or move.act.reason,
            before=move.before,
            after=move.after,
            signing=signing,
        ),
    )


def record_start(work: UnitOfWork, signing: Signing, label: str) -> None:
    """Keep the act that made a signing."""
    _remember(
        work,
        Event(
            school_id=signing.school_id,
            at=work.at,
            actor=work.actor,
            label=label,
            after=signing.state,
            signing=signing,
        ),
    )


def record_event(work: UnitOfWork, signing: Signing, label: str, *, remark: str = "") -> None:
    """Keep a named event of a signing that stays in its state."""
    _remember(
        work,
        Event(
            school_id=signing.school_id,
            at=work.at,
            actor=work.actor,
            label=label,
            remark=remark,
            before=signing.state,
            after=signing.state,
            signing=signing,
        ),
    )


def record_about(work: UnitOfWork, student: Student, label: str, *, remark: str = "") -> None:
    """Keep a named event of a student's record."""
    _remember(
        work,
        Event(
            school_id=student.school_id,
            at=work.at,
            actor=work.actor,
            label=label,
            remark=remark,
            student=student,
        ),
    )


def told(work: UnitOfWork, signing: Signing) -> int:
    """How many entries the signing has by now, with those that this unit has yet to write."""
    written = select(func.count(TrailEntry.id)).where(TrailEntry.signing_id == signing.id)
    waiting = [event for event in work.session.info.get("trail", []) if event.signing is signing]
    return (work.session.scalar(written) or 0) + len(waiting)


def _remember(work: UnitOfWork, event: Event) -> None:
    events: list[Event] = work.session.info.setdefault("trail", [])
    events.append(event)
    work.at_the_end("trail", lambda: write(work, events))


def write(work: UnitOfWork, events: Iterable[Event]) -> None:
    """Append the events of one unit, school by school in order of id, so that two units never lock crosswise."""
    by_school: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        by_school[event.school_id].append(event)
    for school_id in sorted(by_school):
        work.point("trail.write")
        _append(work, school_id, by_school[school_id])


def _append(work: UnitOfWork, school_id: int, events: list[Event]) -> None:
    head = work.session.execute(
        select(TrailHead.count, TrailHead.hash).where(TrailHead.school_id == school_id).with_for_update(),
        execution_options=AS_SYSTEM,
    ).one()
    count, last_hash = head
    for event in events:
        count += 1
        entry = _entry(event, count, work.services.token()[:32])
        entry.hash = last_hash = chained(last_hash, entry)
        work.session.add(entry)
    work.session.flush()
    work.point("trail.head")
    work.session.execute(
        update(TrailHead).where(TrailHead.school_id == school_id).values(count=count, hash=last_hash),
        execution_options=AS_SYSTEM | {"synchronize_session": False},
    )


def _entry(event: Event, position: int, salt: str) -> TrailEntry:
    return TrailEntry(
        school_id=event.school_id,
        position=position,
        signing_id=event.signing.id if event.signing else None,
        student_id=event.student.id if event.student else None,
        at=event.at,
        role=event.actor.role,
        who=event.actor.name,
        label=event.label,
        remark=event.remark,
        state_before=event.before,
        state_after=event.after,
        salt=salt,
    )


def chained(previous: str, entry: TrailEntry) -> str:
    """The hash of an entry: over its facts and the previous hash, personal data only as a salted digest."""
    facts = [
        previous,
        entry.school_id,
        entry.position,
        entry.signing_id,
        entry.student_id,
        entry.at.astimezone(UTC).isoformat(),
        entry.role,
        entry.label,
        entry.state_before,
        entry.state_after,
        len(entry.salt),  # else characters could be moved from the salt to the values unnoticed
        _salted(entry.salt, entry.who),
        _salted(entry.salt, entry.remark),
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def _salted(salt: str, value: str) -> str:
    return hashlib.sha256((salt + value).encode()).hexdigest()
