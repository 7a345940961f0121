"""生源信息: the students of a cohort, one record, and its review."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.actions import action
from flask_wtf import FlaskForm
from wtforms import StringField

from portals.forms import mark, required
from portals.look import TONES
from portals.web import only, present_actor, reading, seen, working
from signing_core import masking
from signing_core.actors import Role
from signing_core.clock import as_minute
from signing_core.errors import BadValue, Problems
from signing_core.models import Student
from signing_core.queries import narrowing, restriction_list
from signing_core.queries import roster as listing
from signing_core.use_cases import records, roster
from signing_core.work import UnitOfWork

from . import bulk, student_record
from .base import READERS, ConsoleView, acts
from .look import trail_line

STATUS = {False: "未审核", True: "已审核"}


class PhoneForm(FlaskForm):
    """确认手机号, for whoever the code by SMS does not reach."""

    phone = StringField("手机号", [required()], render_kw={"inputmode": "tel", "autocomplete": "off"})


class StudentView(ConsoleView):
    """Students come by import; here they are found, looked at and reviewed."""

    who = READERS
    model = Student
    queries = listing
    columns = {  # noqa: RUF012
        "student_number": "学号",
        "name": "姓名",
        "college": "学院",
        "major": "专业",
        "class_name": "班级",
        "education": "学历",
        "training": "培养方式",
        "source_reviewed": "生源审核",
    }
    kinds = dict.fromkeys(columns, "cell-brief") | {
        "student_number": "num cell-brief",
        "name": "cell-lead",
        "source_reviewed": "status cell-mark",
    }
    search_label = "按学号或姓名"
    person = (Student.name, Student.student_number)
    list_template = "admin/students.html"

    def question(self) -> narrowing.Question:
        return narrowing.Question(cohort=self.cohort(), queue=self.queue(), wanted=self.wanted())

    def around(self) -> dict[str, Any]:
        return super().around() | {
            "controls": self.sought.controls(narrowing.colleges(self.reader)),
            "reviews": list(listing.QUEUES.items()),
            "queue": self.queue(),
        }

    def cells(self, row: Any) -> tuple[Any, ...]:
        shown = (row.student_number, row.name, row.college, row.major, row.class_name, row.education, row.training)
        return (*shown, STATUS[row.source_reviewed])

    @expose("/<public_id>")
    def detail(self, public_id: str) -> ResponseReturnValue:
        return self.show(public_id, PhoneForm(formdata=None))

    def show(self, public_id: str, phone: PhoneForm) -> str:
        """The record; after a refusal with the phone that was typed."""
        with reading() as work:
            student = work.get(Student, public_id)
            may_edit = present_actor().role is Role.SCHOOL
            shown = {"student": student, "phone": phone, "acts": acts(), "may_edit": may_edit, **about(work, student)}
        return self.render("admin/student.html", return_url=self.list_url(**self.asked()), asked=self.asked(), **shown)

    @expose("/<public_id>/phone", methods=["POST"])
    def phone(self, public_id: str) -> ResponseReturnValue:
        form = PhoneForm()
        back = self.row_url(public_id)
        try:
            with working(then=self.keepable(back)) as work:
                student = roster.confirm_phone(work, public_id, seen=seen(), phone=form.phone.data or "")
        except BadValue as problem:
            form.phone.errors = [problem.message]
            return self.show(public_id, form), problem.status
        flash(f"{student.name}（{student.student_number}）：手机号已确认。", "success")
        return redirect(back, 303)

    @expose("/<public_id>/edit", methods=["GET", "POST"])
    @only(Role.SCHOOL)
    def edit(self, public_id: str) -> ResponseReturnValue:
        """修改生源信息."""
        with reading() as work:
            student = work.get(Student, public_id)
            form = student_record.form_of(work, student)
        back, status = self.row_url(public_id), 200
        if form.is_submitted():
            try:
                with working(then=self.keepable(back)) as work:
                    records.correct(work, public_id, seen=seen(), record=student_record.typed(form))
            except Problems as problems:
                mark(form, problems)
                status = problems.status
            else:
                flash(f"{student.name}（{student.student_number}）：生源信息已修改。", "success")
                return redirect(back, 303)
        return self.render("admin/student_edit.html", form=form, student=student, return_url=back), status

    @expose("/<public_id>/anew", methods=["POST"])
    def anew(self, public_id: str) -> ResponseReturnValue:
        """重置首次登录."""
        back = self.row_url(public_id)
        with working(then=self.keepable(back)) as work:
            student = records.begin_anew(work, public_id, seen=seen())
        flash(f"{student.name}（{student.student_number}）：首次登录已重置，请学生重新进行信息验证。", "success")
        return redirect(back, 303)

    @expose("/<public_id>/review", methods=["POST"])
    def review(self, public_id: str) -> ResponseReturnValue:
        back = self.list_url(**self.asked())
        reviewed = request.form.get("reviewed") == "1"
        with working(then=self.keepable(back)) as work:
            student = roster.review_source(work, public_id, seen=seen(), reviewed=reviewed)
        flash(f"{student.name}（{student.student_number}）：生源信息{STATUS[reviewed]}。", "success")
        return redirect(back, 303)

    @action("review", "生源审核通过", "确定让所选的生源信息审核通过吗？")
    def review_ticked(self, ticked: list[str]) -> ResponseReturnValue:
        back = self.way_back()
        outcome = bulk.each(ticked, self.names(ticked), passed, then=self.keepable(back))
        bulk.tell(outcome, "生源审核通过")
        return redirect(back, 303)


def passed(work: UnitOfWork, public_id: str, seen: int) -> Student:
    return roster.review_source(work, public_id, seen=seen, reviewed=True)


def about(work: UnitOfWork, student: Student) -> dict[str, Any]:
    """The record as the page shows it, with ID number and phone masked."""
    status = STATUS[student.source_reviewed]
    entries, standing = listing.trail_of(work, student), restriction_list.standing_of(work, student)
    return {
        "blocks": [("学生信息", personal(student)), ("培养信息", schooling(student)), ("签约资格", signing(standing))],
        "entries": [trail_line(entry) for entry in entries],
        "heading_status": (status, TONES[status]),
    }


def personal(student: Student) -> list[tuple[str, Any]]:
    return [
        ("学号", student.student_number),
        ("姓名", student.name),
        ("性别", student.gender),
        ("身份证号", masking.id_number(student.id_number)),
        ("手机号", masking.phone(student.phone)),
        ("邮箱", masking.email(student.email)),
        ("通讯地址", student.address),
        ("生源地", student.origin),
    ]


def signing(standing: restriction_list.Standing) -> list[tuple[str, ...]]:
    """Whether the student may sign, and what keeps it from it."""
    return [("状态", standing.status), ("原因", standing.reasons, "wide")]


def schooling(student: Student) -> list[tuple[str, Any]]:
    return [
        ("毕业年度", student.cohort),
        ("学院", student.college.name),
        ("专业", student.major),
        ("班级", student.class_name),
        ("学历", student.education),
        ("培养方式", student.training),
        ("本人确认", as_minute(student.source_confirmed_at) if student.source_confirmed_at else "未确认"),
    ]
