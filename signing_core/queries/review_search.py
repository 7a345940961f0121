"""高级检索: the named fields by which 签约管理 is narrowed."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from signing_core.catalogues import codes, destinations
from signing_core.clock import start_of
from signing_core.models import Signing, Student
from signing_core.states import (
    IN_CONSOLE,
    RESCISSION_BY,
    RESCISSION_LABELS,
    REVIEW_STATUS,
    UNDER_REVIEW,
    WAITS_FOR_SCHOOL,
    RescissionState,
    SigningKind,
    SigningState,
    agreement_status,
    review_status,
)

from .narrowing import by_choice, by_college, by_day, by_number, by_part, by_trait, under

ASKED_BY = {label: role for role, label in RESCISSION_BY.items()}
CATEGORIES = {category.name: category.details for category in destinations.CATEGORIES}
KINDS = {kind.label: kind for kind in SigningKind}
UNDER_WAY = RESCISSION_LABELS[RescissionState.AWAITING_REVIEW]
REVIEW_STATUSES = (*dict.fromkeys(REVIEW_STATUS[state] for state in IN_CONSOLE), WAITS_FOR_SCHOOL)
AGREEMENT_STATUSES = ("已生效", "未生效")
RESCISSION_STATUSES = (*RESCISSION_LABELS.values(), WAITS_FOR_SCHOOL)
PASSED = Signing.college_passed_at.is_not(None)


def _has_status(status_of: Callable[[SigningKind, SigningState], str], status: str) -> ColumnElement[bool]:
    """A derived status as a condition on the stored states."""
    return or_(
        *(
            and_(Signing.kind == kind, Signing.state.in_([s for s in IN_CONSOLE if status_of(kind, s) == status]))
            for kind in SigningKind
        )
    )


def _reviewed_as(status: str) -> ColumnElement[bool]:
    """By state, and where that makes a difference by whether the college passed it."""
    if status == WAITS_FOR_SCHOOL:
        return and_(Signing.state.in_(UNDER_REVIEW), PASSED)
    states = [state for state in IN_CONSOLE if review_status(state) == status]
    return and_(Signing.state.in_(states), or_(Signing.state.not_in(UNDER_REVIEW), ~PASSED))


def _asked_as(status: str) -> ColumnElement[bool]:
    if status == WAITS_FOR_SCHOOL:
        return and_(Signing.rescission_status == UNDER_WAY, PASSED)
    found = Signing.rescission_status == status
    return and_(found, ~PASSED) if status == UNDER_WAY else found


def _of_education(education: str) -> ColumnElement[bool]:
    theirs = select(Student.id).where(Student.id == Signing.student_id, Student.education == education)
    return theirs.correlate(Signing).exists()  # a statement may have joined the students for itself


def _since(first: str) -> ColumnElement[bool]:
    return Signing.last_act_at >= start_of(date.fromisoformat(first))


def _until(last: str) -> ColumnElement[bool]:
    return Signing.last_act_at < start_of(date.fromisoformat(last) + timedelta(days=1))


FILTERS = (
    *under(
        "学生",
        by_number("search", "学号", Signing.student_number),
        by_part("student", "姓名", Signing.student_name),
        by_college(Signing.college_id),
        by_trait("major", "专业", Signing.major, Student.major),
        by_trait("class", "班级", Signing.class_name, Student.class_name),
        by_choice("education", "学历", codes.names("学历"), _of_education),
    ),
    *under(
        "单位",
        by_part("employer", "单位名称", Signing.employer_name),
        by_number("uscc", "统一社会信用代码", Signing.uscc, upper=True),
    ),
    *under(
        "协议",
        by_number("number", "协议书编号", Signing.number),
        by_choice("agreement", "协议书状态", AGREEMENT_STATUSES, lambda status: _has_status(agreement_status, status)),
        by_choice("kind", "签约类型", KINDS, lambda label: Signing.kind == KINDS[label]),
        by_choice("category", "去向类别", CATEGORIES, lambda name: Signing.destination.in_(CATEGORIES[name])),
    ),
    *under(
        "办理",
        by_day("since", "最后操作时间从", _since),
        by_day("until", "最后操作时间到", _until, not_before="since"),
        by_choice("review", "签约审核状态", REVIEW_STATUSES, _reviewed_as),
        by_choice("rescission", "解约审核状态", RESCISSION_STATUSES, _asked_as),
        by_choice("asked_by", "解约发起人", ASKED_BY, lambda who: Signing.rescission_by == ASKED_BY[who]),
    ),
)
