"""学生用户中心: home, invitations, answers, and what is said where no answer is possible."""

import pytest

from signing_core.models import Contact
from signing_core.states import SigningState
from signing_core.use_cases import invitations
from tests import makers


@pytest.fixture
def invited(world):
    return world.invited()


def address(signing, *rest):
    return "/".join(["/student/online", signing.public_id, *rest])


def test_home_counts_the_invitations_that_wait(site, invited):
    page = site.student().get("/student/").text
    assert "已收邀约" in page
    assert '<span class="tally-count">1</span>' in page
    assert "尚未签约" in page


def test_the_list_shows_the_columns_and_one_line_per_invitation(site, invited):
    page = site.student().get("/student/online").text
    for column in ("单位名称", "拟聘用职位", "邀请日期", "应约过期日期", "应约状态", "审核状态", "操作"):
        assert f">{column}</th>" in page
    assert "2020.03.02" in page
    assert "2020.03.07" in page
    assert "当前共1条记录 共1/1页" in page


def test_the_list_keeps_its_filter_and_says_when_nothing_matches(site, invited):
    page = site.student().get("/student/online", status="已拒绝").text
    assert "暂无数据" in page
    assert invited.employer_name not in page
    assert '<option value="已拒绝" selected>' in page


def test_agreeing_needs_the_terms_that_the_page_showed(site, invited):
    student = site.student()
    page = student.get(address(invited)).text
    assert "现在签约" in page
    assert '<input type="hidden" name="seen_terms" value="1">' in page
    answer = student.post(address(invited, "accept"), seen_terms=1)
    assert answer.status_code == 303
    assert answer.location == address(invited, "detail")
    assert site.world.fresh(invited).state is SigningState.AWAITING_REVIEW


def test_terms_that_changed_since_are_not_agreed_to(site, world, invited):
    with world.working(makers.as_employer(world.employer)) as work:
        invitations.revise(work, invited.public_id, seen=invited.version, terms=makers.terms(position="仓库管理"))
    answer = site.student().post(address(invited, "accept"), seen_terms=1)
    assert answer.status_code == 409
    assert "签约内容已变更" in answer.text
    assert world.fresh(invited).state is SigningState.INVITED


def test_a_second_send_of_the_same_answer_is_led_to_the_first(site, invited):
    student = site.student()
    first, second = (
        student.post(address(invited, "accept"), seen_terms=1, operation_id="one-and-the-same-form") for _ in range(2)
    )
    assert (first.status_code, first.location) == (second.status_code, second.location)


def test_declining_takes_an_optional_reason(site, world, invited):
    student = site.student()
    answer = student.post(address(invited, "decline"), seen_terms=1, reason="已有其他意向")
    assert answer.status_code == 303
    assert world.fresh(invited).state is SigningState.DECLINED
    assert "已有其他意向" in student.get(address(invited, "detail")).text


def test_a_signed_student_reads_other_invitations_without_buttons(site, world):
    other = world.invited(employer=world.saved(makers.an_employer()))
    world.accepted()
    page = site.student().get(address(other)).text
    assert "已有生效中的签约" in page
    assert "现在签约" not in page
    assert address(other, "decline") not in page


def test_past_the_deadline_a_line_says_so_and_whom_to_turn_to(site, world, invited):
    world.saved(Contact(school_id=world.school.id, college_id=None, office="就业指导中心", phone="027-87654321"))
    world.clock.forward(days=6)
    page = site.student().get(address(invited)).text
    assert "已过应约截止时间" in page
    assert "就业指导中心，027-87654321" in page
    assert address(invited, "accept") not in page


def test_the_detail_masks_both_parties_and_calls_oneself_so(site, world):
    signing = world.accepted()
    page = site.student().get(address(signing, "detail")).text
    assert f"{world.student.id_number[:6]}*****{world.student.id_number[-4:]}" in page
    assert world.student.id_number not in page
    assert world.student.phone not in page
    assert "021****3643" in page
    assert "学生本人" in page
    assert "协议就业（电子签约）" in page


def test_nobody_elses_invitation_is_found(site, world, invited):
    stranger = site.student(world.saved_student())
    assert stranger.get(address(invited)).status_code == 404
    assert stranger.get(address(invited, "detail")).status_code == 404
    assert stranger.post(address(invited, "accept"), seen_terms=1).status_code == 404


def test_the_places_are_the_same_for_everybody_and_kept(site):
    answer = site.anonymous().get("/places.json")
    assert answer.cache_control.public
    assert answer.json[0][0] == "北京市"
    again = site.anonymous().http.get("/places.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
