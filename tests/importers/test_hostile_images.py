"""Whatever the image, the answer is a plain sentence or our own JPEG, and the serving process hardly grows."""

import io
import math
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from importers import sandbox
from importers.bad_image import BROKEN, BadImage
from importers.images import Cleaned, cleaned
from tests import figures
from tests.importers import hostile_images as make
from tests.importers.hostile_images import CANARY, CORNERS, GREYS, SIZE, a_jpeg, a_png
from tests.importers.image_cases import ACCEPTED, BLANK, GREY, REFUSED

MUTATIONS = 2_000 if figures.SOAK else 40
MOST_GROWTH = 50 * 2**20
PAGE = os.sysconf("SC_PAGE_SIZE")
MARKERS = re.compile(rb"\xff[^\0\xff]")
PICTURE_ONLY = {bytes([0xFF, marker]) for marker in (0xD8, 0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xD9)}


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


@contextmanager
def growth() -> Iterator[Callable[[], int]]:
    """How far the memory of this process rose above what it was, at its highest."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from now
    before = resident()
    highest = re.compile(r"VmHWM:\s+(\d+) kB")
    yield lambda: int(highest.search(Path("/proc/self/status").read_text())[1]) * 1024 - before


def outcome(data: bytes) -> tuple[Cleaned | str, int]:
    """What was made of it, or the sentence why not; and how much the serving process grew, which is little."""
    result: Cleaned | str
    with growth() as grown:
        try:
            result = cleaned(data, "盖章页.jpg")
        except BadImage as refusal:
            result = refusal.message
        most = grown()
    assert most < MOST_GROWTH
    return result, most


def corners_of(jpeg: bytes) -> dict[str, tuple[int, int]]:
    """Each corner's colour, by the nearest that a test picture may have, and where it is seen."""
    image, names = Image.open(io.BytesIO(jpeg)), CORNERS | GREYS
    width, height = image.size
    seen = {}
    for place in CORNERS.values():
        pixel = image.getpixel((width // 4 + width // 2 * place[0], height // 4 + height // 2 * place[1]))
        seen[min(names, key=lambda name: math.dist(pixel, ImageColor.getrgb(name)))] = place
    return seen


@pytest.mark.parametrize(("file", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_good_is_refused_with_a_plain_sentence(file, sentence):
    message, _ = outcome(file())
    assert message.startswith("图片“盖章页.jpg”")
    assert message.endswith(sentence)


@pytest.mark.parametrize(
    ("file", "corners"),
    [
        *((file, CORNERS) for file in ACCEPTED.values()),
        *((file, GREYS) for file in GREY.values()),
    ],
    ids=[*ACCEPTED, *GREY],
)
def test_an_image_that_is_merely_odd_is_kept_as_it_looks_and_without_what_else_it_held(file, corners):
    result, _ = outcome(file())
    for kept in (result.picture.image, result.picture.thumbnail):
        assert corners_of(kept) == corners
        assert_nothing_else(kept)


def assert_nothing_else(jpeg: bytes) -> None:
    """Only what a picture needs: no EXIF, no place, no XMP, no profile, no remark, no preview, nothing behind it."""
    assert set(MARKERS.findall(jpeg)) <= PICTURE_ONLY
    assert CANARY not in jpeg
    read = Image.open(io.BytesIO(jpeg))
    assert (read.format, read.mode) == ("JPEG", "RGB")
    assert set(read.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not read.getexif()


@pytest.mark.parametrize("file", BLANK.values(), ids=BLANK)
def test_what_an_image_lacks_is_at_worst_kept_as_a_blank_of_our_own(file):
    result, _ = outcome(file())
    assert_nothing_else(result.picture.image)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_image_stands_upright_however_the_camera_was_held(orientation):
    result, _ = outcome(a_jpeg(make.held(orientation), exif=make.exif(orientation)))
    assert (result.picture.width, result.picture.height) == SIZE
    assert corners_of(result.picture.image) == CORNERS
    assert_nothing_else(result.picture.image)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("maker", [a_jpeg, lambda: a_jpeg(progressive=True), a_png], ids=["jpeg", "scans", "png"])
def test_an_upload_that_was_cut_off_is_refused(maker, share):
    data = maker()
    message, _ = outcome(data[: int(len(data) * share)])
    assert message.endswith(BROKEN)


def test_mutated_images_give_our_own_jpeg_or_a_sentence(record_property):
    results = [outcome(make.a_mutation(seed)) for seed in range(MUTATIONS)]
    kept = [result for result, _ in results if isinstance(result, Cleaned)]
    for result in kept:
        assert_nothing_else(result.picture.image)
    assert all(result.startswith("图片“") and result.endswith("。") for result, _ in results if isinstance(result, str))
    assert 0 < len(kept) < MUTATIONS
    most = max(grown for _, grown in results) / 2**20
    figures.note(
        record_property,
        f"mutated images: {MUTATIONS}, of which {len(kept)} kept, the others refused; "
        f"the serving process grew by at most {most:.1f} MiB",
    )


def test_the_largest_image_of_all_does_not_swell_the_serving_process(record_property):
    result, grown = outcome(make.the_costliest())
    assert (result.picture.width, result.picture.height) == (3000, 3000)
    figures.note(record_property, f"25 megapixels of 2 MiB: the serving process grew by {grown / 2**20:.1f} MiB")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]\n",
        b"3\n",
        b"{}\n",
        b'{"image": 4}\n\xff\xd8\xff\xe0\xff\xd8\xff\xe0',
        b'{"width": 1, "height": 1, "image": 4, "pixels": "00"}\n\xff\xd8\xff\xe0\xff\xd8\xff\xe0',
        b'{"width": 1, "height": 1, "image": 4, "pixels": "%s"}\nGIF8GIF8' % (b"00" * 32),
        b'{"width": 1, "height": 1, "image": 4, "pixels": "%s"}\n\xff\xd8\xff\xe0GIF8' % (b"00" * 32),
        b'{"width": "wide", "height": 1, "image": 4, "pixels": "%s"}\n\xff\xd8\xff\xe0\xff\xd8\xff\xe0' % (b"00" * 32),
    ],
)
def test_an_answer_of_the_wrong_shape_is_not_believed(answer, monkeypatch):
    monkeypatch.setattr(sandbox, "run", lambda *_, **__: nullcontext(iter(answer.splitlines(keepends=True))))
    with pytest.raises(BadImage, match=BROKEN):
        cleaned(a_jpeg(), "x.jpg")
