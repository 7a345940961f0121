"""去向统计 in the console: what each role sees, its charts, its ways into the list, its workbook and its document."""

import re
from io import BytesIO

import openpyxl
import pytest

from portals.operator import tasks
from signing_core.use_cases import jobs
from tests import makers
from tests.exports.reading import outside_the_frame, pages_by_pdfium
from tests.figures_of import Counted
from tests.web.console import cells

PAGE = "/admin/figures/"


@pytest.fixture
def counted(site) -> Counted:
    return Counted(site.world)


def number(page: str, label: str) -> str:
    """One of the numbers on top."""
    found = re.search(rf"<dt>{re.escape(label)}</dt><dd>([^<]+)</dd>", page)
    assert found is not None
    return found[1]


def links(page: str) -> set[str]:
    """Where counts lead; the menu leads to the whole list."""
    return {address.replace("&amp;", "&") for address in re.findall(r'href="(/admin/plan/[?][^"]*)"', page)}


def test_the_school_sees_its_numbers_and_both_rates_by_name(site, counted):
    page = site.school().get(PAGE).text
    assert [number(page, label) for label in ("毕业生", "签约通过", "其他方式提交", "学生未提交")] == [
        "11",
        "9",
        "1",
        "1",
    ]
    assert number(page, "落实率（2021年口径）") == number(page, "落实率（2024年口径）") == "63.64%"
    assert "毕业去向落实率（2024年口径） ＝ （单位就业 ＋ 自主创业 ＋ 自由职业 ＋ 升学）÷ 毕业生人数。" in page
    assert "代码待指定的计入毕业生人数，不计入任何口径的落实率。" in page


def test_the_charts_are_drawn_by_the_server_and_named_for_who_cannot_see_them(site, counted):
    page = site.school().get(PAGE).text
    assert page.count('<svg class="chart" role="img" aria-labelledby=') == 2
    assert '<title id="rates-title">各院系毕业去向落实率（2024年口径）</title>' in page
    assert '<rect class="chart-bar" x="0" y="21" width="66.67%"' in page
    assert " style=" not in page


def test_counts_of_the_office_lead_into_the_list_of_plans(site, counted):
    found = links(site.school().get(PAGE).text)
    assert "/admin/plan/?college=%E6%96%87%E5%AD%A6%E9%99%A2" in found
    assert "/admin/plan/?code=80" in found
    assert "/admin/plan/?status=%E5%AD%A6%E7%94%9F%E6%9C%AA%E6%8F%90%E4%BA%A4" in found


def test_the_filter_stays_in_the_address_of_every_link(site, counted):
    page = site.school().get(PAGE, by="major", gender="女").text
    assert all("gender=%E5%A5%B3" in address for address in links(page))
    assert f"{PAGE}export?gender=%E5%A5%B3&amp;by=major" in page
    assert number(page, "毕业生") == "10"


def test_a_college_sees_itself_and_has_no_colleges_to_choose_from(site, counted):
    page = site.college(counted.literature).get(PAGE).text
    assert number(page, "毕业生") == "2"
    assert counted.world.college.name not in page
    assert 'name="college"' not in page


def test_the_province_sees_schools_by_cohort_and_no_way_to_students(site, counted):
    province = site.province()
    page = province.get(PAGE).text
    assert counted.elsewhere.name in page
    assert number(page, "毕业生") == "12"
    assert links(page) == set()
    earlier = province.get(PAGE, cohort="2019").text
    assert number(earlier, "毕业生") == "1"
    assert counted.elsewhere.name not in earlier


def test_a_group_that_is_not_offered_is_the_first_one(site, counted):
    assert "各专业签约情况" in site.college().get(PAGE, by="school").text


def test_a_wrong_field_is_named_and_nothing_is_counted(site, counted):
    answer = site.school().get(PAGE, education="没有")
    assert answer.status_code == 422
    assert "没有这个选项，请从列表中选择。" in answer.text
    assert "<dt>毕业生</dt>" not in answer.text
    assert site.school().get(f"{PAGE}export", education="没有").status_code >= 300


def test_nobody_is_said_and_not_drawn(site):
    page = site.school(site.world.saved_school()).get(PAGE).text
    assert "尚无毕业生" in page
    assert "打印 PDF" not in page


def test_a_name_is_shown_as_it_is(site, counted):
    college = site.world.saved(makers.a_college(site.world.school, name="<b>=1+1</b>"))
    site.world.saved_student(college)
    school = site.school()
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in school.get(PAGE).text
    sheet = openpyxl.load_workbook(BytesIO(school.get(f"{PAGE}export").data))["各院系签约情况"]
    assert "<b>=1+1</b>" in [cell.value for cell in sheet["A"]]
    assert all(cell.data_type == "s" for cell in sheet["A"])


def test_the_workbook_has_every_table_with_numbers_and_percentages(site, counted):
    with site.school().get(f"{PAGE}export", gender="女") as answer:
        assert "attachment" in answer.headers["Content-Disposition"]
        book = openpyxl.load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["说明", "落实率的构成", "各院系签约情况", "各院系去向分类", "去向代码"]
    assert "性别：女" in book["说明"]["B1"].value
    sheet = book["各院系签约情况"]
    assert sheet.freeze_panes == "B2"
    total = dict(zip([cell.value for cell in sheet[1]], sheet[sheet.max_row], strict=True))
    assert (total["毕业生"].value, total["签约通过"].value) == (10, 9)
    assert total["落实率（2024年口径）"].value == pytest.approx(0.7)
    assert total["落实率（2024年口径）"].number_format == "0.00%"


def test_the_document_is_made_by_the_worker_and_names_scope_date_and_formula(site, counted):
    school = site.school()
    job = school.post(f"{PAGE}print?by=education&gender=女").location
    jobs.run_due(site.world.services, tasks.RUNNERS)
    assert "性别：女" in school.get(job).text
    with school.get(f"{job}/file") as answer:
        assert answer.mimetype == "application/pdf"
        pages = pages_by_pdfium(answer.data)
        assert outside_the_frame(answer.data) == []
    assert f"{counted.world.school.name}，2020届，性别：女" in pages[0]
    assert "统计时间2020-03-0212:00" in pages[0]
    assert "毕业去向落实率（2021年口径）＝（协议和合同就业＋自主创业＋灵活就业＋升学）÷毕业生人数" in pages[0]
    assert "各学历毕业去向落实率（2024年口径）" in pages[0]
    assert f"第1页，共{len(pages)}页" in pages[0]
    assert "70.00%" in "".join(pages)


def test_the_province_fetches_its_own_document(site, counted):
    province = site.province()
    job = province.post(f"{PAGE}print").location
    jobs.run_due(site.world.services, tasks.RUNNERS)
    with province.get(f"{job}/file") as answer:
        assert counted.elsewhere.name in "".join(pages_by_pdfium(answer.data))
    assert site.school().get(f"{job}/file").status_code == 404


def test_every_count_that_leads_into_the_list_finds_just_as_many(site, counted):
    school = site.school()
    page = school.get(PAGE).text
    counts = set(re.findall(r'href="(/admin/plan/[?][^"]*)"[^>]*>([0-9,]+)</a>', page))
    fields = {name for address, _ in counts for name in re.findall(r"[?;](\w+)=", address)}
    assert {"group", "code", "status", "kind", "source", "college"} <= fields
    for address, count in counts:
        listed = school.get(address.replace("&amp;", "&")).text
        assert len(cells(listed, "学号")) == int(count), address
