"""A workbook's way into the console: template, upload, whole check with preview, import; a large one by the worker."""

from io import BytesIO
from typing import Any, ClassVar

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_admin import expose

from importers.bad_workbook import BadWorkbook
from importers.report import Report, returned_workbook
from importers.sheets import MOST_ROWS
from importers.workbook import TooManyRows, shown_name
from portals import imports
from portals.downloads import workbook
from portals.web import reading, services, working
from signing_core.errors import MoveRefused, NotFound
from signing_core.use_cases import checked_files, jobs
from signing_core.use_cases.checked_files import Import
from signing_core.work import UnitOfWork

from .base import ConsolePage

ROWS_AT_ONCE = 500
BYTES_AT_ONCE = 256 * 1024  # a file that is larger is not opened in a request at all


class ImportPage(ConsolePage):
    """Nothing is written before the user has seen what would be; the file waits in the store, encrypted.

    A subclass says what is imported, how its file is checked and applied, and in which words.
    """

    what: ClassVar[Import]
    label: ClassVar[str]  # of the file that is asked for
    title: ClassVar[str]  # of the workbooks that are handed out
    page: ClassVar[str]  # the names of the templates begin with it
    most: ClassVar[int] = MOST_ROWS

    def check(self, work: UnitOfWork, data: bytes, name: str, *, most: int) -> Report:
        """What the file would do."""
        raise NotImplementedError

    def read(self, data: bytes, name: str, *, most: int) -> object:
        """Only its rows, to know how many they are."""
        raise NotImplementedError

    def apply(self, work: UnitOfWork, report: Report) -> int:
        raise NotImplementedError

    def blank_workbook(self) -> bytes:
        raise NotImplementedError

    def asked(self) -> dict[str, Any]:
        """What a job is told beside the file."""
        return {}

    def refuse_to_confirm(self) -> None:
        """Most previews are as good as they were."""

    def summary(self, touched: int, report: Report) -> str:
        raise NotImplementedError

    @expose("/", methods=("GET", "POST"))
    def index(self) -> ResponseReturnValue:
        form = imports.upload_form(self.label)()
        status = 200
        if form.is_submitted():
            status = 422
            if form.validate():
                try:
                    return self.keep(form.file.data.read(), form.file.data.filename or "")
                except BadWorkbook as refusal:
                    form.file.errors = [refusal.message]
        return self.render(f"admin/{self.page}.html", form=form, most=self.most), status

    def keep(self, data: bytes, name: str) -> ResponseReturnValue:
        """Keep a small file for the preview, and have a large one checked; raises BadWorkbook."""
        if len(data) <= BYTES_AT_ONCE:
            try:
                self.read(data, name, most=ROWS_AT_ONCE)
                return imports.keep(data, name=name, purpose=self.what.purpose, then=self.preview_url)
            except TooManyRows:
                pass
        job_id, asked = services().new_id(), self.asked() | {"name": shown_name(name)}
        return imports.keep(
            data,
            name=name,
            purpose=self.what.purpose,
            then=lambda _file: self.job_url(job_id),
            also=lambda work, file: jobs.order(work, self.what.check, asked | {"file": file}, public_id=job_id),
        )

    def preview_url(self, public_id: str) -> str:
        return str(self.get_url(".preview", public_id=public_id))

    def job_url(self, public_id: str) -> str:
        return str(self.get_url("admin_jobs.show", public_id=public_id))

    @expose("/template")
    def blank(self) -> ResponseReturnValue:
        return workbook(BytesIO(self.blank_workbook()), f"{self.title}导入模板")

    @expose("/<public_id>")
    def preview(self, public_id: str) -> ResponseReturnValue:
        name, report = self.report(public_id)
        shown = {"file": name, "report": report, "wrong": imports.wrong_rows(report)}
        return self.render(f"admin/{self.page}_preview.html", public_id=public_id, **shown)

    @expose("/<public_id>/wrong")
    def wrong(self, public_id: str) -> ResponseReturnValue:
        _, report = self.report(public_id)
        return workbook(BytesIO(returned_workbook(report)), f"{self.title}待更正")

    @expose("/<public_id>/confirm", methods=["POST"])
    def confirm(self, public_id: str) -> ResponseReturnValue:
        imports.refuse_second_send()
        self.refuse_to_confirm()
        _, report = self.report(public_id)
        if not report.good:
            raise MoveRefused("没有可以导入的行。")
        then = self.get_url(".index")
        with imports.taking(public_id, purpose=self.what.purpose, then=then) as work:
            touched = self.apply(work, report)
        flash(self.summary(touched, report), "success")
        return redirect(then, 303)

    @expose("/<public_id>/order", methods=["POST"])
    def order(self, public_id: str) -> ResponseReturnValue:
        """确认导入 of a file that a job has checked."""
        job_id = services().new_id()
        then = self.job_url(job_id)
        with working(then=then) as work:
            checked_files.order_import(work, self.what, public_id, public_id=job_id)
        return redirect(then, 303)

    def report(self, public_id: str) -> tuple[str, Report]:
        """The kept file's name and what its check finds now; NotFound for anybody else's and for a large one."""
        with reading() as work:
            name, data = imports.kept(work, public_id, purpose=self.what.purpose)
            if len(data) > BYTES_AT_ONCE:
                raise NotFound
            return name, self.check(work, data, name, most=ROWS_AT_ONCE)


def left_out(report: Report) -> str:
    """How many rows were not imported, as a summary ends with it."""
    wrong = len(report.wrong_rows())
    return f"，{wrong} 行有误，没有导入" if wrong else ""
