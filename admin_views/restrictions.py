"""签约开放列表: who may sign, who is restricted and why; one, the ticked or a whole filter restricted and opened."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask import abort, flash, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from portals.look import TONES
from portals.web import only, present_actor, reading, seen, services, working
from signing_core import values
from signing_core.actors import Role
from signing_core.errors import BadValue, Problems
from signing_core.models import Student
from signing_core.queries import narrowing, restriction_list, roster
from signing_core.sheets import RESTRICTION_COLUMNS
from signing_core.use_cases import jobs, restrictions
from signing_core.use_cases.jobs import JobKind
from signing_core.work import UnitOfWork

from . import bulk, restriction_import, restriction_many
from .base import ConsoleView
from .deciding import Failed, Given
from .look import trail_line
from .students import signing


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One button and its dialog."""

    name: str
    restricted: bool
    button: str
    look: str
    title: str
    text: str
    confirm: str
    reason: str
    marks: str = ""
    password: bool = False


RESTRICT = Deed(
    name="restrict",
    restricted=True,
    button="限制签约",
    look="btn-outline-danger",
    title="限制签约",
    text="限制后，学生立即不能应约、录入协议书或登记其他去向，单位也查找不到；已经开始的签约仍可办完。学生能看到原因。",
    confirm="确认限制",
    reason="限制原因",
)
OPEN = Deed(
    name="open",
    restricted=False,
    button="开放签约",
    look="btn-outline-primary",
    title="开放签约",
    text="开放后，学生立即可以在开放期间签约。定向培养、生源未审核、已通过其他方式提交的，仍不参加。",
    confirm="确认开放",
    reason="开放原因",
)
DEEDS = {deed.name: deed for deed in (RESTRICT, OPEN)}


class RestrictionView(ConsoleView):
    """The school's office decides; a college reads its own."""

    action_view = None  # what is done with ticked rows needs a reason
    model = Student
    queries = restriction_list
    columns = RESTRICTION_COLUMNS
    kinds = {  # noqa: RUF012
        "student_number": "num cell-brief",
        "name": "num cell-lead",
        "college": "cell-brief",
        "major": "cell-brief",
        "class_name": "cell-brief",
        "training": "num",
        "status": "status cell-mark",
        "reasons": "wrap",
        "who": "wrap",
        "at": "time",
    }
    search_label = "按学号或姓名"
    person = (Student.name, Student.student_number)
    list_template = "admin/restrictions.html"

    def question(self) -> narrowing.Question:
        return narrowing.Question(cohort=self.cohort(), queue=self.queue(), wanted=self.wanted())

    def around(self) -> dict[str, Any]:
        return super().around() | {
            "controls": self.sought.controls(narrowing.colleges(self.reader)),
            "row_deeds": list(DEEDS.values()) if self.may_decide() else [],
            "failed": g.get("failed", Failed()),
            "asked": self.asked(),
            "may_decide": self.may_decide(),
            "queue": self.queue(),
        }

    def cells_of(self, rows: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        """As in every list, and who decided about the students of the page: one statement more."""
        decided = restriction_list.decided(self.reader, [row.id for row in rows])
        return [restriction_list.cells(row, decided) for row in rows]

    @staticmethod
    def may_decide() -> bool:
        return present_actor().role is Role.SCHOOL

    @expose("/<public_id>")
    def detail(self, public_id: str) -> str:
        return self.show(public_id, Failed())

    def show(self, public_id: str, failed: Failed) -> str:
        """One student; after a refusal with the dialog that was sent."""
        with reading() as work:
            student = work.get(Student, public_id)
            standing = restriction_list.standing_of(work, student)
            entries = roster.trail_of(work, student)
            shown = {"student": student, "blocks": [("学生信息", personal(student)), ("签约资格", signing(standing))]}
        return self.render(
            "admin/restriction.html",
            return_url=self.list_url(**self.asked()),
            asked=self.asked(),
            failed=failed,
            deeds=deeds_for(student) if self.may_decide() else [],
            entries=[trail_line(entry) for entry in entries],
            heading_status=(standing.status, TONES.get(standing.status, "off")),
            **shown,
        )

    @expose("/<public_id>/<act>", methods=["POST"])
    @only(Role.SCHOOL)
    def change(self, public_id: str, act: str) -> ResponseReturnValue:
        deed, given = DEEDS.get(act) or abort(404), Given.read(request.form)
        back = self.row_url(public_id)
        try:
            with working(then=self.keepable(back)) as work:
                asked = {"restricted": deed.restricted, "reason": given.reason}
                student = restrictions.change(work, public_id, seen=seen(), **asked)
        except BadValue as problem:
            return self.show(public_id, Failed(deed.name, given, {"reason": problem.message})), Problems.status
        flash(f"{student.name}（{student.student_number}）：已{deed.button}，立即生效。", "success")
        return redirect(back, 303)

    @expose("/ticked/<act>", methods=["POST"])
    @only(Role.SCHOOL)
    def ticked(self, act: str) -> ResponseReturnValue:
        """The ticked rows, each in a unit of its own, with one summary."""
        deed, given = DEEDS.get(act) or abort(404), Given.read(request.form)
        ids, back = request.form.getlist("rowid"), self.list_url(**self.asked())
        try:
            reason = values.reason(given.reason)
        except BadValue as problem:
            g.failed = Failed(deed.name, given, {"reason": problem.message}, self.named(ids))
            page, _status = self.index_view()
            return page, Problems.status

        def one(work: UnitOfWork, public_id: str, seen: int) -> Student:
            return restrictions.change(work, public_id, seen=seen, restricted=deed.restricted, reason=reason)

        outcome = bulk.each(ids, self.names(ids), one, then=self.keepable(back))
        bulk.tell(outcome, deed.button)
        return redirect(back, 303)

    @expose("/all", methods=("GET", "POST"))
    @only(Role.SCHOOL)
    def every(self) -> ResponseReturnValue:
        return restriction_many.answer(self) if request.method == "POST" else restriction_many.page(self)

    @expose("/export", methods=["POST"])
    def export_list(self) -> ResponseReturnValue:
        """All that the filter finds, by the worker; the answer stands on the job's page."""
        asked, job_id = {"question": asdict(self.question())}, services().new_id()
        then = self.get_url("admin_jobs.show", public_id=job_id)
        with working(then=then) as work:
            jobs.order(work, JobKind.RESTRICTION_EXPORT, asked, public_id=job_id)
        return redirect(then, 303)

    @expose("/import", methods=("GET", "POST"))
    @only(Role.SCHOOL)
    def upload(self) -> ResponseReturnValue:
        return restriction_import.page(self)

    @expose("/template")
    @only(Role.SCHOOL)
    def blank(self) -> ResponseReturnValue:
        return restriction_import.blank()

    @expose("/import/<public_id>", methods=["POST"])
    @only(Role.SCHOOL)
    def order(self, public_id: str) -> ResponseReturnValue:
        return restriction_import.ordered(self, public_id)


def deeds_for(student: Student) -> list[Deed]:
    """A restricted student is opened; whoever is not is restricted."""
    return [OPEN] if student.restricted else [RESTRICT]


def personal(student: Student) -> list[tuple[str, Any]]:
    return [
        ("学号", student.student_number),
        ("姓名", student.name),
        ("毕业年度", student.cohort),
        ("学院", student.college.name),
        ("专业", student.major),
        ("班级", student.class_name),
    ]
