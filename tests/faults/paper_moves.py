"""Every use case of an agreement on paper, made ready on a fresh world and then done by whoever is given it."""

from collections.abc import Callable
from typing import Any

from signing_core.models import Image, ImagePurpose
from signing_core.use_cases import images, papers, rescind, review
from tests import makers
from tests import papers as made
from tests.deeds import REASON
from tests.exports.papers import a_paper
from tests.faults.kills import Act
from tests.faults.moves import in_a_unit
from tests.figures import SOAK
from tests.world import World


def begin(world: World) -> Act:
    made.opened(world)
    return in_a_unit(made.of(world), papers.begin)


def save(world: World) -> Act:
    return done_by_the_student(world, made.previewed(world), papers.save, typed=a_paper(penalty="0"))


def preview(world: World) -> Act:
    return done_by_the_student(world, made.draft(world), papers.preview, typed=a_paper())


def generate(world: World) -> Act:
    return done_by_the_student(world, made.previewed(world), papers.generate, typed=a_paper(), ticked=True)


def discard(world: World) -> Act:
    return done_by_the_student(world, made.previewed(world), papers.discard)


def discard_what_was_refused(world: World) -> Act:
    return done_by_the_student(world, made.form_rejected(world), papers.discard)


def approve_form(world: World) -> Act:
    return decided(world, made.generated(world), review.approve_form)


def reject_form(world: World) -> Act:
    return decided(world, made.generated(world), review.reject_form, reason=REASON)


def return_a_form(world: World) -> Act:
    return decided(world, made.generated(world), review.send_back, reason=REASON, fields=["unit_name"])


def upload(world: World) -> Act:
    signing, stored = made.issued(world), images.store(world.services, made.A_PICTURE)
    facts = {"sent_sha256": stored.image_sha256, "pixel_sha256": stored.image_sha256}
    facts |= {"purpose": ImagePurpose.FEEDBACK, "stored": stored, "name": "盖章页.jpg"}
    return in_a_unit(made.of(world), lambda work: images.add(work, signing.public_id, **facts))


def take_back(world: World) -> Act:
    image: Image = made.uploaded(world, made.issued(world))
    return in_a_unit(made.of(world), lambda work: images.remove(work, image.public_id))


def submit(world: World) -> Act:
    signing = made.issued(world)
    for _ in range(2):
        made.uploaded(world, signing)
    return done_by_the_student(world, signing, images.submit)


def approve_scans(world: World) -> Act:
    return decided(world, made.scanned(world), review.approve)


def reject_scans(world: World) -> Act:
    return decided(world, made.scanned(world), review.reject, reason=REASON)


def ask_on_paper(world: World) -> Act:
    signing = made.approved(world)
    made.uploaded(world, signing, ImagePurpose.RESCISSION)
    return done_by_the_student(world, signing, rescind.ask_on_paper, type="单位原因", reason=REASON)


def release_form(world: World) -> Act:
    signing = made.approved(world)
    return in_a_unit(made.of(world), lambda work: rescind.release_form(work, signing.public_id))


def grant_on_paper(world: World) -> Act:
    return decided(world, made.ending(world), rescind.approve)


def force_before_the_scans(world: World) -> Act:
    return decided(world, made.issued(world), rescind.force, reason=REASON)


def done_by_the_student(world: World, signing: Any, act: Callable[..., Any], **given: Any) -> Act:
    return in_a_unit(made.of(world), lambda work: act(work, signing.public_id, seen=signing.version, **given))


def decided(world: World, signing: Any, act: Callable[..., Any], **given: Any) -> Act:
    by = makers.as_school(world.school)
    return in_a_unit(by, lambda work: act(work, signing.public_id, seen=signing.version, **given))


POINTS_OF_THEIR_OWN = [begin, preview, generate, discard, approve_form, upload, submit, ask_on_paper, release_form]
BY_THE_SAME_POINTS = [  # only for SOAK
    save,
    discard_what_was_refused,
    reject_form,
    return_a_form,
    take_back,
    approve_scans,
    reject_scans,
    grant_on_paper,
    force_before_the_scans,
]
PAPER_MOVES = POINTS_OF_THEIR_OWN + (BY_THE_SAME_POINTS if SOAK else [])
