"""生源信息: students enter by import, and their source records are reviewed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import exists, select

from signing_core import masking, values
from signing_core.actors import OFFICE, Role
from signing_core.bulk import insert_many
from signing_core.crypto import keyring, place_of
from signing_core.database import hold_word, insert_if_new
from signing_core.effects import plans, tallies, trail
from signing_core.errors import BadValue, MoveRefused, NotAllowed, NotFound
from signing_core.models import Account, College, Plan, Report, Signing, Student
from signing_core.queries import eligibility
from signing_core.states import PlanSource, PlanStatus
from signing_core.sweeping import unswept
from signing_core.work import UnitOfWork, refuse_if_changed

BATCH = 1000
SEALED = ["id_number_sealed", "id_number_index", "phone_sealed", "phone_index"]

FACTS = [
    "student_number",
    "name",
    "gender",
    "email",
    "major",
    "class_name",
    "education",
    "training",
    "origin",
]  # the columns that an import may change, beside college, ID number and phone
PREPARED = ["public_id", *SEALED, *FACTS]


@unswept()
def import_students(work: UnitOfWork, *, school_id: int, cohort: int, rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert or update checked rows by student number; returns how many were new or changed.

    Each row has FACTS, ``college`` (made where it is missing), ``id_number`` and ``phone``, or was ``sealed`` before.
    Raises NotAllowed for college staff.
    """
    if work.actor.role not in {Role.SCHOOL, Role.SYSTEM}:
        raise NotAllowed("只有学校就业办可以导入生源。")
    if work.actor.role is Role.SCHOOL and work.actor.school_id != school_id:
        raise NotFound
    colleges = {c.name: c for c in work.session.scalars(select(College).where(College.school_id == school_id))}
    known = {s.student_number: s for s in work.session.scalars(_roster(school_id, cohort))}
    added: list[tuple[int, Mapping[str, Any]]] = []  # with the id of the college
    updated: list[Student] = []
    before: dict[int, tallies.Sort] = {}
    for row in rows:
        college = colleges.get(row["college"]) or _new_college(work, colleges, school_id, row["college"])
        student = known.get(row["student_number"])
        if student is None:
            added.append((college.id, row))
        elif changed(student, row):
            before[student.id] = tallies.sort_of(student)
            rewrite(student, college, row)
            updated.append(student)
    _add(work, added, school_id=school_id, cohort=cohort)
    follow(work, updated, before)
    return len(added) + len(updated)


def sealed(new_id: Callable[[], str], row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with what it needs should it be new; made before the unit, it shortens how long others wait for that."""
    ring, public_id = keyring(), new_id()
    ready = {**row, "public_id": public_id}
    for name in ("id_number", "phone"):
        text, where = row[name], place_of(Student.__tablename__, name, public_id)
        ready[f"{name}_sealed"] = ring.seal(text, where) if text else None
        ready[f"{name}_index"] = ring.index(text) if text else None
    return ready


def changed(student: Student, row: Mapping[str, Any]) -> bool:
    """True iff the row says anything else than what is stored; sealed values are compared by their blind index."""
    return (
        any(getattr(student, name) != row[name] for name in FACTS)
        or student.college.name != row["college"]
        or student.id_number_index != keyring().index(row["id_number"])
        or student.phone_index != (keyring().index(row["phone"]) if row["phone"] else None)
    )


def review_source(work: UnitOfWork, public_id: str, *, seen: int, reviewed: bool) -> Student:
    """Staff pass a source record, or take that back while the student has no active signing."""
    if work.actor.role not in OFFICE | {Role.SYSTEM}:
        raise NotAllowed("只有学院或学校就业办可以审核生源信息。")
    student = work.get(Student, public_id)
    refuse_if_changed(student, seen)
    if student.source_reviewed != reviewed:
        student.source_reviewed = reviewed
        work.session.flush()  # the row is locked before the question: an acceptance at this moment waits, or was first
        work.point("roster.reviewed")
        if not reviewed and eligibility.has_active_signing(work, student):
            raise MoveRefused("该学生已有生效中的签约，不能撤回生源审核。")
        trail.record_about(work, student, "生源信息审核通过" if reviewed else "撤回生源信息审核")
    return student


def confirm_phone(work: UnitOfWork, public_id: str, *, seen: int, phone: str) -> Student:
    """Staff vouch for a student's phone: codes go there from now on, and one that went elsewhere opens nothing."""
    if work.actor.role not in OFFICE | {Role.SYSTEM}:
        raise NotAllowed("只有学院或学校就业办可以确认手机号。")
    number = values.mobile(phone)
    student = work.get(Student, public_id)
    refuse_if_changed(student, seen)
    refuse_phone_of_another(work, student, number)
    if student.phone != number:
        student.phone = number
        work.session.flush()
        plans.change(work, plans.of(student.id))
    trail.record_about(work, student, "确认手机号", remark=masking.phone(number))
    return student


def refuse_phone_of_another(work: UnitOfWork, student: Student, phone: str) -> None:
    """In the whole school, of which a college sees a part: a phone is a name to sign in by.

    Nobody else is given it until this unit ends.
    """
    index = keyring().index(phone)
    hold_word(work.session, f"phone {student.school_id} {student.cohort} {index}")
    peers = (Student.school_id == student.school_id, Student.cohort == student.cohort, Student.id != student.id)
    held = select(exists().where(*peers, Student.phone_index == index))
    if work.session.scalar(held.execution_options(as_system=True)):
        raise BadValue("该手机号已登记给本届另一名学生，请核对。")


def _roster(school_id: int, cohort: int) -> Any:
    return select(Student).where(Student.school_id == school_id, Student.cohort == cohort)


def _new_college(work: UnitOfWork, colleges: dict[str, College], school_id: int, name: str) -> College:
    """Made here, or a moment ago by another import."""
    work.session.execute(insert_if_new(work.session, College), {"school_id": school_id, "name": name})
    named = select(College).where(College.school_id == school_id, College.name == name)
    college = colleges[name] = work.session.scalars(named).one()
    return college


def _add(work: UnitOfWork, added: Sequence[tuple[int, Mapping[str, Any]]], *, school_id: int, cohort: int) -> None:
    """Insert students with their plans and accounts, table by table: a flush would send SQLite row by row.

    Past the mapper, which would spend as long on each row as the database does, while others wait.
    """
    insert = partial(insert_many, work.session.connection())
    students = (_ready(work, row) | {"college_id": college_id} for college_id, row in added)
    insert(Student, students, school_id=school_id, cohort=cohort, created_at=work.at)
    work.point("roster.plans")
    roster = _roster(school_id, cohort).with_only_columns(Student.student_number, Student.id)
    ids = dict(work.session.execute(roster).all())
    empty = (
        {"student_id": ids[number], "student_number": number, "college_id": college_id}
        for college_id, number in ((college_id, row["student_number"]) for college_id, row in added)
    )
    same: dict[str, Any] = {"status": PlanStatus.NOT_SUBMITTED, "source": PlanSource.NONE, "changed_at": work.at}
    insert(Plan, empty, school_id=school_id, cohort=cohort, **same)
    sorts = ((school_id, cohort, college, *(row[name] for name in tallies.FACTS)) for college, row in added)
    tallies.entered(work, sorts)
    work.point("roster.accounts")
    accounts = (
        {"public_id": work.new_id(), "name": row["name"], "student_id": ids[row["student_number"]]} for _, row in added
    )
    insert(Account, accounts, role=Role.STUDENT, created_at=work.at)


def _ready(work: UnitOfWork, row: Mapping[str, Any]) -> dict[str, Any]:
    ready = row if "public_id" in row else sealed(work.new_id, row)
    return {name: ready[name] for name in PREPARED}


def rewrite(student: Student, college: College, row: Mapping[str, Any]) -> None:
    """Give the student what a row says; what it confirmed before was something else."""
    student.college, student.source_confirmed_at = college, None
    student.id_number, student.phone = row["id_number"], row["phone"]
    for name in FACTS:
        setattr(student, name, row[name])


def follow(work: UnitOfWork, students: list[Student], before: Mapping[int, tallies.Sort]) -> None:
    """Copies and kept counts follow students that were rewritten; ``before`` says of what sort each was."""
    work.point("roster.copies")
    _refresh_copies(work, students)
    tallies.regrouped(work, {s.id: before[s.id] for s in students if tallies.sort_of(s) != before[s.id]})


def _refresh_copies(work: UnitOfWork, students: list[Student]) -> None:
    """What an account, a plan and the lists of signings say of a student follows the roster."""
    work.session.flush()
    for start in range(0, len(students), BATCH):
        theirs = Student.id.in_([student.id for student in students[start : start + BATCH]])
        for account, student in work.session.execute(select(Account, Student).join(Account.student).where(theirs)):
            account.name = student.name
        for signing, student in work.session.execute(select(Signing, Student).join(Signing.student).where(theirs)):
            signing.show(student)
        for report, student in work.session.execute(select(Report, Student).join(Report.student).where(theirs)):
            report.show(student)
        work.session.flush()
        college = select(Student.college_id).where(Student.id == Plan.student_id).scalar_subquery()
        plans.change(work, Plan.student_id.in_([one.id for one in students[start : start + BATCH]]), college_id=college)
