"""批量办理 of everything that a list shows, of ticked rows, or by workbook: tried first, then confirmed, then done."""

from dataclasses import asdict
from io import BytesIO
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from importers import reviews
from importers.workbook import shown_name
from portals import imports, look
from portals.downloads import workbook
from portals.web import reading, services, working
from signing_core.errors import BadValue, Refusal
from signing_core.models import Opinion
from signing_core.queries import bulk_rows, review_export
from signing_core.queries.narrowing import Question
from signing_core.use_cases import bulk_runs, jobs
from signing_core.use_cases.jobs import JobKind
from signing_core.use_cases.uploads import Purpose

from .base import ConsolePage

MOST_IN_A_SHEET = 2000
UploadForm = imports.upload_form("填好的审核表")
TABS = {"": "全部", "refused": "不办理或未能办理", "done": "办理"}


def page(view: Any, *, opinion: str = Opinion.PASS, reason: str = "", problem: str = "") -> str:
    """What the list is narrowed to, how many rows there are, and the three ways to go on."""
    question = view.question()
    with reading() as work:
        rows = review_export.count(work, question, most=bulk_runs.MOST + 1)
    return str(
        view.render(
            "admin/bulk.html",
            scope=review_export.described(question),
            rows=rows,
            most=bulk_runs.MOST,
            most_in_a_sheet=MOST_IN_A_SHEET,
            opinions=list(Opinion),
            opinion=opinion,
            reason=reason,
            problem=problem,
            upload=UploadForm(formdata=None),
            asked=view.filter(),
            return_url=view.list_url(**view.filter()),
        )
    )


def answer(view: Any) -> ResponseReturnValue:
    """Have everything tried that the list is narrowed to."""
    given = {"opinion": request.form.get("opinion", ""), "reason": request.form.get("reason", "")}
    try:
        return ordered(view, {"question": asdict(view.question())}, **given)
    except BadValue as problem:
        return page(view, **given, problem=problem.message), problem.status


def ticked(view: Any, question: Question, rows: list[tuple[str, int]]) -> ResponseReturnValue:
    """Have the ticked rows tried, to be passed."""
    asked = {"question": asdict(question), "ticked": [list(row) for row in rows]}
    return ordered(view, asked, opinion=Opinion.PASS, reason="")


def ordered(view: Any, asked: dict[str, Any], *, opinion: str, reason: str) -> ResponseReturnValue:
    if opinion not in set(Opinion):
        raise BadValue("请选择审核意见。")
    job_id = services().new_id()
    then = view.get_url("admin_jobs.show", public_id=job_id)
    with working(then=then) as work:
        bulk_runs.order_check(work, asked, opinion=opinion, reason=reason, public_id=job_id)
    return redirect(then, 303)


def sheet(view: Any) -> ResponseReturnValue:
    """审核表 of what the list is narrowed to, to be filled in."""
    with reading() as work:
        rows = list(bulk_rows.of_list(work, view.question(), most=MOST_IN_A_SHEET + 1))
    if len(rows) > MOST_IN_A_SHEET:
        raise Refusal(f"审核表一次最多 {MOST_IN_A_SHEET:,} 行，请先缩小范围。")
    return workbook(BytesIO(reviews.sheet(rows)), "签约审核表")


def handed_back(view: Any) -> ResponseReturnValue:
    """Keep the workbook and have it tried by the worker."""
    form = UploadForm()
    if not form.validate():
        flash("；".join(form.file.errors) or "请选择填好的审核表。", "error")
        return redirect(view.get_url(".bulk", **view.filter()), 303)
    job_id, question = services().new_id(), asdict(view.question())
    name = shown_name(form.file.data.filename or "")
    return imports.keep(
        form.file.data.read(),
        name=name,
        purpose=Purpose.REVIEWS,
        then=lambda _file: str(view.get_url("admin_jobs.show", public_id=job_id)),
        also=lambda work, file: bulk_runs.order_check(
            work,
            {"question": question, "file": file, "name": name},
            opinion=Opinion.PASS,
            reason="",
            public_id=job_id,
        ),
    )


class BulkView(ConsolePage):
    """Not in the menu: what was tried is confirmed here, a run is stopped, and its rows are looked at."""

    def is_visible(self) -> bool:
        return False

    @expose("/")
    def index(self) -> ResponseReturnValue:
        return redirect(self.get_url("admin_signing.bulk"))

    @expose("/<public_id>")
    def rows(self, public_id: str) -> ResponseReturnValue:
        """The rows of a check or of a run, one by one."""
        tab = request.args.get("tab", "")
        refused = {"refused": True, "done": False}.get(tab)
        with reading() as work:
            job = jobs.find(work, public_id)
            run = job.kind == JobKind.BULK_RUN
            which = bulk_rows.of_run(public_id) if run else bulk_rows.of_check(public_id)
            found = bulk_rows.page(work, which, refused=refused, number=look.page_number())
        tabs = [
            (label, self.get_url(".rows", public_id=public_id, **({"tab": name} if name else {})), None, name == tab)
            for name, label in TABS.items()
        ]
        return self.render("admin/bulk_rows.html", job=job, run=run, rows=found.rows, page=look.pager(found), tabs=tabs)

    @expose("/<public_id>/confirm", methods=["POST"])
    def confirm(self, public_id: str) -> ResponseReturnValue:
        job_id = services().new_id()
        then = self.get_url("admin_jobs.show", public_id=job_id)
        with working(then=then) as work:
            bulk_runs.confirm(work, public_id, public_id=job_id)
        return redirect(then, 303)

    @expose("/<public_id>/stop", methods=["POST"])
    def stop(self, public_id: str) -> ResponseReturnValue:
        then = self.get_url("admin_jobs.show", public_id=public_id)
        with working(then=then) as work:
            left = bulk_runs.stop(work, public_id)
        flash(f"已停止，{left:,} 条没有办理；已经办理的不受影响。", "success")
        return redirect(then, 303)
