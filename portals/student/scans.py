"""Images of stamped paper: uploaded, arranged and handed in, for the feedback and as the proof of a rescission."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from importers import images as checking
from importers.bad_image import BadImage
from portals.web import only, present_actor, reading, seen, services, working
from signing_core.actors import Role
from signing_core.catalogues.agreements import RESCISSION_TYPES
from signing_core.errors import Problems, Refusal
from signing_core.models import Image, ImagePurpose
from signing_core.queries import student_papers
from signing_core.queries.agreement_facts import steps_of
from signing_core.queries.papers import WAITING
from signing_core.use_cases import images, rescind, uploads

from .views import bp

PAGE_OF = {ImagePurpose.FEEDBACK: ".paper_feedback", ImagePurpose.RESCISSION: ".paper_rescission"}


@bp.get("/paper/<public_id>/feedback")
@only(Role.STUDENT)
def paper_feedback(public_id: str) -> ResponseReturnValue:
    """反馈签约资料."""
    with reading() as work:
        signing, waiting = student_papers.waiting(work, public_id, ImagePurpose.FEEDBACK, "submit_scan")
        contact = student_papers.contact_for(work, signing)
    steps, step = steps_of(signing)
    facts = {"images": waiting, "contact": contact, "steps": steps, "step": (4, step[1])}
    return render_template("student/paper_feedback.html", signing=signing, most=images.MOST, **facts)


@bp.post("/paper/<public_id>/feedback")
@only(Role.STUDENT)
def paper_submit(public_id: str) -> ResponseReturnValue:
    then = url_for(".paper", public_id=public_id)
    with working(then=then) as work:
        images.submit(work, public_id, seen=seen())
    flash("签约资料已提交，等待学校审核。", "success")
    return redirect(then, 303)


@bp.post("/paper/<public_id>/feedback/images")
@only(Role.STUDENT)
def paper_upload(public_id: str) -> ResponseReturnValue:
    _upload_all(public_id, ImagePurpose.FEEDBACK)
    return redirect(url_for(".paper_feedback", public_id=public_id), 303)


@bp.get("/paper/<public_id>/rescission")
@only(Role.STUDENT)
def paper_rescission(public_id: str) -> ResponseReturnValue:
    """解约申请: type, reason, proof."""
    return _rescission_page(public_id, request.args.get("type", ""), request.args.get("reason", "")[:200])


@bp.post("/paper/<public_id>/rescission")
@only(Role.STUDENT)
def paper_rescission_ask(public_id: str) -> ResponseReturnValue:
    """上传图片 keeps what was typed; 提交 asks."""
    asked = {"type": request.form.get("type", ""), "reason": request.form.get("reason", "")}
    if request.form.get("act") == "upload":
        _upload_all(public_id, ImagePurpose.RESCISSION)
        return _rescission_page(public_id, **asked)
    then = url_for(".paper", public_id=public_id)
    try:
        with working(then=then) as work:
            rescind.ask_on_paper(work, public_id, seen=seen(), **asked)
    except Problems as problems:
        return _rescission_page(public_id, **asked, problems=problems.by_field), problems.status
    flash("解约申请已提交，等待学校审核；审核通过之前签约仍然有效。", "success")
    return redirect(then, 303)


@bp.post("/images/<public_id>/<act>")
@only(Role.STUDENT)
def image_change(public_id: str, act: str) -> ResponseReturnValue:
    """旋转, 前移, 后移, 删除 of an image that waits to be handed in."""
    with reading() as work:
        image = work.get(Image, public_id)
        signing_id = student_papers.signing_of_image(work, image)
    then = url_for(PAGE_OF[image.purpose], public_id=signing_id)
    if act == "turn" and image.round == WAITING:
        _turn(image, then)
        return redirect(then, 303)
    cleared: list[str] = []
    with working(then=then) as work:
        if act == "remove":
            cleared = images.remove(work, public_id)
        else:
            images.move(work, public_id, forwards=act == "later")
    uploads.clear(services(), cleared)
    return redirect(then, 303)


def _turn(image: Image, then: str) -> None:
    picture = checking.rotated(images.content(services(), image), clockwise=90)
    stored = images.store(services(), picture, image.public_id)
    try:
        with working(then=then) as work:
            old = images.turn(work, image.public_id, stored=stored)
    except Refusal:
        uploads.clear(services(), stored.keys)
        raise
    uploads.clear(services(), old)


def _upload_all(public_id: str, purpose: ImagePurpose) -> None:
    """Each file in a unit of its own: one that is refused does not hold up the others."""
    sent = [file for file in request.files.getlist("images") if file.filename]
    added, refused = 0, []
    for file in sent[: images.MOST]:
        try:
            _upload(public_id, purpose, file.read(), file.filename or "")
            added += 1
        except Refusal as refusal:
            refused.append(refusal.message)
    if len(sent) > images.MOST:
        refused.append(f"一次最多上传 {images.MOST} 张图片，其余没有上传。")
    if added:
        flash(f"已上传 {added} 张图片。", "success")
    for sentence in refused:
        flash(sentence, "error")
    if not sent:
        flash("请先选择图片。", "warning")


def _upload(public_id: str, purpose: ImagePurpose, data: bytes, name: str) -> None:
    """Checked and stored outside the unit; what is refused after all leaves nothing in the store."""
    with reading() as work:
        student_papers.waiting(work, public_id, purpose, images.TRIGGER_OF[purpose])
    try:
        cleaned = checking.cleaned(data, name)
    except BadImage as refusal:
        raise Refusal(refusal.message) from None
    stored = images.store(services(), cleaned.picture)
    hashes = {"sent_sha256": cleaned.sent_hash, "pixel_sha256": cleaned.pixel_hash}
    try:
        with services().working(present_actor()) as work:
            images.add(work, public_id, purpose=purpose, stored=stored, name=name, **hashes)
    except Exception:
        uploads.clear(services(), stored.keys)
        raise


def _rescission_page(public_id: str, type: str = "", reason: str = "", problems: dict[str, str] | None = None) -> str:
    with reading() as work:
        signing, waiting = student_papers.waiting(work, public_id, ImagePurpose.RESCISSION, "ask_rescission")
    typed = {"type": type, "reason": reason}
    facts = {"images": waiting, "types": RESCISSION_TYPES, "typed": typed, "problems": problems or {}}
    province = services().settings.province
    return render_template(
        "student/paper_rescission.html", signing=signing, province=province, most=images.MOST, **facts
    )
