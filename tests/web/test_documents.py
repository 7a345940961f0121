"""An agreement's document for each audience, and 核验 for whoever holds it on paper."""

import re

import pytest
from sqlalchemy import delete, select

from exports.agreement_pdf import draw_agreement
from signing_core.actors import SYSTEM, Role
from signing_core.models import COPY, Document, LogEntry
from signing_core.use_cases import drawing, rescind, review
from tests import makers
from tests.exports.test_agreement_pdf import pages_by_pypdf

REASON = "材料与约定不符。"
ONE_SENTENCE = "没有查到与编号和核验码都相符的协议书"


def addresses(signing) -> dict[str, str]:
    return {
        "student": f"/student/online/{signing.public_id}/document",
        "employer": f"/employer/signings/{signing.public_id}/document",
        "school": f"/admin/signing/{signing.public_id}/document",
        "college": f"/admin/signing/{signing.public_id}/document",
    }


def draw(world) -> None:
    drawing.draw_due(world.services, draw_agreement)


def decide(world, act, signing, **given):
    with world.working(makers.as_school(world.school)) as work:
        return act(work, signing.public_id, seen=world.fresh(signing).version, **given)


def issued(world) -> list[Document]:
    with world.reading() as work:
        return list(work.session.scalars(select(Document).where(Document.issue > COPY).order_by(Document.issue)))


def codes(world) -> list[str]:
    return [document.code for document in issued(world)]


@pytest.mark.parametrize("audience", ["student", "employer", "school", "college"])
def test_each_audience_gets_the_issued_file_and_nothing_keeps_it(site, world, audience):
    signing = world.approved()
    draw(world)
    answer = getattr(site, audience)().get(addresses(signing)[audience])
    assert answer.data == drawing.content(world.services, issued(world)[0])
    assert world.student.id_number in "".join(pages_by_pypdf(answer.data))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"].startswith("inline; ")
    assert f"{signing.number}.pdf" in headers["Content-Disposition"]


def test_whoever_of_the_office_opens_an_issued_agreement_leaves_a_note_and_the_parties_leave_none(site, world):
    signing = world.approved()
    draw(world)
    for audience in addresses(signing):
        getattr(site, audience)().get(addresses(signing)[audience])
    site.school().get(addresses(signing)["school"], download="1")
    with world.reading() as work:
        notes = list(work.session.scalars(select(LogEntry).order_by(LogEntry.id)))
    assert [(note.role, note.act) for note in notes] == [
        (role, "查看协议书") for role in (Role.SCHOOL, Role.COLLEGE, Role.SCHOOL)
    ]
    student = world.student
    said = {f"协议书 {world.fresh(signing).number}，{student.name}（{student.student_number}）"}
    assert {note.detail for note in notes} == said


def test_a_copy_masks_the_numbers_and_leaves_no_note(site, world):
    signing = world.accepted()
    draw(world)
    assert site.school().get(addresses(signing)["school"]).status_code == 200
    with world.reading() as work:
        assert work.session.scalars(select(LogEntry)).all() == []


def test_a_download_is_the_same_file_to_keep(site, world):
    signing = world.approved()
    draw(world)
    student = site.student()
    kept = student.get(addresses(signing)["student"], download="1")
    assert kept.headers["Content-Disposition"].startswith("attachment; ")
    assert kept.data == student.get(addresses(signing)["student"]).data


def test_until_it_is_drawn_a_page_asks_again_by_itself(site, world):
    signing = world.approved()
    answer = site.student().get(addresses(signing)["student"])
    assert answer.status_code == 202
    assert "协议书生成中" in answer.text
    assert '<meta http-equiv="refresh"' in answer.text


def test_before_the_approval_there_is_a_copy_that_says_so_and_masks_what_pages_mask(site, world):
    signing = world.accepted()
    draw(world)
    for audience in ("student", "employer", "school"):
        answer = getattr(site, audience)().get(addresses(signing)[audience])
        pages = pages_by_pypdf(answer.data)
        assert all("未生效" in page for page in pages)
        assert world.student.id_number not in "".join(pages)
        assert world.student.phone not in "".join(pages)


def test_an_invitation_has_no_document_and_an_ended_signing_only_for_the_office(site, world):
    invited = world.invited(world.saved_student())
    assert site.employer().get(addresses(invited)["employer"]).status_code == 404
    signing = world.approved()
    draw(world)
    decide(world, rescind.force, signing, reason=REASON)
    found = {name: getattr(site, name)().get(path).status_code for name, path in addresses(signing).items()}
    assert found == {"student": 404, "employer": 404, "school": 200, "college": 200}


def test_a_file_that_was_changed_in_the_store_is_not_given_out(site, world):
    signing = world.approved()
    draw(world)
    for path in world.services.store.folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1] + b"\0")
    answer = site.student().get(addresses(signing)["student"])
    assert answer.mimetype == "text/html"
    assert "文件缺失，或与存档时的校验值不符" in answer.text


def test_buttons_stand_where_there_is_something_behind_them(site, world):
    signing = world.accepted()
    student, employer, school = site.student(), site.employer(), site.school()
    pages = {
        "list": lambda: student.get("/student/online").text,
        "detail": lambda: student.get(f"/student/online/{signing.public_id}/detail").text,
        "data": lambda: employer.get("/employer/data?tab=answered").text,
        "signing": lambda: employer.get(f"/employer/signings/{signing.public_id}").text,
    }
    waiting = {name: buttons(page()) for name, page in pages.items()}
    assert waiting == {"list": [], "detail": ["查看协议书"], "data": ["查看协议书"], "signing": ["查看协议书"]}
    approved = decide(world, review.approve, signing)
    both = ["查看协议书", "下载协议书"]
    assert {name: buttons(page()) for name, page in pages.items()} == {
        "list": ["下载协议书"],
        "detail": both,
        "data": both,
        "signing": both,
    }
    number_leads_to_it = f'href="{addresses(signing)["school"]}" target="_blank">{approved.number}<'
    assert number_leads_to_it in school.get("/admin/signing/").text
    decide(world, rescind.force, signing, reason=REASON)
    gone = [page() for name, page in pages.items() if name != "data"]
    assert [buttons(page) for page in [*gone, employer.get("/employer/data?tab=rescinded").text]] == [[]] * 4


def test_the_consoles_detail_leads_to_the_document_as_long_as_there_is_one(site, world):
    signing = world.accepted()

    def found(one) -> list[list[str]]:
        return [buttons(get(f"/admin/signing/{one.public_id}").text) for get in (site.school().get, site.college().get)]

    assert found(signing) == [["查看协议书"]] * 2
    decide(world, review.approve, signing)
    assert found(signing) == [["查看协议书", "下载协议书"]] * 2
    decide(world, rescind.force, signing, reason=REASON)
    assert found(signing) == [["查看协议书"]] * 2
    with world.working(SYSTEM) as work:
        work.session.execute(delete(Document))
    assert found(signing) == [[], []]


def buttons(page: str) -> list[str]:
    return re.findall(r"<a[^>]*>((?:查看|下载)协议书)</a>", page)


def status(answer) -> str:
    found = re.search(r'<p class="verify-status"><span[^>]*>(.*?)</span>', answer.text)
    return found[1] if found else ""


def verify(site, world, signing, code: str):
    return site.anonymous().post(f"/verify/{world.fresh(signing).number}", code=code)


def test_whoever_holds_the_document_learns_what_became_of_it(site, world):
    signing = world.approved()
    (code,) = codes(world)
    assert status(verify(site, world, signing, code)) == "已鉴证生效"
    decide(world, review.revoke, signing, reason=REASON)
    assert status(verify(site, world, signing, code)) == "未生效"
    decide(world, review.approve, signing)
    older, newer = codes(world)
    assert status(verify(site, world, signing, older)) == "已被新版本取代"
    assert status(verify(site, world, signing, newer)) == "已鉴证生效"
    decide(world, rescind.force, signing, reason=REASON)
    assert status(verify(site, world, signing, newer)) == "已解除"


def test_a_code_is_read_however_it_is_typed(site, world):
    signing = world.approved()
    (code,) = codes(world)
    assert status(verify(site, world, signing, f" {code[:5].lower()} - {code[5:]} ")) == "已鉴证生效"


def test_the_answer_says_no_more_than_masked_names_school_employer_cohort_status_and_dates(site, world):
    world.student = world.saved_student(name="黄河水")
    signing = world.approved(world.student)
    page = verify(site, world, signing, codes(world)[0]).text
    facts = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))
    assert facts == {
        "文件": "协议书",
        "协议书编号": signing.number,
        "毕业生": "黄*水",
        "毕业学校": world.school.name,
        "毕业年度": "2020",
        "用人单位": world.employer.name,
        "出具日期": "2020-03-02",
    }
    for private in ("黄河水", world.student.student_number, world.student.id_number[-4:], "6,000", "张先生"):
        assert private not in page.replace(signing.number, "")


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(site, world):
    signing = world.approved()
    (code,) = codes(world)
    answers = [
        verify(site, world, signing, "ABCDE-23456"),
        site.anonymous().post("/verify/1202019097299999", code=code),
        site.anonymous().post("/verify/x y", code=code),
    ]
    assert [answer.status_code for answer in answers] == [400] * 3
    assert all(ONE_SENTENCE in answer.text for answer in answers)
    assert not any(world.employer.name in answer.text for answer in answers)


def test_the_address_in_the_qr_code_fills_the_form_and_answers_nothing_yet(site, world):
    signing = world.approved()
    page = site.anonymous().get(f"/verify/{signing.number}", code="ABCDE-23456").text
    assert 'value="ABCDE-23456"' in page
    assert world.employer.name not in page


def test_guessing_ends_after_ten_wrong_codes_for_a_quarter_of_an_hour_and_right_ones_do_not_count(site, world):
    signing = world.approved()
    (code,) = codes(world)
    for _ in range(12):
        assert status(verify(site, world, signing, code)) == "已鉴证生效"
    answers = [verify(site, world, signing, "ABCDE-23456").status_code for _ in range(11)]
    assert answers == [400] * 10 + [429]
    assert verify(site, world, signing, code).status_code == 429
    world.clock.forward(minutes=15)
    assert status(verify(site, world, signing, code)) == "已鉴证生效"
