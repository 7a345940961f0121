"""导入生源: template, upload, whole check with preview, import of the right rows; a large file by the worker."""

from io import BytesIO
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from importers import students
from importers.bad_workbook import BadWorkbook
from importers.report import Report, returned_workbook
from importers.sheets import MOST_ROWS
from importers.templates import template
from importers.workbook import TooManyRows, shown_name
from portals import imports
from portals.downloads import workbook
from portals.furniture import cohort
from portals.web import present_actor, reading, services, working
from signing_core.actors import Role
from signing_core.errors import MoveRefused, NotFound, StalePage
from signing_core.use_cases import checked_files, jobs
from signing_core.use_cases.jobs import JobKind
from signing_core.use_cases.uploads import Purpose

from .base import ConsolePage

ROWS_AT_ONCE = 500
BYTES_AT_ONCE = 256 * 1024  # a file that is larger is not opened in a request at all

UploadForm = imports.upload_form("生源文件")


class RosterImportView(ConsolePage):
    """Nothing is written before the user has seen what would be; the file waits in the store, encrypted."""

    who = frozenset({Role.SCHOOL})

    @expose("/", methods=("GET", "POST"))
    def index(self) -> ResponseReturnValue:
        form = UploadForm()
        status = 200
        if form.is_submitted():
            status = 422
            if form.validate():
                try:
                    return self.keep(form.file.data.read(), form.file.data.filename or "")
                except BadWorkbook as refusal:
                    form.file.errors = [refusal.message]
        return self.render("admin/roster.html", form=form, most=MOST_ROWS), status

    def keep(self, data: bytes, name: str) -> ResponseReturnValue:
        """Keep a small file for the preview, and have a large one checked; raises BadWorkbook."""
        if len(data) <= BYTES_AT_ONCE:
            try:
                students.read(data, name, most=ROWS_AT_ONCE)
                return imports.keep(data, name=name, purpose=Purpose.ROSTER, then=self.preview_url)
            except TooManyRows:
                pass
        job_id, asked = services().new_id(), {"cohort": cohort(), "name": shown_name(name)}
        return imports.keep(
            data,
            name=name,
            purpose=Purpose.ROSTER,
            then=lambda _file: self.job_url(job_id),
            also=lambda work, file: jobs.order(work, JobKind.ROSTER_CHECK, asked | {"file": file}, public_id=job_id),
        )

    def preview_url(self, public_id: str) -> str:
        return str(self.get_url(".preview", public_id=public_id))

    def job_url(self, public_id: str) -> str:
        return str(self.get_url("admin_jobs.show", public_id=public_id))

    @expose("/template")
    def blank(self) -> ResponseReturnValue:
        blank = template(students.STUDENT_COLUMNS, students.TITLE, students.notes(cohort()))
        return workbook(BytesIO(blank), "生源信息导入模板")

    @expose("/<public_id>")
    def preview(self, public_id: str) -> ResponseReturnValue:
        name, report = self.report(public_id)
        wrong = imports.wrong_rows(report)
        return self.render("admin/roster_preview.html", public_id=public_id, file=name, report=report, wrong=wrong)

    @expose("/<public_id>/wrong")
    def wrong(self, public_id: str) -> ResponseReturnValue:
        _, report = self.report(public_id)
        return workbook(BytesIO(returned_workbook(report)), "生源信息待更正")

    @expose("/<public_id>/confirm", methods=["POST"])
    def confirm(self, public_id: str) -> ResponseReturnValue:
        imports.refuse_second_send()
        if request.form.get("cohort") != str(cohort()):
            raise StalePage("页面上方的届别在检查之后换过，请重新查看检查结果，再确认导入。")
        _, report = self.report(public_id)
        if not report.good:
            raise MoveRefused("没有可以导入的行。")
        then = self.get_url(".index")
        with imports.taking(public_id, purpose=Purpose.ROSTER, then=then) as work:
            touched = students.apply(work, report, **place())
        flash(summary(touched, report), "success")
        return redirect(then, 303)

    @expose("/<public_id>/order", methods=["POST"])
    def order(self, public_id: str) -> ResponseReturnValue:
        """确认导入 of a file that a job has checked."""
        job_id = services().new_id()
        then = self.job_url(job_id)
        with working(then=then) as work:
            kind = JobKind.ROSTER_CHECK
            checked_files.order_import(work, public_id, kind=kind, purpose=Purpose.ROSTER, public_id=job_id)
        return redirect(then, 303)

    def report(self, public_id: str) -> tuple[str, Report]:
        """The kept file's name and what its check finds now; NotFound for anybody else's and for a large one."""
        with reading() as work:
            name, data = imports.kept(work, public_id, purpose=Purpose.ROSTER)
            if len(data) > BYTES_AT_ONCE:
                raise NotFound
            return name, students.prepare(work, data, name, **place(), most=ROWS_AT_ONCE)


def place() -> dict[str, Any]:
    """Where the rows go: the actor's school, the cohort in the head of the page."""
    return {"school_id": present_actor().school_id, "cohort": cohort()}


def summary(touched: int, report: Report) -> str:
    wrong = len(report.wrong_rows())
    left = f"，{wrong} 行有误，没有导入" if wrong else ""
    return f"导入完成：新增或更新 {touched} 人，{report.unchanged} 人没有变化{left}。"
