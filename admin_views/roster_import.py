"""导入生源: the roster of a school and cohort."""

from typing import Any

from flask import request

from importers import students
from importers.report import Report
from importers.templates import template
from portals.furniture import cohort
from portals.web import present_actor
from signing_core.actors import Role
from signing_core.errors import StalePage
from signing_core.use_cases import checked_files
from signing_core.work import UnitOfWork

from .importing import ImportPage, left_out


class RosterImportView(ImportPage):
    """The rows go to the actor's school and the cohort in the head of the page."""

    who = frozenset({Role.SCHOOL})
    what = checked_files.ROSTER
    label, title, page = "生源文件", students.TITLE, "roster"

    def check(self, work: UnitOfWork, data: bytes, name: str, *, most: int) -> Report:
        return students.prepare(work, data, name, **place(), most=most)

    def read(self, data: bytes, name: str, *, most: int) -> object:
        return students.read(data, name, most=most)

    def apply(self, work: UnitOfWork, report: Report) -> int:
        return students.apply(work, report, **place())

    def blank_workbook(self) -> bytes:
        return template(students.STUDENT_COLUMNS, students.TITLE, students.notes(cohort()))

    def asked(self) -> dict[str, Any]:
        return {"cohort": cohort()}

    def refuse_to_confirm(self) -> None:
        if request.form.get("cohort") != str(cohort()):
            raise StalePage("页面上方的届别在检查之后换过，请重新查看检查结果，再确认导入。")

    def summary(self, touched: int, report: Report) -> str:
        return f"导入完成：新增或更新 {touched} 人，{report.unchanged} 人没有变化{left_out(report)}。"


def place() -> dict[str, Any]:
    """Where the rows go: the actor's school, the cohort in the head of the page."""
    return {"school_id": present_actor().school_id, "cohort": cohort()}
