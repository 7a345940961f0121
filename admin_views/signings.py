"""签约管理: the review list, the detail of a signing, the office's decisions, the export."""

import tempfile
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.actions import action
from sqlalchemy import select

from exports.review_workbook import write_reviews
from portals import documents
from portals.downloads import workbook
from portals.web import present_actor, reading, services, working
from signing_core.clock import today
from signing_core.errors import Problems
from signing_core.models import Signing
from signing_core.queries import review_list
from signing_core.sheets import REVIEW_COLUMNS, ReviewRow
from signing_core.use_cases import review
from signing_core.work import UnitOfWork

from . import bulk, signing_detail
from .base import ConsoleView
from .decisions import DECISIONS
from .signing_detail import Failed


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
    list_template = "admin/signings.html"

    def question(self) -> review_list.Question:
        return review_list.Question(cohort=self.cohort(), queue=self.queue(), student_number=self.searched())

    def cells(self, row: Any) -> ReviewRow:
        return ReviewRow.of(row)

    @expose("/<public_id>")
    def detail(self, public_id: str) -> ResponseReturnValue:
        return self.show(public_id)

    def show(self, public_id: str, failed: Failed | None = None) -> str:
        """The detail page; after a refusal with the dialog that was sent."""
        with reading() as work:
            signing = review_list.one(work, public_id)
            shown = signing_detail.shown(work, signing)
            sides = review_list.neighbours(work.session, self.question(), signing)
        previous, following = (self.row_url(side) if side else None for side in sides)
        return self.render(
            "admin/signing.html",
            previous_url=previous,
            next_url=following,
            return_url=self.list_url(**self.asked()),
            asked=self.asked(),
            failed=failed or Failed(),
            **shown,
        )

    @expose("/<public_id>/document")
    def document(self, public_id: str) -> ResponseReturnValue:
        return documents.answer(public_id, back_url=self.row_url(public_id))

    @expose("/<public_id>/<trigger>", methods=["POST"])
    def move(self, public_id: str, trigger: str) -> ResponseReturnValue:
        decision = DECISIONS.get(trigger) or abort(404)
        reason = request.form.get("reason", "")
        then = self.list_url(**self.asked())
        try:
            decision.check(services(), present_actor(), reason=reason, password=request.form.get("password", ""))
        except Problems as problems:
            return self.show(public_id, Failed(trigger, reason, problems.by_field)), problems.status
        with working(then=then) as work:
            signing = decision.carry_out(work, public_id, seen=request.form.get("seen", type=int), reason=reason)
        flash(f"{signing.student_name}（{signing.student_number}）：{decision.button}。", "success")
        return redirect(then, 303)

    @action("approve", "签约审核通过", "确定让所选的签约审核通过吗？")
    def approve_ticked(self, ticked: list[str]) -> ResponseReturnValue:
        back = self.way_back()
        outcome = bulk.each(ticked, self.names(ticked), passed, then=back)
        bulk.tell(outcome, "签约审核通过")
        return redirect(back, 303)

    def names(self, ticked: list[str]) -> dict[str, str]:
        """Whom the ticked rows are about, for the summary."""
        rows = select(Signing.public_id, Signing.student_name, Signing.student_number)
        found = self.reader.execute(rows.where(Signing.public_id.in_(bulk.ids(ticked))))
        return {public_id: f"{name}（{number}）" for public_id, name, number in found}

    @expose("/export")
    def export_list(self) -> ResponseReturnValue:
        """The list as it is filtered, in its order, as a workbook."""
        target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        write_reviews(review_list.every(self.reader, self.question()), target)
        return workbook(target, f"签约管理_{self.cohort()}届_{today(services().clock())}")


def passed(work: UnitOfWork, public_id: str, seen: int) -> Signing:
    return review.approve(work, public_id, seen=seen)
