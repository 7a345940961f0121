"""May this student sign, is signing open, may this employer invite: each with the sentence that says why not."""

from sqlalchemy import select

from signing_core.models import UNDIRECTED, Contact, Employer, EmployerBlock, Plan, SchoolSettings, Student
from signing_core.states import EmployerState, PlanSource
from signing_core.work import UnitOfWork

AS_SYSTEM = {"as_system": True}


def not_eligible_because(work: UnitOfWork, student: Student) -> str:
    """Why the student may not sign in to sign; empty when eligible."""
    if student.training != UNDIRECTED:
        return f"您的培养方式为“{student.training}”，不参加网上签约。"
    if not student.source_reviewed:
        return "您的生源信息尚未审核，审核通过后才能签约。"
    if plan_elsewhere(work, student.id):
        return "您的就业方案已通过其他方式提交，不再参加网上签约。"
    return ""


def closed_because(work: UnitOfWork, student: Student) -> str:
    """Why online signing is not open for the student now; empty when it is."""
    settings = work.session.execute(
        select(SchoolSettings.online_from, SchoolSettings.online_until).where(
            SchoolSettings.school_id == student.school_id, SchoolSettings.cohort == student.cohort
        ),
        execution_options=AS_SYSTEM,
    ).one_or_none()
    if reason := not_eligible_because(work, student):
        return reason
    if student.restricted:
        return f"学校限制了签约，原因：{student.restriction_reason}"
    if settings is None or settings.online_from is None or work.at < settings.online_from:
        return "学校尚未开放电子签约。"
    if settings.online_until is not None and work.at >= settings.online_until:
        return "学校的电子签约已经结束。"
    return ""


def plan_elsewhere(work: UnitOfWork, student_id: int) -> bool:
    """True iff the student's plan was submitted by another way."""
    source = work.session.scalar(select(Plan.source).where(Plan.student_id == student_id), execution_options=AS_SYSTEM)
    return source is PlanSource.OTHER


def employer_barred_because(work: UnitOfWork, employer: Employer, school_id: int) -> str:
    """Why the employer may not invite, nor be accepted, at this school now; empty when it may."""
    if employer.state is EmployerState.SUSPENDED:
        return "该单位已被暂停签约。"
    if employer.state is not EmployerState.APPROVED:
        return "该单位尚未通过审核。"
    blocked = work.session.scalar(
        select(EmployerBlock.id).where(EmployerBlock.school_id == school_id, EmployerBlock.employer_id == employer.id),
        execution_options=AS_SYSTEM,
    )
    return "学校已停止该单位在本校签约。" if blocked else ""


def contact_of(work: UnitOfWork, *, school_id: int, college_id: int | None) -> Contact | None:
    """Whom to turn to: the college, else its school, else the province."""
    contacts = work.session.scalars(
        select(Contact).where(
            (Contact.school_id == school_id) | Contact.school_id.is_(None),
            (Contact.college_id == college_id) | Contact.college_id.is_(None),
        )
    ).all()
    return max(contacts, key=lambda c: (c.college_id is not None, c.school_id is not None), default=None)
