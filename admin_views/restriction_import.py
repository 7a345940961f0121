"""导入签约开放名单: template and upload; the worker checks the whole file, and writes what is right once confirmed."""

from io import BytesIO
from typing import Any

from flask import redirect
from flask.typing import ResponseReturnValue

from importers import restrictions as lists
from importers.templates import template
from importers.workbook import shown_name
from portals import imports
from portals.downloads import workbook
from portals.furniture import cohort
from portals.web import services, working
from signing_core.use_cases import checked_files, jobs
from signing_core.use_cases.checked_files import RESTRICTIONS
from signing_core.use_cases.restrictions import MOST_AT_ONCE

UploadForm = imports.upload_form("名单文件")


def page(view: Any) -> ResponseReturnValue:
    """The file is kept and its check ordered, or the form says what is lacking."""
    form = UploadForm()
    if form.validate_on_submit():
        return _keep(view, form.file.data.read(), form.file.data.filename or "")
    status = 422 if form.is_submitted() else 200
    shown = {"most": MOST_AT_ONCE, "return_url": view.list_url()}
    return view.render("admin/restriction_import.html", form=form, **shown), status


def blank() -> ResponseReturnValue:
    """下载模板."""
    made = template(lists.RESTRICTION_COLUMNS, lists.TITLE, lists.notes(cohort()))
    return workbook(BytesIO(made), f"{lists.TITLE}导入模板")


def ordered(view: Any, public_id: str) -> ResponseReturnValue:
    """确认导入 of a file that a job has checked."""
    job_id = services().new_id()
    then = view.get_url("admin_jobs.show", public_id=job_id)
    with working(then=then) as work:
        checked_files.order_import(work, RESTRICTIONS, public_id, public_id=job_id)
    return redirect(then, 303)


def _keep(view: Any, data: bytes, name: str) -> ResponseReturnValue:
    job_id, asked = services().new_id(), {"cohort": cohort(), "name": shown_name(name)}
    return imports.keep(
        data,
        name=name,
        purpose=RESTRICTIONS.purpose,
        then=lambda _file: view.get_url("admin_jobs.show", public_id=job_id),
        also=lambda work, file: jobs.order(work, RESTRICTIONS.check, asked | {"file": file}, public_id=job_id),
    )
