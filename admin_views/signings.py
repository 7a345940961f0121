"""签约管理: the review list, the detail of a signing, the office's decisions, the export."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_wtf import FlaskForm

from portals import documents, pictures
from portals.forms import mark, typed
from portals.web import only, present_actor, reading, seen, services, working
from signing_core.actors import OFFICE
from signing_core.catalogues.agreements import correctable
from signing_core.errors import Problems
from signing_core.models import Signing
from signing_core.queries import narrowing, review_list, review_located, review_queues
from signing_core.sheets import REVIEW_COLUMNS, ReviewRow
from signing_core.use_cases import case_openings, unit_data

from . import bulk_runs, cockpit, exporting, links, signing_detail
from .base import READERS, acts
from .deciding import Failed, Given
from .decisions import DECISIONS, FORCE
from .opening import OpeningView
from .review_lines import written
from .signing_detail import unit_form
from .ticked import MAY_FORCE, TickedSignings


class SigningView(TickedSignings):
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
            "written": written,
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
