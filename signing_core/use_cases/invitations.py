"""Invitations: sent, revised and withdrawn by the employer, accepted or declined by the student."""

from typing import Any

from sqlalchemy import select

from signing_core import clock, values
from signing_core.catalogues.invitation import INVITATION
from signing_core.effects import documents, mails, notices, trail
from signing_core.effects import terms as versions
from signing_core.errors import MoveRefused, NotAllowed, StalePage
from signing_core.fields import clean
from signing_core.lifecycles.machine import Move
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Employer, Signing, Student
from signing_core.queries import eligibility
from signing_core.queries.signings import act_on, signing_of
from signing_core.states import BETWEEN_THE_TWO, SigningKind, SigningState
from signing_core.work import UnitOfWork, refuse_if_changed

from . import sweep

NOT_OPEN = "该学生当前不能接受电子签约邀请，请与学生或其学校联系。"


def invite(work: UnitOfWork, *, student_id: str, terms: dict[str, str]) -> Signing:
    """The employer offers terms to a student of its list. Raises Problems by field, or the rule's refusal."""
    student = work.get(Student, student_id)
    employer = _own_employer(work)
    content = clean(INVITATION, terms, today=clock.today(work.at))
    _refuse_unless_invitable(work, employer, student)
    signing = _new_signing(work, employer, student, content)
    work.session.add(signing)
    work.session.flush()
    versions.add(work, signing, content, version=signing.terms_version)
    trail.record_start(work, signing, "发起邀约")
    notices.tell(work, mails.invited(signing))
    return signing


def revise(work: UnitOfWork, public_id: str, *, seen: int, terms: dict[str, str]) -> Signing:
    """The employer changes an unanswered offer: a new version of the terms, and the deadline anew."""
    signing = signing_of(work, public_id)
    refuse_if_changed(signing, seen)
    content = clean(INVITATION, terms, today=clock.today(work.at))
    move = _fire(work, signing, "revise")
    signing.terms_version += 1
    _offer(work, signing, content)
    work.session.flush()
    versions.add(work, signing, content, version=signing.terms_version)
    trail.record(work, signing, move)
    notices.tell(work, mails.revised(signing))
    return signing


def withdraw(work: UnitOfWork, public_id: str, *, seen: int) -> Signing:
    """The employer takes an unanswered offer back; the student is told."""
    signing = signing_of(work, public_id)
    refuse_if_changed(signing, seen)
    move = _fire(work, signing, "withdraw_invitation")
    work.session.flush()
    trail.record(work, signing, move)
    notices.tell(work, mails.withdrawn(signing))
    return signing


def accept(work: UnitOfWork, public_id: str, *, seen_terms: int) -> Signing:
    """The student agrees to exactly the version of the terms that the page showed (I7)."""
    eligibility.hold(work)
    signing = signing_of(work, public_id)
    _refuse_other_terms(signing, seen_terms)
    move = _fire(work, signing, "accept")
    documents.order(work, signing)
    trail.record(work, signing, move)
    notices.tell(work, mails.accepted(signing))
    return signing


def decline(work: UnitOfWork, public_id: str, *, seen_terms: int, reason: str = "") -> Signing:
    """The student says no; a reason is welcome, not asked for."""
    signing = signing_of(work, public_id)
    _refuse_other_terms(signing, seen_terms)
    move = _fire(work, signing, "decline", reason=values.reason(reason) if values.tidy(reason) else "")
    work.session.flush()
    trail.record(work, signing, move)
    notices.tell(work, mails.declined(signing))
    return signing


def _fire(work: UnitOfWork, signing: Signing, trigger: str, *, reason: str = "") -> Move:
    return lifecycle_of(signing.kind).fire(signing, trigger, act_on(work, signing, reason=reason))


def _refuse_other_terms(signing: Signing, seen: int) -> None:
    if signing.terms_version != seen:
        raise StalePage("签约内容已变更，请重新查看后再答复。")


def _own_employer(work: UnitOfWork) -> Employer:
    if work.actor.employer_id is None:
        raise NotAllowed("只有用人单位可以发出邀请。")
    return work.session.scalars(select(Employer).where(Employer.id == work.actor.employer_id)).one()


def _refuse_unless_invitable(work: UnitOfWork, employer: Employer, student: Student) -> None:
    if employer.confirmed_at is None:
        raise MoveRefused("请先确认本单位的签约信息。")
    facts = eligibility.online_facts(work, student, employer)
    if facts.employer_barred_because:
        raise MoveRefused(facts.employer_barred_because)
    if facts.closed_because:
        raise MoveRefused(NOT_OPEN)
    sweep.expire_between(work, employer_id=employer.id, student_id=student.id)
    running = work.session.scalars(
        select(Signing.state).where(
            Signing.employer_id == employer.id,
            Signing.student_id == student.id,
            Signing.state.in_(BETWEEN_THE_TWO),
        )
    ).first()
    if running is SigningState.INVITED:
        raise MoveRefused("已向该学生发出邀请，请等待其答复。")
    if running is not None:
        raise MoveRefused("贵单位与该学生已有进行中的签约。")


def _new_signing(work: UnitOfWork, employer: Employer, student: Student, content: dict[str, Any]) -> Signing:
    signing = Signing(
        public_id=work.new_id(),
        kind=SigningKind.ONLINE,
        state=SigningState.INVITED,
        school_id=student.school_id,
        cohort=student.cohort,
        student=student,
        employer=employer,
        employer_name=employer.name,
        uscc=employer.uscc,
        terms_version=1,
    )
    signing.show(student)
    _offer(work, signing, content)
    signing.acted(work.at)
    return signing


def _offer(work: UnitOfWork, signing: Signing, content: dict[str, Any]) -> None:
    signing.position = content["position"]
    signing.invited_at = work.at
    signing.deadline = clock.deadline(work.at, content["reply_days"])
