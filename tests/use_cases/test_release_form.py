"""《…就业协议解除证明》: ordered by the student, drawn by the worker, kept until it changes."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from portals.operator.worker import drawn
from signing_core.errors import MoveRefused, NotFound
from signing_core.models import COPY, Document, DocumentKind
from signing_core.queries import documents
from signing_core.rescission_sheet import FrozenRelease
from signing_core.use_cases import drawing, rescind
from tests import makers, papers
from tests.dumps import refused
from tests.exports.reading import joined, pages_by_pdfium


def ordered(world, signing, actor=None) -> Document:
    with world.working(actor or papers.of(world, signing)) as work:
        rescind.release_form(work, signing.public_id)
    return of_kind(world, DocumentKind.RELEASE)[0]


def text_of(data: bytes) -> str:
    return joined("".join(pages_by_pdfium(data)))


def of_kind(world, kind) -> list[Document]:
    with world.reading() as work:
        return list(work.session.scalars(select(Document).where(Document.kind == kind)))


def test_it_is_filled_in_from_the_issued_agreement_and_has_no_code(world):
    signing = papers.approved(world)
    document = ordered(world, signing)
    form = FrozenRelease.read(document.sheet).sheet
    assert (form.agreement_number, form.fact("姓名")) == (world.fresh(signing).number, world.student.name)
    assert form.title == "湖北省高等学校毕业生就业协议解除证明"
    assert (document.issue, document.code) == (COPY, None)


def test_the_worker_draws_it(world):
    signing = papers.approved(world)
    ordered(world, signing)
    papers.draw(world)
    [document] = of_kind(world, DocumentKind.RELEASE)
    text = text_of(drawing.content(world.services, document))
    for shown in ("湖北省高等学校毕业生就业协议解除证明", world.fresh(signing).number, world.student.name):
        assert shown in text


def test_asked_for_again_it_is_the_same_file(world):
    signing = papers.approved(world)
    ordered(world, signing)
    papers.draw(world)
    [before] = of_kind(world, DocumentKind.RELEASE)
    world.clock.forward(days=3)
    after = ordered(world, signing)
    assert (after.key, after.drawn_at) == (before.key, before.drawn_at)
    assert drawing.draw_due(world.services, drawn) == 0


def test_what_it_says_changed_and_it_is_drawn_anew(world):
    signing = papers.approved(world)
    ordered(world, signing)
    papers.draw(world)
    other = replace(world.services.settings, province="湖南省")
    world.services = replace(world.services, settings=other)
    assert ordered(world, signing).drawn_at is None
    papers.draw(world)
    [document] = of_kind(world, DocumentKind.RELEASE)
    assert "湖南省高等学校" in text_of(drawing.content(world.services, document))


@pytest.mark.parametrize("come_to", [papers.generated, papers.issued, papers.scanned, papers.refused])
def test_i12_before_the_approval_there_is_nothing_to_release(world, come_to):
    signing = come_to(world)
    with refused(world, "签约审核通过之后才能下载解除证明。", MoveRefused):
        ordered(world, signing)


def test_i12_it_is_the_students_own_and_of_paper_alone(world):
    signing = papers.approved(world)
    classmate = world.saved_student()
    for actor in (makers.as_student(classmate), papers.office(world), makers.as_college(world.college)):
        with refused(world, kind=NotFound):
            ordered(world, signing, actor)
    online = world.approved(classmate)
    with refused(world, kind=NotFound):
        ordered(world, online, makers.as_student(classmate))


def test_it_is_shown_once_it_was_ordered_and_no_longer_once_the_agreement_ended(world):
    signing = papers.approved(world)
    with world.reading(papers.of(world, signing)) as work, pytest.raises(NotFound, match="解约申请页面"):
        documents.release_form_shown(work, signing.public_id)
    ordered(world, signing)
    with world.reading(papers.of(world, signing)) as work:
        assert documents.release_form_shown(work, signing.public_id)[1].kind is DocumentKind.RELEASE
        _, agreement = documents.shown(work, signing.public_id)
    assert agreement.kind is DocumentKind.FORM


def test_it_goes_once_the_certificate_is_there(world):
    signing = papers.ending(world)
    ordered(world, signing)
    papers.draw(world)
    world.clock.forward(minutes=1)
    with world.working(papers.office(world)) as work:
        rescind.approve(work, signing.public_id, seen=world.fresh(signing).version)
    papers.draw(world)
    drawing.drop_copies(world.services)
    assert of_kind(world, DocumentKind.RELEASE) == []
    assert len(of_kind(world, DocumentKind.RESCISSION)) == 1
