"""网签开放设置: how it stands, what a change does before it is saved, who changed what, and nothing overwritten."""

import re

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.models import SchoolSettings
from signing_core.queries import eligibility
from signing_core.states import SigningKind, SigningState
from signing_core.use_cases import rescind
from tests import makers, parties
from tests.web.console import statements
from tests.web.opening import OPENING, checked, saved, standing

PAPER = '<b>纸质签约</b><span class="pill tone-{}">{}</span><span>{}</span>'


def closed_on_paper(site) -> str:
    with site.world.reading() as work:
        return eligibility.may_not_enter_because(work, site.world.student, SigningKind.PAPER)


def effects(page: str) -> dict[str, tuple[str, ...]]:
    """By label the old and the new, and what that does."""
    found = r"<dt>([^<]+)</dt><dd><div><del>([^<]+)</del> → <ins>([^<]+)</ins></div><p>([^<]+)</p>"
    return {label: said for label, *said in re.findall(found, page)}


def history(page: str) -> list[tuple[str, ...]]:
    return re.findall(r"<li>([^<：]+)：<del>([^<]+)</del> → <ins>([^<]+)</ins></li>", page)


def test_the_school_opens_and_closes_online_signing_per_cohort(site):
    school = site.school()
    assert "开放中" in school.get(OPENING).text
    assert saved(school, cohort="2021", online_first="2020-03-01", online_last="2020-03-02").status_code == 303
    page = school.get(OPENING, cohort=2021).text
    assert "开放中" in page
    assert "<span>2020-03-01 至 2020-03-02</span>" in page
    site.world.clock.forward(hours=13)  # past midnight
    later = site.school()
    later.post("/cohort", cohort=2021, next=OPENING)
    assert "已结束" in later.get(OPENING).text


def test_signing_on_paper_is_opened_and_closed_beside_it(site):
    school = site.school()
    assert PAPER.format("off", "未开放", "不开放") in school.get(OPENING).text
    saved(school, paper_first="2020-03-01", paper_last="2020-06-30")
    page = school.get(OPENING).text
    assert PAPER.format("ok", "开放中", "2020-03-01 至 2020-06-30") in page
    assert 'value="2020-06-30"' in page
    assert PAPER.format("ok", "开放中", "2020-03-01 至 2020-06-30") in school.get("/admin/").text
    assert closed_on_paper(site) == ""
    saved(school, paper_first="", paper_last="")
    assert closed_on_paper(site) == "学校尚未开放纸质签约。"


@pytest.mark.parametrize(
    ("days", "field", "sentence"),
    [
        ({"paper_first": "2020-03-02", "paper_last": "2020-03-01"}, "paper_last", "截止日期不能早于开始日期。"),
        ({"online_first": "2020-03-02", "online_last": "2020-03-01"}, "online_last", "截止日期不能早于开始日期。"),
        ({"paper_last": "2020-03-01"}, "paper_first", "请填写开始日期。"),
        ({"reply_days": "31"}, "reply_days", "请填写 1 至 30 之间的整数，单位为天。"),
        ({"rescission_cap": "10"}, "rescission_cap", "请填写 0 至 9 之间的整数。"),
    ],
)
@pytest.mark.parametrize("send", [checked, saved])
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_saved(site, send, days, field, sentence):
    answer = send(site.school(), other_first="2020-03-05", **days)
    assert answer.status_code == 422
    assert f'id="{field}-error">{sentence}' in answer.text
    assert 'value="2020-03-05"' in answer.text
    assert "2020-03-05" not in site.school().get(OPENING).text


def test_the_other_settings_stand_on_the_page_as_they_were_saved(site):
    school = site.school()
    for typed, shown in (("1", "1 次"), ("0", "0 次"), ("", "不限")):
        saved(school, rescission_cap=typed)
        assert f"<dt>学生申请解约次数上限</dt><dd>{shown}</dd>" in school.get(OPENING).text
    saved(school, review_levels="COLLEGE_THEN_SCHOOL", reply_days="9")
    page = school.get(OPENING).text
    assert "<dt>审核级别</dt><dd>院系初审，学校终审</dd>" in page
    assert "<dt>反馈有效期默认天数</dt><dd>9 天</dd>" in page


@pytest.mark.parametrize("asked", [{"cohort": "1999"}, {"cohort": "2099"}])
def test_there_are_no_settings_of_other_years(site, asked):
    school = site.school()
    assert school.get(OPENING, **asked).status_code == 404
    assert school.post(f"{OPENING}save", **standing(school) | asked).status_code == 404


def test_closing_tells_first_how_many_it_keeps_away(site):
    world, school = site.world, site.school()
    world.invited()
    bound = world.saved_student()
    world.accepted(student=bound)
    world.saved_student(source_reviewed=False)
    world.saved_student(restricted=True, restriction_reason="欠费")
    assert effects(checked(school, online_last="2020-03-01").text) == {
        "电子签约开放日期": [
            "2020-02-01 起",
            "2020-02-01 至 2020-03-01",
            "保存后立即关闭：1 名可签约的学生不能再收到邀请，1 份未过期的邀请不能应约。已经应约或提交的不受影响。",
        ]
    }
    assert closed_on_paper(site) == "学校尚未开放纸质签约。"
    told = effects(checked(school, paper_first="2020-03-01", online_last="2020-12-31").text)
    assert [said[2] for said in told.values()] == [
        "今天仍为“开放中”，学生现在能做的不变。",
        "保存后立即开放：1 名可签约的学生可以录入。",
    ]


def test_other_levels_and_a_cap_tell_whom_they_concern(site):
    world, school = site.world, site.school()
    world.accepted()
    told = effects(checked(school, review_levels="SCHOOL", rescission_cap="0", minimum_wage="2010").text)
    assert told["审核级别"][2] == (
        "从下一次审核起按新的级别办理，包括正在等待审核的 1 件签约、0 件解约；已有的审核结果不变。"
    )
    assert told["学生申请解约次数上限"][2].startswith("所有学生都不能再主动申请解约")
    assert told["当地最低工资"][:2] == ["未设置", "2,010 元/月"]


def test_students_who_have_used_up_a_cap_are_counted(site):
    world, school = site.world, site.school()
    signing = parties.asked_by_student(world)
    parties.by(world, makers.as_employer(world.employer), rescind.agree, signing, ticked=True)
    parties.by(world, makers.as_school(world.school), rescind.approve, signing)
    for cap, count in (("1", 1), ("2", 0)):
        told = effects(checked(school, rescission_cap=cap).text)["学生申请解约次数上限"][2]
        assert told.startswith(f"{count} 名学生已达到新的上限")


def test_the_effect_is_counted_in_one_statement(site):
    school = site.school()
    form = standing(school) | {"online_last": "2020-03-01", "review_levels": "SCHOOL", "rescission_cap": "1"}
    with statements(site.world.services.database) as asked:
        school.post(OPENING, **form)
    assert sum("count" in statement for statement in asked) == 1


def test_before_it_is_confirmed_nothing_is_saved_and_one_may_go_back(site):
    school = site.school()
    page = checked(school, reply_days="9").text
    assert "确认保存" in page
    assert 'name="reply_days" value="9"' in page
    assert "<dd>5 天</dd>" in school.get(OPENING).text
    again = checked(school, reply_days="9", act="edit").text
    assert 'name="reply_days" type="text" value="9"' in again


def test_without_a_change_there_is_nothing_to_confirm(site):
    school = site.school()
    assert checked(school).status_code == 303
    assert "没有改动，不需要保存。" in school.get(OPENING).text


@pytest.mark.parametrize("address", [OPENING, f"{OPENING}save"])
def test_what_a_colleague_saved_meanwhile_is_not_overwritten_and_nothing_typed_is_lost(site, address):
    school = site.school()
    form = standing(school) | {"reply_days": "9"}
    saved(site.school(), rescission_cap="2")
    answer = school.post(address, **form)
    assert answer.status_code == 409
    assert "网签开放设置刚被其他人修改过" in answer.text
    assert 'name="reply_days" type="text" value="9"' in answer.text
    assert "<dt>学生申请解约次数上限</dt><dd>2 次</dd>" in answer.text
    assert "<dd>5 天</dd>" in school.get(OPENING).text


def test_the_history_says_who_changed_what_newest_first_and_goes_on(site):
    school = site.school()
    for days in range(6, 18):
        saved(school, reply_days=str(days))
    page = school.get(OPENING)
    assert history(page.text)[0] == ("反馈有效期默认天数", "16 天", "17 天")
    assert len(history(page.text)) == 10
    assert f"<b>{site.world.school.name}</b>" in page.text
    older = re.search(r'href="([^"]+after=[^"]+)"', page.text)[1].replace("&amp;", "&")
    assert history(school.get(older).text) == [
        ("反馈有效期默认天数", "6 天", "7 天"),
        ("反馈有效期默认天数", "5 天", "6 天"),
    ]


def test_another_school_sees_none_of_it(site):
    saved(site.school(), reply_days="9")
    other = site.world.saved_school()
    assert history(site.school(other).get(OPENING, cohort=2020).text) == []


def test_a_student_whose_page_was_open_is_refused_after_the_closing(site):
    world = site.world
    signing, student = world.invited(), site.student()
    saved(site.school(), online_last="2020-03-01")
    answer = student.post(f"/student/online/{signing.public_id}/accept", seen_terms="1")
    assert "学校的电子签约已经结束。" in student.get(answer.location).text
    assert world.fresh(signing).state is SigningState.INVITED


def test_the_first_invitation_offers_the_longest_days_that_the_schools_set(site):
    world = site.world
    for school in (world.school, world.saved_school()):
        college = world.saved(makers.a_college(school))
        world.listed(world.employer, world.saved_student(college))
    with world.working(SYSTEM) as work:
        theirs = select(SchoolSettings).order_by(SchoolSettings.id.desc()).limit(1)
        work.session.scalars(theirs).one().reply_days = 9
    employer = site.employer()
    rows = re.findall(r'name="rowid" value="([^"]+)"', employer.get("/employer/candidates").text)

    def days(*ids: str) -> str:
        form = employer.get("/employer/invite", rowid=list(ids)).text
        return re.search(r'name="reply_days"[^>]*value="(\d+)"', form)[1]

    assert sorted(days(row) for row in rows) == ["5", "9"]
    assert days(*rows) == "9"
