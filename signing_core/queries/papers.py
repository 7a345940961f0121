"""What a student enters: the working copy, the one being entered, and the images that belong to a signing."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from signing_core.errors import NotFound
from signing_core.models import Destination, Image, ImagePurpose, Paper, Signing
from signing_core.models.signings import BEING_ENTERED
from signing_core.scope import kept
from signing_core.states import SigningKind
from signing_core.work import UnitOfWork

from .signings import OF_SIGNING

WAITING = 0  # the round of images that are not handed in yet
OF_PURPOSE = (Image.signing_id == OF_SIGNING, Image.purpose == bindparam("purpose"))
IMAGES = kept(
    select(Image)
    .where(Image.signing_id == OF_SIGNING)
    .order_by(Image.purpose, Image.round.desc(), Image.position, Image.id)
)
NOT_HANDED_IN = kept(select(Image).where(*OF_PURPOSE, Image.round == WAITING).order_by(Image.position, Image.id))
LAST_ROUND = kept(select(func.max(Image.round)).where(*OF_PURPOSE))


def paper_of(work: UnitOfWork, signing: Signing) -> Paper:
    """The working copy of a paper agreement; raises NotFound for any other signing."""
    paper = work.find(Paper, signing_id=signing.id)
    if paper is None or signing.discarded_at is not None:
        raise NotFound
    return paper


def destination_of(work: UnitOfWork, signing: Signing) -> Destination:
    """The working copy of another destination; raises NotFound for any other signing."""
    found = work.find(Destination, signing_id=signing.id)
    if found is None:
        raise NotFound
    return found


def being_entered(work: UnitOfWork, kind: SigningKind = SigningKind.PAPER) -> Signing | None:
    """What the student who asks has not handed to the office yet, or may edit again."""
    return work.session.scalars(select(Signing).where(BEING_ENTERED[kind])).one_or_none()


def every_image_of(work: UnitOfWork, signing: Signing) -> Sequence[Image]:
    """All images of a signing, by purpose, those of the last round first."""
    return work.session.scalars(IMAGES, {"signing_id": signing.id}).all()


def waiting_images(work: UnitOfWork, signing: Signing, purpose: ImagePurpose) -> Sequence[Image]:
    """Those that were uploaded and not handed in yet, in the student's order."""
    return work.session.scalars(NOT_HANDED_IN, {"signing_id": signing.id, "purpose": purpose}).all()


def last_round(work: UnitOfWork, signing: Signing, purpose: ImagePurpose) -> int:
    """How often images of this purpose were handed in."""
    return work.session.scalar(LAST_ROUND, {"signing_id": signing.id, "purpose": purpose}) or 0


def used_elsewhere(work: UnitOfWork, images: Collection[Image]) -> set[int]:
    """Of the images, by id, those of which another student handed in the very same picture; asked as the system."""
    found = (
        select(Image.id)
        .join(Signing, Signing.id == Image.signing_id)
        .where(Image.id.in_([image.id for image in images]), handed_in_elsewhere(Image, Signing.student_id))
    )
    return set(work.session.scalars(found, execution_options={"as_system": True}))


def handed_in_elsewhere(image: type[Image], student_id: Any) -> ColumnElement[bool]:
    """Whether another student than this one handed in the very same picture."""
    theirs, theirs_signing = aliased(Image), aliased(Signing)
    return exists().where(
        theirs.pixel_sha256 == image.pixel_sha256,
        theirs.round > WAITING,
        theirs_signing.id == theirs.signing_id,
        theirs_signing.student_id != student_id,
    )
