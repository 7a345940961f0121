"""签约资料: images are uploaded and arranged while they wait, by the student alone."""

from types import SimpleNamespace

import pytest

from signing_core.errors import Damaged, NotFound, Refusal
from signing_core.models import Image, ImagePurpose
from signing_core.states import SigningState
from signing_core.use_cases import images, review
from tests import makers
from tests.dumps import refused
from tests.papers import (
    A_PICTURE,
    approved,
    draft,
    ending,
    form_rejected,
    form_returned,
    generated,
    issued,
    of,
    office,
    scanned,
    uploaded,
)
from tests.papers import refused as scan_refused
from tests.parties import by
from tests.use_cases.paper_acts import kept, rounds, submit

S = SigningState
NOT_WANTED = "现在不能上传图片，请刷新页面查看最新状态。"
TWICE = "这张图片已经上传过了。"
RESCISSION = ImagePurpose.RESCISSION
TURNED = SimpleNamespace(image=b"\xff\xd8\xff turned", thumbnail=b"\xff\xd8\xff t", width=1200, height=900)


def changed(world, act, image, *, actor=None, **given):
    with world.working(actor or of(world)) as work:
        return act(work, image.public_id, **given)


def order(world) -> list[int]:
    return [image.id for image in kept(world)]


# Uploaded


def test_images_stand_in_the_order_in_which_they_came_and_wait(world):
    signing = issued(world)
    sent = [uploaded(world, signing) for _ in range(3)]
    assert order(world) == [image.id for image in sent]
    assert [image.position for image in kept(world)] == [1, 2, 3]
    assert rounds(world) == [0, 0, 0]
    assert world.fresh(signing).state is S.AWAITING_FEEDBACK


def test_what_is_kept_is_the_picture_as_it_was_stored(world):
    image = uploaded(world, issued(world))
    assert images.content(world.services, image) == A_PICTURE.image
    assert images.content(world.services, image, thumbnail=True) == A_PICTURE.thumbnail


def test_an_image_is_not_shown_in_the_place_of_another(world):
    signing = issued(world)
    one, other = uploaded(world, signing), uploaded(world, signing)
    one.key = other.key
    with pytest.raises(Damaged):
        images.content(world.services, one)


def test_twenty_images_wait_at_most(world):
    signing = issued(world)
    for _ in range(20):
        uploaded(world, signing)
    with refused(world, "最多上传 20 张图片。"):
        uploaded(world, signing)
    changed(world, images.remove, kept(world)[7])
    uploaded(world, signing)
    assert len(kept(world)) == 20


def test_those_that_were_handed_in_before_do_not_count(world):
    signing = scan_refused(world)
    for _ in range(20):
        uploaded(world, signing)
    submit(world, signing)
    assert rounds(world) == [1, *[2] * 20]


def test_the_same_picture_is_not_uploaded_twice(world):
    signing = issued(world)
    uploaded(world, signing, pixel_sha256="a" * 64)
    with refused(world, TWICE):
        uploaded(world, signing, pixel_sha256="a" * 64)


def test_the_same_picture_may_be_uploaded_again_once_it_was_handed_in_or_taken_back(world):
    signing = issued(world)
    changed(world, images.remove, uploaded(world, signing, pixel_sha256="a" * 64))
    uploaded(world, signing, pixel_sha256="a" * 64)
    submit(world, signing)
    by_office_refused(world, signing)
    uploaded(world, signing, pixel_sha256="a" * 64)
    assert rounds(world) == [0, 1]


def by_office_refused(world, signing) -> None:
    by(world, office(world), review.reject, signing, reason="印章不清楚")


@pytest.mark.parametrize("ready", [draft, generated, form_returned, form_rejected, scanned, approved, ending])
def test_the_scans_are_uploaded_only_while_they_are_asked_for(world, ready):
    signing = ready(world)
    with refused(world, NOT_WANTED, kind=Refusal):
        uploaded(world, signing)


@pytest.mark.parametrize("ready", [draft, generated, issued, scanned, scan_refused])
def test_proof_for_ending_is_uploaded_only_where_the_agreement_was_approved(world, ready):
    signing = ready(world)
    with refused(world, NOT_WANTED, kind=Refusal):
        uploaded(world, signing, RESCISSION)


def test_images_of_an_agreement_online_are_not_asked_for(world):
    signing = world.approved()
    for purpose in ImagePurpose:
        with refused(world, NOT_WANTED, kind=Refusal):
            uploaded(world, signing, purpose)


# Arranged


def test_an_image_changes_places_and_at_an_end_nothing_happens(world):
    signing = issued(world)
    one, two, three = (uploaded(world, signing) for _ in range(3))
    changed(world, images.move, one, forwards=True)
    assert order(world) == [two.id, one.id, three.id]
    changed(world, images.move, three, forwards=False)
    assert order(world) == [two.id, three.id, one.id]
    changed(world, images.move, two, forwards=False)
    changed(world, images.move, one, forwards=True)
    assert order(world) == [two.id, three.id, one.id]


def test_a_turned_image_takes_the_place_of_the_one_that_it_was(world):
    signing = issued(world)
    one, _ = uploaded(world, signing), uploaded(world, signing)
    stored = images.store(world.services, TURNED, one.public_id)
    old = changed(world, images.turn, one, stored=stored)
    now = world.fresh(one)
    assert old == [one.key, one.thumbnail_key]
    assert (now.key, now.width, now.height, now.position) == (stored.key, 1200, 900, 1)
    assert images.content(world.services, now) == b"\xff\xd8\xff turned"


def test_one_taken_back_is_gone_and_its_files_are_named_to_be_cleared(world):
    signing = issued(world)
    one, two = uploaded(world, signing), uploaded(world, signing)
    assert changed(world, images.remove, one) == [one.key, one.thumbnail_key]
    assert order(world) == [two.id]
    with refused(world, kind=NotFound):
        changed(world, images.remove, one)


def test_what_was_handed_in_is_neither_moved_nor_turned_nor_taken_back(world):
    scanned(world)
    (image,) = kept(world)
    stored = images.store(world.services, TURNED, image.public_id)
    for act, given in ((images.move, {"forwards": True}), (images.turn, {"stored": stored}), (images.remove, {})):
        with refused(world, kind=NotFound):
            changed(world, act, image, **given)


def test_images_of_others_are_not_found(world):
    signing = issued(world)
    image = uploaded(world, signing)
    stranger = makers.as_student(world.saved_student())
    sibling = makers.as_college(world.saved(makers.a_college(world.school)))
    elsewhere = makers.as_school(world.saved_school())
    for actor in (stranger, sibling, elsewhere, makers.as_employer(world.employer), makers.as_province()):
        with refused(world, kind=NotFound):
            changed(world, images.remove, image, actor=actor)
        with refused(world, kind=NotFound), world.reading(actor) as work:
            work.get(Image, image.public_id)
    stored = images.store(world.services, A_PICTURE)
    hashes = {"sent_sha256": "a" * 64, "pixel_sha256": "a" * 64}
    with refused(world, kind=NotFound), world.working(stranger) as work:
        images.add(work, signing.public_id, purpose=ImagePurpose.FEEDBACK, stored=stored, name="页.jpg", **hashes)
    with refused(world, kind=NotFound):
        by(world, stranger, images.submit, signing)


@pytest.mark.parametrize("act", [images.remove, images.move])
def test_the_office_changes_nothing_of_what_the_student_uploads(world, act):
    image = uploaded(world, issued(world))
    given = {"forwards": True} if act is images.move else {}
    with refused(world, NOT_WANTED, kind=Refusal):
        changed(world, act, image, actor=office(world), **given)
