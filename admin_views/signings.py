"""签约管理: the review list, the detail of a signing, the office's decisions, the export."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.actions import action

from portals import documents
from portals.forms import mark, typed
from portals.web import present_actor, reading, seen, services, working
from signing_core.catalogues.unit_data import UNIT_DATA
from signing_core.errors import Problems
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Signing
from signing_core.queries import narrowing, review_list
from signing_core.queries.unit_data import current
from signing_core.sheets import REVIEW_COLUMNS, ReviewRow
from signing_core.states import SigningKind
from signing_core.use_cases import review, unit_data
from signing_core.work import UnitOfWork

from . import bulk, exporting, signing_detail
from .base import ConsoleView
from .decisions import DECISIONS
from .opening import OpeningView
from .signing_detail import Failed, UnitForm


class SigningView(ConsoleView):
    """The page that staff live in."""

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

    def question(self) -> narrowing.Question:
        return narrowing.Question(cohort=self.cohort(), queue=self.queue(), wanted=self.wanted())

    def around(self) -> dict[str, Any]:
        role = present_actor().role
        advanced = bool(request.args.get("advanced") or self.sought.problems)
        return super().around() | {
            "controls": self.sought.controls(narrowing.colleges(self.reader)) if advanced else [],
            "advanced_url": self.list_url(**self.filter(), advanced="1"),
            "close_url": self.list_url(**self.filter()),
            "may_force": role in lifecycle_of(SigningKind.ONLINE).makers["rescind"],
            "may_open": role in OpeningView.who,
        }

    def cells(self, row: Any) -> ReviewRow:
        return ReviewRow.of(row)

    @expose("/<public_id>")
    def detail(self, public_id: str) -> ResponseReturnValue:
        return self.show(public_id, Failed(request.args.get("open", "")))

    def show(self, public_id: str, failed: Failed | None = None, unit: UnitForm | None = None) -> str:
        """The detail page; after a refusal with the dialog or the form that was sent."""
        failed = failed or Failed()
        with reading() as work:
            signing = review_list.one(work, public_id)
            shown = signing_detail.shown(work, signing, failed.trigger)
            unit = unit or UnitForm(data=current(signing))
            sides = review_list.neighbours(work.session, self.question(), signing)
        previous, following = (self.row_url(side) if side else None for side in sides)
        return self.render(
            "admin/signing.html",
            previous_url=previous,
            next_url=following,
            return_url=self.list_url(**self.asked()),
            asked=self.asked(),
            failed=failed,
            unit=unit,
            **shown,
        )

    @expose("/<public_id>/document")
    def document(self, public_id: str) -> ResponseReturnValue:
        return documents.answer(public_id, back_url=self.row_url(public_id))

    @expose("/<public_id>/certificate")
    def certificate(self, public_id: str) -> ResponseReturnValue:
        return documents.certificate(public_id, back_url=self.row_url(public_id))

    @expose("/<public_id>/<trigger>", methods=["POST"])
    def move(self, public_id: str, trigger: str) -> ResponseReturnValue:
        decision = DECISIONS.get(trigger) or abort(404)
        reason = request.form.get("reason", "")
        back = self.list_url(**self.asked())
        try:
            decision.check(services(), present_actor(), reason=reason, password=request.form.get("password", ""))
        except Problems as problems:
            return self.show(public_id, Failed(trigger, reason, problems.by_field)), problems.status
        with working(then=self.keepable(back)) as work:
            signing = decision.carry_out(work, public_id, seen=seen(), reason=reason)
        flash(f"{signing.student_name}（{signing.student_number}）：{decision.button}。", "success")
        return redirect(back, 303)

    @expose("/<public_id>/unit", methods=["POST"])
    def unit(self, public_id: str) -> ResponseReturnValue:
        form = UnitForm()
        back = self.row_url(public_id)
        try:
            with working(then=self.keepable(back)) as work:
                unit_data.correct(work, public_id, seen=seen(), unit=typed(form, UNIT_DATA))
        except Problems as problems:
            mark(form, problems)
            return self.show(public_id, unit=form), problems.status
        flash("单位信息已修改。", "success")
        return redirect(back, 303)

    @action("approve", "签约审核通过", "确定让所选的签约审核通过吗？")
    def approve_ticked(self, ticked: list[str]) -> ResponseReturnValue:
        back = self.way_back()
        outcome = bulk.each(ticked, self.names(ticked), passed, then=self.keepable(back))
        bulk.tell(outcome, "签约审核通过")
        return redirect(back, 303)

    @expose("/export", methods=("GET", "POST"))
    def export_list(self) -> ResponseReturnValue:
        return exporting.answer(self) if request.method == "POST" else exporting.page(self)


def passed(work: UnitOfWork, public_id: str, seen: int) -> Signing:
    return review.approve(work, public_id, seen=seen)
