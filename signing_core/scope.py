"""What an actor may see: one criterion per model, applied to every statement of its session.

A model that is missing for a role is not visible to it at all; a session without an actor answers nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, event, false, or_, select, true
from sqlalchemy.orm import LoaderCriteriaOption, ORMExecuteState, Session, with_loader_criteria

from . import models as m
from .actors import Actor, Role
from .errors import NotFound

Criterion = ColumnElement[bool]
Criteria = dict[type[m.Base], Criterion]

accounts = m.Account.__table__.c
signings = m.Signing.__table__.c
students = m.Student.__table__.c
candidates = m.Candidate.__table__.c

BELOW_PROVINCE = {Role.SCHOOL, Role.PROVINCE}  # colleges are their school's to look after
LOOKED_AT = frozenset(  # what is seen of a school that the province opened, and never written
    {
        *(m.SchoolSettings, m.Student, m.Name, m.NamePiece, m.Signing, m.Plan, m.Notice, m.TrailEntry),
        *(m.Terms, m.Paper, m.Destination, m.Image, m.Proposal, m.Return, m.Rescission, m.Document),
    }
)


class NoPrincipal(RuntimeError):
    """A statement was sent in a session that has no actor: a mistake in the code, never in the input."""


class Scope(Session):
    """A session whose statements see only what its actor may see; ``info["actor"]`` says who that is."""


def of_student(actor: Actor) -> Criteria:
    mine = signings.student_id == actor.student_id
    return {
        m.School: true(),
        m.College: true(),
        m.Contact: true(),
        m.SchoolSettings: m.SchoolSettings.school_id == actor.school_id,
        m.Student: m.Student.id == actor.student_id,
        m.Employer: m.Employer.id.in_(select(signings.employer_id).where(mine)),
        m.Signing: m.Signing.student_id == actor.student_id,
        m.Plan: m.Plan.student_id == actor.student_id,
        m.Notice: m.Notice.student_id == actor.student_id,
        m.Report: m.Report.student_id == actor.student_id,
        m.TrailEntry: or_(
            m.TrailEntry.signing_id.in_(select(signings.id).where(mine)),
            m.TrailEntry.student_id == actor.student_id,
        ),
        **parts_of_signings(select(signings.id).where(mine)),
        **of_account(actor),
    }


def of_employer(actor: Actor) -> Criteria:
    ours = select(signings.id).where(signings.employer_id == actor.employer_id)
    return {
        m.School: true(),
        m.College: true(),
        m.Contact: true(),
        m.Student: or_(
            m.Student.id.in_(select(candidates.student_id).where(candidates.employer_id == actor.employer_id)),
            m.Student.id.in_(select(signings.student_id).where(signings.employer_id == actor.employer_id)),
        ),
        m.Employer: m.Employer.id == actor.employer_id,
        m.Licence: m.Licence.employer_id == actor.employer_id,
        m.Candidate: m.Candidate.employer_id == actor.employer_id,
        m.Signing: m.Signing.employer_id == actor.employer_id,
        m.Notice: m.Notice.employer_id == actor.employer_id,
        m.TrailEntry: m.TrailEntry.signing_id.in_(ours),
        **parts_of_signings(ours),
        **of_account(actor),
    }


def of_college(actor: Actor) -> Criteria:
    their_students = select(students.id).where(students.college_id == actor.college_id)
    their_signings = select(signings.id).where(signings.college_id == actor.college_id)
    return {
        m.School: m.School.id == actor.school_id,
        m.College: m.College.id == actor.college_id,
        m.Contact: true(),
        m.SchoolSettings: m.SchoolSettings.school_id == actor.school_id,
        m.SavedFilter: of_office(actor),
        m.Name: m.Name.school_id == actor.school_id,
        m.NamePiece: m.NamePiece.school_id == actor.school_id,
        m.OwnCode: m.OwnCode.school_id == actor.school_id,
        m.ReasonTemplate: m.ReasonTemplate.school_id == actor.school_id,
        m.CaseOpening: m.CaseOpening.signing_id.in_(their_signings),
        m.Student: m.Student.college_id == actor.college_id,
        m.Employer: true(),
        m.Signing: m.Signing.college_id == actor.college_id,
        m.Plan: and_(m.Plan.school_id == actor.school_id, m.Plan.college_id == actor.college_id),
        m.Tally: m.Tally.college_id == actor.college_id,
        m.Notice: m.Notice.signing_id.in_(their_signings),
        m.Report: m.Report.college_id == actor.college_id,
        m.TrailEntry: or_(m.TrailEntry.signing_id.in_(their_signings), m.TrailEntry.student_id.in_(their_students)),
        **parts_of_signings(their_signings),
        **of_account(actor),
        **second_steps(accounts.id == actor.account_id),
    }


def of_school(actor: Actor) -> Criteria:
    school = actor.school_id
    their_students = select(students.id).where(students.school_id == school)
    their_signings = select(signings.id).where(signings.school_id == school)
    return {
        m.School: m.School.id == school,
        m.College: m.College.school_id == school,
        m.Contact: true(),
        m.SchoolSettings: m.SchoolSettings.school_id == school,
        m.SettingsChange: m.SettingsChange.school_id == school,
        m.SavedFilter: of_office(actor),
        m.Name: m.Name.school_id == school,
        m.NamePiece: m.NamePiece.school_id == school,
        m.OwnCode: m.OwnCode.school_id == school,
        m.ReasonTemplate: m.ReasonTemplate.school_id == school,
        m.CaseOpening: m.CaseOpening.signing_id.in_(their_signings),
        m.Student: m.Student.school_id == school,
        m.Employer: true(),
        m.EmployerBlock: m.EmployerBlock.school_id == school,
        m.EmployerEvent: or_(m.EmployerEvent.school_id.is_(None), m.EmployerEvent.school_id == school),
        m.Licence: true(),
        m.Signing: m.Signing.school_id == school,
        m.Plan: m.Plan.school_id == school,
        m.ExportedPlan: m.ExportedPlan.school_id == school,
        m.Tally: m.Tally.school_id == school,
        m.Notice: m.Notice.signing_id.in_(their_signings),
        m.Report: m.Report.school_id == school,
        m.TrailEntry: m.TrailEntry.school_id == school,
        **parts_of_signings(their_signings),
        **of_account(actor),
        m.Account: or_(m.Account.school_id == school, m.Account.student_id.in_(their_students)),
        **second_steps(accounts.school_id == school),
        m.LogEntry: m.LogEntry.school_id == school,
    }


def of_province(actor: Actor) -> Criteria:
    return {
        m.School: true(),
        m.College: true(),
        m.Contact: true(),
        m.Employer: true(),
        m.EmployerBlock: true(),
        m.EmployerEvent: true(),
        m.Licence: true(),
        m.Tally: true(),  # figures, nobody's data
        **(of_opened(actor.opened.school_id) if actor.opened else {}),
        **of_account(actor),
        m.Account: or_(m.Account.id == actor.account_id, m.Account.role.in_(BELOW_PROVINCE)),
        **second_steps(accounts.role.in_(BELOW_PROVINCE)),
        m.LogEntry: or_(m.LogEntry.role == Role.PROVINCE, m.LogEntry.school_id.is_(None)),
    }


def of_opened(school_id: int) -> Criteria:
    """A school's students and signings, as its own office sees them."""
    theirs = of_school(Actor(role=Role.SCHOOL, name="", school_id=school_id))
    return {model: theirs[model] for model in LOOKED_AT}


def parts_of_signings(ids: Select[tuple[int]]) -> Criteria:
    """Rows that belong to a signing are seen with it."""
    return {
        m.Terms: m.Terms.signing_id.in_(ids),
        m.Paper: m.Paper.signing_id.in_(ids),
        m.Destination: m.Destination.signing_id.in_(ids),
        m.Image: m.Image.signing_id.in_(ids),
        m.Proposal: m.Proposal.signing_id.in_(ids),
        m.Return: m.Return.signing_id.in_(ids),
        m.Rescission: m.Rescission.signing_id.in_(ids),
        m.Document: m.Document.signing_id.in_(ids),
    }


def of_office(actor: Actor) -> Criterion:
    """What an office shares, and what one of its people keeps there."""
    office = and_(m.SavedFilter.school_id == actor.school_id, m.SavedFilter.college_id == actor.college_id)
    return and_(office, or_(m.SavedFilter.shared, m.SavedFilter.account_id == actor.account_id))


def of_account(actor: Actor) -> Criteria:
    """What everybody has: the own account, its sessions, files and answered operations."""
    return {
        m.Account: m.Account.id == actor.account_id,
        m.SignedIn: m.SignedIn.account_id == actor.account_id,
        m.SignIn: m.SignIn.account_id == actor.account_id,
        m.KeptFile: m.KeptFile.account_id == actor.account_id,
        m.Job: m.Job.account_id == actor.account_id,
        m.BulkRow: m.BulkRow.account_id == actor.account_id,
        m.Operation: m.Operation.account_id == actor.account_id,
    }


def second_steps(whose: Criterion) -> Criteria:
    """The second factor and the recovery codes of certain accounts."""
    ids = select(accounts.id).where(whose)
    return {m.SecondFactor: m.SecondFactor.account_id.in_(ids), m.RecoveryCode: m.RecoveryCode.account_id.in_(ids)}


OF_ROLE = {
    Role.STUDENT: of_student,
    Role.EMPLOYER: of_employer,
    Role.COLLEGE: of_college,
    Role.SCHOOL: of_school,
    Role.PROVINCE: of_province,
}


@lru_cache(maxsize=512)
def criteria(actor: Actor) -> tuple[LoaderCriteriaOption, ...]:
    """The narrowing options of one actor, for every mapped class of which it does not see all."""
    allowed = OF_ROLE[actor.role](actor)
    classes = [mapper.class_ for mapper in m.Base.registry.mappers if allowed.get(mapper.class_) is not true()]
    return tuple(with_loader_criteria(cls, allowed.get(cls, false()), include_aliases=True) for cls in classes)


@event.listens_for(Scope, "do_orm_execute")
def narrow(state: ORMExecuteState) -> None:
    """Narrow every SELECT, UPDATE and DELETE; a refresh of a row already found needs no second look."""
    if state.is_column_load or state.is_insert:
        return
    actor = state.session.info.get("actor")
    if actor is None:
        raise NoPrincipal("a session without an actor was asked")
    if actor.role is Role.SYSTEM or state.execution_options.get("as_system"):
        return
    state.statement = state.statement.options(*criteria(actor if state.is_select else replace(actor, opened=None)))


@event.listens_for(Scope, "before_flush")
def refuse_foreign_rows(session: Session, _context: Any, _instances: Any) -> None:
    """An INSERT has no criterion to be narrowed by: whoever belongs to one school adds rows to that school only.

    The province writes nothing of what a school has.
    """
    actor = session.info.get("actor")
    if actor is None:
        raise NoPrincipal("a session without an actor was written to")
    if actor.role is Role.PROVINCE and LOOKED_AT.intersection(map(type, _written(session))):
        raise NotFound
    if actor.school_id is None:
        return
    for row in session.new:
        if getattr(row, "school_id", None) not in {None, actor.school_id}:
            raise NotFound


def _written(session: Session) -> Iterator[Any]:
    yield from session.new
    yield from session.deleted
    yield from (row for row in session.dirty if session.is_modified(row))
