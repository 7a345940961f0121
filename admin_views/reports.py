"""学生反映: cases that students filed about their records and about acts in their names, and the office's answers."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from portals.web import only, present_actor, reading, seen, working
from signing_core.actors import Role
from signing_core.clock import as_minute
from signing_core.errors import BadValue
from signing_core.models import Report
from signing_core.queries import narrowing
from signing_core.queries import reports as queries
from signing_core.use_cases import reports

from .base import ConsoleView

STATUS = {True: "已答复", False: "待答复"}


class ReportView(ConsoleView):
    """The school's office answers; a college reads what its own students filed."""

    model = Report
    queries = queries
    columns = {  # noqa: RUF012
        "student_number": "学号",
        "student_name": "姓名",
        "college": "学院",
        "kind": "类型",
        "text": "说明",
        "filed_at": "提交时间",
        "answered": "状态",
    }
    kinds = {  # noqa: RUF012
        "student_number": "num cell-brief",
        "student_name": "cell-lead",
        "text": "wrap",
        "filed_at": "time",
        "answered": "status cell-mark",
    }
    search_label = "按学号"
    action_view = None  # each case wants its own answer
    person = (Report.student_name, Report.student_number)

    def question(self) -> narrowing.Question:
        return narrowing.Question(cohort=self.cohort(), queue=self.queue(), wanted=self.wanted())

    def cells(self, row: Any) -> tuple[Any, ...]:
        who = (row.student_number, row.student_name, row.college)
        return (*who, row.kind.label, row.text, as_minute(row.filed_at), STATUS[row.answered_at is not None])

    @expose("/<public_id>")
    def detail(self, public_id: str) -> ResponseReturnValue:
        return self.show(public_id)

    def show(self, public_id: str, typed: str = "", problem: str = "") -> str:
        """The case; after a refusal with the answer that was typed."""
        with reading() as work:
            report = work.get(Report, public_id)
            student = report.student.public_id
        may_answer = present_actor().role is Role.SCHOOL and report.answered_at is None
        return self.render(
            "admin/report.html",
            report=report,
            blocks=told(report),
            student_url=self.get_url("admin_student.detail", public_id=student),
            return_url=self.list_url(**self.asked()),
            asked=self.asked(),
            may_answer=may_answer,
            typed=typed,
            problem=problem,
        )

    @expose("/<public_id>/answer", methods=["POST"])
    @only(Role.SCHOOL)
    def answer(self, public_id: str) -> ResponseReturnValue:
        back, text = self.list_url(**self.asked()), request.form.get("reason", "")
        try:
            with working(then=self.keepable(back)) as work:
                report = reports.answer(work, public_id, seen=seen(), text=text)
        except BadValue as problem:
            return self.show(public_id, text, problem.message), problem.status
        flash(f"{report.student_name}（{report.student_number}）：已答复。", "success")
        return redirect(back, 303)


def told(report: Report) -> list[tuple[str, list[tuple[Any, ...]]]]:
    filed: list[tuple[Any, ...]] = [
        ("学号", report.student_number),
        ("姓名", report.student_name),
        ("类型", report.kind.label),
        ("提交时间", as_minute(report.filed_at)),
        ("所用设备", report.device),
        ("所涉操作", report.about),
        ("说明", report.text, "wide"),
    ]
    blocks = [("学生反映", filed)]
    if report.answered_at:
        said = [
            ("答复人", report.answered_by),
            ("答复时间", as_minute(report.answered_at)),
            ("答复", report.answer, "wide"),
        ]
        blocks.append(("学校答复", said))
    return blocks
