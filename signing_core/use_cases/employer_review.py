"""单位审核 and what follows it: a school or the province approves, the province suspends, a school shuts its door."""

from collections.abc import Callable

from sqlalchemy import select

from signing_core import values
from signing_core.actors import Role
from signing_core.effects import employer_events
from signing_core.errors import MoveRefused, NotAllowed
from signing_core.lifecycles.employer import EMPLOYER, EmployerFacts
from signing_core.lifecycles.machine import Act
from signing_core.models import Employer, EmployerBlock, School
from signing_core.work import UnitOfWork, refuse_if_changed

from .registration import registered_elsewhere


def approve(work: UnitOfWork, public_id: str, *, seen: int) -> Employer:
    """From now on it may invite students of every school."""
    return _moved(work, public_id, "approve", seen, told=employer_events.approved)


def reject(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Employer:
    """It reads the reason, corrects and submits again."""
    reason = values.reason(reason)
    return _moved(
        work, public_id, "reject", seen, reason, told=lambda work, one: employer_events.rejected(work, one, reason)
    )


def suspend(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Employer:
    """No invitation of it can be sent or accepted anywhere; what was signed stays."""
    reason = values.reason(reason)
    return _moved(
        work, public_id, "suspend", seen, reason, told=lambda work, one: employer_events.suspended(work, one, reason)
    )


def resume(work: UnitOfWork, public_id: str, *, seen: int) -> Employer:
    """It may sign again."""
    return _moved(work, public_id, "resume", seen, told=employer_events.resumed)


def block(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Employer:
    """停止在本校签约: invitations to the school's students can be read, not sent and not accepted."""
    school, reason = _own_school(work), values.reason(reason)
    employer = work.get(Employer, public_id)
    refuse_if_changed(employer, seen)
    if _block_of(work, employer) is not None:
        raise MoveRefused("该单位已被停止在本校签约。")
    facts = {"school_id": school.id, "employer_id": employer.id, "created_at": work.at}
    work.session.add(EmployerBlock(reason=reason, **facts))
    employer_events.note(work, employer, "停止在本校签约", reason, school_id=school.id)
    employer_events.blocked(work, employer, school.name, reason)
    return employer


def unblock(work: UnitOfWork, public_id: str, *, seen: int) -> Employer:
    """恢复在本校签约."""
    school, employer = _own_school(work), work.get(Employer, public_id)
    refuse_if_changed(employer, seen)
    found = _block_of(work, employer)
    if found is None:
        raise MoveRefused("该单位没有被停止在本校签约。")
    work.session.delete(found)
    employer_events.note(work, employer, "恢复在本校签约", school_id=school.id)
    employer_events.unblocked(work, employer, school.name)
    return employer


def act_on(work: UnitOfWork, employer: Employer, reason: str = "") -> Act:
    """The actor's act with what guards ask beside the row."""
    facts = EmployerFacts(registered_elsewhere=registered_elsewhere(work, employer.uscc, but=employer.id))
    return Act(actor=work.actor, at=work.at, reason=reason, facts=facts)


def _moved(
    work: UnitOfWork,
    public_id: str,
    trigger: str,
    seen: int,
    reason: str = "",
    *,
    told: Callable[[UnitOfWork, Employer], None],
) -> Employer:
    employer = work.get(Employer, public_id)
    refuse_if_changed(employer, seen)
    move = EMPLOYER.fire(employer, trigger, act_on(work, employer, reason))
    employer_events.note(work, employer, move.label, reason)
    told(work, employer)
    return employer


def _own_school(work: UnitOfWork) -> School:
    if work.actor.role is not Role.SCHOOL:
        raise NotAllowed("只有学校就业办可以停止或恢复单位在本校签约。")
    return work.session.scalars(select(School).where(School.id == work.actor.school_id)).one()


def _block_of(work: UnitOfWork, employer: Employer) -> EmployerBlock | None:
    ours = select(EmployerBlock).where(EmployerBlock.employer_id == employer.id)
    return work.session.scalars(ours.where(EmployerBlock.school_id == work.actor.school_id)).one_or_none()
