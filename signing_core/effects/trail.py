"""流程追踪: append-only entries, chained by hash per school, written last because they take the last lock."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from signing_core.actors import Actor
from signing_core.chain import chained
from signing_core.lifecycles.machine import Move
from signing_core.models import Signing, Student, TrailEntry, TrailHead
from signing_core.scope import kept
from signing_core.work import UnitOfWork

WRITTEN = kept(select(func.count(TrailEntry.id)).where(TrailEntry.signing_id == bindparam("signing_id")))
OF_SCHOOL = TrailHead.school_id == bindparam("school")
HEAD = select(TrailHead.count, TrailHead.hash).where(OF_SCHOOL).with_for_update().execution_options(as_system=True)
MOVE_HEAD = (
    update(TrailHead)
    .where(OF_SCHOOL)
    .values(count=bindparam("new_count"), hash=bindparam("new_hash"))
    .execution_options(as_system=True, synchronize_session=False)
)


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


def record(work: UnitOfWork, signing: Signing, move: Move) -> None:
    """Keep one move of a signing, with the reason that was given."""
    facts = {"label": move.label, "remark": move.act.reason, "before": move.before, "after": move.after}
    _remember(work, signing, signing=signing, at=move.act.at, actor=move.act.actor, **facts)


def record_start(work: UnitOfWork, signing: Signing, label: str) -> None:
    """Keep the act that made a signing."""
    _remember(work, signing, signing=signing, label=label, after=signing.state)


def record_event(work: UnitOfWork, signing: Signing, label: str, *, remark: str = "") -> None:
    """Keep a named event of a signing that stays in its state."""
    facts = {"label": label, "remark": remark, "before": signing.state, "after": signing.state}
    _remember(work, signing, signing=signing, **facts)


def record_about(work: UnitOfWork, student: Student, label: str, *, remark: str = "") -> None:
    """Keep a named event of a student's record."""
    _remember(work, student, student=student, label=label, remark=remark)


def told(work: UnitOfWork, signing: Signing) -> int:
    """How many entries the signing has by now, with those that this unit has yet to write."""
    waiting = [event for event in work.events if event.signing is signing]
    return (work.session.scalar(WRITTEN, {"signing_id": signing.id}) or 0) + len(waiting)


def _remember(work: UnitOfWork, about: Signing | Student, **facts: Any) -> None:
    """By this unit's actor, at its time, unless the facts say otherwise."""
    usual: dict[str, Any] = {"school_id": about.school_id, "at": work.at, "actor": work.actor}
    work.events.append(Event(**usual | facts))
    work.at_the_end("trail", lambda: write(work, work.events))


def write(work: UnitOfWork, events: Iterable[Event]) -> None:
    """Append the events of one unit, school by school in order of id, so that two units never lock crosswise."""
    by_school: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        by_school[event.school_id].append(event)
    for school_id in sorted(by_school):
        work.point("trail.write")
        _append(work, school_id, by_school[school_id])


def _append(work: UnitOfWork, school_id: int, events: list[Event]) -> None:
    count, last_hash = work.session.execute(HEAD, {"school": school_id}).one()
    for event in events:
        count += 1
        entry = _entry(event, count, work.services.token()[:32])
        entry.hash = last_hash = chained(last_hash, entry)
        work.session.add(entry)
    work.session.flush()
    work.point("trail.head")
    work.session.execute(MOVE_HEAD, {"school": school_id, "new_count": count, "new_hash": last_hash})


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
        device=event.actor.device,
        salt=salt,
    )
