"""就业方案: the school's office notes that a plan was submitted by another way, and takes that back."""

from sqlalchemy import select

from signing_core import values
from signing_core.actors import Role
from signing_core.catalogues import destinations
from signing_core.effects import plans, trail
from signing_core.errors import BadValue, MoveRefused, NotAllowed, NotFound, Problems
from signing_core.models import Plan, Student
from signing_core.queries import eligibility
from signing_core.states import PlanSource, PlanStatus
from signing_core.work import UnitOfWork, refuse_if_changed

SET, UNDONE = "设为其他方式提交", "撤销其他方式提交"


def set_other(work: UnitOfWork, public_id: str, *, seen: int, reason: str, destination: str = "") -> Student:
    """设为其他方式提交 of a student without an active signing, who is not eligible then. Raises Problems by field."""
    _refuse_others(work)
    why = _checked(reason, destination)
    student, plan = _held(work, public_id, seen)
    if plan.source is PlanSource.OTHER:
        raise MoveRefused("该学生的就业方案已设为其他方式提交。")
    if eligibility.has_active_signing(work, student):
        raise MoveRefused("该学生已有生效中的签约，不能设为其他方式提交。")
    place = {"school_id": student.school_id, "cohort": student.cohort}
    coded = plans.codes_of(work, destination, {}, **place) if destination else {}
    filled = plans.EMPTY | coded | {"destination": destination, "other_reason": why, "source": PlanSource.OTHER}
    plans.change(work, plans.of(student.id), **filled | {"status": PlanStatus.AWAITING_COLLEGE})
    work.point("plans.other")
    trail.record_about(work, student, SET, remark=why)
    return student


def undo_other(work: UnitOfWork, public_id: str, *, seen: int) -> Student:
    """撤销: the plan is 学生未提交 again, and the student may sign."""
    _refuse_others(work)
    student, plan = _held(work, public_id, seen)
    if plan.source is not PlanSource.OTHER:
        raise MoveRefused("该学生的就业方案不是以其他方式提交的。")
    plans.change(work, plans.of(student.id), **plans.EMPTY)
    trail.record_about(work, student, UNDONE, remark=plan.other_reason)
    return student


def _refuse_others(work: UnitOfWork) -> None:
    if work.actor.role not in {Role.SCHOOL, Role.SYSTEM}:
        raise NotAllowed("只有学校就业办可以设置或撤销其他方式提交。")


def _checked(reason: str, destination: str) -> str:
    problems = {}
    try:
        why = values.reason(reason)
    except BadValue as problem:
        problems["reason"] = problem.message
    if destination and destination not in destinations.DETAILS:
        problems["destination"] = "没有这个选项，请从列表中选择。"
    if problems:
        raise Problems(problems)
    return why


def _held(work: UnitOfWork, public_id: str, seen: int) -> tuple[Student, Plan]:
    """Student and plan, locked before they are read: an acceptance at this moment waits, or was first."""
    found = select(Student).where(Student.public_id == public_id).with_for_update()
    student = work.session.scalars(found).one_or_none()
    if student is None:
        raise NotFound
    plan = work.session.scalars(select(Plan).where(plans.of(student.id)).with_for_update()).one()
    refuse_if_changed(plan, seen)
    return student, plan
