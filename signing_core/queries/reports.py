"""学生反映: the list of cases that students filed, newest first, by whether they are answered."""

from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from signing_core.models import College, Report, ReportKind
from signing_core.models.reports import OPEN_REPORT

from . import keyset, narrowing
from .narrowing import EVERY, Question

OPEN, ANSWERED = "open", "answered"
QUEUES = {OPEN: "待答复", ANSWERED: "已答复", EVERY: "全部"}
ORDER = (Report.filed_at, Report.id)
COLUMNS = (
    Report.public_id,
    Report.version,
    Report.student_number,
    Report.student_name,
    College.name.label("college"),
    Report.kind,
    Report.text,
    Report.filed_at,
    Report.answered_at,
)
KINDS = {kind.label: kind for kind in ReportKind}
FILTERS = (
    narrowing.by_number("search", "学号", Report.student_number),
    narrowing.by_part("student", "姓名", Report.student_name),
    narrowing.by_choice("kind", "类型", KINDS, lambda label: Report.kind == KINDS[label]),
)


def page(session: Session, question: Question, *, at: keyset.Seek | None, size: int) -> keyset.Page:
    """One page, in the scope of the session."""
    listed = _narrowed(question, question.queue, *COLUMNS).join(College, College.id == Report.college_id)
    return keyset.page(session, listed, ORDER, at=at, size=size, newest_first=True)


def counts(session: Session, question: Question) -> dict[str, str]:
    """By queue how many cases the same question has there."""
    return keyset.counts(session, {queue: _narrowed(question, queue, Report.id) for queue in QUEUES})


def place_of(row: Row[Any]) -> str:
    """A row's place in the order, as an address carries it."""
    return keyset.place_in_time(row.filed_at, row.public_id)


def seek(place: str, *, before: bool) -> keyset.Seek | None:
    """What ``place_of`` gave, read back."""
    return keyset.seek_in_time(place, Report, before=before)


def _narrowed(question: Question, queue: str, *columns: Any) -> Select[Any]:
    rows = select(*columns).select_from(Report).where(Report.cohort == question.cohort)
    if queue != EVERY:
        rows = rows.where(OPEN_REPORT if queue == OPEN else ~OPEN_REPORT)
    return narrowing.narrowed(rows, FILTERS, question.wanted)
