"""What a page and a workbook show of 批量办理: counts by what is done and by why not, and the rows themselves."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, func, select

from signing_core.models import BulkRow
from signing_core.sheets import ReviewRow
from signing_core.states import OPEN_RESCISSION_STATUSES
from signing_core.work import UnitOfWork

from . import review_list
from .narrowing import Question
from .paging import Rows, one_page

COLUMNS = ("学号", "姓名", "单位名称", "协议书编号", "审核意见", "结果", "原因")
FIRST_SHOWN = 20


def of_list(work: UnitOfWork, question: Question, *, most: int) -> Iterator[list[str]]:
    """The rows of 签约管理 as 审核表 has them, with what tells later whether they changed."""
    found = review_list.found(question, *review_list.COLUMNS).limit(most)
    ordered = found.order_by(*(column.desc() for column in review_list.ORDER))
    for row in work.session.execute(ordered):
        shown = ReviewRow.of(row)
        who = [shown.student_number, shown.student_name, shown.college, shown.employer]
        status = shown.rescission_status if row.rescission_status in OPEN_RESCISSION_STATUSES else shown.review_status
        yield [*who, status, shown.number, "", "", f"{row.public_id}:{row.version}"]


def of_check(check: str) -> ColumnElement[bool]:
    return BulkRow.check == check


def of_run(run: str) -> ColumnElement[bool]:
    return BulkRow.run == run


def counted(work: UnitOfWork, which: ColumnElement[bool]) -> dict[str, list[list[Any]]]:
    """By what is done and by why not, how many rows; the most first. As the page of a job keeps it."""

    def by(column: Any, said: ColumnElement[bool]) -> list[list[Any]]:
        rows = select(column, func.count()).where(which, said).group_by(column).order_by(func.count().desc(), column)
        return [[text, count] for text, count in work.session.execute(rows)]

    return {"acts": by(BulkRow.act, BulkRow.said == ""), "reasons": by(BulkRow.said, BulkRow.said != "")}


def page(work: UnitOfWork, which: ColumnElement[bool], *, refused: bool | None, number: int) -> Rows[BulkRow]:
    """Rows in their order: all, those that were refused, or those that were not."""
    rows = select(BulkRow).where(which)
    if refused is not None:
        rows = rows.where((BulkRow.said != "") if refused else (BulkRow.said == ""))
    return one_page(work, rows.order_by(BulkRow.position), BulkRow.id, number)


def cells(work: UnitOfWork, which: ColumnElement[bool], *, done: str) -> Iterator[list[str]]:
    """The rows as a workbook has them; ``done`` says of those without a refusal what became of them."""
    found = select(BulkRow).where(which).order_by(BulkRow.position).execution_options(yield_per=1000)
    for row in work.session.scalars(found):
        result = "不办理" if row.said else f"{row.act}{done}"
        who = (row.student_number, row.student_name, row.employer_name, row.number)
        yield [*who, row.opinion.label, result, row.said or row.reason]
