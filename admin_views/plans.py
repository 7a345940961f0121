"""就业方案: the plans of a cohort, what each still lacks, and what was submitted by another way."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, TextAreaField

from portals.forms import mark, required
from portals.web import only, present_actor, reading, seen, working
from signing_core.actors import Role
from signing_core.catalogues import destinations
from signing_core.errors import Problems
from signing_core.models import Student
from signing_core.queries import narrowing, plan_lacking, plan_list
from signing_core.use_cases import plans
from signing_core.use_cases.jobs import JobKind

from . import plan_codes, plan_detail, plan_exporting
from .base import ConsoleView


class OtherForm(FlaskForm):
    """设为其他方式提交."""

    reason = TextAreaField("原因", [required()], render_kw={"maxlength": 200, "rows": 4})
    destination = SelectField(
        "毕业去向",
        choices=[SelectChoice("", "不填写"), *map(SelectChoice, destinations.DETAILS)],
        description="知道学生去向的可以选择，随方案一起上报；不知道的不必填写。",
    )


class PlanView(ConsoleView):
    """Plans follow the signings; here they are looked at, and set where there is no signing to follow."""

    action_view = None  # nothing is done with many plans at once
    model = Student
    queries = plan_list
    columns = {  # noqa: RUF012
        "student_number": "学号",
        "name": "姓名",
        "college": "学院",
        "major": "专业",
        "education": "学历",
        "status": "方案状态",
        "source": "来源",
        "destination": "毕业去向 / 尚缺",
        "code": "去向代码",
        "correction": "需更正",
        "changed_at": "最后变动",
    }
    kinds = {  # noqa: RUF012
        "student_number": "num cell-brief",
        "name": "num cell-lead",
        "college": "cell-brief",
        "major": "cell-brief",
        "education": "num",
        "status": "status cell-mark",
        "source": "num",
        "destination": "wrap",
        "code": "wrap",
        "correction": "status",
        "changed_at": "time",
    }
    search_label = "按学号或姓名"
    person = (Student.name, Student.student_number)
    list_template = "admin/plans.html"

    def question(self) -> narrowing.Question:
        return narrowing.Question(cohort=self.cohort(), wanted=self.wanted())

    def around(self) -> dict[str, Any]:
        advanced = bool(request.args.get("advanced") or self.sought.problems)
        shown = super().around()
        narrowed_by = {one.label for one in plan_list.FILTERS if one.name in plan_list.OF_THE_TABS}
        return shown | {
            "chips": [chip for chip in shown["chips"] if chip[0] not in narrowed_by],
            "clear_url": self.list_url(**self.tab()),
            "controls": self.controls() if advanced else [],
            "kept": self.tab(),
            "advanced_url": self.list_url(**self.filter(), advanced="1"),
            "close_url": self.list_url(**self.filter()),
            "may_set": present_actor().role is Role.SCHOOL,
        }

    def controls(self) -> list[Any]:
        every = self.sought.controls(narrowing.colleges(self.reader))
        return [one for one in every if one.name not in plan_list.OF_THE_TABS]

    def tab(self) -> dict[str, str]:
        """What of the address the tabs stand for."""
        return {name: value for name, value in self.filter().items() if name in plan_list.OF_THE_TABS}

    def tabs(self, counts: Mapping[str, str]) -> list[tuple[str, str, str | None, bool]]:
        rest = {name: value for name, value in self.filter().items() if name not in plan_list.OF_THE_TABS}
        return [
            (label, self.list_url(**rest | given), counts.get(label), self.tab() == given)
            for label, given in plan_list.TABS.items()
        ]

    def cells_of(self, rows: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        """As in every list, and what the plans of the page lack: one statement more."""
        lacks = plan_lacking.of_rows(self.reader, rows)
        return [plan_detail.cells(row, lacks) for row in rows]

    @expose("/<public_id>")
    def detail(self, public_id: str) -> ResponseReturnValue:
        return self.show(public_id, OtherForm(formdata=None))

    def show(self, public_id: str, form: OtherForm) -> str:
        """The plan of one student; after a refusal with what was typed."""
        with reading() as work:
            shown = plan_detail.shown(work, public_id)
        may_set = present_actor().role is Role.SCHOOL
        around = {"return_url": self.list_url(**self.asked()), "asked": self.asked(), "form": form, "may_set": may_set}
        return self.render("admin/plan.html", **around, **shown)

    @expose("/<public_id>/other", methods=["POST"])
    @only(Role.SCHOOL)
    def other(self, public_id: str) -> ResponseReturnValue:
        form, back = OtherForm(), self.row_url(public_id)
        given = {"reason": form.reason.data or "", "destination": form.destination.data or ""}
        try:
            with working(then=self.keepable(back)) as work:
                student = plans.set_other(work, public_id, seen=seen(), **given)
        except Problems as problems:
            mark(form, problems)
            return self.show(public_id, form), problems.status
        flash(f"{student.name}（{student.student_number}）：已设为其他方式提交。", "success")
        return redirect(back, 303)

    @expose("/<public_id>/undo", methods=["POST"])
    @only(Role.SCHOOL)
    def undo(self, public_id: str) -> ResponseReturnValue:
        back = self.row_url(public_id)
        with working(then=self.keepable(back)) as work:
            student = plans.undo_other(work, public_id, seen=seen())
        flash(f"{student.name}（{student.student_number}）：已撤销其他方式提交。", "success")
        return redirect(back, 303)

    @expose("/export")
    def export_page(self) -> ResponseReturnValue:
        return plan_exporting.page(self)

    @expose("/export", methods=["POST"])
    @only(Role.SCHOOL)
    def order_export(self) -> ResponseReturnValue:
        return plan_exporting.ordered(self, JobKind.PLAN_EXPORT)

    @expose("/check", methods=["POST"])
    def order_check(self) -> ResponseReturnValue:
        return plan_exporting.ordered(self, JobKind.PLAN_CHECK)

    @expose("/codes", methods=("GET", "POST"))
    @only(Role.SCHOOL)
    def codes(self) -> ResponseReturnValue:
        return plan_codes.answer(self) if request.method == "POST" else plan_codes.page(self)
