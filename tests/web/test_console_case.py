"""办理档案 and the first page of the console: what happened on a signing in order, and what waits."""

import re

from sqlalchemy import select

from signing_core.models import Document
from signing_core.queries import agreement_case, case_file
from signing_core.queries.signings import trail_of
from signing_core.use_cases import changes, delivery, rescind, review
from tests import makers, parties
from tests.web.console import statements

LIST = "/admin/signing/"


def later(world) -> None:
    world.clock.forward(minutes=1)


def a_long_story(world):
    """Returned, changed, passed, ended by both parties: a minute between any two acts."""
    student, employer, school = (
        makers.as_student(world.student),
        makers.as_employer(world.employer),
        makers.as_school(world.school),
    )
    signing = world.accepted()
    acts = [
        lambda: parties.returned(world, signing, "penalty", "contact_phone"),
        lambda: parties.proposed(world, signing, penalty="0", contact_phone="13900000001"),
        lambda: answered(world, student, signing),
        lambda: parties.by(world, school, review.approve, signing),
        lambda: parties.asked_by_student(world, signing, reason="继续升学"),
        lambda: parties.by(world, employer, rescind.agree, signing, ticked=True, reason="尊重本人意愿"),
        lambda: parties.by(world, school, rescind.approve, signing),
    ]
    for act in acts:
        later(world)
        act()
    return signing


def answered(world, student, signing) -> None:
    with world.working(student) as work:
        changes.answer(work, signing.public_id, seen_terms=2, agree=True)


def the_file(world, signing) -> list[case_file.Step]:
    with world.reading(makers.as_college(world.college)) as work:
        one = work.get(type(signing), signing.public_id)
        rows, trail = agreement_case.read(work, one), trail_of(work, one)
        return case_file.steps(work, one, rows=rows, case=agreement_case.told(one, rows), trail=trail)


def test_the_case_file_tells_the_acts_in_their_order_each_with_what_it_left(site):
    world = site.world
    steps = the_file(world, a_long_story(world))
    assert [entry.label for step in steps for entry in step.acts] == [
        "发起邀约",
        "同意签约，待管理员审核",
        "退回修改",
        "修改协议书",
        "同意修改",
        "签约审核通过",
        "发起解约申请",
        "同意解约",
        "解约审核通过",
        "签约解除",
    ]
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    left = {entry.label: step.left for step in steps for entry in step.acts}
    assert ("需要修改的内容", "违约金(元)、联系电话") in left["退回修改"]
    proposal = dict(left["修改协议书"])
    assert proposal["签约内容"].startswith("第 2 版，拟聘用职位：市场助理 → 仓库管理；违约金(元)：3,000 → 0；")
    assert "学生已同意" in proposal["修改申请"]
    assert ("文件", "解约证明第 1 次出具，生成中") in left["签约解除"]
    reasons = {entry.label: entry.remark for step in steps for entry in step.acts}
    assert (reasons["发起解约申请"], reasons["同意解约"]) == ("继续升学", "尊重本人意愿")


def test_phones_are_masked_and_codes_are_not_told(site):
    world = site.world
    signing = a_long_story(world)
    page = site.school().get(f"{LIST}{signing.public_id}").text
    for private in ("13900000001", "021-62883643", world.student.phone, world.student.email, world.employer.email):
        assert private not in page
    assert "139****0001" in page
    with world.reading() as work:
        codes = work.session.scalars(select(Document.code).where(Document.code.is_not(None))).all()
    assert len(codes) == 2  # of the agreement and of the certificate
    assert not any(code[:5] in page for code in codes)


def notices(world, signing) -> list[str]:
    return [text for step in the_file(world, signing) for label, text in step.left if label.startswith("通知")]


def test_notices_say_to_whom_and_how_they_left(site):
    world = site.world
    world.student = world.saved_student(email="", phone="")
    signing = parties.returned(world)
    told = notices(world, signing)
    assert f"{signing.student_name}：{signing.employer_name} 向您发出签约邀请（仅站内，未读）" in told
    assert any(one.startswith(f"{signing.employer_name}：") and "（邮件待发送，未读）" in one for one in told)


def test_a_letter_that_left_is_told_with_its_moment(site):
    world = site.world
    signing = world.accepted()
    delivery.deliver_due(world.services, lambda _parcel: None)
    assert all("邮件于 2020-03-02 12:00 发出" in one for one in notices(world, signing))


def test_another_college_has_no_case_to_read(site):
    world = site.world
    signing = world.accepted()
    other = world.saved(makers.a_college(world.school))
    assert site.college(other).get(f"{LIST}{signing.public_id}").status_code == 404


def asked(site, signing) -> int:
    school = site.school()
    with statements(site.world.services.database) as sent:
        school.get(f"{LIST}{signing.public_id}")
    return len(sent)


def test_the_detail_page_reads_a_bounded_number_of_statements_however_long_the_story(site):
    world = site.world
    assert asked(site, world.accepted()) <= 17
    world.student = world.saved_student()
    assert asked(site, a_long_story(world)) <= 17


def todo(page: str) -> list[str]:
    return re.findall(r"<li><div><b>(.*?)</b>", page)


def test_the_office_starts_with_its_tasks_those_that_wait_longest_first(site):
    world = site.world
    first = world.accepted()
    later(world)
    world.student = world.saved_student()
    ending = parties.asked_by_student(world)
    second = parties.by(world, makers.as_employer(world.employer), rescind.agree, ending, ticked=True)
    parties.returned(world, world.accepted(world.saved_student()))
    page = site.school().get("/admin/").text
    assert todo(page) == [f"{one.student_name} 与 {one.employer_name}" for one in (first, second)]
    assert "共 2 项" in page
    assert f"{LIST}{first.public_id}?queue=mine" in page
    assert '签约审核，自 <span class="moment">2020-03-02 12:00</span> 起' in page
    assert '解约审核，自 <span class="moment">2020-03-02 12:01</span> 起' in page
    tallies = re.findall(r"<b>(等待[^<]+|全部签约)</b>.*?tally-count\">(\d+)<", page, re.DOTALL)
    assert tallies == [("等待签约审核", "1"), ("等待解约审核", "1"), ("全部签约", "3")]


def test_without_tasks_the_first_page_says_so_and_a_college_sees_its_own(site):
    world = site.world
    world.accepted()
    assert todo(site.college().get("/admin/").text) == [f"{world.student.name} 与 {world.employer.name}"]
    other = site.college(world.saved(makers.a_college(world.school)))
    assert "2020届现在没有等待审核的签约或解约。" in other.get("/admin/").text


def test_more_tasks_than_are_shown_lead_to_their_queue(site):
    for _ in range(11):
        site.world.accepted(site.world.saved_student())
    page = site.school().get("/admin/").text
    assert len(todo(page)) == 10
    assert "共 11 项" in page
    assert f'href="{LIST}?queue=mine">查看全部</a>' in page
