"""The product behind the model's steps on an agreement on paper: what the student types and sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from signing_core.models import Image, ImagePurpose, Signing
from signing_core.queries.papers import WAITING
from signing_core.use_cases import images, papers, rescind, review
from signing_core.work import UnitOfWork
from tests import makers
from tests.exports.papers import a_paper
from tests.papers import A_PICTURE
from tests.property.cast import Step

if TYPE_CHECKING:
    from tests.property.stage import Stage

REASON = "双方另有约定。"


def typed(version: int, *, right: bool = True) -> dict[str, str]:
    """Another text for each version of the page that it was typed on."""
    return a_paper(position=f"岗位{version}", report_by="2020-12-31", regular_pay="7000" if right else "很多")


class OnPaper:
    """The part of the stage that only agreements on paper have."""

    def _begin(self: Stage, work: UnitOfWork, step: Step) -> None:
        papers.begin(work)

    def _save(self: Stage, work: UnitOfWork, step: Step) -> None:
        given = typed(step.seen, right=step.complete)
        papers.save(work, self.ids[step.deal], seen=self._seen(step), typed=given)

    def _preview(self: Stage, work: UnitOfWork, step: Step) -> None:
        given = typed(step.seen, right=step.complete)
        papers.preview(work, self.ids[step.deal], seen=self._seen(step), typed=given)

    def _generate(self: Stage, work: UnitOfWork, step: Step) -> None:
        """What was typed last, whoever types meanwhile in another tab."""
        given = {"typed": typed(self.typed_on[step.deal]), "ticked": step.complete}
        papers.generate(work, self.ids[step.deal], seen=self._seen(step), **given)

    def _discard(self: Stage, work: UnitOfWork, step: Step) -> None:
        papers.discard(work, self.ids[step.deal], seen=self._seen(step))

    def _approve_form(self: Stage, work: UnitOfWork, step: Step) -> None:
        review.approve_form(work, self.ids[step.deal], seen=self._seen(step))

    def _reject_form(self: Stage, work: UnitOfWork, step: Step) -> None:
        reason = REASON if step.complete else " "
        review.reject_form(work, self.ids[step.deal], seen=self._seen(step), reason=reason)

    def _upload(self: Stage, work: UnitOfWork, step: Step) -> None:
        self._add(work, step, ImagePurpose.FEEDBACK)

    def _prove(self: Stage, work: UnitOfWork, step: Step) -> None:
        self._add(work, step, ImagePurpose.RESCISSION)

    def _add(self: Stage, work: UnitOfWork, step: Step, purpose: ImagePurpose) -> None:
        stored = images.store(self.services, A_PICTURE)
        hashes = {"sent_sha256": stored.image_sha256, "pixel_sha256": makers.new_id().ljust(64, "0")[:64]}
        images.add(work, self.ids[step.deal], purpose=purpose, stored=stored, name="盖章页.jpg", **hashes)

    def _take_back(self: Stage, work: UnitOfWork, step: Step) -> None:
        """The last of the images that wait."""
        waiting = select(Image.public_id).join(Signing, Signing.id == Image.signing_id).where(Image.round == WAITING)
        ours = waiting.where(Image.purpose == ImagePurpose.FEEDBACK, Signing.public_id == self.ids[step.deal])
        last = work.session.scalars(ours.order_by(Image.position.desc()).limit(1)).one_or_none()
        images.remove(work, last or "none")

    def _submit(self: Stage, work: UnitOfWork, step: Step) -> None:
        images.submit(work, self.ids[step.deal], seen=self._seen(step))

    def _ask_on_paper(self: Stage, work: UnitOfWork, step: Step) -> None:
        given = {"type": "单位原因", "reason": REASON if step.complete else " "}
        rescind.ask_on_paper(work, self.ids[step.deal], seen=self._seen(step), **given)
