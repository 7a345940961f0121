"""就业方案: the list of plans by student number, its tabs and their counts, and the fields that narrow it."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select
from sqlalchemy.orm import Session

from signing_core.catalogues import codes, destination_codes
from signing_core.catalogues.destination_codes import UNASSIGNED
from signing_core.catalogues.rates import GROUPS
from signing_core.models import College, Plan, Signing, Student
from signing_core.states import PlanSource, PlanStatus, SigningKind, SigningState
from signing_core.work import UnitOfWork

from . import keyset, narrowing
from .narrowing import Question

QUEUES: dict[str, str] = {}  # the tabs are values of two fields
YES, NO = "是", "否"
CORRECTION = "需更正"
TABS: dict[str, dict[str, str]] = {
    "全部": {},
    PlanStatus.NOT_SUBMITTED.label: {"status": PlanStatus.NOT_SUBMITTED.label},
    PlanStatus.AWAITING_COLLEGE.label: {"status": PlanStatus.AWAITING_COLLEGE.label},
    CORRECTION: {"correction": YES},
}
OF_THE_TABS = ("status", "correction")
STATUSES = {status.label: status for status in PlanStatus}
SOURCES = {source.label: source for source in PlanSource}
KINDS = {kind.label: kind for kind in SigningKind}
CODES = {entry.code: f"{entry.code} {entry.name}" for entry in codes.entries("去向")} | {UNASSIGNED: UNASSIGNED}
ORDER = (Plan.student_number,)  # unique in a school and cohort
COLUMNS = (
    Student.public_id,
    Student.training,
    Student.source_reviewed,
    Student.restricted,
    Student.restriction_reason,
    Student.name,
    Student.major,
    Student.education,
    College.name.label("college"),
    Plan.student_id,
    Plan.student_number,
    Plan.cohort,
    Plan.status,
    Plan.source,
    Plan.destination,
    Plan.assigned_code,
    Plan.destination_code,
    Plan.needs_correction,
    Plan.changed_at,
    Plan.version,
)


def _of_students(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Asked of one student after the other, in the order of the list."""
    theirs = select(Student.id).where(Student.id == Plan.student_id, condition)
    return theirs.correlate(Plan).exists()


def _of_a_major(name: str) -> ColumnElement[bool]:
    return _of_students(Student.major == name)


def _has_the_major(cohort: int, name: str) -> Select[Any]:
    return select(Student.id).where(Student.cohort == cohort, Student.major == name)


def _number_or_name(typed: str) -> ColumnElement[bool]:
    if typed.isascii():
        return narrowing.begins(Plan.student_number)(typed)
    return _of_students(Student.name.contains(typed, autoescape=True))


def _coded(code: str) -> ColumnElement[bool]:
    if code != UNASSIGNED:
        return Plan.destination_code == code
    return and_(Plan.destination_code == "", Plan.destination != "")


def _in_group(group: str) -> ColumnElement[bool]:
    if group != UNASSIGNED:
        return Plan.destination_code.in_(destination_codes.in_group(group))
    return and_(Plan.destination_code == "", Plan.status == PlanStatus.AWAITING_COLLEGE)


def _one_of(column: Any, labels: Mapping[str, Any]) -> Callable[[str], ColumnElement[bool]]:
    return lambda label: column == labels[label]


FILTERS = (
    narrowing.Filter(name="search", label="学号或姓名", where=_number_or_name, check=narrowing.text),
    narrowing.by_choice("status", "方案状态", STATUSES, _one_of(Plan.status, STATUSES)),
    narrowing.by_choice("source", "来源", SOURCES, _one_of(Plan.source, SOURCES)),
    narrowing.by_college(Plan.college_id),
    narrowing.Filter(name="major", label="专业", where=_of_a_major, check=narrowing.text, held=_has_the_major),
    narrowing.by_choice("education", "学历", codes.names("学历"), lambda name: _of_students(Student.education == name)),
    narrowing.by_choice("gender", "性别", codes.names("性别"), lambda name: _of_students(Student.gender == name)),
    narrowing.by_choice("kind", "签约类型", KINDS, _one_of(Plan.kind, KINDS)),
    narrowing.by_code("code", "去向代码", CODES, _coded),
    narrowing.by_choice("group", "统计分类", (*GROUPS, UNASSIGNED), _in_group),
    narrowing.by_choice("correction", CORRECTION, (YES, NO), lambda answer: Plan.needs_correction.is_(answer == YES)),
)


def page(session: Session, question: Question, *, at: keyset.Seek | None, size: int) -> keyset.Page:
    """One page of the list, in the scope of the session."""
    listed = found(question.cohort, question.wanted, *COLUMNS)
    listed = listed.join(Student, Student.id == Plan.student_id).join(College, College.id == Plan.college_id)
    return keyset.page(session, listed, ORDER, at=at, size=size)


def counts(session: Session, question: Question) -> dict[str, str]:
    """By tab how many plans the rest of the question has there, counted to a bound, in one statement."""
    rest = {name: value for name, value in question.wanted.items() if name not in OF_THE_TABS}
    tabs = {label: found(question.cohort, rest | given, Plan.student_id) for label, given in TABS.items()}
    return keyset.counts(session, tabs)


def found(cohort: int, wanted: Mapping[str, str], *columns: Any) -> Select[Any]:
    """The plans of a cohort to which all that was asked for applies, unordered."""
    rows = select(*columns).select_from(Plan).where(Plan.cohort == cohort)
    return narrowing.narrowed(rows, FILTERS, wanted)


def source_of(work: UnitOfWork, plan: Plan) -> Signing | None:
    """The signing that filled a plan, where one did."""
    if plan.source is not PlanSource.SIGNING:
        return None
    approved = (Signing.student_id == plan.student_id, Signing.state == SigningState.APPROVED)
    return work.session.scalars(select(Signing).where(*approved)).one()


def place_of(row: Row[Any]) -> str:
    """A row's place in the order, as an address carries it."""
    return str(row.student_number)


def seek(place: str, *, before: bool) -> keyset.Seek | None:
    """What ``place_of`` gave, read back."""
    return keyset.Seek((place,), before=before) if place else None
