"""Who asks: a role and the one record, college, school or employer that it stands for."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """The kinds of accounts, and the system itself."""

    STUDENT = "STUDENT"
    EMPLOYER = "EMPLOYER"
    COLLEGE = "COLLEGE"
    SCHOOL = "SCHOOL"
    PROVINCE = "PROVINCE"
    SYSTEM = "SYSTEM"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.STUDENT: "学生",
    Role.EMPLOYER: "用人单位",
    Role.COLLEGE: "学院",
    Role.SCHOOL: "学校就业办",
    Role.PROVINCE: "省中心",
    Role.SYSTEM: "系统",
}

OFFICE = frozenset({Role.COLLEGE, Role.SCHOOL})
STAFF = OFFICE | {Role.PROVINCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One principal; the ids that its role does not need are None. ``device`` says from what it acts, where known."""

    role: Role
    name: str
    account_id: int | None = None
    school_id: int | None = None
    college_id: int | None = None
    student_id: int | None = None
    employer_id: int | None = None
    device: str = field(default="", compare=False)


SYSTEM = Actor(role=Role.SYSTEM, name="系统")
