"""What the tests of paper agreements do to one, as it stands, and how they look at what came of it."""

from datetime import date

from sqlalchemy import func, select

from signing_core.actors import SYSTEM
from signing_core.models import COPY, Document, DocumentKind, Image, ImagePurpose, Notice, Plan, Signing, Student
from signing_core.opening_sheet import Stretch
from signing_core.queries import entering
from signing_core.states import PlanSource, PlanStatus, SigningKind
from signing_core.use_cases import images, opening, papers
from tests import makers
from tests.exports.papers import a_paper
from tests.papers import of, office
from tests.parties import by

IN_ENTRY = "您已有正在录入的协议书，请先完成或删除。"
NOT_NOW = "当前状态不能进行此操作"
WRONG = {"unit_name": "上海永久", "uscc": "9131", "regular_pay": "七千", "report_by": "2020-13-40"}
REASON = {"reason": "材料不全"}
MARKED = REASON | {"fields": ["unit_name"]}
EMPTY = (PlanStatus.NOT_SUBMITTED, PlanSource.NONE, "")
FILLED = (PlanStatus.AWAITING_COLLEGE, PlanSource.SIGNING, "10")


def begin(world, student=None) -> Signing:
    with world.working(makers.as_student(student or world.student)) as work:
        return papers.begin(work)


def save(world, signing, typed=None, **given) -> Signing:
    return by(world, of(world), papers.save, signing, typed=a_paper(**given) if typed is None else typed)


def preview(world, signing, **typed) -> Signing:
    return by(world, of(world), papers.preview, signing, typed=a_paper(**typed))


def generate(world, signing, *, ticked=True, **typed) -> Signing:
    return by(world, of(world), papers.generate, signing, typed=a_paper(**typed), ticked=ticked)


def discard(world, signing) -> list[str]:
    return by(world, of(world), papers.discard, signing)


def submit(world, signing) -> Signing:
    return by(world, of(world), images.submit, signing)


def decide(world, act, signing, actor=None, **given) -> Signing:
    return by(world, actor or office(world), act, signing, **given)


def change_student(world, **facts) -> None:
    with world.working(SYSTEM) as work:
        for name, value in facts.items():
            setattr(work.session.get_one(Student, world.student.id), name, value)


def close(world) -> None:
    """Signing on paper ended a month ago."""
    with world.working(SYSTEM) as work:
        facts = {"school_id": world.school.id, "cohort": world.student.cohort}
        opening.change(work, **facts, paper=Stretch(date(2020, 1, 1), date(2020, 2, 1)))


def plan_of(world) -> tuple[PlanStatus, PlanSource, str]:
    with world.reading() as work:
        plan = work.session.get_one(Plan, world.student.id)
        return plan.status, plan.source, plan.destination_code


def notices(world) -> list[Notice]:
    with world.reading() as work:
        return list(work.session.scalars(select(Notice).order_by(Notice.id)))


def forms(world) -> list[Document]:
    """The forms that were issued."""
    with world.reading() as work:
        found = select(Document).where(Document.kind == DocumentKind.FORM, Document.issue > COPY)
        return list(work.session.scalars(found.order_by(Document.issue)))


def kept(world, purpose=ImagePurpose.FEEDBACK) -> list[Image]:
    """The images in their order, those that wait first."""
    with world.reading() as work:
        found = select(Image).where(Image.purpose == purpose)
        return list(work.session.scalars(found.order_by(Image.round, Image.position)))


def rounds(world, purpose=ImagePurpose.FEEDBACK) -> list[int]:
    return [image.round for image in kept(world, purpose)]


def rows(world, model) -> int:
    with world.reading() as work:
        return work.session.scalar(select(func.count()).select_from(model))


def listed(world) -> list[int]:
    with world.reading(of(world)) as work:
        return [signing.id for signing in entering.listed(work, SigningKind.PAPER).rows]
