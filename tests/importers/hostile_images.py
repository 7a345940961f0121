"""Makers of images, honest, odd and hostile, so that nothing binary is committed."""

import io
import random
import struct
import zlib
from collections.abc import Iterator

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.importers.damage import ANYWHERE
from tests.importers.hostile import a_package

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CANARY = b"30.5928N-114.3055E"  # what nobody may find in an image that was kept
CORNERS = {"red": (0, 0), "lime": (1, 0), "blue": (0, 1), "black": (1, 1)}  # as seen: left or right, top or bottom
GREYS = {"white": (0, 0), "silver": (1, 0), "gray": (0, 1), "black": (1, 1)}
SIZE = (48, 32)


def a_picture(mode: str = "RGB", size: tuple[int, int] = SIZE, corners: dict[str, tuple[int, int]] = CORNERS):
    """A page with a colour in each corner, so that its sides can be told."""
    picture = Image.new("RGB", size)
    half = (size[0] // 2, size[1] // 2)
    for colour, (right, low) in corners.items():
        picture.paste(colour, (right * half[0], low * half[1], (right + 1) * half[0], (low + 1) * half[1]))
    return picture.convert(mode)


def a_jpeg(picture=None, **how) -> bytes:
    return _saved(picture or a_picture(), "JPEG", {"quality": 95, "subsampling": 0} | how)


def a_png(picture=None, **how) -> bytes:
    return _saved(picture or a_picture(), "PNG", how)


def _saved(picture, kind: str, how: dict) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **how)
    return written.getvalue()


def held(orientation: int, *, corners: dict[str, tuple[int, int]] = CORNERS):
    """The picture as a camera held like that stores it: EXIF's own table, by where the seen corners lie."""
    size = SIZE if orientation < 5 else SIZE[::-1]
    stored = {
        1: lambda x, y: (x, y),
        2: lambda x, y: (1 - x, y),
        3: lambda x, y: (1 - x, 1 - y),
        4: lambda x, y: (x, 1 - y),
        5: lambda x, y: (y, x),
        6: lambda x, y: (y, 1 - x),
        7: lambda x, y: (1 - y, 1 - x),
        8: lambda x, y: (1 - y, x),
    }[orientation]
    return a_picture(size=size, corners={colour: stored(*place) for colour, place in corners.items()})


def exif(orientation: object = 1, *, filler: int = 0) -> bytes:
    """What a telephone writes: how it was held, where, by whom."""
    facts = Image.Exif()
    facts[0x0112] = orientation
    facts[0x010F] = CANARY.decode()
    facts[0x927C] = CANARY * (1 + filler // len(CANARY))
    facts.get_ifd(0x8825).update({1: "N", 2: (30.0, 35.0, 34.0), 3: "E", 4: (114.0, 18.0, 19.0), 29: CANARY.decode()})
    return facts.tobytes()


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """The JPEG with more segments right behind its first marker."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def frame_header(data: bytes) -> int:
    """Where the JPEG's frame header stands, by which its kind, depth and size can be changed."""
    return max(data.find(b"\xff\xc0\x00\x11\x08"), data.find(b"\xff\xc2\x00\x11\x08"))


def patched(data: bytes, place: int, value: bytes) -> bytes:
    return data[:place] + value + data[place + len(value) :]


def resized(jpeg: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header lies about its size."""
    return patched(jpeg, frame_header(jpeg) + 5, struct.pack(">HH", height, width))


def without_segments(jpeg: bytes, marker: int) -> bytes:
    while (place := jpeg.find(bytes([0xFF, marker]))) > 0:
        (size,) = struct.unpack(">H", jpeg[place + 2 : place + 4])
        jpeg = jpeg[:place] + jpeg[place + 2 + size :]
    return jpeg


def many_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan stands there again and again."""
    jpeg = a_jpeg(progressive=True)
    last = jpeg.rindex(b"\xff\xda")
    return jpeg[:-2] + jpeg[last:-2] * count + jpeg[-2:]


def chunk(kind: bytes, content: bytes, checksum: int | None = None) -> bytes:
    right = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", right if checksum is None else checksum)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(SIGNATURE)
    while place + 8 <= len(png):
        size, kind = struct.unpack(">I4s", png[place : place + 8])
        yield kind, png[place + 8 : place + 8 + size]
        place += size + 12


def with_chunks(png: bytes, *more: bytes, before: bytes = b"IDAT") -> bytes:
    """The PNG with whole chunks put before the first one of that kind."""
    place = png.index(before) - 4
    return png[:place] + b"".join(more) + png[place:]


def raw_png(width: int, height: int, pixels: bytes, *, depth: int = 8, colour: int = 2, woven: int = 0) -> bytes:
    """A PNG with any header and any compressed content."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, woven))
    return SIGNATURE + head + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")


def with_method(png: bytes, method: int) -> bytes:
    """The PNG with another number for its way of compression, of which there is only one."""
    return repaired(patched(png, 26, bytes([method])))


def a_deep_png(colours: tuple[tuple[int, ...], ...], colour: int) -> bytes:
    """A PNG of 16 bits, whose four corners have these samples."""
    first, second, third, fourth = (struct.pack(f">{len(samples)}H", *samples) * (SIZE[0] // 2) for samples in colours)
    rows = (b"\0" + first + second) * (SIZE[1] // 2) + (b"\0" + third + fourth) * (SIZE[1] // 2)
    return raw_png(*SIZE, rows, depth=16, colour=colour)


def a_moving_png() -> bytes:
    """An animation whose second frame shows something else."""
    return a_png(save_all=True, append_images=[Image.new("RGB", SIZE, "yellow")], duration=100, loop=0)


def a_stereo_jpeg() -> bytes:
    """Two pictures in one file, as some telephones write them."""
    return _saved(
        a_picture(), "MPO", {"save_all": True, "append_images": [Image.new("RGB", SIZE, "yellow")], "quality": 95}
    )


def a_told_png() -> bytes:
    told = PngInfo()
    told.add_text("Comment", CANARY.decode())
    told.add_text("Zipped", CANARY.decode() * 50, zip=True)
    told.add_itxt("XML:com.adobe.xmp", CANARY.decode(), "zh-CN", "说明", zip=True)
    return a_png(pnginfo=told, exif=exif(), dpi=(300, 300))


def a_woven_png() -> bytes:
    """Interlaced by hand, since Pillow reads this but does not write it: each pass holds every so many pixels."""
    rows = a_picture().load()
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    woven = b"".join(
        b"\0" + b"".join(bytes(rows[x, y]) for x in range(left, SIZE[0], step))
        for left, top, step, fall in passes
        for y in range(top, SIZE[1], fall)
    )
    return raw_png(*SIZE, woven, woven=1)


def in_pieces(png: bytes) -> bytes:
    """Its pixels in chunks of a byte each, with empty ones between."""
    pixels = b"".join(content for kind, content in chunks(png) if kind == b"IDAT")
    pieces = b"".join(chunk(b"IDAT", pixels[n : n + 1]) + chunk(b"IDAT", b"") for n in range(len(pixels)))
    return png[: png.index(b"IDAT") - 4] + pieces + chunk(b"IEND", b"")


def with_more_rows(png: bytes) -> bytes:
    """Its pixels unpack to ten megabytes more than the header told."""
    pixels = zlib.decompress(b"".join(content for kind, content in chunks(png) if kind == b"IDAT"))
    return raw_png(*SIZE, pixels + bytes(10**7))


def a_zip() -> bytes:
    return a_package({"evil.html": "<script>alert(1)</script>"})


def the_costliest() -> bytes:
    """A JPEG of many scans and 25 megapixels, every colour in full: what decoding needs the most memory for."""
    noise = Image.effect_noise((1250, 1250), 90).resize((5000, 5000))
    turned = [noise.transpose(way) for way in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180)]
    return a_jpeg(Image.merge("RGB", [noise, *turned]), quality=5, progressive=True, exif=exif(5))


def repaired(png: bytes) -> bytes:
    """The PNG with right checksums again, so that its harm gets past them."""
    return SIGNATURE + b"".join(chunk(kind, content) for kind, content in chunks(png))


def a_mutation(seed: int) -> bytes:
    """One of the honest images with some bytes changed, cut out or doubled."""
    chance = random.Random(seed)
    makers = (
        a_jpeg,
        lambda: a_jpeg(progressive=True, exif=exif(6)),
        lambda: a_jpeg(a_picture("CMYK")),
        a_stereo_jpeg,
        a_png,
        lambda: a_png(a_picture("P"), transparency=0),
        a_told_png,
        a_moving_png,
    )
    data = chance.choice(ANYWHERE)(chance.choice(makers)(), chance)
    return repaired(data) if data.startswith(SIGNATURE) and chance.random() < 0.7 else data
