"""The product behind the model's steps on an agreement on paper: what the student types and sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from signing_core.models import ImagePurpose
from signing_core.use_cases import images, papers, rescind, review
from signing_core.work import UnitOfWork
from tests.exports.papers import a_paper
from tests.property.cast import Step
from tests.property.image_stage import images_of
from tests.stored import Stored

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

    def _submit(self: Stage, work: UnitOfWork, step: Step) -> None:
        images.submit(work, self.ids[step.deal], seen=self._seen(step))

    def _ask_on_paper(self: Stage, work: UnitOfWork, step: Step) -> None:
        given = {"type": "单位原因", "reason": REASON if step.complete else " "}
        rescind.ask_on_paper(work, self.ids[step.deal], seen=self._seen(step), **given)


def on_paper(stored: Stored, row: Any) -> dict[str, Any]:
    """What only an agreement on paper has: the preview of its working copy, and its images."""
    previewed = any(copy.previewed_sha256 for copy in stored.papers[row.id])
    return {"previewed": previewed, **images_of(stored, row, ImagePurpose.FEEDBACK)}
