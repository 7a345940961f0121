"""What the employer portal shows: home, its list of candidates, what an invitation starts from."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from signing_core import masking
from signing_core.catalogues.employer_data import EMPLOYER_DATA
from signing_core.catalogues.invitation import REPLY_DAYS
from signing_core.errors import NotFound
from signing_core.fields import Content
from signing_core.models import (
    REGISTERED,
    Candidate,
    Contact,
    Employer,
    Licence,
    School,
    SchoolSettings,
    Signing,
    Student,
)
from signing_core.states import BETWEEN_THE_TWO, UNANSWERED, SigningState
from signing_core.work import UnitOfWork

from . import schools
from .agreement_facts import Pairs
from .eligibility import contact_of
from .employer_signings import ASKED_BY_THE_STUDENT, WAITS_FOR_THE_OTHER
from .paging import Rows, one_page
from .signings import terms_of
from .tasks import Tasks, of_actor

_WAITING = select(
    func.count(Signing.id).filter(Signing.state.in_(UNANSWERED)),
    func.count(Signing.id).filter(WAITS_FOR_THE_OTHER),
    func.count(Signing.id).filter(ASKED_BY_THE_STUDENT),
)


@dataclass(frozen=True, kw_only=True)
class Home:
    """The employer's own data; how many invitations and requests to end a signing wait for an answer; its tasks.

    ``asked`` counts those of the requests that wait for the employer itself.
    """

    employer: Employer
    base: Pairs
    waiting: int
    ending: int
    asked: int
    tasks: Tasks


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """拟签约名单; ``running`` has the state of what already runs with a student, by the student's id."""

    page: Rows[Candidate]
    schools: Sequence[str]
    running: dict[int, SigningState]


def home(work: UnitOfWork) -> Home:
    """用户中心."""
    employer = own(work)
    waiting, ending, asked = work.session.execute(_WAITING).one()
    tasks = of_actor(work)
    return Home(employer=employer, base=base_data(employer), waiting=waiting, ending=ending, asked=asked, tasks=tasks)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far an employer's registration is; ``open`` while it may be corrected, ``contact`` is whom to turn to."""

    employer: Employer
    base: Pairs
    licence: Licence | None
    contact: Contact | None

    @property
    def open(self) -> bool:
        return self.employer.state not in REGISTERED

    @property
    def mail(self) -> str:
        return masking.email(self.employer.email)


def standing(work: UnitOfWork) -> Standing:
    """单位注册 as the employer itself sees it."""
    employer = own(work)
    contact = contact_of(work, school_id=0, college_id=None)
    return Standing(employer=employer, base=base_data(employer), licence=licence_of(work, employer), contact=contact)


def licence_of(work: UnitOfWork, employer: Employer) -> Licence | None:
    """The one that counts: the newest."""
    theirs = select(Licence).where(Licence.employer_id == employer.id).order_by(Licence.id.desc())
    return work.session.scalars(theirs.limit(1)).first()


def own(work: UnitOfWork) -> Employer:
    """The employer that asks."""
    return work.session.scalars(select(Employer)).one()


def candidates(work: UnitOfWork, *, school: str = "", name: str = "", number: int = 1) -> Candidates:
    """签约发送, the last listed first."""
    statement = (
        select(Candidate)
        .join(Candidate.student)
        .join(Student.school)
        .options(contains_eager(Candidate.student).options(contains_eager(Student.school), joinedload(Student.college)))
        .order_by(Candidate.created_at.desc(), Candidate.id.desc())
    )
    if school:
        statement = statement.where(School.name == school)
    if name:
        statement = statement.where(Student.name.contains(name, autoescape=True))
    page = one_page(work, statement, Candidate.id, number)
    return Candidates(page=page, schools=_schools_of_candidates(work), running=_running_with(work, page.rows))


def chosen(work: UnitOfWork, public_ids: Sequence[str]) -> Sequence[Student]:
    """The students of these lines of the list, in its order; raises NotFound unless all are there."""
    found = work.session.scalars(
        select(Student)
        .join(Candidate, Candidate.student_id == Student.id)
        .where(Candidate.public_id.in_(public_ids))
        .options(joinedload(Student.school))
        .order_by(Candidate.created_at.desc(), Candidate.id.desc())
    ).all()
    if not found or len(found) != len(set(public_ids)):
        raise NotFound("所选学生已不在签约发送列表中，请重新选择。")
    return found


def usual_terms(work: UnitOfWork, students: Collection[Student]) -> Content:
    """What a new 邀请函 starts from: the last invitation's terms, at first the confirmed data and the schools' days."""
    last = work.session.scalars(select(Signing).order_by(Signing.invited_at.desc(), Signing.id.desc()).limit(1)).first()
    if last is not None:
        return terms_of(work, last).content
    employer = own(work)
    return {
        "reply_days": _reply_days(work, students),
        "contact": employer.contact,
        "contact_phone": employer.contact_phone,
        "report_place": employer.place,
        "work_place": employer.place,
        **receivers_of(employer),
    }


def _reply_days(work: UnitOfWork, students: Collection[Student]) -> int:
    """The longest of what these students' schools set: nobody has less time than the own school thinks right."""
    places = {(student.school_id, student.cohort) for student in students}
    theirs = tuple_(SchoolSettings.school_id, SchoolSettings.cohort).in_(places)
    longest = select(func.max(SchoolSettings.reply_days)).where(theirs).execution_options(as_system=True)
    return work.session.scalar(longest) or REPLY_DAYS


def confirmed_data(employer: Employer) -> Content:
    """What 确认签约信息 starts from: contact data, and who takes archive and household."""
    return {field.name: getattr(employer, field.name) for field in EMPLOYER_DATA} | receivers_of(employer)


def receivers_of(employer: Employer) -> Content:
    """Who takes archive and household, as confirmed; empty before."""
    content: Content = json.loads(employer.receivers or "{}")
    return content


def listed_among(work: UnitOfWork, student_ids: Collection[int]) -> set[int]:
    """Those of the students who stand on the employer's list."""
    return set(work.session.scalars(select(Candidate.student_id).where(Candidate.student_id.in_(student_ids))))


def _schools_of_candidates(work: UnitOfWork) -> Sequence[str]:
    names = (
        select(School.name)
        .join(Student, Student.school_id == School.id)
        .join(Candidate, Candidate.student_id == Student.id)
        .group_by(School.name, School.code)
        .order_by(School.code)
    )
    return work.session.scalars(names.limit(schools.MOST)).all()


def _running_with(work: UnitOfWork, lines: Sequence[Candidate]) -> dict[int, SigningState]:
    running = select(Signing.student_id, Signing.state).where(
        Signing.student_id.in_([line.student_id for line in lines]),
        Signing.state.in_(BETWEEN_THE_TWO),
    )
    return dict(work.session.execute(running).all())


def base_data(employer: Employer, *, full: bool = False) -> Pairs:
    """The registration; phone and mail in full where somebody has to ask there."""
    phone, mail = employer.contact_phone or "", employer.email
    return [
        ("单位名称", employer.name),
        ("统一社会信用代码", employer.uscc),
        ("单位性质", employer.nature),
        ("单位行业", employer.industry),
        ("单位所在地", employer.place),
        ("通讯地址", employer.address),
        ("邮编", employer.postcode),
        ("联系人", employer.contact),
        ("联系电话", phone if full or not phone else masking.contact(phone)),
        ("邮箱", mail if full else masking.email(mail)),
    ]
