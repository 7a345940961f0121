"""导入生源: template, upload, whole check with preview, and the import of the right rows."""

from io import BytesIO
from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_admin import expose

from importers import students
from importers.bad_workbook import BadWorkbook
from importers.report import Report, returned_workbook
from importers.templates import template
from importers.workbook import TooManyRows
from portals import imports
from portals.downloads import workbook
from portals.furniture import cohort
from portals.web import present_actor, reading
from signing_core.actors import Role

from .base import ConsolePage

PURPOSE = "生源导入"
MOST_ROWS = 2000

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
                except TooManyRows as refusal:
                    form.file.errors = [f"{refusal.message}更大的文件请系统管理员用命令 flask import students 导入。"]
                except BadWorkbook as refusal:
                    form.file.errors = [refusal.message]
        return self.render("admin/roster.html", form=form, most=MOST_ROWS), status

    def keep(self, data: bytes, name: str) -> ResponseReturnValue:
        """Keep a readable file for the preview; raises BadWorkbook or TooManyRows for any other."""
        students.read(data, name, most=MOST_ROWS)
        return imports.keep(data, name=name, purpose=PURPOSE, then=self.preview_url)

    def preview_url(self, public_id: str) -> str:
        return str(self.get_url(".preview", public_id=public_id))

    @expose("/template")
    def blank(self) -> ResponseReturnValue:
        notes = [f"毕业年度填写 {cohort()}，须与页面顶部所选的届一致。", "同一学号再次导入时，按新内容更新。"]
        return workbook(BytesIO(template(students.STUDENT_COLUMNS, students.TITLE, notes)), "生源信息导入模板")

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
        _, report = self.report(public_id)
        then = self.get_url(".index")
        with imports.taking(public_id, purpose=PURPOSE, then=then) as work:
            touched = students.apply(work, report, **place())
        flash(summary(touched, report), "success")
        return redirect(then, 303)

    def report(self, public_id: str) -> tuple[str, Report]:
        """The kept file's name and what its check finds now; raises NotFound for anybody else's."""
        with reading() as work:
            name, data = imports.kept(work, public_id, purpose=PURPOSE)
            return name, students.prepare(work, data, name, **place(), most=MOST_ROWS)


def place() -> dict[str, Any]:
    """Where the rows go: the actor's school, the cohort in the head of the page."""
    return {"school_id": present_actor().school_id, "cohort": cohort()}


def summary(touched: int, report: Report) -> str:
    wrong = len(report.wrong_rows())
    left = f"，{wrong} 行有误，没有导入" if wrong else ""
    return f"导入完成：新增或更新 {touched} 人，{report.unchanged} 人没有变化{left}。"
