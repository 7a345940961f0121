"""Uploading images of stamped paper and arranging them, until they are handed in with the page's own act."""

from contextlib import closing
from dataclasses import dataclass, field

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from importers import images as checking
from importers.bad_image import BadImage
from portals.web import asked_by_script, only, present_actor, reading, seen, services, working
from signing_core.actors import Role
from signing_core.errors import Refusal
from signing_core.models import Image, ImagePurpose
from signing_core.queries import student_papers
from signing_core.queries.papers import WAITING
from signing_core.states import SigningKind
from signing_core.use_cases import destinations, images, uploads

from .views import bp

PAGE_OF = {
    (SigningKind.PAPER, ImagePurpose.FEEDBACK): ".paper_feedback",
    (SigningKind.PAPER, ImagePurpose.RESCISSION): ".paper_rescission",
    (SigningKind.DESTINATION, ImagePurpose.DESTINATION): ".destination_entry",
    (SigningKind.DESTINATION, ImagePurpose.RESCISSION): ".destination_release",
}
KEPT = ("type", "reason")  # what may have been typed beside the images of a rescission


@dataclass
class Uploaded:
    """What became of the files of one request."""

    added: int = 0
    refused: list[str] = field(default_factory=list)

    def answer(self, then: str) -> ResponseReturnValue:
        """To the page's script as data, else to the page with its sentences."""
        if asked_by_script():
            return {"added": self.added, "refused": self.refused}
        if self.added:
            flash(f"已上传 {self.added} 张图片。", "success")
        for sentence in self.refused:
            flash(sentence, "error")
        if not self.added and not self.refused:
            flash("请先选择图片。", "warning")
        return redirect(then, 303)


def upload_all(public_id: str, purpose: ImagePurpose) -> Uploaded:
    """Each file in a unit of its own: one that is refused does not hold up the others."""
    done = Uploaded()
    sent = [file for file in request.files.getlist("images") if file.filename]
    for file in sent[: images.MOST]:
        with closing(file):
            try:
                _upload(public_id, purpose, file.read(), file.filename or "")
                done.added += 1
            except Refusal as refusal:
                done.refused.append(refusal.message)
    if len(sent) > images.MOST:
        done.refused.append(f"一次最多上传 {images.MOST} 张图片，其余没有上传。")
    return done


@bp.post("/images/<public_id>/<any(turn, earlier, later, remove):act>")
@only(Role.STUDENT)
def image_change(public_id: str, act: str) -> ResponseReturnValue:
    """旋转, 前移, 后移, 删除 of an image that waits to be handed in."""
    with reading() as work:
        image = work.get(Image, public_id)
        signing = student_papers.signing_of_image(work, image)
    typed = {name: request.form[name][:200] for name in KEPT if request.form.get(name)}
    page, signing_id = PAGE_OF[signing.kind, image.purpose], signing.public_id
    then = url_for(page, public_id=signing_id)  # what was typed is too long to be kept as an answer's address
    if image.purpose is ImagePurpose.DESTINATION and not asked_by_script():
        with services().working(present_actor()) as work:  # without the page's script, what was typed would be lost
            destinations.save(work, signing_id, seen=seen(), typed=request.form)
    if act == "turn" and image.round == WAITING:
        _turn(image, then)
        return redirect(url_for(page, public_id=signing_id, **typed), 303)
    cleared: list[str] = []
    with working(then=then) as work:
        if act == "remove":
            cleared = images.remove(work, public_id)
        else:
            images.move(work, public_id, forwards=act == "later")
    uploads.clear(services(), cleared)
    return redirect(url_for(page, public_id=signing_id, **typed), 303)


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


def _upload(public_id: str, purpose: ImagePurpose, data: bytes, name: str) -> None:
    """Checked and stored outside the unit; what is refused after all leaves nothing in the store."""
    with reading() as work:
        student_papers.waiting(work, public_id, purpose)
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
