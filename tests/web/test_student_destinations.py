"""其他去向 of the student: the list, the two choices, a form that loses nothing, handing in, taking back, 申请解除."""

import pytest

from signing_core.models import Contact, Image, Signing
from signing_core.queries import student_destinations
from signing_core.queries.papers import every_image_of
from signing_core.states import SigningState as S
from tests import destinations, papers
from tests.use_cases.destination_acts import retired

LIST = "/student/destinations"
JSON = {"Accept": "application/json"}
SOLDIER = "应征义务兵"


def address(signing, *rest):
    return "/".join(["/student/destination", signing.public_id, *rest])


def sending(world, signing, act, **typed):
    """What the form of the present page sends."""
    return {"seen": world.fresh(signing).version, "act": act} | destinations.a_study(**typed)


def kept(world, signing):
    with world.reading(papers.of(world)) as work:
        return student_destinations.entry(work, signing.public_id).typed


def images(world, signing) -> list[Image]:
    with world.reading() as work:
        return list(every_image_of(work, signing))


def count(world) -> int:
    with world.reading() as work:
        return work.session.query(Signing).count()


def test_where_registering_is_not_open_the_page_says_why_and_whom_to_ask(site, world):
    world.saved(Contact(school_id=world.school.id, office="就业办", phone="027-87654321"))
    student = site.student()
    page = student.get(LIST).text
    assert "学校尚未开放其他去向登记。" in page
    assert "027-87654321" in page
    assert "录入其他去向</a>" not in page
    assert student.get(f"{LIST}/new").location == LIST
    student.post(LIST, detail=destinations.STUDY)
    assert count(world) == 0


def test_first_the_category_is_chosen_and_then_its_detail(site, world):
    destinations.opened(world)
    student = site.student()
    assert f'href="{LIST}/new"' in student.get(LIST).text
    page = student.get(f"{LIST}/new").text
    assert page.count('name="category"') == 9
    assert "1、我是签就业协议书形式就业（包括公务员、事业单位招聘通知书等）" in page
    page = student.get(f"{LIST}/new", category=6).text
    assert page.count('name="detail"') == 9
    assert f"1、{SOLDIER}" in page
    for nothing in ("0", "10", "x"):
        assert 'name="category"' in student.get(f"{LIST}/new", category=nothing).text
    answer = student.post(LIST, detail=SOLDIER)
    assert answer.location.endswith("/entry")
    assert SOLDIER in student.get(answer.location).text


def test_what_is_no_detail_begins_nothing(site, world):
    destinations.opened(world)
    student = site.student()
    student.post(LIST, detail="环游世界")
    assert count(world) == 0
    assert "请选择正确的毕业去向分类。" in student.get(LIST).text


def test_one_is_filled_in_at_a_time(site, world):
    signing = destinations.draft(world)
    student = site.student()
    page = student.get(LIST).text
    assert f'href="{address(signing, "entry")}"' in page
    assert "录入其他去向</a>" not in page
    assert student.get(f"{LIST}/new").location == LIST
    student.post(LIST, detail=SOLDIER)
    assert count(world) == 1
    assert "您已有正在填写的其他去向，请先完成。" in student.get(LIST).text


def test_the_list_has_the_columns_and_every_row_its_button(site, world):
    signing, student = destinations.submitted(world), site.student()
    page = student.get(LIST).text
    for column in ("就业类型", "单位(学校、国家、项目)名称", "审核状态", "提交日期", "操作"):
        assert f">{column}</th>" in page
    for text in ("升学（包含全日制升学和非全日制升学、不含出国出境）", "武汉大学", "等待签约审核", ">编辑</a>"):
        assert text in page
    assert f'href="{address(signing)}"' in page
    assert f'href="{address(signing, "entry")}"' not in page


def test_what_was_typed_is_kept_though_it_is_wrong(site, world):
    signing, student = destinations.draft(world), site.student()
    answer = student.post(address(signing, "entry"), **sending(world, signing, "save", archive_postcode="武汉"))
    assert answer.location == LIST
    assert kept(world, signing)["archive_postcode"] == "武汉"
    page = student.get(address(signing, "entry")).text
    assert 'value="武汉"' in page
    assert "is-invalid" not in page


def test_the_pages_script_keeps_what_was_typed_and_is_told_the_version(site, world):
    signing, student = destinations.draft(world), site.student()
    form = sending(world, signing, "save") | {"csrf_token": student.csrf_token(), "operation_id": "the-first-tab-saves"}
    answer = student.http.post(address(signing, "entry"), data=form, headers=JSON)
    assert answer.json == {"seen": world.fresh(signing).version}
    assert kept(world, signing)["school_name"] == "武汉大学"
    stale = student.http.post(
        address(signing, "entry"), data=form | {"operation_id": "the-second-tab-saves"}, headers=JSON
    )
    assert (stale.status_code, "message" in stale.json) == (409, True)


def test_of_two_tabs_the_second_is_warned_and_its_words_are_not_lost(site, world):
    signing, student = destinations.draft(world), site.student()
    first = sending(world, signing, "save", school_name="甲大学")
    second = first | {"school_name": "乙大学"}
    student.post(address(signing, "entry"), **first)
    answer = student.post(address(signing, "entry"), **second)
    assert answer.status_code == 409
    assert "另一个页面保存过" in answer.text
    assert 'value="乙大学"' in answer.text
    assert kept(world, signing)["school_name"] == "甲大学"


def test_what_is_wrong_or_missing_is_said_beside_it_all_at_once(site, world):
    signing, student = destinations.draft(world), site.student()
    form = sending(world, signing, "submit", school_name="", archive_contact="没有电话")
    answer = student.post(address(signing, "entry"), **form)
    assert answer.status_code == 422
    for error in (
        'id="school_name-error"',
        'id="archive_contact-error"',
        "请上传就业证明材料：录取证明材料或录取通知书。",
    ):
        assert error in answer.text
    assert world.fresh(signing).state is S.DRAFT


def test_what_was_chosen_and_not_uploaded_yet_goes_along_with_the_submission(site, world):
    signing, student = destinations.draft(world), site.student()
    answer = student.post(address(signing, "entry"), **sending(world, signing, "submit"), images=[papers.sent()])
    assert answer.location == address(signing)
    assert world.fresh(signing).state is S.AWAITING_REVIEW
    page = student.get(address(signing)).text
    assert "就业证明材料 第 1 次" in page
    assert "提交审核" in page


def test_an_image_that_is_refused_holds_the_submission_up(site, world):
    signing, student = destinations.draft(world), site.student()
    form = sending(world, signing, "submit") | {"images": [(papers.io.BytesIO(b"no"), "坏.jpg")]}
    student.post(address(signing, "entry"), **form)
    assert world.fresh(signing).state is S.DRAFT
    assert "坏.jpg" in student.get(address(signing, "entry")).text


def test_without_script_what_was_typed_survives_the_images(site, world):
    signing, student = destinations.draft(world), site.student()
    page = address(signing, "entry")
    form = sending(world, signing, "upload", school_name="甲大学")
    student.post(page, **form, images=[papers.sent("white"), papers.sent("wheat")])
    first, second = images(world, signing)
    assert kept(world, signing)["school_name"] == "甲大学"
    for image, act, name in ((first, "later", "乙大学"), (first, "turn", "丙大学"), (second, "remove", "丁大学")):
        typed = sending(world, signing, "", school_name=name)
        assert student.post(f"/student/images/{image.public_id}/{act}", **typed).location == page
        assert kept(world, signing)["school_name"] == name
    assert [one.id for one in images(world, signing)] == [first.id]


def test_the_pages_script_sends_an_image_alone_and_wipes_nothing(site, world):
    signing, student = destinations.draft(world), site.student()
    student.post(address(signing, "entry"), **sending(world, signing, "save"))
    seen = world.fresh(signing).version
    form = {"csrf_token": student.csrf_token(), "act": "upload", "seen": seen, "images": papers.sent()}
    assert student.http.post(address(signing, "entry"), data=form, headers=JSON).json == {"added": 1, "refused": []}
    assert kept(world, signing)["school_name"] == "武汉大学"
    assert world.fresh(signing).version == seen


def test_another_category_is_chosen_and_what_fits_stays(site, world):
    signing, student = destinations.draft(world), site.student()
    answer = student.post(
        address(signing, "entry"), **sending(world, signing, "choose", dispatch_name="武汉市人才中心")
    )
    assert answer.location == address(signing, "choose")
    assert f'value="{destinations.STUDY}" required checked' in student.get(answer.location, category=7).text
    form = {"seen": world.fresh(signing).version, "detail": destinations.IDLE}
    assert student.post(answer.location, **form).location == address(signing, "entry")
    page = student.get(address(signing, "entry")).text
    assert "暂未就业的原因" in page
    assert "录取院校名称" not in page
    assert "上传就业证明材料" not in page
    assert 'value="武汉市人才中心"' in page
    form = {"seen": world.fresh(signing).version, "detail": destinations.STUDY}
    student.post(address(signing, "choose"), **form)
    assert 'value="武汉大学"' in student.get(address(signing, "entry")).text


def test_one_under_review_is_read_only_and_can_be_taken_back(site, world):
    signing, student = destinations.submitted(world), site.student()
    assert student.get(address(signing, "entry")).status_code == 404
    page = student.get(address(signing)).text
    assert "撤回之后学校不再审核" in page
    assert "申请解除</a>" not in page
    answer = student.post(address(signing, "withdraw"), seen=world.fresh(signing).version)
    assert answer.location == LIST
    assert world.fresh(signing).state is S.DRAFT
    assert 'value="武汉大学"' in student.get(address(signing, "entry")).text


def test_a_withdrawal_too_late_is_refused_and_says_so(site, world):
    signing, student = destinations.submitted(world), site.student()
    seen = world.fresh(signing).version
    destinations.by(world, papers.office(world), destinations.review.approve, signing)
    answer = student.post(address(signing, "withdraw"), seen=seen)
    assert answer.status_code == 409
    assert world.fresh(signing).state is S.APPROVED


@pytest.mark.parametrize(
    ("made", "texts"),
    [
        (destinations.returned, ("学校退回修改", "院校名称有误", "学校要求修改此项。")),
        (destinations.rejected, ("签约审核不通过", "录取通知书看不清楚")),
    ],
    ids=["returned", "rejected"],
)
def test_what_the_office_wants_stands_over_the_form_and_it_is_handed_in_again(site, world, made, texts):
    signing, student = made(world), site.student()
    page = student.get(address(signing, "entry")).text
    for text in texts:
        assert text in page
    answer = student.post(address(signing, "entry"), **sending(world, signing, "submit", school_name="华中科技大学"))
    assert answer.location == address(signing)
    assert world.fresh(signing).state is S.AWAITING_REVIEW
    assert "华中科技大学" in student.get(address(signing)).text


def test_an_approved_one_is_ended_on_request_with_a_reason_and_perhaps_a_proof(site, world):
    signing, student = destinations.approved(world), site.student()
    assert f'href="{address(signing, "release")}"' in student.get(address(signing)).text
    page = student.get(address(signing, "release")).text
    for text in ("第一步：填写解除原因", "第二步：上传解除证明"):
        assert text in page
    seen = world.fresh(signing).version
    answer = student.post(address(signing, "release"), seen=seen, reason=" ")
    assert answer.status_code == 422
    answer = student.post(address(signing, "release"), seen=seen, reason="放弃入学", images=[papers.sent()])
    assert answer.location == address(signing)
    page = student.get(address(signing)).text
    for text in ("等待解约审核", "放弃入学", "解约证明材料 第 1 次"):
        assert text in page
    assert student.get(address(signing, "release")).status_code in {303, 404}


def test_destinations_of_others_are_not_there(site, world):
    signing, other = destinations.approved(world), site.student(world.saved_student())
    for rest in ((), ("entry",), ("choose",), ("release",)):
        assert other.get(address(signing, *rest)).status_code == 404
    assert "武汉大学" not in other.get(LIST).text


def test_it_never_stands_among_what_can_be_rescinded(site, world):
    destinations.approved(world)
    assert "暂无数据" in site.student().get("/student/rescissions").text


def test_the_home_page_tells_what_is_to_be_done_and_how_it_stands(site, world):
    signing, student = destinations.draft(world, destinations.IDLE), site.student()
    page = student.get("/student/").text
    assert "继续填写" in page
    assert address(signing, "entry") in page
    destinations.by(world, papers.of(world), destinations.destinations.submit, signing, typed=destinations.an_idle())
    page = student.get("/student/").text
    assert "我暂未就业" not in page
    assert "暂未就业（包含待就业、拟升学、其它暂不就业）" in page
    assert address(signing) in page


def test_a_draft_of_a_detail_that_was_retired_leads_to_the_choice_and_loses_nothing(site, world):
    signing, student = destinations.draft(world), site.student()
    student.post(address(signing, "entry"), **sending(world, signing, "save"))
    retired(world, signing, destination="升学（脱产）")
    for answer in (student.get(address(signing, "entry")), student.post(address(signing, "entry"), act="save")):
        assert answer.location == address(signing, "choose")
    assert "已经停用" in student.get(address(signing, "choose")).text
    form = {"seen": world.fresh(signing).version, "detail": destinations.STUDY}
    student.post(address(signing, "choose"), **form)
    assert 'value="武汉大学"' in student.get(address(signing, "entry")).text
