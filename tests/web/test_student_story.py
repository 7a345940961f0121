"""The student's first page with what waits, and the whole story of a signing on its detail."""

from signing_core.use_cases import rescind
from tests import makers, parties


def detail(site, signing):
    return site.student().get(f"/student/online/{signing.public_id}/detail").text


def test_the_first_page_lists_what_waits_for_the_student_the_longest_first(site, world):
    other = world.saved(makers.an_employer(name="长江航运"))
    world.invited()
    world.clock.forward(hours=1)
    world.invited(employer=other)
    page = site.student().get("/student/").text
    assert "共 2 项" in page
    assert page.index(f"<b>{world.employer.name}</b>") < page.index(f"<b>{other.name}</b>")
    assert page.count("答复签约邀请") == 2
    assert page.count("查看邀请函") == 2


def test_invitations_that_cannot_be_answered_are_nobodys_task(site, world):
    world.invited(employer=world.saved(makers.an_employer()))
    world.accepted()
    page = site.student().get("/student/").text
    assert "现在没有需要您办理的事项" in page
    assert "签约审核" in page
    world.clock.forward(days=7)
    late = world.saved_student()
    world.invited(late)
    world.clock.forward(days=7)
    assert "现在没有需要您办理的事项" in site.student(late).get("/student/").text


def test_an_employers_request_to_end_is_a_task_and_counts(site, world):
    signing = parties.asked_by_employer(world)
    page = site.student().get("/student/").text
    assert "解约待办" in page
    assert "等待一方答复的解约申请" in page
    assert f'href="/student/rescissions/{signing.public_id}"' in page
    assert "查看解约" in page


def test_ones_own_request_counts_and_is_no_task(site, world):
    parties.asked_by_student(world)
    page = site.student().get("/student/").text
    assert "等待一方答复的解约申请" in page
    assert "现在没有需要您办理的事项" in page


def test_a_returned_signing_says_what_the_school_wants_and_whose_turn_it_is(site, world):
    signing = parties.returned(world, None, "penalty", "contact_phone", reason="违约金过高")
    page = detail(site, signing)
    assert "违约金(元)、联系电话" in page
    assert "违约金过高" in page
    assert f"等待单位 {world.employer.name} 按学校意见修改签约内容" in page
    assert '<li class="failed" aria-current="step">' in page


def test_every_version_says_what_it_changed_with_phones_masked(site, world):
    signing = parties.proposed(world, contact_phone="13900001111")
    page = detail(site, signing)
    assert "第 2 版" in page
    assert "待学生答复" in page
    assert "<ins>仓库管理</ins>" in page
    assert "<ins>139****1111</ins>" in page
    assert "13900001111" not in page


def test_both_sides_reasons_about_an_ending_stand_in_the_story(site, world):
    signing = parties.asked_by_employer(world, reason="岗位撤销")
    student = makers.as_student(world.student)
    parties.by(world, student, rescind.disagree, signing, reason="希望继续履行")
    parties.asked_by_student(world, signing, reason="考取研究生")
    parties.by(world, makers.as_school(world.school), rescind.reject, signing, reason="请先协商")
    page = detail(site, signing)
    for said in ("岗位撤销", "希望继续履行", "考取研究生", "请先协商", "单位解约", "学生解约", "解约审核不通过"):
        assert said in page


def test_an_invitation_says_whose_turn_it_is_as_long_as_it_can_be_answered(site, world):
    signing = world.invited()
    student, address = site.student(), f"/student/online/{signing.public_id}"
    assert "等待学生" in student.get(address).text
    world.clock.forward(days=6)
    assert "等待学生" not in student.get(address).text
