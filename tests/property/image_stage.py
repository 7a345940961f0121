"""The product behind the model's steps on images: one is sent, taken back, or sent to prove an ending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from signing_core.models import Image, ImagePurpose, Signing
from signing_core.queries.papers import WAITING
from signing_core.states import SigningKind
from signing_core.use_cases import images
from signing_core.work import UnitOfWork
from tests import makers
from tests.papers import A_PICTURE
from tests.property.cast import Step
from tests.stored import Stored

if TYPE_CHECKING:
    from tests.property.stage import Stage


class Images:
    """The part of the stage that is about images, on paper and of other destinations."""

    def _upload(self: Stage, work: UnitOfWork, step: Step) -> None:
        self._add(work, step, self._wanted(work, step))

    def _prove(self: Stage, work: UnitOfWork, step: Step) -> None:
        self._add(work, step, ImagePurpose.RESCISSION)

    def _add(self: Stage, work: UnitOfWork, step: Step, purpose: ImagePurpose) -> None:
        stored = images.store(self.services, A_PICTURE)
        hashes = {"sent_sha256": stored.image_sha256, "pixel_sha256": makers.new_id().ljust(64, "0")[:64]}
        images.add(work, self.ids[step.deal], purpose=purpose, stored=stored, name="盖章页.jpg", **hashes)

    def _take_back(self: Stage, work: UnitOfWork, step: Step) -> None:
        """The last of the images that wait."""
        waiting = select(Image.public_id).join(Signing, Signing.id == Image.signing_id).where(Image.round == WAITING)
        ours = waiting.where(Image.purpose == self._wanted(work, step), Signing.public_id == self.ids[step.deal])
        last = work.session.scalars(ours.order_by(Image.position.desc()).limit(1)).one_or_none()
        images.remove(work, last or "none")

    def _wanted(self: Stage, work: UnitOfWork, step: Step) -> ImagePurpose:
        """What an image of this signing is handed in for."""
        kind = work.session.scalar(select(Signing.kind).where(Signing.public_id == self.ids[step.deal]))
        return ImagePurpose.DESTINATION if kind is SigningKind.DESTINATION else ImagePurpose.FEEDBACK


def images_of(stored: Stored, row: Any, handed_in: ImagePurpose) -> dict[str, int]:
    """How many images wait to be handed in, how often some were, and how many wait to prove an ending."""
    images = [(image.purpose, image.round) for image in stored.images[row.id]]
    return {
        "scans": images.count((handed_in, 0)),
        "rounds": max((number for purpose, number in images if purpose == handed_in), default=0),
        "proofs": images.count((ImagePurpose.RESCISSION, 0)),
    }
