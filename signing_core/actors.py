"""Who asks: a role and the one record, college, school or employer that it stands for."""

from dataclasses import dataclass, field
from datetime import datetime
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
class Opened:
    """A school whose students and signings the province looks at for a while, and why."""

    school_id: int
    name: str
    reason: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One principal; the ids that its role does not need are None.

    ``device`` says from what it acts, and ``cohorts`` for which its school has settings, newest first, where known.
    """

    role: Role
    name: str
    account_id: int | None = None
    school_id: int | None = None
    college_id: int | None = None
    student_id: int | None = None
    employer_id: int | None = None
    device: str = field(default="", compare=False)
    cohorts: tuple[int, ...] = field(default=(), compare=False)
    opened: Opened | None = None

    @property
    def seen_school_id(self) -> int | None:
        """The school whose students it may see: the one it belongs to, or the one it opened."""
        return self.opened.school_id if self.opened else self.school_id

    @property
    def the_student(self) -> str:
        """How a sentence that is told to this actor names the student of a signing."""
        return "您" if self.role is Role.STUDENT else "学生"


SYSTEM = Actor(role=Role.SYSTEM, name="系统")
