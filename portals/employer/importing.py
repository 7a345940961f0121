"""导入拟签约名单: template, upload with its look-ups, preview, and the import of whom it found."""

from io import BytesIO

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from importers import candidates
from importers.bad_workbook import BadWorkbook
from importers.report import Report, packed, returned_workbook, unpacked
from importers.templates import template
from importers.workbook import TooManyRows
from portals import imports
from portals.downloads import workbook
from portals.web import only, present_actor, reading, services
from signing_core.actors import Role
from signing_core.use_cases.uploads import Purpose

from .views import bp

UploadForm = imports.upload_form("拟签约名单文件")


@bp.get("/candidates/template")
@only(Role.EMPLOYER)
def candidates_template() -> ResponseReturnValue:
    blank = template(candidates.CANDIDATE_COLUMNS, candidates.TITLE, candidates.NOTES)
    return workbook(BytesIO(blank), "拟签约名单导入模板")


@bp.get("/candidates/import")
@only(Role.EMPLOYER)
def candidates_import() -> ResponseReturnValue:
    return _upload_page(UploadForm())


@bp.post("/candidates/import")
@only(Role.EMPLOYER)
def candidates_upload() -> ResponseReturnValue:
    """The look-ups are made here, once: what waits is their outcome, and no later page can try again."""
    form = UploadForm()
    if not form.validate():
        return _upload_page(form), 422
    imports.refuse_second_send()
    name = form.file.data.filename or ""
    try:
        report = candidates.check(services(), present_actor(), form.file.data.read(), name)
    except (BadWorkbook, TooManyRows) as refusal:
        form.file.errors = [refusal.message]
        return _upload_page(form), 422
    return imports.keep(packed(report), name=name, purpose=Purpose.CANDIDATES, then=_preview_url)


@bp.get("/candidates/import/<public_id>")
@only(Role.EMPLOYER)
def candidates_preview(public_id: str) -> ResponseReturnValue:
    name, found = _preview(public_id)
    wrong = imports.wrong_rows(found.report)
    return render_template("employer/import_preview.html", public_id=public_id, file=name, found=found, wrong=wrong)


@bp.get("/candidates/import/<public_id>/wrong")
@only(Role.EMPLOYER)
def candidates_wrong(public_id: str) -> ResponseReturnValue:
    _, found = _preview(public_id)
    return workbook(BytesIO(returned_workbook(found.report)), "拟签约名单错误清单")


@bp.post("/candidates/import/<public_id>/confirm")
@only(Role.EMPLOYER)
def candidates_confirm(public_id: str) -> ResponseReturnValue:
    imports.refuse_second_send()
    _, report = _kept(public_id)
    then = url_for(".candidates")
    with imports.taking(public_id, purpose=Purpose.CANDIDATES, then=then) as work:
        added = candidates.apply(work, report)
    flash(f"已把 {added} 名学生加入签约发送列表。", "success")
    return redirect(then, 303)


def _upload_page(form: FlaskForm) -> str:
    return render_template("employer/import.html", form=form, most=candidates.MOST_ROWS)


def _preview_url(public_id: str) -> str:
    return url_for(".candidates_preview", public_id=public_id)


def _kept(public_id: str) -> tuple[str, Report]:
    with reading() as work:
        name, data = imports.kept(work, public_id, purpose=Purpose.CANDIDATES)
    return name, unpacked(data)


def _preview(public_id: str) -> tuple[str, candidates.Preview]:
    name, report = _kept(public_id)
    with reading() as work:
        return name, candidates.preview(work, report)
