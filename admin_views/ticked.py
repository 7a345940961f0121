"""What may be done with the ticked rows of 签约管理: by queue and level, a unit for each row, or tried first."""

from typing import Any

from flask import g, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.actions import action

from portals.web import only, present_actor, services
from signing_core.actors import Role
from signing_core.errors import Problems
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Signing
from signing_core.queries import levels, narrowing, review_list, review_queues
from signing_core.states import ReviewLevels, SigningKind
from signing_core.use_cases import opinions
from signing_core.work import UnitOfWork

from . import bulk, bulk_runs
from .base import ConsoleView
from .deciding import Decision, Failed, Given
from .decisions import DECISIONS, FORCE

MAY_FORCE = lifecycle_of(SigningKind.ONLINE).makers[FORCE.trigger]
IN_BULK = {
    review_queues.MINE: {"approve", "approve_form", "approve_rescission", "college_pass", "college_pass_request"},
    review_queues.WAITING: {"approve", "college_pass"},
    review_queues.FORMS: {"approve_form", "college_pass"},
    review_queues.ENDING: {"approve_rescission", "college_pass_request"},
    narrowing.EVERY: {"approve"},
}
COLLEGE_PASSES = {"college_pass", "college_pass_request"}
OF_A_COLLEGE = {
    ReviewLevels.EITHER: {"approve", "approve_form", "approve_rescission"},
    ReviewLevels.SCHOOL: set[str](),
    ReviewLevels.COLLEGE_THEN_SCHOOL: COLLEGE_PASSES,
}


class TickedSignings(ConsoleView):
    """The part of the list that acts on several rows."""

    def get_actions_list(self) -> tuple[list[Any], dict[str, str]]:
        """What may be done with ticked rows is what the queue waits for, and what is left to the actor's level."""
        actions, questions = super().get_actions_list()
        ours = IN_BULK[self.queue()] - COLLEGE_PASSES
        if present_actor().role is Role.COLLEGE:
            ours = IN_BULK[self.queue()] & OF_A_COLLEGE[levels.of_cohort(self.reader, self.cohort())]
        return [one for one in actions if one[0] in ours | {"bulk"}], questions

    @action("college_pass", "院系初审通过", "确定让所选的签约通过院系初审吗？之后由学校就业办审核。")
    def college_pass_ticked(self, ticked: list[str]) -> ResponseReturnValue:
        return self.decide_each(DECISIONS["college_pass"], ticked, self.way_back())

    @action("college_pass_request", "解约初审通过", "确定让所选的解约申请通过院系初审吗？之后由学校就业办审核。")
    def college_pass_requests(self, ticked: list[str]) -> ResponseReturnValue:
        return self.decide_each(DECISIONS["college_pass_request"], ticked, self.way_back())

    @action("approve", "签约审核通过", "确定让所选的签约审核通过吗？")
    def approve_ticked(self, ticked: list[str]) -> ResponseReturnValue:
        return self.decide_each(DECISIONS["approve"], ticked, self.way_back())

    @action("approve_form", "协议书审核通过", "确定让所选的协议书审核通过吗？通过后即编号生效，由学生打印。")
    def approve_forms(self, ticked: list[str]) -> ResponseReturnValue:
        return self.decide_each(DECISIONS["approve_form"], ticked, self.way_back())

    @action("approve_rescission", "解约审核通过", "确定让所选的解约审核通过吗？签约随即解除，不能恢复。")
    def approve_rescissions(self, ticked: list[str]) -> ResponseReturnValue:
        return self.decide_each(DECISIONS["approve_rescission"], ticked, self.way_back())

    @expose("/force", methods=["POST"])
    @only(*MAY_FORCE)
    def force(self) -> ResponseReturnValue:
        """强制解约 of the ticked rows; the password is asked for once."""
        given, ticked = Given.read(request.form), request.form.getlist("rowid")
        try:
            FORCE.check(services(), present_actor(), given)
        except Problems as problems:
            return self.show_again(Failed(FORCE.name, given, problems.by_field, self.named(ticked))), problems.status
        return self.decide_each(FORCE, ticked, self.list_url(**self.asked()), given)

    def show_again(self, failed: Failed) -> str:
        """The list with the dialog that was refused."""
        g.failed = failed
        page, _status = self.index_view()
        return str(page)

    def decide_each(
        self, decision: Decision, ticked: list[str], back: str, given: Given | None = None
    ) -> ResponseReturnValue:
        def act(work: UnitOfWork, public_id: str, seen: int) -> Signing:
            if decision.passes:
                opinions.refuse_stopped(work, review_list.one(work, public_id))
            return decision.carry_out(work, public_id, seen=seen, given=given or Given())

        outcome = bulk.each(ticked, self.names(ticked), act, then=self.keepable(back))
        bulk.tell(outcome, decision.button)
        return redirect(back, 303)

    @action("bulk", "试算后办理", "")
    def try_ticked(self, ticked: list[str]) -> ResponseReturnValue:
        """The ticked rows are tried by the worker, which says what would become of each before anything is decided."""
        return bulk_runs.ticked(self, self.question(), bulk.read(ticked))
