"""Cases of uploaded images: what is refused and with which sentence, and what is kept although it is odd."""

import random
import zlib

from importers.bad_image import BROKEN, EMPTY, NOT_AN_IMAGE, TOO_LARGE, TOO_MANY_PIXELS, TOO_MUCH
from importers.images import MOST_BYTES
from tests.importers import hostile_images as make
from tests.importers.hostile_images import CANARY, GREYS, SIZE, a_jpeg, a_picture, a_png, chunk, raw_png, segment

NOISE = random.Random(1)
ICC = b"ICC_PROFILE\0\x01\x01"
XMP = b"http://ns.adobe.com/xap/1.0/\0"

REFUSED = {
    "nothing": (lambda: b"", EMPTY),
    "one byte more than 2 MiB": (lambda: a_jpeg().ljust(MOST_BYTES + 1, b"\0"), TOO_LARGE),
    "a gif": (
        lambda: b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;",
        NOT_AN_IMAGE,
    ),
    "a webp": (lambda: b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0", NOT_AN_IMAGE),
    "a bmp": (lambda: b"BM" + bytes(60), NOT_AN_IMAGE),
    "a tiff": (lambda: b"II*\0\x08\0\0\0" + bytes(60), NOT_AN_IMAGE),
    "a telephone's heic": (lambda: b"\0\0\0\x18ftypheic" + bytes(60), NOT_AN_IMAGE),
    "a jpeg 2000": (lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(60), NOT_AN_IMAGE),
    "an icon": (lambda: b"\0\0\x01\0\x01\0" + bytes(60), NOT_AN_IMAGE),
    "a drawing": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', NOT_AN_IMAGE),
    "a web page": (lambda: b"<!doctype html><script>alert(1)</script>", NOT_AN_IMAGE),
    "a pdf": (lambda: b"%PDF-1.7\n1 0 obj", NOT_AN_IMAGE),
    "a zip": (lambda: b"PK\x03\x04" + bytes(60), NOT_AN_IMAGE),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(id) run", NOT_AN_IMAGE),
    "a page before the jpeg": (lambda: b"<script>" + a_jpeg(), NOT_AN_IMAGE),
    "a png that was sent as text": (lambda: a_png().replace(b"\r\n", b"\n"), NOT_AN_IMAGE),
    "the first two bytes of a jpeg": (lambda: b"\xff\xd8", NOT_AN_IMAGE),
    "a bomb of 81 megapixels in 10 kB": (
        lambda: raw_png(9000, 9000, bytes(1126 * 9000), depth=1, colour=0),
        TOO_MANY_PIXELS,
    ),
    "a row more than 25 megapixels": (lambda: raw_png(5000, 5001, b""), TOO_MANY_PIXELS),
    "8001 pixels in a row": (lambda: raw_png(8001, 1, bytes(24004)), TOO_MANY_PIXELS),
    "8001 rows": (lambda: raw_png(1, 8001, bytes(4 * 8001)), TOO_MANY_PIXELS),
    "a png that declares all there is": (lambda: raw_png(2**31 - 1, 2**31 - 1, b""), TOO_MANY_PIXELS),
    "a png that declares more than there is": (lambda: raw_png(2**32 - 1, 2**32 - 1, b""), TOO_MANY_PIXELS),
    "a jpeg that declares all there is": (lambda: make.resized(a_jpeg(), 65535, 65535), TOO_MANY_PIXELS),
    "a jpeg of two thousand scans": (lambda: make.many_scans(2000), TOO_MUCH),
    "a jpeg of no rows": (lambda: make.resized(a_jpeg(), 48, 0), BROKEN),
    "a jpeg without its end": (lambda: a_jpeg()[:-2], BROKEN),
    "half a jpeg": (lambda: a_jpeg()[:350], BROKEN),
    "half a jpeg of many scans": (lambda: a_jpeg(progressive=True)[:300], BROKEN),
    "a jpeg's beginning": (lambda: a_jpeg()[:20], BROKEN),
    "a jpeg of nothing else": (lambda: b"\xff\xd8\xff" + bytes(2**16), BROKEN),
    "a jpeg of nothing but markers": (lambda: b"\xff\xd8" + b"\xff" * 2**18, BROKEN),
    "a jpeg without tables": (lambda: make.without_segments(a_jpeg(), 0xDB), BROKEN),
    "a jpeg of 12 bits": (lambda: make.patched(a_jpeg(), make.frame_header(a_jpeg()) + 4, b"\x0c"), BROKEN),
    "a jpeg without loss": (lambda: make.patched(a_jpeg(), make.frame_header(a_jpeg()) + 1, b"\xc3"), BROKEN),
    "a jpeg of nine components": (lambda: make.patched(a_jpeg(), make.frame_header(a_jpeg()) + 9, b"\x09"), BROKEN),
    "a jpeg with a segment beyond its end": (lambda: make.with_segments(a_jpeg(), b"\xff\xe1\xff\xff"), BROKEN),
    "a png's signature": (lambda: make.SIGNATURE, BROKEN),
    "half a png": (lambda: a_png()[:64], BROKEN),
    "a png without its end": (lambda: a_png()[:-12], BROKEN),
    "a png of no pixels": (lambda: raw_png(0, 0, b""), BROKEN),
    "a png without rows": (lambda: make.SIGNATURE + a_png()[8:33] + chunk(b"IEND", b""), BROKEN),
    "a png of 7 bits": (lambda: raw_png(*SIZE, bytes(145 * 32), depth=7), BROKEN),
    "a png of an unknown kind": (lambda: raw_png(*SIZE, bytes(145 * 32), colour=5), BROKEN),
    "a png of an unknown filter": (lambda: raw_png(*SIZE, (b"\x09" + bytes(144)) * 32), BROKEN),
    "a png of garbage": (
        lambda: make.SIGNATURE + a_png()[8:33] + chunk(b"IDAT", b"garbage") + chunk(b"IEND", b""),
        BROKEN,
    ),
    "a wrong checksum of a png's header": (lambda: make.patched(a_png(), 29, b"abcd"), BROKEN),
    "a wrong checksum of its pixels": (lambda: make.patched(a_png(), len(a_png()) - 16, b"abcd"), BROKEN),
    "a wrong checksum of its remarks": (lambda: make.with_chunks(a_png(), chunk(b"tEXt", b"a\0b", 7)), BROKEN),
    "a chunk beyond the end": (lambda: make.with_chunks(a_png(), b"\xff\xff\xff\xfftEXt"), BROKEN),
    "a chunk of no name": (lambda: make.with_chunks(a_png(), chunk(b"\0\0\0\0", b"")), BROKEN),
    "remarks that unpack to 10 MB": (
        lambda: make.with_chunks(a_png(), chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(10**7)))),
        BROKEN,
    ),
}

ACCEPTED = {
    "a jpeg without codes, as in films": lambda: make.without_segments(a_jpeg(), 0xC4),
    "a jpeg with a segment of no size": lambda: make.with_segments(a_jpeg(), b"\xff\xe1\0\0"),
    "a png of an unknown compression": lambda: make.with_method(a_png(), 9),
    "a jpeg of many scans": lambda: a_jpeg(progressive=True),
    "a jpeg with restarts": lambda: a_jpeg(restart_marker_blocks=1),
    "a jpeg of coarse colours": lambda: a_jpeg(subsampling=2),
    "a jpeg of four inks": lambda: a_jpeg(a_picture("CMYK")),
    "a jpeg of remarks": lambda: a_jpeg(comment=CANARY * 2000),
    "a jpeg with a giant remark of a camera": lambda: a_jpeg(exif=make.exif(filler=60_000)),
    "a jpeg with nonsense of a camera": lambda: a_jpeg(exif=b"Exif\0\0II*\0" + NOISE.randbytes(5000)),
    "a jpeg held in no known way": lambda: a_jpeg(exif=make.exif(77)),
    "a jpeg with a colour profile of a megabyte": lambda: make.with_segments(
        a_jpeg(), *(segment(0xE2, ICC[:-2] + bytes([n, 16]) + NOISE.randbytes(65_000)) for n in range(1, 17))
    ),
    "a jpeg with xmp": lambda: make.with_segments(a_jpeg(), segment(0xE1, XMP + b"<x>" + CANARY * 999)),
    "a jpeg of a drawing program": lambda: make.with_segments(a_jpeg(), segment(0xED, b"Photoshop 3.0\0" + CANARY)),
    "two pictures in one jpeg": make.a_stereo_jpeg,
    "a jpeg with a film behind it": lambda: a_jpeg() + b"\0\0\0\x18ftypmp42" + NOISE.randbytes(10**6),
    "a jpeg that is also a web page": lambda: (
        a_jpeg(comment=b"<script>alert(1)</script>") + b"<script>alert(1)</script>"
    ),
    "a jpeg that is also a zip": lambda: a_jpeg() + make.a_zip(),
    "a png that is also a zip": lambda: a_png() + make.a_zip(),
    "a jpeg of 2 MiB sharp": lambda: a_jpeg().ljust(MOST_BYTES, b"\0"),
    "a png one can see through": lambda: a_png(a_picture("RGBA")),
    "a png of a palette": lambda: a_png(a_picture("P")),
    "a png of a palette of four": lambda: a_png(a_picture().quantize(4), bits=2),
    "a png of 16 bits": lambda: make.a_deep_png(((65535, 0, 0), (0, 65535, 0), (0, 0, 65535), (0, 0, 0)), 2),
    "a png whose rows come in seven passes": make.a_woven_png,
    "a png of many remarks": make.a_told_png,
    "a png of a giant remark": lambda: make.with_chunks(a_png(), chunk(b"tEXt", b"a\0" + CANARY * 50_000)),
    "a png with a colour profile that is none": lambda: make.with_chunks(
        a_png(), chunk(b"iCCP", b"a\0\0" + bytes(9999))
    ),
    "a png with chunks that nobody knows": lambda: make.with_chunks(a_png(), chunk(b"evIl", CANARY)),
    "a png in a thousand pieces": lambda: make.in_pieces(a_png()),
    "a png with more rows than declared": lambda: make.with_more_rows(a_png()),
    "a film": make.a_moving_png,
    "a file of another name": lambda: a_png(),
}

GREY = {
    "a grey jpeg": lambda: a_jpeg(a_picture("L", corners=GREYS)),
    "a grey png": lambda: a_png(a_picture("L", corners=GREYS)),
    "a grey png one can see through": lambda: a_png(a_picture("LA", corners=GREYS)),
    "a grey png of 16 bits": lambda: make.a_deep_png(((65535,), (49344,), (32896,), (0,)), 0),
    "a grey png of 16 bits one can see through": lambda: make.a_deep_png(
        ((65535, 65535), (49344, 65535), (32896, 65535), (0, 65535)), 4
    ),
    "a png of ink that fades": lambda: make.a_deep_png(((0, 0), (0, 16191), (0, 32639), (0, 65535)), 4),
}

BLANK = {
    "a jpeg that declares more than it holds": lambda: make.resized(a_jpeg(), 2000, 2000),
    "ninety scans of nothing": lambda: make.resized(make.many_scans(90), 1500, 1500),
    "a png with a row less than declared": lambda: raw_png(*SIZE, bytes(145 * 31)),
}
