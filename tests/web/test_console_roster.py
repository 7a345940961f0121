"""导入生源, 生源信息 and 网签开放设置: the roster enters, is reviewed, and signing opens."""

from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import func, select

from admin_views import importing
from importers.students import STUDENT_COLUMNS
from importers.templates import names
from signing_core.models import KeptFile, Plan, Student
from signing_core.use_cases import jobs
from tests import makers
from tests.web.console import cells, link, statements, tab

IMPORT, LIST, OPENING = "/admin/roster/", "/admin/student/", "/admin/opening/"


def a_line(serial: int, **facts: str) -> dict[str, str]:
    return {
        "学号": f"2020{serial:06}",
        "姓名": "张三",
        "性别": "男",
        "身份证号": makers.an_id_number(serial + 5000),
        "手机号": "",
        "邮箱": "",
        "学院": "文学院",
        "专业": "汉语言文学",
        "班级": "",
        "学历": "本科生毕业",
        "毕业年度": "2020",
        "培养方式": "非定向",
        "生源地": "",
    } | facts


def a_file(*lines: dict[str, str], name: str = "生源.csv") -> tuple[BytesIO, str]:
    rows = [names(STUDENT_COLUMNS), *([line[column] for column in names(STUDENT_COLUMNS)] for line in lines)]
    return BytesIO("\n".join(",".join(row) for row in rows).encode("gb18030")), name


def upload(client, *lines: dict[str, str]) -> str:
    """Send a file; returns where its preview stands."""
    answer = client.post(IMPORT, file=a_file(*lines))
    assert answer.status_code == 303, answer.text
    return answer.location


def known(site, model) -> int:
    with site.world.reading() as work:
        return work.session.scalar(select(func.count()).select_from(model))


def test_a_roster_is_shown_before_it_is_written_and_written_once(site):
    school, before = site.school(), known(site, Student)
    preview = upload(school, a_line(1), a_line(2))
    page = school.get(preview).text
    assert "<dt>新增</dt><dd>2 人</dd>" in page
    assert "将新增学院“文学院”。" in page
    assert known(site, Student) == before
    for said in ("新增或更新 2 人", ""):
        answer = school.post(f"{preview}/confirm", cohort="2020", operation_id="confirmed by two clicks")
        assert (answer.status_code, answer.location) == (303, IMPORT)
        assert said in school.get(IMPORT).text
    assert (known(site, Student), known(site, Plan)) == (before + 2, before + 2)


def test_what_was_checked_for_one_cohort_is_not_written_to_another(site):
    school = site.school()
    preview = upload(school, a_line(1))
    before = known(site, Student)
    answer = school.post(f"{preview}/confirm", cohort="2021")
    assert answer.status_code == 409
    assert "届别" in answer.text
    assert known(site, Student) == before
    assert school.post(f"{preview}/confirm", cohort="2020").status_code == 303
    assert known(site, Student) == before + 1


def test_a_file_without_a_right_row_is_not_confirmed_and_not_lost(site):
    school = site.school()
    preview = upload(school, a_line(1, 姓名=""))
    school.post(f"{preview}/confirm", cohort="2020")
    assert school.get(preview).status_code == 200


def test_a_large_file_that_is_refused_leaves_nothing_in_the_store(site, monkeypatch):
    monkeypatch.setattr(importing, "BYTES_AT_ONCE", 10)
    school = site.school()
    for _ in range(jobs.MOST_AT_ONCE):
        upload(school, a_line(1))
    school.post(IMPORT, file=a_file(a_line(1)))
    assert "多项任务在处理" in school.get(IMPORT).text
    assert len([path for path in site.world.services.store.folder.rglob("*") if path.is_file()]) == 1


def test_the_same_file_again_changes_nothing(site):
    school = site.school()
    school.post(f"{upload(school, a_line(1))}/confirm", cohort="2020")
    page = school.get(upload(school, a_line(1), a_line(2, 专业="历史学"))).text
    assert "<dt>没有变化</dt><dd>1 人</dd>" in page
    page = school.get(upload(school, a_line(1, 专业="历史学"))).text
    assert "<dt>更新</dt><dd>1 人</dd>" in page


def test_wrong_rows_stay_out_and_come_back_with_their_reasons(site):
    world, school = site.world, site.school()
    wrong = a_line(2, 身份证号="110101200401010000")
    stolen = a_line(3, 身份证号=world.student.id_number)
    preview = upload(school, a_line(1), wrong, stolen)
    page = school.get(preview).text
    assert cells(page, "行号") == ["3", "4"]
    assert f"学号为 {world.student.student_number}" in page
    with school.get(f"{preview}/wrong") as answer:
        sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [wrong["学号"], stolen["学号"]]
    school.post(f"{preview}/confirm", cohort="2020")
    assert "2 行有误，没有导入" in school.get(IMPORT).text


def test_a_file_that_cannot_be_read_is_refused_beside_the_field(site):
    answer = site.school().post(IMPORT, file=(BytesIO(b"\x89PNG\r\n\x1a\n"), "photo.xlsx"))
    assert answer.status_code == 422
    assert "请上传 .xlsx、.xls 或 .csv 文件" in answer.text
    assert site.school().post(IMPORT).status_code == 422


def test_the_waiting_file_is_encrypted_and_belongs_to_who_sent_it(site):
    school = site.school()
    preview = upload(school, a_line(1))
    with site.world.reading() as work:
        file = work.session.scalars(select(KeptFile)).one()
    assert "张三".encode("gb18030") not in site.world.services.store.get(file.key)
    assert site.school().get(preview).status_code == 404
    upload(school, a_line(2))
    assert not site.world.services.store.exists(file.key)
    assert school.get(preview).status_code == 404


@pytest.mark.parametrize("path", [IMPORT, f"{IMPORT}template", OPENING])
def test_a_college_neither_imports_nor_opens(site, path):
    assert site.college().get(path).status_code == 403
    assert IMPORT not in site.college().get(LIST).text


def test_the_template_can_be_downloaded(site):
    with site.school().get(f"{IMPORT}template") as answer:
        sheet = openpyxl.load_workbook(BytesIO(answer.data)).worksheets[0]
    assert [cell.value.rstrip("*") for cell in sheet[1]] == names(STUDENT_COLUMNS)


def test_students_are_listed_and_found_by_number_or_name(site):
    world = site.world
    world.saved_student(student_number="20191009", name="欧阳一", source_reviewed=False)
    school = site.school()
    page = school.get(LIST, search="2019100").text
    assert cells(page, "学号") == ["20191009"]
    assert cells(page, "生源审核") == ["未审核"]
    assert cells(school.get(LIST, search="欧阳").text, "姓名") == ["欧阳一"]
    assert tab(school.get(LIST, queue="unreviewed").text, "未审核") == "1"


def test_the_pages_of_students_are_by_number_and_cheap(site):
    made = [site.world.saved_student().student_number for _ in range(60)]
    school = site.school()
    with statements(site.world.services.database) as sent:
        first = school.get(LIST).text
    assert len(sent) <= 4, sent
    second = school.get(link(first, "下一页")).text
    assert cells(first, "学号") + cells(second, "学号") == [site.world.student.student_number, *made]


def test_the_record_of_a_student_is_masked(site):
    student = site.world.student
    page = site.college().get(f"{LIST}{student.public_id}").text
    assert student.id_number not in page
    assert student.phone not in page
    assert f"{student.id_number[:6]}*****{student.id_number[-4:]}" in page


def test_a_college_confirms_a_phone_on_the_record_of_its_student(site):
    student = site.world.saved_student(phone="")
    college = site.college()
    address = f"{LIST}{student.public_id}"
    wrong = college.post(f"{address}/phone", seen=student.version, phone="12345")
    assert wrong.status_code == 400
    assert "手机号码应为 11 位数字" in wrong.text
    assert 'value="12345"' in wrong.text
    answer = college.post(f"{address}/phone", seen=student.version, phone="13900000001")
    assert answer.location == address
    page = college.get(address).text
    assert "139****0001" in page
    assert "确认手机号" in page.rsplit("办理记录", 1)[1]
    assert site.world.fresh(student).phone == "13900000001"


def test_a_source_record_is_reviewed_and_taken_back_only_without_a_signing(site):
    world, school = site.world, site.school()
    student = world.saved_student(source_reviewed=False)
    path = f"{LIST}{student.public_id}/review"
    assert school.post(path, seen=student.version, reviewed="1").location == LIST
    assert world.fresh(student).source_reviewed
    world.accepted(student)
    school.post(path, seen=world.fresh(student).version, reviewed="0")
    assert world.fresh(student).source_reviewed


def test_ticked_source_records_are_reviewed_each_for_itself(site):
    world, school = site.world, site.school()
    students = [world.saved_student(source_reviewed=False) for _ in range(2)]
    foreign = world.saved_student(world.saved(makers.a_college(world.saved_school())), source_reviewed=False)
    ticked = [f"{student.public_id}:{student.version}" for student in (*students, foreign)]
    school.post(f"{LIST}action/", action="review", rowid=ticked, url=LIST)
    assert [world.fresh(student).source_reviewed for student in (*students, foreign)] == [True, True, False]
    page = school.get(LIST).text
    assert "生源审核通过 2 条。" in page
    assert foreign.name not in page
