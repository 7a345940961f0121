"""反馈签约资料: what waits is handed in, round by round; what was handed in stays as it is."""

from admin_views.signing_detail import proofs
from signing_core.errors import MoveRefused, StalePage
from signing_core.models import ImagePurpose
from signing_core.queries import student_papers
from signing_core.states import SigningState
from signing_core.turns import Turn
from signing_core.use_cases import images, rescind
from tests.dumps import labels, messages, refused
from tests.invariants import broken
from tests.papers import (
    approved,
    ending,
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
NO_IMAGE = "请先上传签约资料图片。"
RESCISSION = ImagePurpose.RESCISSION


def changed(world, act, image, *, actor=None, **given):
    with world.working(actor or of(world)) as work:
        return act(work, image.public_id, **given)


def shown_to_the_office(world, signing) -> list[int]:
    with world.reading(office(world)) as work:
        return [one.image.id for handed_in in proofs(work, signing) for one in handed_in.pictures]


def shown_in_detail(world, signing) -> list[int]:
    with world.reading(of(world)) as work:
        return [one.id for one in student_papers.detail(work, signing.public_id).images]


# Handed in


def test_submitting_needs_an_image(world):
    signing = issued(world)
    with refused(world, NO_IMAGE):
        submit(world, signing)
    changed(world, images.remove, uploaded(world, signing))
    with refused(world, NO_IMAGE):
        submit(world, signing)


def test_proof_for_ending_is_no_scan_of_the_agreement(world):
    signing = approved(world)
    uploaded(world, signing, RESCISSION)
    with refused(world, "当前状态不能进行此操作"):
        submit(world, signing)


def test_what_waits_is_handed_in_and_reviewed_next(world):
    signing = issued(world)
    uploaded(world, signing)
    uploaded(world, signing)
    before = len(messages(world))
    world.clock.forward(minutes=1)
    signing = submit(world, signing)
    assert (signing.state, signing.turn, signing.decided_by) == (S.AWAITING_REVIEW, Turn.OFFICE, None)
    assert rounds(world) == [1, 1]
    assert {image.submitted_at for image in kept(world)} == {world.clock()}
    assert (labels(world)[-1], len(messages(world))) == ("反馈签约资料", before)


def test_submitting_does_not_ask_whether_signing_is_still_open(world):
    signing = issued(world)
    uploaded(world, signing)
    world.student = world.fresh(world.student)
    with world.working(office(world)) as work:
        work.session.merge(world.student).restricted = True
    assert submit(world, signing).state is S.AWAITING_REVIEW


def test_refused_the_student_uploads_again_and_the_images_of_before_are_kept(world):
    signing = scan_refused(world)
    first = kept(world)
    with refused(world, NO_IMAGE):
        submit(world, signing)
    uploaded(world, signing)
    uploaded(world, signing)
    submit(world, signing)
    assert rounds(world) == [1, 2, 2]
    assert [image.key for image in kept(world)[:1]] == [image.key for image in first]
    with world.reading() as work:
        assert broken(work) == []


def test_what_waits_is_shown_to_nobody_but_where_it_is_handed_in(world):
    signing = scan_refused(world)
    (handed_in,) = kept(world)
    waits = uploaded(world, signing)
    assert shown_to_the_office(world, signing) == shown_in_detail(world, signing) == [handed_in.id]
    submit(world, signing)
    assert shown_to_the_office(world, signing) == shown_in_detail(world, signing) == [waits.id, handed_in.id]


def test_the_office_is_told_of_a_picture_that_another_student_handed_in_too(world):
    signing = issued(world)
    uploaded(world, signing, pixel_sha256="b" * 64)
    submit(world, signing)
    mine, world.student = world.student, world.saved_student()
    theirs = issued(world)
    uploaded(world, theirs, pixel_sha256="b" * 64)
    with world.reading(office(world)) as work:
        assert [one.used_elsewhere for handed_in in proofs(work, signing) for one in handed_in.pictures] == [False]
    submit(world, theirs)
    world.student = mine
    with world.reading(office(world)) as work:
        assert [one.used_elsewhere for handed_in in proofs(work, signing) for one in handed_in.pictures] == [True]


def test_i10_a_page_that_shows_an_older_state_submits_nothing(world):
    signing = issued(world)
    uploaded(world, signing)
    submit(world, signing)
    with refused(world, kind=StalePage), world.working(of(world)) as work:
        images.submit(work, signing.public_id, seen=signing.version)


def test_what_is_handed_in_twice_is_refused_the_second_time(world):
    signing = scanned(world)
    with refused(world, "当前状态不能进行此操作", kind=MoveRefused):
        submit(world, signing)


def test_the_proof_of_an_ending_is_a_round_of_its_own(world):
    signing = ending(world)
    by(world, office(world), rescind.reject, signing, reason="证明不清楚")
    uploaded(world, signing, RESCISSION)
    by(world, of(world), rescind.ask_on_paper, signing, type="单位原因", reason="单位撤销岗位")
    assert (rounds(world, RESCISSION), rounds(world)) == ([1, 2], [1])
