"""An honest image is kept upright, of a size that pages bear, and is found again by what it shows."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from importers import images
from importers.bad_image import TOO_MUCH, BadImage
from importers.images import cleaned, rotated
from tests.importers.hostile_images import SIZE, a_jpeg, a_picture, a_png, a_told_png, exif, held


def size_of(jpeg: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(jpeg)).size


def pixel_hash(data: bytes) -> str:
    return cleaned(data, "x.png").pixel_hash


@pytest.mark.parametrize(
    ("sent", "kept", "thumbnail"),
    [
        ((4000, 3000), (3000, 2250), (320, 240)),
        ((3000, 4000), (2250, 3000), (240, 320)),
        ((3000, 3000), (3000, 3000), (320, 320)),
        ((1280, 960), (1280, 960), (320, 240)),
        ((300, 200), (300, 200), (300, 200)),
        ((8000, 1), (3000, 1), (320, 1)),
        ((1, 1), (1, 1), (1, 1)),
        ((5000, 5000), (3000, 3000), (320, 320)),
    ],
)
def test_a_large_image_is_made_smaller_and_a_small_one_is_left(sent, kept, thumbnail):
    picture = cleaned(a_png(Image.new("L", sent, 200)), "x.png").picture
    assert (picture.width, picture.height) == size_of(picture.image) == kept
    assert size_of(picture.thumbnail) == thumbnail


def test_the_same_file_is_found_by_its_bytes():
    assert cleaned(a_jpeg(), "a.jpg").sent_hash == cleaned(a_jpeg(), "b.jpg").sent_hash
    assert cleaned(a_jpeg(), "a.jpg").sent_hash != cleaned(a_jpeg(quality=90), "a.jpg").sent_hash


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (a_jpeg(), a_jpeg(comment=b"another student", exif=exif(1))),
        (a_jpeg(), a_jpeg() + b"another student"),
        (a_png(), a_told_png()),
        (a_png(), a_png(a_picture("RGBA"), compress_level=0)),
        (a_png(), a_png(held(6), exif=exif(6))),
    ],
    ids=["other metadata", "more behind it", "other remarks", "other packing", "held otherwise"],
)
def test_the_same_picture_is_found_whatever_stands_around_it(one, other):
    first, second = cleaned(one, "one.png"), cleaned(other, "other.png")
    assert first.pixel_hash == second.pixel_hash
    assert first.sent_hash != second.sent_hash


def test_pictures_that_differ_in_one_pixel_or_in_shape_are_different():
    blank, touched = Image.new("RGB", SIZE, "white"), Image.new("RGB", SIZE, "white")
    touched.putpixel((SIZE[0] - 1, SIZE[1] - 1), (255, 255, 254))
    turned = blank.transpose(Image.Transpose.ROTATE_90)
    assert len({pixel_hash(a_png(picture)) for picture in (blank, touched, turned)}) == 3


@pytest.mark.parametrize(("clockwise", "orientation"), [(90, 6), (180, 3), (270, 8)])
def test_a_kept_image_and_its_thumbnail_are_turned_on_request(clockwise, orientation):
    lying = cleaned(a_png(held(orientation)), "x.png").picture
    for turned in (rotated(lying.image, clockwise=clockwise), cleaned(a_png(), "x.png").picture):
        assert (turned.width, turned.height) == SIZE == size_of(turned.thumbnail)
        red, black = (Image.open(io.BytesIO(turned.thumbnail)).getpixel(place) for place in ((4, 4), (44, 28)))
        assert red[0] > 200 > 50 > max(black)


def test_to_turn_an_image_four_times_hardly_changes_it():
    kept = cleaned(a_jpeg(), "x.jpg").picture.image
    turned = kept
    for _ in range(4):
        turned = rotated(turned, clockwise=90).image
    before, after = (Image.open(io.BytesIO(data)).tobytes() for data in (kept, turned))
    assert sum(abs(one - other) for one, other in zip(before, after, strict=True)) / len(before) < 2


def test_a_kept_image_that_is_no_longer_one_is_not_turned():
    with pytest.raises(BadImage, match=r"^图片已损坏"):
        rotated(a_jpeg()[:300], clockwise=90)


@pytest.mark.parametrize(("limit", "least"), [("MEMORY", 60 * 2**20), ("LONGEST_ANSWER", 1000)])
def test_an_image_that_takes_more_than_it_may_have_is_refused(monkeypatch, limit, least):
    monkeypatch.setattr(images, limit, least)
    with pytest.raises(BadImage, match=TOO_MUCH):
        cleaned(a_png(Image.new("RGB", (3000, 3000))), "x.png")


def test_the_serving_process_does_not_even_load_what_decodes():
    script = "import sys, importers.images; sys.exit('PIL' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
