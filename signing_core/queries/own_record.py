"""What a student may know of its own record: what stands there, all that was done, every sign-in, every report."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from signing_core import masking
from signing_core.actors import Role
from signing_core.models import Contact, Report, SignIn, Signing, Student, TrailEntry
from signing_core.work import UnitOfWork

from . import eligibility
from .agreement_facts import Pairs
from .paging import Rows, one_page

MARK = 16  # characters of an entry's hash: enough to name one among a student's own


@dataclass(frozen=True, kw_only=True)
class Act:
    """One entry of the trail as the student reads it; ``mark`` names those that it may say were not its own."""

    at: datetime
    who: str
    label: str
    about: str
    remark: str
    device: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """基本信息管理: the student, what the roster says of it, and whom to turn to."""

    student: Student
    roster: Pairs
    contact: Contact | None


def profile(work: UnitOfWork) -> Profile:
    """The student's own record."""
    student = _own(work)
    whom = {"school_id": student.school_id, "college_id": student.college_id}
    return Profile(student=student, roster=source(student), contact=eligibility.contact_of(work, **whom))


def source(student: Student) -> Pairs:
    """生源信息 as its holder reads it, numbers masked."""
    return [
        ("学号", student.student_number),
        ("姓名", student.name),
        ("性别", student.gender),
        ("身份证号", masking.id_number(student.id_number)),
        ("毕业学校", student.school.name),
        ("学院", student.college.name),
        ("专业", student.major),
        ("班级", student.class_name),
        ("学历", student.education),
        ("毕业年度", str(student.cohort)),
        ("培养方式", student.training),
        ("生源地", student.origin),
        ("手机号", masking.phone(student.phone) if student.phone else ""),
    ]


def acts(work: UnitOfWork, *, number: int = 1) -> Rows[Act]:
    """All that was done on the student's signings and record, newest first."""
    page = one_page(work, select(TrailEntry).order_by(TrailEntry.id.desc()), TrailEntry.id, number)
    theirs = {entry.signing_id for entry in page.rows if entry.signing_id}
    found = work.session.scalars(select(Signing).where(Signing.id.in_(theirs)))
    names = {signing.id: signing.employer_name or signing.destination for signing in found}
    return Rows([_act(entry, names.get(entry.signing_id or 0, "")) for entry in page.rows], page.number, page.total)


def act(work: UnitOfWork, mark: str) -> TrailEntry | None:
    """The student's own act of that mark."""
    named = (TrailEntry.role == Role.STUDENT, func.substr(TrailEntry.hash, 1, MARK) == mark)
    return work.session.scalars(select(TrailEntry).where(*named).limit(1)).one_or_none()


def sign_ins(work: UnitOfWork, *, number: int = 1) -> Rows[SignIn]:
    """Every sign-in to the own account, newest first."""
    return one_page(work, select(SignIn).order_by(SignIn.at.desc(), SignIn.id.desc()), SignIn.id, number)


def reports(work: UnitOfWork, *, number: int = 1) -> Rows[Report]:
    """What the student reported and what the school answered, newest first."""
    return one_page(work, select(Report).order_by(Report.filed_at.desc(), Report.id.desc()), Report.id, number)


def _act(entry: TrailEntry, about: str) -> Act:
    mine = entry.role is Role.STUDENT
    return Act(
        at=entry.at,
        who="学生本人" if mine else entry.who,
        label=entry.label,
        about=about or "本人信息",
        remark=entry.remark,
        device=entry.device if mine else "",
        mark=entry.hash[:MARK] if mine else "",
    )


def _own(work: UnitOfWork) -> Student:
    return work.session.scalars(select(Student).options(joinedload(Student.school), joinedload(Student.college))).one()
