"""签约管理: the review list, the detail of a signing, the office's decisions, the export."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.actions import action
from flask_wtf import FlaskForm

from portals import documents, pictures
from portals.forms import mark, typed
from portals.web import only, present_actor, reading, seen, services, working
from signing_core.actors import OFFICE, Role
from signing_core.catalogues.agreements import correctable
from signing_core.errors import Problems
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Signing
from signing_core.queries import levels, narrowing, review_list, review_located, review_queues
from signing_core.sheets import REVIEW_COLUMNS, ReviewRow
from signing_core.states import ReviewLevels, SigningKind
from signing_core.use_cases import case_openings, opinions, unit_data
from signing_core.work import UnitOfWork

from . import bulk, bulk_runs, cockpit, exporting, links, signing_detail
from .base import READERS, ConsoleView, acts
from .deciding import Decision, Failed, Given
from .decisions import DECISIONS, FORCE
from .opening import OpeningView
from .signing_detail import unit_form

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


class SigningView(ConsoleView):
    """The page that staff live in."""

    who = READERS
    model = Signing
    queries = review_list
    columns = REVIEW_COLUMNS
    kinds = {  # noqa: RUF012
        "number": "num",
        "student_number": "num",
        "kind": "num",
        "employer": "wrap",
        "last_act_at": "time",
        "agreement_status": "status",
        "review_status": "status",
        "rescission_status": "status",
    }
    search_label = "按学号"
    person = (Signing.student_name, Signing.student_number)
    list_template = "admin/signings.html"

    @expose("/")
    def index_view(self) -> ResponseReturnValue:
        return links.to_its_cohort(self.list_url(**self.asked())) or super().index_view()

    def question(self) -> narrowing.Question:
        role = present_actor().role
        return narrowing.Question(cohort=self.cohort(), queue=self.queue(), wanted=self.wanted(), role=role)

    def located(self, question: narrowing.Question) -> narrowing.Question:
        return review_located.located(self.reader, question)

    def around(self) -> dict[str, Any]:
        advanced = bool(request.args.get("advanced") or self.sought.problems)
        return super().around() | {
            "groups": self.sought.groups(narrowing.colleges(self.reader)) if advanced else [],
            "advanced_url": self.list_url(**self.filter(), advanced="1"),
            "close_url": self.list_url(**self.filter()),
            "force": FORCE if present_actor().role in MAY_FORCE else None,
            "failed": g.get("failed", Failed()),
            "asked": self.asked(),
            "link_url": self.list_url(**self.filter(), cohort=str(self.cohort())),
            "acts": acts(),
            "may_open": present_actor().role in OpeningView.who,
        }

    def cells_of(self, rows: Sequence[Any]) -> Sequence[ReviewRow]:
        return ReviewRow.each(rows)

    @expose("/desk")
    @only(*OFFICE)
    def desk(self) -> ResponseReturnValue:
        return cockpit.page(self)

    @expose("/desk/<public_id>")
    @only(*OFFICE)
    def desk_case(self, public_id: str) -> ResponseReturnValue:
        return cockpit.page(self, public_id)

    @expose("/desk/<public_id>/case")
    @only(*OFFICE)
    def desk_part(self, public_id: str) -> ResponseReturnValue:
        return cockpit.part(self, public_id)

    @expose("/desk/<public_id>/<decision>", methods=["POST"])
    def desk_decide(self, public_id: str, decision: str) -> ResponseReturnValue:
        return cockpit.decide(self, public_id, decision)

    @expose("/<public_id>")
    def detail(self, public_id: str) -> ResponseReturnValue:
        return self.show(public_id)

    def show(self, public_id: str, failed: Failed | None = None, unit: FlaskForm | None = None) -> str:
        """The detail page; after a refusal with the dialog or the form that was sent."""
        with reading() as work:
            signing = review_list.one(work, public_id)
            shown = signing_detail.shown(work, signing)
            unit = unit or unit_form(shown["correctable"])(data=shown["unit_now"])
            sides = review_list.neighbours(work.session, self.question(), signing)
        previous, following = (self.row_url(side) if side else None for side in sides)
        return self.render(
            "admin/signing.html",
            previous_url=previous,
            next_url=following,
            return_url=self.list_url(**self.asked()),
            asked=self.asked(),
            failed=failed or Failed(),
            unit=unit,
            acts=acts(),
            **shown,
        )

    @expose("/<public_id>/opened", methods=["POST"])
    def opened(self, public_id: str) -> ResponseReturnValue:
        """The page says that it stands open; nothing of it is kept as an answered form."""
        with services().working(present_actor()) as work:
            case_openings.note(work, public_id)
        return "", 204

    @expose("/<public_id>/document")
    def document(self, public_id: str) -> ResponseReturnValue:
        return documents.answer(public_id, back_url=self.row_url(public_id))

    @expose("/<public_id>/certificate")
    def certificate(self, public_id: str) -> ResponseReturnValue:
        return documents.certificate(public_id, back_url=self.row_url(public_id))

    @expose("/images/<public_id>")
    def image(self, public_id: str) -> ResponseReturnValue:
        return pictures.answer(public_id)

    @expose("/<public_id>/<decision>", methods=["POST"])
    def move(self, public_id: str, decision: str) -> ResponseReturnValue:
        wanted = DECISIONS.get(decision) or abort(404)
        given = Given.read(request.form)
        back = self.list_url(**self.asked())
        try:
            wanted.check(services(), present_actor(), given)
        except Problems as problems:
            return self.show(public_id, Failed(decision, given, problems.by_field)), problems.status
        with working(then=self.keepable(back)) as work:
            signing = wanted.carry_out(work, public_id, seen=seen(), given=given)
        flash(f"{signing.student_name}（{signing.student_number}）：{wanted.button}。", "success")
        return redirect(back, 303)

    @expose("/<public_id>/unit", methods=["POST"])
    def unit(self, public_id: str) -> ResponseReturnValue:
        with reading() as work:
            signing = review_list.one(work, public_id)
        declared = correctable(signing.kind, {"destination": signing.destination})
        form = unit_form(declared)()
        back = self.row_url(public_id)
        try:
            with working(then=self.keepable(back)) as work:
                unit_data.correct(work, public_id, seen=seen(), unit=typed(form, declared))
        except Problems as problems:
            mark(form, problems)
            return self.show(public_id, unit=form), problems.status
        flash("单位信息已修改。", "success")
        return redirect(back, 303)

    def tabs(self, counts: Mapping[str, str]) -> list[tuple[str, str, str | None, bool]]:
        """Nothing waits for whoever only looks."""
        every = super().tabs(counts)
        return every if acts() else [tab for tab in every if tab[0] != review_queues.QUEUES[review_queues.MINE]]

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

    @expose("/bulk", methods=("GET", "POST"))
    @only(*OFFICE)
    def bulk(self) -> ResponseReturnValue:
        """批量办理 of everything that the list is narrowed to."""
        return bulk_runs.answer(self) if request.method == "POST" else bulk_runs.page(self)

    @expose("/bulk/sheet")
    @only(*OFFICE)
    def bulk_sheet(self) -> ResponseReturnValue:
        return bulk_runs.sheet(self)

    @expose("/bulk/sheet", methods=["POST"])
    def bulk_file(self) -> ResponseReturnValue:
        return bulk_runs.handed_back(self)

    @expose("/export", methods=("GET", "POST"))
    @only(*OFFICE)
    def export_list(self) -> ResponseReturnValue:
        return exporting.answer(self) if request.method == "POST" else exporting.page(self)
