"""反馈签约资料 and 解约申请 of a paper agreement: the pages on which images are handed in."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portals import documents
from portals.web import only, reading, seen, services, working
from signing_core.actors import Role
from signing_core.catalogues.agreements import RESCISSION_TYPES
from signing_core.errors import Problems
from signing_core.models import ImagePurpose
from signing_core.queries import student_papers
from signing_core.queries.agreement_facts import steps_of
from signing_core.rescission_sheet import release_title
from signing_core.use_cases import images, rescind

from .uploading import upload_all
from .views import bp

UPLOADING = 4  # of the steps; the page stands for it, though the agreement may still have to be printed


@bp.get("/paper/<public_id>/feedback")
@only(Role.STUDENT)
def paper_feedback(public_id: str) -> ResponseReturnValue:
    """反馈签约资料."""
    with reading() as work:
        scans = student_papers.waiting(work, public_id, ImagePurpose.FEEDBACK)
    steps, (_, failed) = steps_of(scans.signing)
    bar = {"steps": steps, "step": (UPLOADING, failed), "most": images.MOST}
    return render_template("student/paper_feedback.html", scans=scans, signing=scans.signing, **bar)


@bp.post("/paper/<public_id>/feedback")
@only(Role.STUDENT)
def paper_submit(public_id: str) -> ResponseReturnValue:
    """上传图片; 保存并提交审核, with what was chosen and not uploaded yet."""
    uploaded = upload_all(public_id, ImagePurpose.FEEDBACK)
    if request.form.get("act") == "upload" or uploaded.refused:
        return uploaded.answer(url_for(".paper_feedback", public_id=public_id))
    then = url_for(".paper", public_id=public_id)
    with working(then=then) as work:
        images.submit(work, public_id, seen=seen())
    flash("签约资料已提交，等待学校审核。", "success")
    return redirect(then, 303)


@bp.get("/paper/<public_id>/rescission")
@only(Role.STUDENT)
def paper_rescission(public_id: str) -> ResponseReturnValue:
    """解约申请: type, reason, proof; what was typed comes along in the address."""
    return _rescission_page(public_id, request.args.get("type", ""), request.args.get("reason", "")[:200])


@bp.post("/paper/<public_id>/rescission")
@only(Role.STUDENT)
def paper_rescission_ask(public_id: str) -> ResponseReturnValue:
    """上传图片 keeps what was typed; 提交 asks, with what was chosen and not uploaded yet."""
    asked = {"type": request.form.get("type", ""), "reason": request.form.get("reason", "")}
    uploaded = upload_all(public_id, ImagePurpose.RESCISSION)
    if request.form.get("act") == "upload" or uploaded.refused:
        return uploaded.answer(url_for(".paper_rescission", public_id=public_id, **asked))
    then = url_for(".paper", public_id=public_id)
    try:
        with working(then=then) as work:
            rescind.ask_on_paper(work, public_id, seen=seen(), **asked)
    except Problems as problems:
        return _rescission_page(public_id, **asked, problems=problems.by_field), problems.status
    flash("解约申请已提交，等待学校审核；审核通过之前签约仍然有效。", "success")
    return redirect(then, 303)


@bp.get("/paper/<public_id>/release-form")
@only(Role.STUDENT)
def paper_release_form(public_id: str) -> ResponseReturnValue:
    return documents.release_form(public_id, back_url=url_for(".paper_rescission", public_id=public_id))


@bp.post("/paper/<public_id>/release-form")
@only(Role.STUDENT)
def paper_release_order(public_id: str) -> ResponseReturnValue:
    """下载《…就业协议解除证明》: ordered here, and shown as soon as the worker has drawn it."""
    then = url_for(".paper_release_form", public_id=public_id)
    with working(then=then) as work:
        rescind.release_form(work, public_id)
    return redirect(then, 303)


def _rescission_page(
    public_id: str, type: str, reason: str, problems: dict[str, str] | None = None
) -> ResponseReturnValue:
    with reading() as work:
        scans = student_papers.waiting(work, public_id, ImagePurpose.RESCISSION)
    if scans.because:
        flash(scans.because, "warning")
        return redirect(url_for(".paper", public_id=public_id), 303)
    facts = {"types": RESCISSION_TYPES, "typed": {"type": type, "reason": reason}, "problems": problems or {}}
    return render_template(
        "student/paper_rescission.html",
        scans=scans,
        signing=scans.signing,
        most=images.MOST,
        release_form=release_title(services().settings.province),
        **facts,
    )
