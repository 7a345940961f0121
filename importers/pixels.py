"""Decodes one image and writes it anew, upright and without metadata, with a thumbnail. Runs in the sandbox."""

import hashlib
import io
import json
import sys

from PIL import Image
from PIL.ExifTags import Base as Exif
from PIL.Image import Transpose

from .bad_image import TOO_MANY_PIXELS, TOO_MUCH, BadImage

MOST_PIXELS, LONGEST_SIDE = 25_000_000, 8000
MOST_SCANS = 100  # cameras write about ten; each costs a walk over all pixels however little it holds
KEPT_SIDE, THUMBNAIL_SIDE = 3000, 320
QUALITY = 88
STRIP = 256

UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
CLOCKWISE = {90: Transpose.ROTATE_270, 180: Transpose.ROTATE_180, 270: Transpose.ROTATE_90}

Image.MAX_IMAGE_PIXELS = None  # our own limit is asked, and has its own sentence


def main() -> None:
    """Answer with a line of JSON and the bytes of both images, or with the sentence why not."""
    out = sys.stdout.buffer
    try:
        head, image, thumbnail = rewritten(sys.stdin.buffer.read(), clockwise=int(sys.argv[1]))
    except BadImage as refusal:
        head, image, thumbnail = {"refused": refusal.message}, b"", b""
    out.write(json.dumps(head).encode() + b"\n" + image + thumbnail)


def rewritten(data: bytes, *, clockwise: int) -> tuple[dict[str, object], bytes, bytes]:
    """The facts, the image and its thumbnail; any error but BadImage means that the file is broken."""
    image = on_paper(decoded(data))
    if clockwise:
        image = image.transpose(CLOCKWISE[clockwise])
    pixels = pixel_hash(image)
    image.thumbnail((KEPT_SIDE, KEPT_SIDE))
    width, height = image.size
    kept = jpeg(image)
    image.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return {"width": width, "height": height, "pixels": pixels, "image": len(kept)}, kept, jpeg(image)


def decoded(data: bytes) -> Image.Image:
    """All pixels of the first frame; nothing is unpacked before its header said how much there is."""
    refuse_too_much(data)
    opened(data).verify()  # decoding alone passes over wrong checksums and a missing end
    image = opened(data)
    image.load()
    return image


def opened(data: bytes) -> Image.Image:
    """Known by its header only."""
    return Image.open(io.BytesIO(data), formats=["JPEG", "PNG"])


def refuse_too_much(data: bytes) -> None:
    width, height = opened(data).size
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise BadImage(TOO_MANY_PIXELS)
    if data.startswith(b"\xff\xd8") and data.count(b"\xff\xda") > MOST_SCANS:
        raise BadImage(TOO_MUCH)


def on_paper(image: Image.Image) -> Image.Image:
    """The way it looks to its viewer: upright, in RGB, on white where it can be seen through; no metadata."""
    turn = UPRIGHT.get(orientation(image))
    image = opaque(image)
    image.info = {}
    return image if turn is None else image.transpose(turn)


def opaque(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey, which a plain conversion would clip
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    unseen = image.getchannel("A").point(lambda alpha: 255 - alpha)
    image = image.convert("RGB")
    image.paste("white", mask=unseen)
    return image


def orientation(image: Image.Image) -> int:
    """How EXIF says that the camera was held."""
    try:
        return int(image.getexif().get(Exif.Orientation, 1))
    except Exception:
        return 1  # nonsense beside the picture, which is good without it


def pixel_hash(image: Image.Image) -> str:
    """SHA-256 over size and pixels, strip by strip: a copy of them all would double the memory."""
    digest = hashlib.sha256(f"{image.width}x{image.height}:".encode())
    for top in range(0, image.height, STRIP):
        digest.update(image.crop((0, top, image.width, min(top + STRIP, image.height))).tobytes())
    return digest.hexdigest()


def jpeg(image: Image.Image) -> bytes:
    """Colours in full: a twelfth more bytes, and a red seal stays sharp however often it is turned."""
    written = io.BytesIO()
    image.save(written, "JPEG", quality=QUALITY, subsampling="4:4:4")
    return written.getvalue()
