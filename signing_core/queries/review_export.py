"""导出: the rows of 签约管理 with the chosen columns, ID numbers and phones masked unless asked for in full."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select

from signing_core import masking
from signing_core.actors import Role
from signing_core.crypto import keyring, place_of
from signing_core.errors import NotAllowed
from signing_core.models import Signing, Student
from signing_core.sheets import EXPORT_COLUMNS, MORE_COLUMNS, ReviewRow
from signing_core.work import UnitOfWork

from . import review_list
from .review_list import Question

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
    places = [list(EXPORT_COLUMNS).index(name) for name in columns]
    more = any(name in MORE_COLUMNS for name in columns)
    found = _with_the_roster(question) if more else review_list.found(question, *review_list.COLUMNS)
    ordered = found.order_by(*(column.desc() for column in review_list.ORDER))
    read = work.session.execute(ordered, execution_options={"yield_per": AT_A_TIME})
    wanted = {name for name in PERSONAL if name in columns}
    for row in read:
        cells = ReviewRow.of(row)
        whole = (*cells, *_of_the_roster(row, wanted, full)) if more else cells
        yield tuple(map(whole.__getitem__, places))


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
    labels = {one.name: one.label for one in review_list.FILTERS}
    narrowed = [f"{labels[name]}：{value}" for name, value in question.wanted.items()]
    return "，".join([f"{question.cohort}届", review_list.QUEUES[question.queue], *narrowed])


def columns_of(chosen: Sequence[str]) -> list[str]:
    """Those of the chosen names that are columns, each once, in the order of the list."""
    return [name for name in EXPORT_COLUMNS if name in chosen]


def _with_the_roster(question: Question) -> Select[Any]:
    return review_list.found(question, *review_list.COLUMNS, *OF_THE_ROSTER).join(Signing.student)


def _of_the_roster(row: Row[Any], wanted: set[str], full: bool) -> tuple[str, ...]:
    return (
        row.class_name,
        row.education,
        row.uscc,
        _personal(row, "id_number", wanted, full),
        _personal(row, "phone", wanted, full),
    )


def _personal(row: Row[Any], name: str, wanted: set[str], full: bool) -> str:
    sealed = getattr(row, f"{name}_sealed")
    if name not in wanted or sealed is None:
        return ""
    text = keyring().open(bytes(sealed), place_of(Student.__tablename__, name, row.student_public_id))
    return text if full else PERSONAL[name](text)
