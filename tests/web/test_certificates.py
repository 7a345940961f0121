"""解约证明 for each audience, and what the office's reading of it leaves behind."""

import pytest
from sqlalchemy import select

from portals.operator.worker import drawn
from signing_core.actors import Role
from signing_core.models import Document, DocumentKind, LogEntry
from signing_core.use_cases import drawing
from tests.exports.test_agreement_pdf import pages_by_pypdf


def address(signing) -> str:
    return f"/admin/signing/{signing.public_id}/certificate"


def draw(world) -> None:
    drawing.draw_due(world.services, drawn)


def the_certificate(world) -> Document:
    with world.reading() as work:
        return work.session.scalars(select(Document).where(Document.kind == DocumentKind.RESCISSION)).one()


@pytest.mark.parametrize("audience", ["school", "college"])
def test_the_office_reads_the_certificate_as_it_was_drawn_and_leaves_a_note(site, world, audience):
    signing = world.rescinded()
    draw(world)
    answer = getattr(site, audience)().get(address(signing))
    assert answer.data == drawing.content(world.services, the_certificate(world))
    assert signing.number in "".join(pages_by_pypdf(answer.data))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    with world.reading() as work:
        (note,) = work.session.scalars(select(LogEntry)).all()
    assert (note.act, note.role) == ("查看解约证明", Role[audience.upper()])
    assert signing.number in note.detail


def test_until_it_is_drawn_the_page_that_waits_names_the_certificate(site, world):
    answer = site.school().get(address(world.rescinded()))
    assert answer.status_code == 202
    assert "解约证明生成中" in answer.text


def test_a_signing_that_was_not_rescinded_has_none(site, world):
    answer = site.school().get(address(world.approved()))
    assert answer.status_code == 404
