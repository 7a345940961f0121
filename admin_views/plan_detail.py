"""What the list and the page of one student say of 就业方案."""

from typing import Any

from portals.look import TONES
from signing_core.catalogues import destination_codes
from signing_core.clock import as_minute
from signing_core.models import Plan, Student
from signing_core.queries import plan_lacking, plan_list
from signing_core.queries.plan_list import CORRECTION
from signing_core.queries.roster import trail_of
from signing_core.states import PlanSource, PlanStatus
from signing_core.work import UnitOfWork

from .look import trail_line


def shown(work: UnitOfWork, public_id: str) -> dict[str, Any]:
    """All that the template needs of the plan; raises NotFound outside the scope."""
    student = work.get(Student, public_id)
    plan = work.session.get_one(Plan, student.id)
    lacks = plan_lacking.of_student(work, student, plan)
    return {
        "student": student,
        "plan": plan,
        "blocks": [("学生信息", personal(student)), ("就业方案", told(plan))],
        "lacks": lacks,
        "signing": plan_list.source_of(work, plan),
        "may_be_set": plan.source is PlanSource.NONE,
        "may_be_undone": plan.source is PlanSource.OTHER,
        "entries": [trail_line(entry) for entry in trail_of(work, student)],
        "heading_status": (plan.status.label, TONES[plan.status.label]),
    }


def personal(student: Student) -> list[tuple[str, Any]]:
    return [
        ("学号", student.student_number),
        ("姓名", student.name),
        ("学院", student.college.name),
        ("专业", student.major),
        ("班级", student.class_name),
        ("学历", student.education),
        ("培养方式", student.training),
        ("生源审核", "已审核" if student.source_reviewed else "未审核"),
        ("毕业年度", student.cohort),
    ]


def told(plan: Plan) -> list[tuple[Any, ...]]:
    exported = as_minute(plan.exported_at) if plan.exported_at else "尚未导出"
    facts: list[tuple[Any, ...]] = [
        ("方案状态", plan.status.label),
        ("来源", plan.source.label),
        ("签约类型", plan.kind.label if plan.kind else ""),
        ("毕业去向", plan.destination),
        ("去向代码", code_text(plan)),
        ("最后变动", as_minute(plan.changed_at)),
        ("上次导出", exported + ("，之后有变动，需更正" if plan.needs_correction else "")),
    ]
    return facts + ([("其他方式提交原因", plan.other_reason, "wide")] if plan.source is PlanSource.OTHER else [])


def code_text(plan: Any) -> str:
    """A code with its name, and how it is marked where it is not surely the ministry's."""
    mark = destination_codes.mark_of(plan.destination, plan.assigned_code, plan.destination_code, plan.cohort)
    if not plan.destination_code:
        return mark
    named = f"{plan.destination_code} {destination_codes.name_of(plan.destination_code)}"
    return named + (f"（{mark}）" if mark else "")


def cells(row: Any, lacks: dict[int, list[plan_lacking.Lack]]) -> tuple[Any, ...]:
    """One row of the list; of what was not submitted it says what is lacking first."""
    waits = row.status is PlanStatus.NOT_SUBMITTED
    return (
        row.student_number,
        row.name,
        row.college,
        row.major,
        row.education,
        row.status.label,
        "" if waits else row.source.label,
        lacks[row.student_id][0].text if waits else row.destination,
        code_text(row),
        CORRECTION if row.needs_correction else "",
        as_minute(row.changed_at),
    )
