"""Makers of plausible things: unsaved rows with defaults, actors, and terms as a form would send them."""

import itertools
import secrets
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from signing_core.actors import Actor, Role
from signing_core.models import (
    Account,
    College,
    Employer,
    Licence,
    Plan,
    School,
    SchoolSettings,
    Signing,
    Student,
    Tally,
    TrailHead,
)
from signing_core.states import EmployerState, PlanSource, PlanStatus, SigningKind, SigningState
from signing_core.use_cases import images

NOON = datetime(2020, 3, 2, 4, 0, tzinfo=UTC)  # 2020-03-02 12:00 in Shanghai
COHORT = 2020
_serial = itertools.count(1)


def new_id() -> str:
    return secrets.token_urlsafe(16)[:22]


def an_id_number(serial: int, area: str = "420106") -> str:
    """A made-up ID number with a right check character, another for each serial and area."""
    body = f"{area}{19980101 + serial % 28}{serial // 28 % 1000:03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def a_registration(uscc: str) -> dict[str, str]:
    """What an employer says of itself when it registers."""
    return {
        "name": "江城新创科技有限公司",
        "uscc": uscc,
        "nature": "其他企业",
        "industry": "制造业",
        "place": "湖北省武汉市洪山区",
        "address": "珞狮路8号",
        "postcode": "430070",
        "contact": "赵女士",
        "contact_phone": "027-87651234",
        "email": "hr@newco.example.com",
    }


def a_uscc(serial: int) -> str:
    """A made-up 统一社会信用代码 with a right check character."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91420100MA{serial:07}"
    total = sum(letters.index(c) * 3**i % 31 * 1 for i, c in enumerate(body))
    return body + letters[(31 - total % 31) % 31]


def a_school(**facts) -> School:
    n = next(_serial)
    return School(**{"code": f"{10000 + n}", "name": f"示范大学{n}"} | facts)


def a_trail_head(school: School) -> TrailHead:
    return TrailHead(school_id=school.id, count=0, hash="0" * 64)


def a_college(school: School, **facts) -> College:
    return College(**{"school_id": school.id, "name": f"计算机学院{next(_serial)}"} | facts)


def open_settings(school: School, **facts) -> SchoolSettings:
    return SchoolSettings(
        **{
            "school_id": school.id,
            "cohort": COHORT,
            "online_from": NOON - timedelta(days=30),
            "online_until": None,
            "changed_at": NOON,
        }
        | facts
    )


def a_student(college: College, **facts) -> Student:
    n = next(_serial)
    return Student(
        **{
            "public_id": new_id(),
            "school_id": college.school_id,
            "college": college,
            "cohort": COHORT,
            "student_number": f"2019{n:06}",
            "name": f"黄河水{n}",
            "gender": "女",
            "id_number": an_id_number(n),
            "phone": f"133{n:08}",
            "email": f"student{n}@example.com",
            "major": "计算机应用技术",
            "class_name": "软件3班",
            "education": "本科生毕业",
            "training": "非定向",
            "source_reviewed": True,
            "created_at": NOON,
        }
        | facts
    )


def a_plan(student: Student, **facts) -> Plan:
    return Plan(
        **{
            "student_id": student.id,
            "school_id": student.school_id,
            "college_id": student.college_id,
            "cohort": student.cohort,
            "student_number": student.student_number,
            "status": PlanStatus.NOT_SUBMITTED,
            "source": PlanSource.NONE,
            "changed_at": NOON,
        }
        | facts
    )


def a_tally(student: Student, **facts) -> Tally:
    """The student counted, with an empty plan."""
    names = ("school_id", "cohort", "college_id", "major", "education", "gender")
    plan = {"status": PlanStatus.NOT_SUBMITTED, "source": PlanSource.NONE, "kind": "", "code": "", "count": 1}
    return Tally(**{name: getattr(student, name) for name in names} | plan | facts)


def an_employer(**facts) -> Employer:
    n = next(_serial)
    return Employer(
        **{
            "public_id": new_id(),
            "name": f"星光集团{n}",
            "uscc": a_uscc(n),
            "state": EmployerState.APPROVED,
            "nature": "其他企业",
            "industry": "制造业",
            "place": "湖北省武汉市洪山区",
            "address": "珞狮路1号",
            "contact": "张先生",
            "contact_phone": "021-62883643",
            "email": f"hr{n}@example.com",
            "confirmed_at": NOON,
            "created_at": NOON,
            "last_act_at": NOON,
        }
        | facts
    )


def a_licence(services, employer: Employer, **facts) -> Licence:
    """A row with its picture in the store."""
    data = b"\xff\xd8\xff a picture"
    stored = images.store(services, SimpleNamespace(image=data, thumbnail=data, width=60, height=40))
    return Licence(**{"employer_id": employer.id, "pixel_sha256": "0" * 64, "added_at": NOON, **vars(stored)} | facts)


def an_online_signing(student: Student, employer: Employer, **facts) -> Signing:
    """A signing row without its terms and trail: for lists and guards, not for whole lives."""
    signing = Signing(
        **{
            "public_id": new_id(),
            "kind": SigningKind.ONLINE,
            "state": SigningState.INVITED,
            "school_id": student.school_id,
            "college_id": student.college.id,
            "cohort": student.cohort,
            "student": student,
            "employer": employer,
            "student_number": student.student_number,
            "student_name": student.name,
            "college_name": student.college.name,
            "major": student.major,
            "class_name": student.class_name,
            "employer_name": employer.name,
            "uscc": employer.uscc,
            "position": "市场助理",
            "terms_version": 1,
            "agreed_version": 1,
            "invited_at": NOON,
            "deadline": NOON + timedelta(days=5),
            "last_act_at": NOON,
            "rescission_status": "",
        }
        | facts
    )
    signing.acted(signing.last_act_at)
    return signing


def an_account(role: Role, **facts) -> Account:
    n = next(_serial)
    return Account(
        **{"public_id": new_id(), "role": role, "login": f"login{n}", "name": f"账号{n}", "created_at": NOON} | facts
    )


def terms(**facts) -> dict[str, str]:
    """An invitation's fields as a form sends them."""
    return {
        "job_category": "办事人员和有关人员",
        "position": "市场助理",
        "reply_days": "5",
        "probation_days": "90",
        "probation_pay": "6000",
        "regular_pay": "7000",
        "penalty": "3000",
        "report_place": "湖北省武汉市洪山区",
        "report_by": date(2020, 7, 1).isoformat(),
        "work_place": "湖北省武汉市洪山区",
        "contact": "张先生",
        "contact_phone": "021-62883643",
        "archive": "单位不接收",
        "household": "不接收",
        "other_terms": "",
    } | facts


def as_student(student: Student, account_id: int | None = None) -> Actor:
    return Actor(
        role=Role.STUDENT,
        name=student.name,
        account_id=account_id,
        school_id=student.school_id,
        college_id=student.college_id,
        student_id=student.id,
    )


def as_employer(employer: Employer, account_id: int | None = None) -> Actor:
    return Actor(role=Role.EMPLOYER, name=employer.name, account_id=account_id, employer_id=employer.id)


def as_college(college: College, account_id: int | None = None) -> Actor:
    return Actor(
        role=Role.COLLEGE,
        name=college.name,
        account_id=account_id,
        school_id=college.school_id,
        college_id=college.id,
    )


def as_school(school: School, account_id: int | None = None) -> Actor:
    return Actor(role=Role.SCHOOL, name=f"{school.name}就业办", account_id=account_id, school_id=school.id)


def as_province(account_id: int | None = None) -> Actor:
    return Actor(role=Role.PROVINCE, name="省中心", account_id=account_id)
