"""已存检索 from the list and back to it, and a link that opens the same list at a colleague's."""

import re

import pytest

from tests import makers
from tests.web.console import cells, statements
from tests.web.test_console_search import LIST, a_signing

FILTERS = "/admin/filters/"


def addresses(page: str, act: str) -> str:
    found = re.search(rf'action="([^"]*/{act}[^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def test_a_filter_is_saved_opened_renamed_replaced_and_deleted(site):
    a_signing(site, student={"name": "黄河水"})
    a_signing(site, student={"name": "李四"})
    school = site.school()
    assert f'href="{FILTERS}?student=%E9%BB%84%E6%B2%B3"' in school.get(LIST, student="黄河").text
    answer = school.post(f"{FILTERS}?student=黄河&queue=waiting", name="黄河的")
    assert answer.status_code == 303
    page = school.get(FILTERS).text
    opened = re.search(r'<h3><a href="([^"]+)">黄河的</a>', page)
    assert opened
    assert cells(school.get(opened[1].replace("&amp;", "&")).text, "姓名") == ["黄河水"]
    school.post(addresses(page, "rename"), seen=1, name="新名", shared="1")
    page = school.get(FILTERS, student="李").text
    assert "本单位共用" in page
    school.post(addresses(page, "replace"), seen=2)
    page = school.get(FILTERS).text
    assert "姓名：李" in page
    school.post(addresses(page, "delete"), seen=3)
    assert "还没有已存检索" in school.get(FILTERS).text


def test_a_refused_name_stands_beside_its_field_and_what_was_typed_is_kept(site):
    school = site.school()
    school.post(f"{FILTERS}?queue=waiting", name="常用")
    answer = school.post(f"{FILTERS}?queue=mine", name="常用")
    assert answer.status_code == 422
    assert 'value="常用" aria-invalid="true"' in answer.text
    assert "已有名为“常用”的检索" in answer.text


def test_the_menu_of_the_list_has_the_own_ones_first_and_then_the_offices_with_who_shared_them(site):
    maker, colleague = site.school(), site.school()
    maker.post(f"{FILTERS}?queue=waiting", name="我的")
    maker.post(f"{FILTERS}?queue=mine", name="大家的", shared="1")
    colleague.post(f"{FILTERS}?queue=ending", name="他的", shared="1")
    menu = maker.get(f"{FILTERS}brief", queue="mine").text
    shown = re.findall(r"<span>([^<]+)</span>(?:<small>([^<]+)</small>)?", menu)
    assert shown == [("我的", ""), ("大家的", "已共用"), ("他的", f"{colleague.account.name}共用")]
    assert menu.index("我保存的") < menu.index("同事共用的")
    assert f'href="{FILTERS}?queue=mine">保存现在的条件' in menu
    assert "<span>我的</span>" not in colleague.get(f"{FILTERS}brief").text
    assert f'data-menu="{FILTERS}brief?queue=mine"' in maker.get(LIST, queue="mine").text


def test_another_office_sees_neither_the_filters_nor_who_made_them(site):
    site.school().post(f"{FILTERS}?queue=mine", name="大家的", shared="1")
    assert "还没有已存检索" in site.college().get(f"{FILTERS}brief").text


@pytest.mark.parametrize("page", [FILTERS, f"{FILTERS}brief"])
def test_what_is_saved_asks_no_more_often_for_more_of_it(site, page):
    school, counts = site.school(), []
    for batch in ("一", "二"):
        for number in range(4):
            school.post(f"{FILTERS}?college=已撤学院&major=专业{number}&class={number}班", name=f"{batch}{number}")
        with statements(site.world.services.database) as asked:
            school.get(page)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def two_cohorts(site):
    """A signing of either cohort."""
    world = site.world
    world.saved(makers.open_settings(world.school, cohort=2021))
    a_signing(site, student={"name": "黄河水"})
    a_signing(site, student={"name": "黄河清", "cohort": 2021}, cohort=2021)


def test_a_link_opens_the_same_list_at_a_colleague_who_looks_at_another_cohort(site):
    two_cohorts(site)
    sender, colleague = site.school(), site.school()
    sender.post("/cohort", cohort=makers.COHORT)
    page = sender.get(LIST, student="黄河", queue="waiting").text
    handed_on = re.search(r'href="([^"]+)" data-copy-link', page)
    assert handed_on
    link = handed_on[1].replace("&amp;", "&")
    assert cells(colleague.get(LIST, student="黄河").text, "姓名") == ["黄河清"]
    answer = colleague.get(link)
    assert (answer.status_code, "cohort" in answer.location) == (303, False)
    opened = colleague.get(answer.location).text
    assert cells(opened, "姓名") == cells(page, "姓名") == ["黄河水"]
    assert f"已按链接切换到{makers.COHORT}届。" in opened


@pytest.mark.parametrize("cohort", ["1999", "二〇", "", "2020 OR 1"])
def test_a_link_with_a_cohort_that_the_school_has_not_changes_nothing_and_says_so(site, cohort):
    two_cohorts(site)
    school = site.school()
    answer = school.get(LIST, cohort=cohort, student="黄河")
    opened = school.get(answer.location).text
    assert "链接中的毕业届不存在" in opened
    assert cells(opened, "姓名") == ["黄河清"]
