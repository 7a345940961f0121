"""The office and paper agreements: forms, stamped pages beside the data, rescissions; who sees and decides."""

import re
from io import BytesIO

import openpyxl
import pytest

from signing_core.states import SigningState as S
from tests import makers, papers
from tests.web.client import PASSWORD
from tests.web.console import cells, tab

LIST = "/admin/signing/"
REASON = "双方已另行约定"


def page_of(client, signing) -> str:
    answer = client.get(f"{LIST}{signing.public_id}")
    assert answer.status_code == 200
    return answer.text


def buttons(page: str) -> list[str]:
    aside = page.split('aria-label="办理"')[1].split("</aside>")[0]
    return re.findall(r"<button[^>]*>([^<]+)</button>", aside)


def decide(client, world, signing, decision: str, **given):
    return client.post(f"{LIST}{signing.public_id}/{decision}", seen=world.fresh(signing).version, **given)


def pictures(page: str) -> list[str]:
    """Where the images of the page stand, in their order."""
    return re.findall(r'<a href="([^"]+)"[^>]*data-zoom>', page)


STATES = {
    papers.generated: ("协议书待审核", "未生效", ["协议书审核通过", "退回修改", "协议书审核不通过"]),
    papers.form_returned: ("退回修改", "未生效", ["协议书审核不通过", "撤回审核"]),
    papers.form_rejected: ("协议书审核不通过", "未生效", []),
    papers.issued: ("待反馈", "已生效", ["强制解约"]),
    papers.scanned: ("等待签约审核", "已生效", ["签约审核通过", "签约审核不通过", "强制解约"]),
    papers.refused: ("签约审核不通过", "已生效", ["撤回审核", "强制解约"]),
    papers.approved: ("签约审核通过", "已生效", ["撤回审核", "强制解约"]),
    papers.ending: ("签约审核通过", "已生效", ["解约审核通过", "解约审核不通过", "强制解约"]),
}


@pytest.mark.parametrize("come_to", STATES, ids=lambda made: made.__name__)
def test_in_every_state_the_list_and_the_page_say_how_it_stands_and_what_can_be_done(site, world, come_to):
    signing = world.fresh(come_to(world))
    review, agreement, open_to_school = STATES[come_to]
    school = site.school()
    listed = school.get(LIST, queue="all").text
    assert cells(listed, "签约类型") == ["纸质签约"]
    assert cells(listed, "签约审核状态") == [review]
    assert cells(listed, "协议书状态") == [agreement]
    assert cells(listed, "协议书编号") == [signing.number or "查看协议书"]
    page = page_of(school, signing)
    assert buttons(page) == open_to_school
    beyond_the_college = {"强制解约", "撤回审核"}  # the school alone forces, and only itself takes back what it decided
    assert buttons(page_of(site.college(), signing)) == [one for one in open_to_school if one not in beyond_the_college]


def test_a_draft_is_the_students_own_and_nothing_to_the_office(site, world):
    signing = papers.previewed(world)
    school = site.school()
    assert cells(school.get(LIST, queue="all").text, "学号") == []
    for rest in ("", "/document"):
        assert school.get(f"{LIST}{signing.public_id}{rest}").status_code == 404


@pytest.mark.parametrize(
    ("come_to", "queues"),
    [
        (papers.generated, {"mine", "forms", "all"}),
        (papers.form_returned, {"all"}),
        (papers.issued, {"all"}),
        (papers.scanned, {"mine", "waiting", "all"}),
        (papers.refused, {"all"}),
        (papers.ending, {"mine", "ending", "all"}),
    ],
)
def test_each_waits_in_its_own_queue_and_the_tabs_count_it(site, world, come_to, queues):
    come_to(world)
    labels = {
        "mine": "待我审核",
        "waiting": "等待签约审核",
        "forms": "协议书待审核",
        "ending": "等待解约审核",
        "all": "全部",
    }
    school = site.school()
    for queue, label in labels.items():
        page = school.get(LIST, queue=queue).text
        there = queue in queues
        assert tab(page, label) == str(int(there))
        assert len(cells(page, "学号")) == there


def test_the_unit_is_what_the_student_entered_with_its_contact_masked(site, world):
    page = page_of(site.school(), papers.generated(world, unit_name="江城示例中学"))
    for shown in ("江城示例中学", "单位邮编", "201203", "021****3643", "技术支持工程师"):
        assert shown in page
    for secret in ("021-62883643", "hr@example.com", world.student.id_number, world.student.phone):
        assert secret not in page


def test_a_passed_form_has_a_number_and_is_the_students_to_print(site, world):
    signing = papers.generated(world)
    answer = decide(site.school(), world, signing, "approve_form")
    assert answer.location == LIST
    signing = world.fresh(signing)
    assert signing.state is S.AWAITING_FEEDBACK
    page = page_of(site.school(), signing)
    assert f"等待学生 {signing.student_name} 打印协议书" in page
    assert signing.number in page


def test_a_returned_form_names_the_fields_of_paper_and_keeps_what_was_typed(site, world):
    signing, school = papers.generated(world), site.school()
    page = page_of(school, signing)
    for field in ("unit_name", "uscc", "unit_address", "position", "archive_unit"):
        assert f'name="field" value="{field}"' in page
    assert 'name="field" value="reply_days"' not in page
    answer = decide(school, world, signing, "return_form", reason="地址不完整", field=["no_such_field"])
    assert answer.status_code == 422
    assert 'id="return_form" aria-labelledby="return_form-title" data-open' in answer.text
    assert "请至少勾选一项需要修改的内容。" in answer.text
    assert "地址不完整</textarea>" in answer.text
    assert world.fresh(signing).state is S.FORM_REVIEW
    assert decide(school, world, signing, "return_form", reason="地址不完整", field=["unit_address"]).status_code == 303
    page = page_of(school, signing)
    assert f"等待学生 {world.student.name} 按学校意见修改协议书" in page
    assert re.search(r"<details[^>]* open[^>]*>\s*<summary[^>]*>.*?学校退回修改", page, re.S)
    assert "通讯地址" in page.split("学校退回修改")[1].split("签约过程记录")[0]


@pytest.mark.parametrize(
    ("come_to", "decision", "after"),
    [
        (papers.generated, "reject_form", S.FORM_REJECTED),
        (papers.form_returned, "reject_form", S.FORM_REJECTED),
        (papers.scanned, "reject_feedback", S.REJECTED),
    ],
)
def test_a_refusal_needs_a_reason_and_keeps_the_dialog_open(site, world, come_to, decision, after):
    signing, school = come_to(world), site.school()
    before = world.fresh(signing).state
    answer = decide(school, world, signing, decision, reason=" ")
    assert answer.status_code == 422
    assert f'id="{decision}" aria-labelledby="{decision}-title" data-open' in answer.text
    assert "请填写审核不通过原因" in answer.text
    assert world.fresh(signing).state is before
    assert decide(school, world, signing, decision, reason=REASON).status_code == 303
    assert world.fresh(signing).state is after
    assert REASON in page_of(school, signing)


def test_a_refused_form_leaves_the_student_free_and_the_office_reads_on(site, world):
    signing = papers.form_rejected(world)
    page = page_of(site.school(), signing)
    assert "当前没有需要办理的事项" in page
    assert world.accepted().state is S.AWAITING_REVIEW


def test_the_second_review_passes_what_was_handed_in(site, world):
    signing = papers.scanned(world)
    assert decide(site.college(), world, signing, "approve").status_code == 303
    assert world.fresh(signing).state is S.APPROVED


@pytest.mark.parametrize(
    ("come_to", "after"),
    [(papers.form_returned, S.FORM_REVIEW), (papers.refused, S.AWAITING_REVIEW), (papers.approved, S.AWAITING_REVIEW)],
)
def test_a_review_is_taken_back_with_the_password_and_the_number_stays(site, world, come_to, after):
    signing = world.fresh(come_to(world))
    school = site.school()
    page = page_of(school, signing)
    assert "已上传的签约资料保留。学生会收到通知。" in page
    answer = decide(school, world, signing, "revoke_paper", reason=REASON, password="wrong")
    assert answer.status_code == 422
    assert "密码不正确" in answer.text
    assert world.fresh(signing).state is signing.state
    assert decide(school, world, signing, "revoke_paper", reason=REASON, password=PASSWORD).status_code == 303
    assert (world.fresh(signing).state, world.fresh(signing).number) == (after, signing.number)


@pytest.mark.parametrize("come_to", [papers.issued, papers.scanned, papers.refused, papers.approved, papers.ending])
def test_the_school_ends_by_force_whatever_is_in_force(site, world, come_to):
    signing = come_to(world)
    given = {"reason": REASON, "password": PASSWORD}
    assert decide(site.college(), world, signing, "force_rescission", **given).status_code == 403
    assert world.fresh(signing).state is not S.RESCINDED
    assert decide(site.school(), world, signing, "force_rescission", **given).status_code == 303
    page = page_of(site.school(), signing)
    assert "查看解约证明" in page
    assert world.fresh(signing).rescission_status == "已由学校强制解约"


def test_a_form_that_is_not_in_force_cannot_be_ended_by_force(site, world):
    signing = papers.generated(world)
    decide(site.school(), world, signing, "force_rescission", reason=REASON, password=PASSWORD)
    assert world.fresh(signing).state is S.FORM_REVIEW


@pytest.mark.parametrize("come_to", [papers.generated, papers.ending])
def test_nobody_beyond_the_own_office_sees_or_decides_anything_of_it(site, world, come_to):
    signing = come_to(world)
    sibling = world.saved(makers.a_college(world.school))
    other = world.saved_school()
    shown = pictures(page_of(site.school(), signing))
    for stranger in (site.college(sibling), site.school(other)):
        assert cells(stranger.get(LIST, queue="all").text, "学号") == []
        for address in (f"{LIST}{signing.public_id}", f"{LIST}{signing.public_id}/document", *shown):
            assert stranger.get(address).status_code == 404
        for decision in ("approve_form", "approve_rescission"):
            assert decide(stranger, world, signing, decision).status_code == 404
    assert world.fresh(signing).version == signing.version


@pytest.mark.parametrize("decision", ["approve_form", "return_form", "reject_form"])
def test_a_decision_on_another_version_than_the_shown_one_is_a_page_of_its_own(site, world, decision):
    signing = papers.generated(world)
    given = {"reason": REASON, "field": ["unit_name"]}
    answer = site.school().post(f"{LIST}{signing.public_id}/{decision}", seen=signing.version - 1, **given)
    assert answer.status_code == 409
    assert "内容已变更" in answer.text


def test_ticked_forms_pass_each_for_itself_with_one_summary(site, world):
    right = papers.generated(world)
    world.student = world.saved_student()
    changed = papers.generated(world)
    school = site.school()
    assert "协议书审核通过</button>" in school.get(LIST, queue="forms").text
    ticked = [f"{right.public_id}:{right.version}", f"{changed.public_id}:99"]
    school.post(f"{LIST}action/", action="approve_form", rowid=ticked, url=f"{LIST}?queue=forms")
    page = school.get(LIST, queue="forms").text
    assert "协议书审核通过 1 条。" in page
    assert "1 条未能办理" in page
    assert world.fresh(right).state is S.AWAITING_FEEDBACK
    assert world.fresh(changed).state is S.FORM_REVIEW


def test_paper_is_found_by_its_kind_and_its_statuses(site, world):
    signing = papers.generated(world)
    world.accepted(world.saved_student())
    school = site.school()
    for asked in ({"kind": "纸质签约"}, {"review": "协议书待审核"}, {"uscc": signing.uscc}):
        assert cells(school.get(LIST, queue="all", **asked).text, "学号") == [signing.student_number]
    assert cells(school.get(LIST, queue="all", review="待反馈").text, "学号") == []


def test_the_export_has_paper_rows_as_the_list_shows_them(site, world):
    signing = world.fresh(papers.issued(world))
    columns = ["number", "agreement_status", "kind", "employer", "uscc", "review_status"]
    with site.school().post(f"{LIST}export?queue=all", column=columns) as answer:
        _, row = openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True)
    assert row == (signing.number, "已生效", "纸质签约", signing.employer_name, "待反馈", signing.uscc)


def test_the_trail_names_every_act_in_order(site, world):
    signing = papers.ending(world)
    trail = page_of(site.school(), signing).split("签约过程记录")[-1]
    acts = ["发起解约申请", "签约审核通过", "反馈签约资料", "协议书审核通过，待反馈", "生成协议书"]
    assert sorted(acts, key=trail.index) == acts
