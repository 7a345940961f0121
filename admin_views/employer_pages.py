"""What 单位审核 and 单位列表 share: who may open them, what a row says, how a decision is carried out."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from portals.web import present_actor, seen, services, working
from signing_core.clock import as_minute
from signing_core.errors import Problems
from signing_core.lifecycles.employer import REVIEWERS
from signing_core.models import Employer, EmployerEvent
from signing_core.queries import employer_pages, narrowing

from .base import ConsoleView
from .deciding import Decision, Failed, Given

COLUMNS = {
    "name": "单位名称",
    "uscc": "统一社会信用代码",
    "nature": "单位性质",
    "industry": "单位行业",
    "place": "单位所在地",
}
KINDS = {
    "name": "wrap cell-lead",
    "uscc": "num cell-brief",
    "nature": "num cell-brief",
    "industry": "wrap",
    "place": "wrap",
    "state": "status cell-mark",
}


class EmployerPages(ConsoleView):
    """Employers belong to no cohort and to no school; colleges have no say in them."""

    who = REVIEWERS
    action_view = None  # nothing is done with many employers at once
    model = Employer
    search_label = "按单位名称或代码"
    person = (Employer.name, Employer.uscc)
    first_queue: str

    def queue(self) -> str:
        return self.filter().get("queue", self.first_queue)

    def question(self) -> narrowing.Question:
        return narrowing.Question(cohort=self.cohort(), queue=self.queue(), wanted=self.wanted())

    def show(self, public_id: str, failed: Failed | None = None) -> str:
        """The page of one employer; after a refusal with the dialog that was sent."""
        raise NotImplementedError

    def decide(self, public_id: str, decision: Decision, *, then: str) -> ResponseReturnValue:
        given = Given.read(request.form)
        try:
            decision.check(services(), present_actor(), given)
        except Problems as problems:
            return self.show(public_id, Failed(decision.name, given, problems.by_field)), problems.status
        with working(then=self.keepable(then)) as work:
            employer = decision.carry_out(work, public_id, seen=seen(), given=given)
        flash(f"{employer.name}：{decision.button}。", "success")
        return redirect(then, 303)


def facts(employer: Employer, *, full: bool) -> list[tuple[str, Any]]:
    """The registration, and when it was made and confirmed."""
    return [
        *employer_pages.base_data(employer, full=full),
        ("注册时间", as_minute(employer.created_at)),
        ("首次确认签约信息", as_minute(employer.confirmed_at) if employer.confirmed_at else ""),
    ]


def event_line(event: EmployerEvent) -> tuple[str, str, str, str]:
    """One line of 办理记录: who, when, what, remark."""
    return f"{event.who}（{event.role.label}）", as_minute(event.at), event.label, event.remark
