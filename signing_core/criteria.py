"""What each role sees: one criterion per model. A model that is missing for a role is not visible to it at all."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.visitors import InternalTraversal

from . import models as m
from .actors import Actor, Role

Criterion = ColumnElement[bool]
Criteria = dict[type[m.Base], Criterion]
Belonging = Callable[[Any], Criterion]  # of a column that names a row: that row is one of theirs

accounts = m.Account.__table__.c
signings = m.Signing.__table__.c
candidates = m.Candidate.__table__.c

BELOW_PROVINCE = {Role.SCHOOL, Role.PROVINCE}  # colleges are their school's to look after
LOOKED_AT = frozenset(  # what is seen of a school that the province opened, and never written
    {
        *(m.SchoolSettings, m.Student, m.Name, m.NamePiece, m.Signing, m.Plan, m.Notice, m.TrailEntry),
        *(m.Terms, m.Paper, m.Destination, m.Image, m.Proposal, m.Return, m.Rescission, m.Document),
    }
)


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
        **parts_of_signings(listed(select(signings.id).where(mine))),
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
        **parts_of_signings(listed(ours)),
        **of_account(actor),
    }


def of_college(actor: Actor) -> Criteria:
    their_student = looked_up(m.Student.__table__, college_id=actor.college_id)
    their_signing = looked_up(m.Signing.__table__, college_id=actor.college_id)
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
        m.CaseOpening: their_signing(m.CaseOpening.signing_id),
        m.Student: m.Student.college_id == actor.college_id,
        m.Employer: true(),
        m.Signing: m.Signing.college_id == actor.college_id,
        m.Plan: and_(m.Plan.school_id == actor.school_id, m.Plan.college_id == actor.college_id),
        m.Tally: m.Tally.college_id == actor.college_id,
        m.Notice: their_signing(m.Notice.signing_id),
        m.Report: m.Report.college_id == actor.college_id,
        m.TrailEntry: or_(their_signing(m.TrailEntry.signing_id), their_student(m.TrailEntry.student_id)),
        **parts_of_signings(their_signing),
        **of_account(actor),
        **second_steps(accounts.id == actor.account_id),
    }


def of_school(actor: Actor) -> Criteria:
    school = actor.school_id
    their_student = looked_up(m.Student.__table__, school_id=school)
    their_signing = looked_up(m.Signing.__table__, school_id=school)
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
        m.CaseOpening: their_signing(m.CaseOpening.signing_id),
        m.Student: m.Student.school_id == school,
        m.Employer: true(),
        m.EmployerBlock: m.EmployerBlock.school_id == school,
        m.EmployerEvent: or_(m.EmployerEvent.school_id.is_(None), m.EmployerEvent.school_id == school),
        m.Licence: true(),
        m.Signing: m.Signing.school_id == school,
        m.Plan: m.Plan.school_id == school,
        m.ExportedPlan: m.ExportedPlan.school_id == school,
        m.Tally: m.Tally.school_id == school,
        m.Notice: their_signing(m.Notice.signing_id),
        m.Report: m.Report.school_id == school,
        m.TrailEntry: m.TrailEntry.school_id == school,
        **parts_of_signings(their_signing),
        **of_account(actor),
        m.Account: or_(m.Account.school_id == school, their_student(m.Account.student_id)),
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


def listed(ids: Select[tuple[int]]) -> Belonging:
    """Theirs are few: their ids are listed first, and lead to the rows."""
    return lambda column: column.in_(ids)


def looked_up(table: FromClause, **whose: int | None) -> Belonging:
    """Theirs are many: each row found has its owner looked up, where SQLite would list a whole school for an IN."""
    owner = table.alias()
    theirs = [owner.c[name] == value for name, value in whose.items()]
    return lambda column: exists().where(owner.c.id == OfTheRow(column), *theirs)


def parts_of_signings(belongs: Belonging) -> Criteria:
    """Rows that belong to a signing are seen with it."""
    return {
        m.Terms: belongs(m.Terms.signing_id),
        m.Paper: belongs(m.Paper.signing_id),
        m.Destination: belongs(m.Destination.signing_id),
        m.Image: belongs(m.Image.signing_id),
        m.Proposal: belongs(m.Proposal.signing_id),
        m.Return: belongs(m.Return.signing_id),
        m.Rescission: belongs(m.Rescission.signing_id),
        m.Document: belongs(m.Document.signing_id),
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


class OfTheRow(ColumnElement[Any]):
    """A column of the row outside: never brings its table along, which would answer for any row of that table."""

    inherit_cache = True
    _traverse_internals = [("column", InternalTraversal.dp_clauseelement)]  # noqa: RUF012
    _from_objects: list[FromClause] = []  # noqa: RUF012

    def __init__(self, column: Any) -> None:
        self.column = column
        self.type = column.type


@compiles(OfTheRow)
def _column_itself(element: OfTheRow, compiler: Any, **kw: Any) -> str:
    return str(compiler.process(element.column, **kw))


OF_ROLE = {
    Role.STUDENT: of_student,
    Role.EMPLOYER: of_employer,
    Role.COLLEGE: of_college,
    Role.SCHOOL: of_school,
    Role.PROVINCE: of_province,
}
