"""Images of stamped paper: uploaded one by one, arranged, and handed in; what was handed in stays as it is."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import select

from signing_core.effects import trail
from signing_core.errors import MoveRefused, NotFound, Refusal, StoreFailed
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Image, ImagePurpose, Signing
from signing_core.queries.papers import WAITING, last_round, waiting_images
from signing_core.queries.signings import act_on, held
from signing_core.states import SigningKind
from signing_core.store import get_whole, put_sealed
from signing_core.work import Services, UnitOfWork, refuse_if_changed

from . import uploads

MOST = 20
WANTED_BY = {
    ImagePurpose.FEEDBACK: {SigningKind.PAPER},
    ImagePurpose.RESCISSION: {SigningKind.PAPER, SigningKind.DESTINATION},
    ImagePurpose.DESTINATION: {SigningKind.DESTINATION},
}


class Kept(Protocol):
    """A row of a picture that stands in the store."""

    public_id: Any
    key: Any
    thumbnail_key: Any
    image_sha256: Any
    thumbnail_sha256: Any


class Picture(Protocol):
    """What is kept of an image: itself and its thumbnail, both JPEG, and its size in pixels."""

    @property
    def image(self) -> bytes: ...
    @property
    def thumbnail(self) -> bytes: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A picture that stands in the store under random keys, and has no row yet."""

    public_id: str
    key: str
    thumbnail_key: str
    image_sha256: str
    thumbnail_sha256: str
    width: int
    height: int

    @property
    def keys(self) -> list[str]:
        return [self.key, self.thumbnail_key]


def store(services: Services, picture: Picture, public_id: str = "") -> Stored:
    """Put a picture into the store, outside any transaction; whoever does not use it then clears its keys."""
    public_id = public_id or services.new_id()
    key, thumbnail_key = services.token(), services.token()
    try:
        put_sealed(services.store, key, picture.image, _where(public_id))
        put_sealed(services.store, thumbnail_key, picture.thumbnail, _where(public_id))
    except StoreFailed:
        uploads.clear(services, [key, thumbnail_key])
        raise
    return Stored(
        public_id=public_id,
        key=key,
        thumbnail_key=thumbnail_key,
        image_sha256=hashlib.sha256(picture.image).hexdigest(),
        thumbnail_sha256=hashlib.sha256(picture.thumbnail).hexdigest(),
        width=picture.width,
        height=picture.height,
    )


def add(
    work: UnitOfWork,
    signing_id: str,
    *,
    purpose: ImagePurpose,
    stored: Stored,
    name: str,
    sent_sha256: str,
    pixel_sha256: str,
) -> Image:
    """Put a stored picture behind the others that wait to be handed in; at most 20 of them."""
    signing = held(work, signing_id)  # two uploads at once take different places
    _refuse_unless_wanted(work, signing, purpose)
    others = waiting_images(work, signing, purpose)
    if len(others) >= MOST:
        raise MoveRefused(f"最多上传 {MOST} 张图片。")
    if any(other.pixel_sha256 == pixel_sha256 for other in others):
        raise MoveRefused("这张图片已经上传过了。")
    image = Image(
        public_id=stored.public_id,
        signing_id=signing.id,
        purpose=purpose,
        round=WAITING,
        position=max((other.position for other in others), default=0) + 1,
        name=name[-120:],
        key=stored.key,
        thumbnail_key=stored.thumbnail_key,
        image_sha256=stored.image_sha256,
        thumbnail_sha256=stored.thumbnail_sha256,
        sent_sha256=sent_sha256,
        pixel_sha256=pixel_sha256,
        width=stored.width,
        height=stored.height,
        added_at=work.at,
    )
    work.point("images.add")
    work.session.add(image)
    work.session.flush()
    return image


def turn(work: UnitOfWork, public_id: str, *, stored: Stored) -> list[str]:
    """Put the turned picture in the place of the one that waits; returns the keys of the old files, to clear."""
    image = _waiting(work, public_id)
    old = [image.key, image.thumbnail_key]
    image.key, image.thumbnail_key = stored.key, stored.thumbnail_key
    image.image_sha256, image.thumbnail_sha256 = stored.image_sha256, stored.thumbnail_sha256
    image.width, image.height = stored.width, stored.height
    return old


def move(work: UnitOfWork, public_id: str, *, forwards: bool) -> None:
    """Change places with the one before, or (forwards) the one after; at an end nothing happens."""
    image = _waiting(work, public_id)
    signing = work.session.get_one(Signing, image.signing_id)
    row = list(waiting_images(work, signing, image.purpose))
    here = row.index(image)
    there = here + (1 if forwards else -1)
    if 0 <= there < len(row):
        row[here], row[there] = row[there], row[here]
    for position, one in enumerate(row, 1):
        one.position = position


def remove(work: UnitOfWork, public_id: str) -> list[str]:
    """Take back one that waits; returns the keys of its files, to clear after the commit."""
    image = _waiting(work, public_id)
    work.session.delete(image)
    return [image.key, image.thumbnail_key]


def submit(work: UnitOfWork, signing_id: str, *, seen: int) -> Signing:
    """反馈签约资料: what waits is handed in as the next round and reviewed next; earlier rounds are kept."""
    signing = held(work, signing_id)  # what is counted now is not taken back meanwhile
    refuse_if_changed(signing, seen)
    act = act_on(work, signing)
    done = lifecycle_of(signing.kind).fire(signing, "submit_scan", act)
    work.session.flush()
    hand_in(work, signing, ImagePurpose.FEEDBACK)
    trail.record(work, signing, done)
    return signing


def hand_in(work: UnitOfWork, signing: Signing, purpose: ImagePurpose) -> Sequence[Image]:
    """Close the round of those that wait."""
    work.point("images.hand_in")
    number, waiting = last_round(work, signing, purpose) + 1, waiting_images(work, signing, purpose)
    for image in waiting:
        image.round, image.submitted_at = number, work.at
    work.session.flush()
    return waiting


def content(services: Services, image: Kept, *, thumbnail: bool = False) -> bytes:
    """The JPEG as it was kept; raises Damaged where the store no longer holds just these bytes."""
    key, sha256 = (image.thumbnail_key, image.thumbnail_sha256) if thumbnail else (image.key, image.image_sha256)
    return get_whole(services.store, key, _where(image.public_id), sha256)


def _refuse_unless_wanted(work: UnitOfWork, signing: Signing, purpose: ImagePurpose) -> None:
    """Only while the act that hands them in is the actor's to make; what it still lacks is what is being added."""
    own = lifecycle_of(signing.kind).own_moves(signing, work.actor.role)
    if signing.kind not in WANTED_BY[purpose] or purpose.trigger not in own:
        raise Refusal("现在不能上传图片，请刷新页面查看最新状态。")


def _waiting(work: UnitOfWork, public_id: str) -> Image:
    """One that waits, read once nobody hands it in any more; only whoever may hand it in changes it."""
    its_signing = select(Image.signing_id).where(Image.public_id == public_id)
    work.session.execute(select(Signing.id).where(Signing.id.in_(its_signing)).with_for_update())
    image = work.get(Image, public_id)
    if image.round != WAITING:
        raise NotFound
    _refuse_unless_wanted(work, work.session.get_one(Signing, image.signing_id), image.purpose)
    return image


def _where(public_id: str) -> str:
    return f"images.{public_id}"
