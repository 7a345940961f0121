"""签约开放列表: the school's office restricts a student's signing or opens it again, each time with a reason."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Select, select

from signing_core import values
from signing_core.actors import Role
from signing_core.effects import trail
from signing_core.errors import MoveRefused, NotAllowed, NotFound
from signing_core.models import Student
from signing_core.queries.restriction_list import DECIDED
from signing_core.work import UnitOfWork, refuse_if_changed

MOST_AT_ONCE = 5000  # in one transaction, each with an entry of the trail
BATCH = 500


class Wish(NamedTuple):
    """What is to become of one student, and why."""

    restricted: bool
    reason: str


def change(work: UnitOfWork, public_id: str, *, seen: int, restricted: bool, reason: str) -> Student:
    """限制签约 or 开放签约 of one student; what has begun already may be finished. Raises BadValue for the reason."""
    refuse_others(work)
    wish = Wish(restricted, values.reason(reason))
    student = work.session.scalars(_held().where(Student.public_id == public_id)).one_or_none()
    if student is None:
        raise NotFound
    refuse_if_changed(student, seen)
    if not differs(student, wish):
        raise MoveRefused("该学生已经以同样的原因限制签约。" if restricted else "该学生没有被限制签约。")
    _write(work, [student], {student.student_number: wish})
    return student


def change_many(work: UnitOfWork, wishes: Mapping[str, Wish], *, cohort: int) -> int:
    """The same of many by student number, at most MOST_AT_ONCE; returns how many became different. What is as wished
    already stays as it is, so that a repetition does nothing."""
    refuse_others(work)
    refuse_too_many(len(wishes))
    numbers, touched = sorted(wishes), 0
    for start in range(0, len(numbers), BATCH):
        some = _held().where(Student.cohort == cohort, Student.student_number.in_(numbers[start : start + BATCH]))
        found = work.session.scalars(some.order_by(Student.student_number)).all()
        touched += _write(work, [one for one in found if differs(one, wishes[one.student_number])], wishes)
    return touched


def refuse_too_many(count: int) -> None:
    """Raises MoveRefused for more than one transaction holds."""
    if count > MOST_AT_ONCE:
        raise MoveRefused(f"一次最多办理 {MOST_AT_ONCE:,} 人，请缩小范围，分几次办理。")


def differs(student: Student, wish: Wish) -> bool:
    """Whether the wish would change anything."""
    if not wish.restricted:
        return student.restricted
    return not student.restricted or student.restriction_reason != wish.reason


def refuse_others(work: UnitOfWork) -> None:
    """Raises NotAllowed for all but the school's office: a college reads who is restricted, and why."""
    if work.actor.role is not Role.SCHOOL:
        raise NotAllowed("只有学校就业办可以限制或开放学生签约。")


def _held() -> Select[Student]:
    """Students, locked before they are read: an acceptance at this moment waits, or was first."""
    return select(Student).with_for_update()


def _write(work: UnitOfWork, students: Sequence[Student], wishes: Mapping[str, Wish]) -> int:
    for student in students:
        restricted, reason = wishes[student.student_number]
        student.restricted, student.restriction_reason = restricted, reason if restricted else ""
        trail.record_about(work, student, DECIDED[restricted], remark=reason)
    work.session.flush()
    work.point("restrictions.changed")
    return len(students)
