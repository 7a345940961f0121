"""解约证明 for each audience, and what the office's reading of it leaves behind."""

import re

import pytest
from sqlalchemy import select

from portals.operator.worker import drawn
from signing_core.actors import Role
from signing_core.models import Document, DocumentKind, LogEntry
from signing_core.use_cases import drawing, rescind, unit_data
from tests import makers, parties
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


def checked(site, world, signing, code: str) -> tuple[str, dict[str, str]]:
    """What 核验 says: how it stands, and the facts."""
    page = site.anonymous().post(f"/verify/{world.fresh(signing).number}", code=code).text
    stands = re.search(r'<p class="verify-status"><span[^>]*>(.*?)</span>', page)[1]
    return stands, dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))


def test_a_certificates_own_code_says_that_it_is_one_with_its_number_and_dates(site, world):
    world.student = world.saved_student(name="黄河水")
    world.clock.forward(days=1)
    signing = world.rescinded()
    stands, facts = checked(site, world, signing, the_certificate(world).code)
    assert stands == "已解除"
    assert facts == {
        "文件": "解约证明",
        "解约证明编号": f"{signing.number}-01",
        "协议书编号": signing.number,
        "毕业生": "黄*水",
        "毕业学校": world.school.name,
        "毕业年度": "2020",
        "用人单位": world.employer.name,
        "出具日期": "2020-03-03",
        "解除日期": "2020-03-03",
    }


def test_the_agreements_own_code_says_that_it_was_ended_and_when_whatever_was_done_since(site, world):
    signing = world.approved()
    with world.reading() as work:
        code = work.session.scalars(select(Document.code).where(Document.issue == 1)).one()
    world.clock.forward(days=2)
    parties.by(world, makers.as_school(world.school), rescind.force, signing, reason="双方另有约定")
    world.clock.forward(days=3)
    unit = {
        "unit_nature": "国有企业",
        "unit_industry": "制造业",
        "unit_place": "湖北省武汉市洪山区",
        "unit_address": "珞狮路2号",
    }
    parties.by(world, makers.as_school(world.school), unit_data.correct, signing, unit=unit)
    stands, facts = checked(site, world, signing, code)
    assert (stands, facts["文件"]) == ("已解除", "协议书")
    assert (facts["出具日期"], facts["解除日期"]) == ("2020-03-02", "2020-03-04")
