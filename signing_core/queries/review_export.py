"""导出: the rows of 签约管理 with the chosen columns, ID numbers and phones masked unless asked for in full."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, func, select

from signing_core import masking
from signing_core.actors import Role
from signing_core.clock import today
from signing_core.crypto import keyring, place_of
from signing_core.errors import NotAllowed
from signing_core.models import Signing, Student
from signing_core.sheets import EXPORT_COLUMNS, MORE_COLUMNS, review_cells
from signing_core.work import UnitOfWork

from . import review_list, review_queues
from .narrowing import Question
from .review_search import FILTERS

PERSONAL = {"id_number": masking.id_number, "phone": masking.phone}
OF_THE_ROSTER = (
    Signing.class_name,
    Signing.uscc,
    Student.education,
    Student.public_id.label("student_public_id"),
    Student.id_number_sealed,
    Student.phone_sealed,
)
AT_A_TIME = 1000


def rows(work: UnitOfWork, question: Question, *, columns: Sequence[str], full: bool) -> Iterator[Sequence[Any]]:
    """The rows in the list's order, a thousand at a time; raises NotAllowed where full numbers may not be seen."""
    refuse_full(work, full)
    found = review_list.found(question, *review_list.SHOWN)
    if not MORE_COLUMNS.keys().isdisjoint(columns):
        found = found.add_columns(*OF_THE_ROSTER).join(Signing.student)
    ordered = found.order_by(*(column.desc() for column in review_list.ORDER))
    read = work.session.execute(ordered, execution_options={"yield_per": AT_A_TIME})
    names = list(read.keys())
    for part in read.partitions():
        yield from _cells(names, part, columns, full)


def refuse_full(work: UnitOfWork, full: bool) -> None:
    """导出完整身份证号和手机号 is for the school's own office."""
    if full and work.actor.role is not Role.SCHOOL:
        raise NotAllowed("只有学校就业办可以导出完整身份证号和手机号。")


def count(work: UnitOfWork, question: Question, *, most: int | None = None) -> int:
    """How many rows there are; with ``most``, counting stops there."""
    found = review_list.found(question, Signing.id).limit(most)
    return work.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def described(question: Question) -> str:
    """What the list is narrowed to, in words."""
    labels = {one.name: one.label for one in FILTERS}
    narrowed = [f"{labels[name]}：{value}" for name, value in question.wanted.items()]
    return "，".join([f"{question.cohort}届", review_queues.QUEUES[question.queue], *narrowed])


def file_name(work: UnitOfWork, question: Question) -> str:
    """What the workbook is called, without its ending."""
    return f"签约管理_{question.cohort}届_{today(work.at)}"


def columns_of(chosen: Sequence[str]) -> list[str]:
    """Those of the chosen names that are columns, each once, in the order of the list."""
    return [name for name in EXPORT_COLUMNS if name in chosen]


def _cells(names: Sequence[str], part: Sequence[Row[Any]], columns: Sequence[str], full: bool) -> Iterator[Any]:
    """A part of the list turned on its side: a column is made at once in a third of the time that its cells take."""
    stored = dict(zip(names, zip(*part, strict=True), strict=True)).__getitem__
    cells = review_cells(stored)
    for name in MORE_COLUMNS.keys() & columns:
        cells[name] = _opened(stored, name, full) if name in PERSONAL else stored(name)
    return zip(*(cells[name] for name in columns), strict=True)


def _opened(stored: Callable[[str], Sequence[Any]], name: str, full: bool) -> Iterable[str]:
    ring, masked = keyring(), PERSONAL[name]
    for sealed, public_id in zip(stored(f"{name}_sealed"), stored("student_public_id"), strict=True):
        text = "" if sealed is None else ring.open(bytes(sealed), place_of(Student.__tablename__, name, public_id))
        yield text if full else masked(text)
