"""导入拟签约名单: a file is checked whole, its misses count, and only what was found is listed."""

import secrets
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select, update

from importers.candidates import CANDIDATE_COLUMNS, MOST_ROWS
from importers.templates import names
from signing_core.actors import SYSTEM
from signing_core.models import Candidate, Limit, Student
from signing_core.use_cases.candidates import MISS
from tests import databases, makers
from tests.importers.hostile import a_formula, a_workbook, an_ole_file

COLUMNS = names(CANDIDATE_COLUMNS)
IMPORT = "/employer/candidates/import"


def line_of(world, student, **other) -> list[str]:
    facts = {"school": world.school.name, "cohort": "2020", "name": student.name, "proof": student.id_number}
    return list((facts | other).values())


def a_file(*rows: list, columns=COLUMNS) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in (columns, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def upload(client, data: bytes, name: str = "名单.xlsx", **form):
    return client.post(IMPORT, file=(BytesIO(data), name), **form)


def preview(client, *rows: list):
    """The address of the preview and its page."""
    answer = upload(client, a_file(*rows))
    assert answer.status_code == 303
    return answer.location, client.get(answer.location).text


def listed(world) -> list[int]:
    with world.reading() as work:
        return list(work.session.scalars(select(Candidate.student_id).order_by(Candidate.id.desc())))


def misses(world) -> int:
    with world.reading() as work:
        return work.session.scalar(select(Limit.count).where(Limit.name == "misses")) or 0


def test_the_template_has_the_four_columns_and_its_example_is_not_imported(site):
    employer = site.employer()
    blank = employer.get("/employer/candidates/template").data
    assert [cell.value for cell in load_workbook(BytesIO(blank)).worksheets[0][1]] == [f"{name}*" for name in COLUMNS]
    assert "没有要导入的数据" in upload(employer, blank).text


def test_what_is_found_is_listed_in_the_order_of_the_file_and_the_second_time_nothing_changes(site, world):
    other = world.saved_student()
    rows = [line_of(world, world.student), line_of(world, other, proof=other.phone)]
    employer = site.employer()
    address, page = preview(employer, *rows)
    assert "把 2 人加入签约发送列表" in page
    assert listed(world) == []
    assert employer.post(f"{address}/confirm").location == "/employer/candidates"
    assert listed(world) == [world.student.id, other.id]
    assert "已把 2 名学生加入签约发送列表" in employer.get("/employer/candidates").text
    address, page = preview(employer, *rows)
    assert "没有需要加入的学生" in page
    employer.post(f"{address}/confirm")
    assert listed(world) == [world.student.id, other.id]
    assert misses(world) == 0


def test_every_miss_is_the_one_sentence_with_the_row_of_the_users_file(site, world):
    closed = world.saved_student(restricted=True, restriction_reason="学籍核查")
    rows = [
        line_of(world, world.student, school="别的大学"),
        line_of(world, closed),
        line_of(world, world.student, cohort="2021"),
        line_of(world, world.student, name="别人"),
        line_of(world, world.student, proof="13300000000"),
        line_of(world, world.student),
    ]
    _, page = preview(site.employer(), *rows)
    assert page.count(MISS.rstrip("。")) == 5
    for number in range(2, 7):
        assert f'data-label="行号">{number}</td>' in page
    assert misses(world) == 5


def test_what_is_wrong_in_itself_is_told_by_its_column_and_costs_no_look_up(site, world):
    rows = [
        line_of(world, world.student, cohort="明年"),
        line_of(world, world.student, proof=world.student.id_number[:-1] + "?"),
        line_of(world, world.student, proof="12812345678"),
        line_of(world, world.student),
        line_of(world, world.student),
        line_of(world, world.student, proof=world.student.phone),
    ]
    _, page = preview(site.employer(), *rows)
    for sentence in (
        "毕业年度：毕业年度应为四位年份",
        "身份证号或手机号：身份证号应为 18 位",
        "身份证号或手机号：手机号码应为 11 位数字",
        "与第 5 行重复",
        "与第 5 行是同一名学生",
        "把 1 人加入签约发送列表",
    ):
        assert sentence in page
    assert misses(world) == 0


def test_the_wrong_rows_come_back_as_they_were_with_number_and_reason(site, world):
    columns = ["备注", *COLUMNS]
    wrong = ["市场部", *line_of(world, world.student, name="别人")]
    employer = site.employer()
    address = upload(employer, a_file(wrong, ["", *line_of(world, world.student)], columns=columns)).location
    book = load_workbook(BytesIO(employer.get(f"{address}/wrong").data))
    header, row = list(book.active.iter_rows(values_only=True))
    assert header == (*columns, "行号", "原因")
    assert row == (*wrong, "2", MISS.rstrip("。"))


def test_where_the_misses_are_used_up_the_rows_that_were_not_looked_up_are_named(site, world):
    employer = site.employer()
    employer.post("/employer/search", school="x", cohort="2020", name="无此人", proof="1")
    with world.working(SYSTEM) as work:
        work.session.execute(update(Limit).where(Limit.name == "misses").values(count=198))
    strangers = [line_of(world, world.student, name=f"陌生人{n}") for n in range(4)]
    _, page = preview(employer, *strangers, line_of(world, world.student))
    assert page.count(MISS.rstrip("。")) == 2
    assert "今天的查询次数不够，第 4-6 行没有查找" in page
    assert page.count("没有查找：今天的查询次数已用完") == 3
    assert "加入签约发送列表</span>" not in page
    assert misses(world) == 200


def test_twenty_misses_on_one_name_use_it_up_within_a_file_too(site, world):
    rows = [line_of(world, world.student, proof=f"133{n:08}") for n in range(90_000_000, 90_000_021)]
    other = world.saved_student()
    _, page = preview(site.employer(), *rows, line_of(world, world.student), line_of(world, other))
    assert page.count(MISS.rstrip("。")) == 20
    assert "第 22-23 行没有查找" in page
    assert "把 1 人加入签约发送列表" in page


def test_looking_at_the_preview_again_makes_no_further_look_up(site, world):
    stranger = line_of(world, world.student, proof="13300000000")
    employer = site.employer()
    address, _ = preview(employer, stranger)
    with world.working(SYSTEM) as work:
        work.session.get_one(Student, world.student.id).phone = "13300000000"
    assert MISS.rstrip("。") in employer.get(address).text
    assert misses(world) == 1


def test_who_is_not_open_any_more_when_the_import_is_confirmed_is_not_listed(site, world):
    employer = site.employer()
    address, _ = preview(employer, line_of(world, world.student))
    with world.working(SYSTEM) as work:
        work.session.get_one(Student, world.student.id).restricted = True
    assert MISS.rstrip("。") in employer.get(address).text
    employer.post(f"{address}/confirm")
    assert listed(world) == []


def test_a_second_send_of_either_form_is_led_to_the_first_answer(site, world):
    employer, data = site.employer(), a_file(line_of(world, world.student, name="别人"), line_of(world, world.student))
    first, second = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
    address = upload(employer, data, operation_id=first).location
    assert upload(employer, data, operation_id=first).location == address
    assert misses(world) == 1
    for _ in range(2):
        assert employer.post(f"{address}/confirm", operation_id=second).location == "/employer/candidates"
    assert employer.get(address).status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "是空文件"),
        (b"MZ\x00\x00not a workbook", "不是 Excel 或 CSV 文件"),
        (an_ole_file({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "设有打开密码"),
        (a_workbook([COLUMNS, ["示范大学", "2020", "王芳", "1"]])[:-40], "已损坏或格式不完整"),
        (a_workbook([["姓名", "学校"], ["王芳", "x"]]), "表头缺少：毕业院校、毕业年度、身份证号或手机号"),
        (
            a_workbook([COLUMNS] + [["示范大学", "2020", f"王{n}", "1"] for n in range(MOST_ROWS + 1)]),
            "一次最多处理 500 行",
        ),
    ],
    ids=["empty", "no workbook", "encrypted", "broken", "no header", "too many rows"],
)
def test_a_file_that_is_no_good_is_refused_on_the_form(site, world, data, sentence):
    page = upload(site.employer(), data)
    assert page.status_code == 422
    assert sentence in page.text
    assert misses(world) == 0


def test_formulas_and_rounded_numbers_are_wrong_rows(site, world):
    school, cohort, name, _ = line_of(world, world.student)
    rows = [[school, cohort, name, 420106199801010000], [school, cohort, a_formula("A1", name), "13300000000"]]
    answer = upload(employer := site.employer(), a_workbook([COLUMNS, *rows]))
    page = employer.get(answer.location).text
    assert "末几位可能已被 Excel 改动" in page
    assert "单元格里是公式" in page


def test_without_a_file_the_form_says_so(site):
    page = site.employer().post(IMPORT)
    assert page.status_code == 422
    assert "请选择要导入的文件" in page.text


def test_a_whole_file_is_looked_up_in_a_few_statements(site, world):
    rows = [line_of(world, world.saved_student()) for _ in range(30)]
    employer = site.employer()
    with databases.asked(world.services.database) as asked:
        address, page = preview(employer, *rows)
        assert "把 30 人加入签约发送列表" in page
        employer.post(f"{address}/confirm")
    assert len(listed(world)) == 30
    assert len([one for one in asked if "FROM students" in one]) == 6  # who and open, at the upload and on both pages


def test_another_employers_upload_is_not_there(site, world):
    address, _ = preview(site.employer(), line_of(world, world.student))
    rival = site.employer(world.saved(makers.an_employer()))
    assert rival.get(address).status_code == 404
    assert rival.post(f"{address}/confirm").status_code == 404
