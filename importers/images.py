"""Takes an uploaded image safely: new bytes without metadata and a thumbnail, or the sentence why not."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from . import sandbox
from .bad_image import BROKEN, EMPTY, NOT_AN_IMAGE, TOO_LARGE, TOO_MUCH, BadImage
from .workbook import shown_name

MOST_BYTES = 2 * 2**20
MEMORY, SECONDS = 400 * 2**20, 10
LONGEST_ANSWER = 24 * 2**20  # the largest image kept, were it all noise
JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Picture:
    """What is kept of an image: itself and its thumbnail, both JPEG, and its size in pixels."""

    image: bytes
    thumbnail: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An upload fit to be kept, and what finds it again: SHA-256 of the bytes as sent, and of the pixels as seen."""

    picture: Picture
    sent_hash: str
    pixel_hash: str


def cleaned(data: bytes, filename: str) -> Cleaned:
    """An upload as it may be kept and shown, or else BadImage."""
    try:
        refuse_at_sight(data)
        picture, pixel_hash = _rewritten(data)
    except BadImage as refusal:
        raise BadImage(f"图片“{shown_name(filename)}”{refusal.message}") from None
    return Cleaned(picture, hashlib.sha256(data).hexdigest(), pixel_hash)


def rotated(image: bytes, *, clockwise: int) -> Picture:
    """A kept image turned by 90, 180 or 270 degrees; what finds its upload stays as it was."""
    try:
        picture, _ = _rewritten(image, clockwise)
    except BadImage as refusal:
        raise BadImage(f"图片{refusal.message}") from None
    return picture


def refuse_at_sight(data: bytes) -> None:
    """What needs no decoding to be refused."""
    if not data:
        raise BadImage(EMPTY)
    if len(data) > MOST_BYTES:
        raise BadImage(TOO_LARGE)
    if not data.startswith((JPEG, PNG)):
        raise BadImage(NOT_AN_IMAGE)


def _rewritten(data: bytes, clockwise: int = 0) -> tuple[Picture, str]:
    limits = {"memory": MEMORY, "seconds": SECONDS, "longest": LONGEST_ANSWER}
    try:
        with sandbox.run("importers.pixels", data, [str(clockwise)], **limits) as answer:
            return _believed(answer)
    except sandbox.Overrun:
        raise BadImage(TOO_MUCH) from None
    except sandbox.Crashed:
        raise BadImage(BROKEN) from None


def _believed(answer: Iterator[bytes]) -> tuple[Picture, str]:
    """The child has seen hostile bytes, so that its answer is believed only when it has the right shape."""
    try:
        head = json.loads(next(answer, b""))
        if "refused" in head:
            raise BadImage(str(head["refused"]))
        rest, size = b"".join(answer), int(head["image"])
        picture = Picture(rest[:size], rest[size:], int(head["width"]), int(head["height"]))
        pixel_hash = bytes.fromhex(head["pixels"]).hex()
    except (ValueError, TypeError, LookupError):
        raise BadImage(BROKEN) from None
    if not picture.image.startswith(JPEG) or not picture.thumbnail.startswith(JPEG) or len(pixel_hash) != 64:
        raise BadImage(BROKEN)
    return picture, pixel_hash
