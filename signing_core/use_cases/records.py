"""One source record: corrected by the school, moved to another college, its account begun anew."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import delete, exists, select, update

from signing_core import masking, values
from signing_core.actors import OFFICE, Role
from signing_core.catalogues.roster import CHECKS, FACT_OF
from signing_core.crypto import keyring
from signing_core.effects import plans, tallies, trail
from signing_core.errors import BadValue, NotAllowed, Problems, Refusal
from signing_core.models import Account, Code, College, SignedIn, Student
from signing_core.work import UnitOfWork, refuse_if_changed

from . import roster

CORRECTED = [fact for label, fact in FACT_OF.items() if label not in {"手机号", "毕业年度"}]
SHOWN = 80  # characters of each side of a change; the trail holds both and the label in 200


def correct(work: UnitOfWork, public_id: str, *, seen: int, record: Mapping[str, str]) -> Student:
    """The school corrects a record, ``record`` by stored name; each changed fact leaves an entry with old and new.

    An empty ID number leaves it as it is; the phone is confirmed elsewhere. Raises Problems by name, Refusal where
    nothing is changed. What the student confirmed is no longer what stands there.
    """
    if work.actor.role not in {Role.SCHOOL, Role.SYSTEM}:
        raise NotAllowed("只有学校就业办可以修改生源信息。")
    student = work.get(Student, public_id)
    refuse_if_changed(student, seen)
    row = _checked(student, record)
    college = _college(work, student, row["college"])
    changes = list(_changes(student, row))
    if not changes:
        raise Refusal("生源信息没有改动。")
    _refuse_what_others_have(work, student, row)
    before = {student.id: tallies.sort_of(student)}
    roster.rewrite(student, college, row)
    roster.follow(work, [student], before)
    for label, remark in changes:
        trail.record_about(work, student, label, remark=remark)
    return student


def save_contact(work: UnitOfWork, *, seen: int, email: str, address: str) -> Student:
    """基本信息管理: the student's own mail and address; the mail may not be emptied. Raises Problems by name."""
    if work.actor.student_id is None:
        raise NotAllowed("只有学生本人可以修改联系方式。")
    student = work.session.scalars(select(Student).where(Student.id == work.actor.student_id)).one()
    refuse_if_changed(student, seen)
    said = _contact(email, address)
    if said != (student.email, student.address or ""):
        student.email, student.address = said
        work.session.flush()
        plans.change(work, plans.of(student.id))
        trail.record_about(work, student, "修改联系方式")
    return student


def _contact(email: str, address: str) -> tuple[str, str]:
    problems, clean = {}, []
    for name, given, check in (("email", email, values.email), ("address", address, _address)):
        try:
            clean.append(check(given))
        except BadValue as problem:
            problems[name] = problem.message
    if problems:
        raise Problems(problems)
    return clean[0], clean[1]


def _address(given: str) -> str:
    return values.text(given, 120) if given.strip() else ""


def begin_anew(work: UnitOfWork, public_id: str, *, seen: int) -> Student:
    """重置首次登录: the password is gone, sessions and codes end, and the student proves who it is once more."""
    if work.actor.role not in OFFICE | {Role.SYSTEM}:
        raise NotAllowed("只有学院或学校就业办可以重置首次登录。")
    student = work.get(Student, public_id)
    refuse_if_changed(student, seen)
    account = select(Account).where(Account.student_id == student.id).execution_options(as_system=True)
    found = work.session.scalars(account).one()
    if found.password_hash is None:
        raise Refusal("该学生尚未完成首次登录，无需重置。")
    found.password_hash = None
    work.session.flush()
    work.point("records.forgotten")
    quietly: Any = {"execution_options": {"synchronize_session": False, "as_system": True}}
    unused = update(Code).where(Code.account_id == found.id, Code.used_at.is_(None)).values(used_at=work.at)
    work.session.execute(unused, **quietly)
    work.session.execute(delete(SignedIn).where(SignedIn.account_id == found.id), **quietly)
    trail.record_about(work, student, "重置首次登录")
    return student


def _checked(student: Student, record: Mapping[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {"phone": student.phone, "id_number": student.id_number}
    problems: dict[str, str] = {}
    for label, fact in FACT_OF.items():
        given = record.get(fact, "")
        if fact not in CORRECTED or (fact == "id_number" and not given.strip()):
            continue
        try:
            row[fact] = CHECKS[label](given)
        except BadValue as problem:
            problems[fact] = problem.message
    if problems:
        raise Problems(problems)
    return row


def _college(work: UnitOfWork, student: Student, name: str) -> College:
    named = select(College).where(College.school_id == student.school_id, College.name == name)
    college = work.session.scalars(named).one_or_none()
    if college is None:
        raise Problems({"college": "学校没有这个学院，请先在院系中添加。"})
    return college


def _changes(student: Student, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The label of each entry of the trail and what it says; numbers and addresses of persons masked."""
    mask = {"id_number": masking.id_number, "email": masking.email}
    for label, fact in FACT_OF.items():
        old, new = student.college.name if fact == "college" else getattr(student, fact), row[fact]
        if old != new:
            old, new = (mask.get(fact, str)(text)[:SHOWN] or "空" for text in (old, new))
            yield ("转学院", f"{old} → {new}") if fact == "college" else ("修改生源信息", f"{label}：{old} → {new}")


def _refuse_what_others_have(work: UnitOfWork, student: Student, row: Mapping[str, Any]) -> None:
    peers = (Student.school_id == student.school_id, Student.cohort == student.cohort, Student.id != student.id)
    same_number = Student.student_number == row["student_number"]
    same_person = Student.id_number_index == keyring().index(row["id_number"])
    found = work.session.execute(select(exists().where(*peers, same_number), exists().where(*peers, same_person))).one()
    said = ("本届另一名学生已有此学号。", "本届另一名学生已有此身份证号。")
    names = ("student_number", "id_number")
    problems = {name: text for name, text, there in zip(names, said, found, strict=True) if there}
    if problems:
        raise Problems(problems)
