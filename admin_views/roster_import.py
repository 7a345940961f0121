"""导入生源: template, upload, whole check with preview, and the import of the right rows."""

from io import BytesIO
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from importers import students
from importers.bad_workbook import BadWorkbook
from importers.report import Report, reason_of, returned_workbook
from importers.templates import template
from portals.furniture import cohort
from portals.web import present_actor, reading, services, working
from signing_core.actors import Role
from signing_core.errors import SentTwice
from signing_core.use_cases import operations, uploads

from .base import ConsolePage
from .look import workbook

PURPOSE = "生源导入"
MOST_ROWS = 2000
SHOWN = 100


class UploadForm(FlaskForm):
    file = FileField(
        "生源文件", [FileRequired("请选择要导入的文件。")], description="支持 .xlsx、.xls、.csv，最大 20 MB。"
    )


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
                except students.TooManyRows as refusal:
                    form.file.errors = [f"{refusal.message}更大的文件请系统管理员用命令 flask import students 导入。"]
                except BadWorkbook as refusal:
                    form.file.errors = [refusal.message]
        return self.render("admin/roster.html", form=form, most=MOST_ROWS), status

    def keep(self, data: bytes, name: str) -> ResponseReturnValue:
        """Keep a readable file for the preview; raises BadWorkbook or TooManyRows for any other."""
        students.read(data, name, most=MOST_ROWS)
        public_id = services().token()[:22]
        then = self.get_url(".preview", public_id=public_id)
        with working(then=then) as work:
            replaced = uploads.keep(work, public_id, data, name=name, purpose=PURPOSE)
        uploads.clear(services(), replaced)
        return redirect(then, 303)

    @expose("/template")
    def blank(self) -> ResponseReturnValue:
        notes = [f"毕业年度填写 {cohort()}，须与页面顶部所选的届一致。", "同一学号再次导入时，按新内容更新。"]
        return workbook(BytesIO(template(students.STUDENT_COLUMNS, students.TITLE, notes)), "生源信息导入模板")

    @expose("/<public_id>")
    def preview(self, public_id: str) -> ResponseReturnValue:
        name, report = self.report(public_id)
        wrong = [(number, reason_of(problems)) for number, problems in report.wrong_rows().items()]
        return self.render(
            "admin/roster_preview.html", public_id=public_id, file=name, report=report, wrong=wrong, shown=SHOWN
        )

    @expose("/<public_id>/wrong")
    def wrong(self, public_id: str) -> ResponseReturnValue:
        _, report = self.report(public_id)
        return workbook(BytesIO(returned_workbook(report)), "生源信息待更正")

    @expose("/<public_id>/confirm", methods=["POST"])
    def confirm(self, public_id: str) -> ResponseReturnValue:
        refuse_second_send()  # by then the file is gone
        _, report = self.report(public_id)
        then = self.get_url(".index")
        with working(then=then) as work:
            touched = students.apply(work, report, **place())
            key = uploads.drop(work, public_id, purpose=PURPOSE)
        uploads.clear(services(), [key])
        flash(summary(touched, report), "success")
        return redirect(then, 303)

    def report(self, public_id: str) -> tuple[str, Report]:
        """The kept file's name and what its check finds now; raises NotFound for anybody else's."""
        with reading() as work:
            file = uploads.find(work, public_id, purpose=PURPOSE)
            data = uploads.content(services(), file)
            return file.name, students.prepare(work, data, file.name, **place(), most=MOST_ROWS)


def refuse_second_send() -> None:
    with reading() as work:
        if operations.answer_of(work, request.form.get("operation_id", "")):
            raise SentTwice


def place() -> dict[str, Any]:
    """Where the rows go: the actor's school, the cohort in the head of the page."""
    return {"school_id": present_actor().school_id, "cohort": cohort()}


def summary(touched: int, report: Report) -> str:
    wrong = len(report.wrong_rows())
    left = f"，{wrong} 行有误，没有导入" if wrong else ""
    return f"导入完成：新增或更新 {touched} 人，{report.unchanged} 人没有变化{left}。"
