"""操作日志: what staff did, newest first, and the same for a workbook."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from signing_core import values
from signing_core.clock import as_minute, start_of
from signing_core.models import LogEntry
from signing_core.work import UnitOfWork

from . import keyset, narrowing
from .narrowing import EVERY, Question

QUEUES = {EVERY: "全部"}
ORDER = (LogEntry.id,)
COLUMNS = (LogEntry.id, LogEntry.at, LogEntry.who, LogEntry.role, LogEntry.act, LogEntry.detail)
MOST_ACTS, BATCH = 100, 500
FILTERS = (
    narrowing.by_part("who", "操作人", LogEntry.who),
    narrowing.Filter(name="act", label="操作类型", where=lambda act: LogEntry.act == act, check=narrowing.text),
    narrowing.by_day("first", "操作日期起", lambda day: LogEntry.at >= start_of(date.fromisoformat(day))),
    narrowing.by_day(
        "last",
        "操作日期止",
        lambda day: LogEntry.at < start_of(date.fromisoformat(day) + timedelta(days=1)),
        not_before="first",
    ),
    narrowing.Filter(
        name="student",
        label="学号",
        where=lambda number: LogEntry.detail.contains(f"（{number}）", autoescape=True),
        check=values.student_number,
    ),
)


def page(session: Session, question: Question, *, at: keyset.Seek | None, size: int) -> keyset.Page:
    """One page of the list, in the scope of the session."""
    return keyset.page(session, _narrowed(question), ORDER, at=at, size=size, newest_first=True)


def counts(session: Session, question: Question) -> dict[str, str]:
    """How many entries the question finds, counted to a bound."""
    return keyset.counts(session, {EVERY: _narrowed(question).with_only_columns(LogEntry.id)})


def acts(session: Session) -> list[str]:
    """The kinds of acts in scope, for the field that chooses one."""
    return list(session.scalars(select(LogEntry.act).distinct().order_by(LogEntry.act).limit(MOST_ACTS)))


def count(work: UnitOfWork, question: Question) -> int:
    """How many entries the question finds."""
    found = select(func.count()).select_from(_narrowed(question).subquery())
    return work.session.scalar(found) or 0


def rows(work: UnitOfWork, question: Question) -> Iterator[tuple[str, ...]]:
    """The entries as they stand in the list, newest first."""
    found = _narrowed(question).order_by(LogEntry.id.desc()).execution_options(yield_per=BATCH)
    return (told(row) for row in work.session.execute(found))


def told(row: Row[Any]) -> tuple[str, ...]:
    """When, who, in which role, what, about what."""
    return as_minute(row.at), row.who, row.role.label, row.act, row.detail


def described(question: Question) -> str:
    """What the list is narrowed to, for people."""
    labels = {one.name: one.label for one in FILTERS}
    return "，".join(f"{labels[name]}：{value}" for name, value in question.wanted.items()) or "全部"


def place_of(row: Row[Any]) -> str:
    """A row's place in the order, as an address carries it."""
    return str(row.id)


def seek(place: str, *, before: bool) -> keyset.Seek | None:
    """What ``place_of`` gave, read back; None for anything else."""
    if not (place.isascii() and place.isdigit() and len(place) <= 15):
        return None
    return keyset.Seek((int(place),), before=before)


def _narrowed(question: Question) -> Select[Any]:
    columns: Any = COLUMNS
    return narrowing.narrowed(select(*columns), FILTERS, question.wanted)
