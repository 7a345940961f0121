"""Conditions that are no more, of an address or a saved filter: said plainly, dropped with one press, saved over."""

import re
from itertools import product

import pytest

from signing_core.use_cases import saved_filters
from tests import makers
from tests.web.console import cells, statements
from tests.web.test_console_saved_filters import FILTERS, addresses
from tests.web.test_console_search import LIST, a_signing

GONE = {"college": "已撤学院", "major": "已停专业", "class": "已撤班"}
LABELS = {"college": "学院", "major": "专业", "class": "班级"}
LISTS = ("signing", "student", "plan", "restriction")


def told(page: str) -> list[str]:
    return re.findall(r"<p>([^<]+)</p>", "".join(re.findall(r'<div class="lost.*?</div>', page, re.S)))


def without(page: str) -> str:
    found = re.search(r'href="([^"]+)">去掉这[些个]条件', page)
    assert found
    return found[1].replace("&amp;", "&")


def keep(site, client, **wanted) -> None:
    with site.world.working(makers.as_school(site.world.school, client.account.id)) as work:
        saved_filters.save(work, name="旧的", shared=False, queue="all", wanted=wanted)


@pytest.mark.parametrize("name", GONE)
def test_an_address_with_what_nobody_has_any_more_says_so_and_leads_on_without_it(site, name):
    a_signing(site, student={"name": "黄河水"})
    school = site.school()
    page = school.get(LIST, student="黄河", **{name: GONE[name]}).text
    [sentence] = told(page)
    assert f"{makers.COHORT}届没有“{LABELS[name]}：{GONE[name]}”" in sentence
    assert cells(school.get(without(page)).text, "姓名") == ["黄河水"]


@pytest.mark.parametrize(("name", "place"), list(product(("college", "major"), LISTS)))
def test_every_list_says_which_of_its_conditions_is_no_more(site, name, place):
    page = site.school().get(f"/admin/{place}/", **{name: GONE[name]}).text
    assert GONE[name] in told(page)[0]


def test_several_are_told_one_by_one_and_dropped_together(site):
    a_signing(site, student={"name": "黄河水"})
    page = site.school().get(LIST, **GONE).text
    assert len(told(page)) == 3
    assert without(page) == LIST


def test_a_list_that_is_empty_for_another_reason_blames_no_condition(site):
    world, school = site.world, site.school()
    assert told(school.get(LIST, college=world.college.name, major=world.student.major).text) == []
    assert told(school.get(LIST, student="查无此人").text) == []


def test_what_another_college_has_is_no_more_for_this_one(site):
    world = site.world
    other = world.saved(makers.a_college(world.school, name="文学院"))
    world.saved_student(other, major="汉语言文学")
    for asked in ({"college": "文学院"}, {"major": "汉语言文学"}):
        assert "不在您的查看范围内" in told(site.college().get(LIST, **asked).text)[0]
        assert told(site.school().get(LIST, **asked).text) == []


def test_a_link_with_a_major_that_the_receivers_cohort_has_not_says_so(site):
    world = site.world
    world.saved(makers.open_settings(world.school, cohort=2021))
    a_signing(site, student={"major": "新专业", "cohort": 2021}, cohort=2021)
    school = site.school()
    answer = school.get(LIST, cohort=makers.COHORT, major="新专业")
    assert f"{makers.COHORT}届没有“专业：新专业”" in told(school.get(answer.location).text)[0]


def test_an_option_that_is_no_more_is_refused_with_the_way_on(site):
    a_signing(site, student={"name": "黄河水"})
    school = site.school()
    answer = school.get(LIST, education="旧学历", student="黄河")
    assert answer.status_code == 422
    assert "没有这个选项，请从列表中选择。" in answer.text
    assert told(answer.text) == ["“学历：旧学历”已不在可选范围内。"]
    assert cells(school.get(without(answer.text)).text, "姓名") == ["黄河水"]


def test_a_saved_filter_tells_what_is_no_more_and_its_owner_saves_over_it(site):
    a_signing(site, student={"name": "黄河水"})
    school = site.school()
    keep(site, school, education="旧学历", college="已撤学院", student="黄河")
    assert "有条件已不存在" in school.get(f"{FILTERS}brief").text
    page = school.get(FILTERS).text
    assert [sentence.split("：")[1][:4] for sentence in told(page)] == ["已撤学院", "旧学历”"]
    school.post(addresses(page, "replace"), seen=1)
    page = school.get(FILTERS).text
    assert told(page) == []
    assert re.findall(r'class="sought-one">([^<]+)<', page) == ["姓名：黄河"]


def test_a_saved_filter_of_which_nothing_would_be_left_can_only_be_deleted(site):
    school = site.school()
    keep(site, school, college="已撤学院")
    page = school.get(FILTERS).text
    assert len(told(page)) == 1
    assert "去掉并保存" not in page


def test_a_list_that_finds_something_asks_nothing_about_its_conditions(site):
    a_signing(site, student={"name": "黄河水"})
    school, counts = site.school(), []
    for student in ("黄河", "查无此人"):
        with statements(site.world.services.database) as sent:
            school.get(LIST, college=site.world.college.name, student=student)
        counts.append(len(sent))
    assert counts == [3, 4]
