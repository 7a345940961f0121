"""Paper agreements in tests: how far one has come, as the student and the office bring it there."""

import io
from datetime import date
from types import SimpleNamespace

from PIL import Image as Canvas

from portals.operator.worker import drawn
from signing_core.actors import SYSTEM, Actor
from signing_core.models import Image, ImagePurpose, Signing, Student
from signing_core.opening_sheet import Stretch
from signing_core.use_cases import drawing, images, opening, papers, rescind, review
from tests import makers
from tests.exports.papers import a_paper
from tests.parties import by
from tests.world import World

A_PICTURE = SimpleNamespace(image=b"\xff\xd8\xff image", thumbnail=b"\xff\xd8\xff small", width=900, height=1200)


def opened(world: World) -> None:
    """Signing on paper is open for the cohort."""
    with world.working(SYSTEM) as work:
        cohort = {"school_id": world.school.id, "cohort": world.student.cohort}
        opening.change(work, **cohort, paper=Stretch(date(2020, 1, 1)))


def draft(world: World, student: Student | None = None) -> Signing:
    """Begun, and nothing typed yet."""
    opened(world)
    with world.working(makers.as_student(student or world.student)) as work:
        return papers.begin(work)


def previewed(world: World, signing: Signing | None = None, **typed: str) -> Signing:
    """Typed in full and previewed just so."""
    signing = signing or draft(world)
    return by(world, of(world, signing), papers.preview, signing, typed=a_paper(**typed))


def generated(world: World, signing: Signing | None = None, **typed: str) -> Signing:
    """协议书待审核."""
    signing = previewed(world, signing, **typed)
    return by(world, of(world, signing), papers.generate, signing, typed=a_paper(**typed), ticked=True)


def form_returned(world: World, *fields: str, reason: str = "单位名称有误") -> Signing:
    """退回修改."""
    return by(world, office(world), review.send_back, generated(world), reason=reason, fields=fields or ("unit_name",))


def form_rejected(world: World, reason: str = "单位不在接收范围") -> Signing:
    """协议书审核不通过."""
    return by(world, office(world), review.reject_form, generated(world), reason=reason)


def issued(world: World, signing: Signing | None = None) -> Signing:
    """待反馈: numbered, to be printed."""
    return by(world, office(world), review.approve_form, generated(world, signing))


def scanned(world: World, signing: Signing | None = None) -> Signing:
    """等待签约审核, with one image handed in."""
    signing = signing or issued(world)
    uploaded(world, signing)
    return by(world, of(world, signing), images.submit, signing)


def refused(world: World, reason: str = "印章不清楚") -> Signing:
    """签约审核不通过: the student uploads again."""
    return by(world, office(world), review.reject, scanned(world), reason=reason)


def approved(world: World, signing: Signing | None = None) -> Signing:
    """签约审核通过."""
    return by(world, office(world), review.approve, scanned(world, signing and issued(world, signing)))


def ending(world: World, reason: str = "考取研究生") -> Signing:
    """等待解约审核, asked for by the student with proof."""
    signing = approved(world)
    uploaded(world, signing, ImagePurpose.RESCISSION)
    return by(world, of(world, signing), rescind.ask_on_paper, signing, type="个人原因：升学", reason=reason)


def uploaded(world: World, signing: Signing, purpose: ImagePurpose = ImagePurpose.FEEDBACK, **facts: str) -> Image:
    """One image that waits to be handed in, different from every other one."""
    stored = images.store(world.services, A_PICTURE)
    hashes = {"sent_sha256": stored.image_sha256, "pixel_sha256": makers.new_id().ljust(64, "0")[:64]} | facts
    with world.working(of(world, signing)) as work:
        return images.add(work, signing.public_id, purpose=purpose, stored=stored, name="盖章页.jpg", **hashes)


def draw(world: World) -> None:
    """What the worker does next: everything that waits to be drawn."""
    drawing.draw_due(world.services, drawn)


def a_photograph(colour: str = "white", size: tuple[int, int] = (90, 120)) -> bytes:
    """A JPEG as a phone would take it, but small."""
    file = io.BytesIO()
    Canvas.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def sent(colour: str = "white", name: str = "盖章页.jpg") -> tuple[io.BytesIO, str]:
    """The same as a form sends it."""
    return io.BytesIO(a_photograph(colour)), name


def of(world: World, signing: Signing | None = None) -> Actor:
    """The student of a signing, else of the world."""
    with world.reading() as work:
        return makers.as_student(work.session.get_one(Student, signing.student_id) if signing else world.student)


def office(world: World) -> Actor:
    return makers.as_school(world.school)
