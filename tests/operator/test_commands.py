"""Commands: what they print, what they refuse, and how they end."""

import csv

import openpyxl
import pytest
from sqlalchemy import delete, func, select, text

from importers import students
from importers.templates import names
from signing_core.models import Account, College, Employer, School, Signing, Student, TrailEntry
from signing_core.use_cases import entry
from tests import employer_files, makers
from tests.phones import PASSWORD, Phone


def stored(world, model):
    with world.reading() as work:
        return work.session.scalar(select(func.count()).select_from(model))


def test_db_check_says_what_is_missing(command, world):
    assert command.invoke(args=["db", "check"]).exit_code == 0
    with world.services.database.engine.begin() as connection:
        connection.execute(text("DROP INDEX one_active_signing_per_student"))
    answer = command.invoke(args=["db", "check"])
    assert answer.exit_code == 1
    assert "one_active_signing_per_student" in answer.stderr
    [index] = [index for index in Signing.__table__.indexes if index.name == "one_active_signing_per_student"]
    index.create(world.services.database.engine)


def test_a_school_is_made_once(command, world):
    assert command.invoke(args=["school", "create", "19097", "测试学校"]).exit_code == 0
    again = command.invoke(args=["school", "create", "19097", "测试学校"])
    assert again.exit_code == 1
    assert again.stderr == "院校标识码 19097 已存在。\n"
    with world.reading() as work:
        assert work.session.scalar(select(func.count()).where(School.code == "19097")) == 1


def test_staff_choose_their_password_by_the_link_that_is_printed(command, app, world):
    options = ["--school", world.school.code, "--college", "外国语学院"]
    link = command.invoke(args=["staff", "create", "chen", *options]).stdout.strip()
    base, handle = link.rsplit("/", 1)
    assert base == "http://127.0.0.1:5000/set-password"
    assert app.test_client().get(f"/set-password/{handle}").status_code == 200
    with world.reading() as work:
        account = work.session.scalars(select(Account).where(Account.login == "chen")).one()
        assert work.session.get_one(College, account.college_id).name == "外国语学院"


def test_a_second_step_is_ended_for_whom_nobody_stands_above(command, world):
    Phone(world, login="chen").enable()
    assert "已关闭" in command.invoke(args=["staff", "unlock", "chen"]).stdout
    given = {"door": "staff", "login": "chen", "password": PASSWORD}
    assert entry.sign_in(world.services, **given, address="192.0.2.1")
    for login, sentence in (("chen", "没有开启两步验证"), ("nobody", "没有该登录名")):
        answer = command.invoke(args=["staff", "unlock", login])
        assert answer.exit_code == 1
        assert sentence in answer.stderr


@pytest.mark.parametrize(
    "options", [[], ["--school", "19097", "--province"], ["--province", "--college", "外国语学院"]]
)
def test_a_staff_account_has_exactly_one_place(command, world, options):
    assert command.invoke(args=["staff", "create", "chen", *options]).exit_code == 2
    assert stored(world, Account) == 0


def test_an_unknown_school_is_refused_by_its_code(command):
    answer = command.invoke(args=["staff", "create", "chen", "--school", "99999"])
    assert (answer.exit_code, answer.stderr) == (1, "没有院校标识码为 99999 的学校。\n")


def test_audit_verify_names_the_first_broken_entry(command, world):
    world.approved()
    assert command.invoke(args=["audit", "verify"]).exit_code == 0
    with world.services.database.engine.begin() as connection:
        for statement in CUT[connection.dialect.name]:
            connection.execute(text(statement))
        connection.execute(delete(TrailEntry).where(TrailEntry.position == 2))
        for statement in MEND[connection.dialect.name]:
            connection.execute(text(statement))
    answer = command.invoke(args=["audit", "verify"])
    assert answer.exit_code == 1
    assert "第 2 条" in answer.stderr


CUT = {"sqlite": ["DROP TRIGGER trail_is_never_deleted"], "postgresql": ["SET session_replication_role = replica"]}
MEND = {"sqlite": [], "postgresql": ["SET session_replication_role = DEFAULT"]}


def a_row(serial, **cells):
    return {
        "学号": f"2020{serial:04}",
        "姓名": "王小明",
        "性别": "男",
        "身份证号": makers.an_id_number(700 + serial),
        "学院": "计算机学院",
        "专业": "软件工程",
        "学历": "本科生毕业",
        "毕业年度": "2020",
        "培养方式": "非定向",
    } | cells


@pytest.fixture
def roster_file(tmp_path):
    def write(*rows):
        path = tmp_path / "roster.csv"
        with path.open("w", encoding="utf-8", newline="") as target:
            sheet = csv.DictWriter(target, names(students.STUDENT_COLUMNS), restval="")
            sheet.writeheader()
            sheet.writerows(rows)
        return str(path)

    return write


@pytest.fixture
def import_students(command, world):
    where = ["--school", world.school.code, "--cohort", "2020"]
    return lambda path, *options: command.invoke(args=["import", "students", path, *where, *options])


def test_a_right_roster_is_imported(import_students, roster_file, world):
    before = stored(world, Student)
    answer = import_students(roster_file(a_row(1), a_row(2)))
    assert answer.exit_code == 0, answer.output
    assert "新增 2，变更 0，无变化 0。" in answer.stdout
    assert stored(world, Student) == before + 2


@pytest.mark.parametrize("many", [0, 5000])
def test_a_roster_is_compared_alike_whether_it_is_read_whole_or_by_numbers(
    import_students, roster_file, monkeypatch, many
):
    monkeypatch.setattr("signing_core.queries.roster.MANY", many)
    import_students(roster_file(a_row(1), a_row(2), a_row(3)))
    answer = import_students(roster_file(a_row(1), a_row(2, 姓名="王大明"), a_row(4)), "--dry-run")
    assert "新增 1，变更 1，无变化 1。" in answer.stdout
    taken = import_students(roster_file(a_row(5, 身份证号=a_row(3)["身份证号"])), "--dry-run")
    assert f"学号为 {a_row(3)['学号']}" in taken.stderr


def test_one_wrong_row_keeps_all_rows_out_and_is_named(import_students, roster_file, world):
    before = stored(world, Student)
    answer = import_students(roster_file(a_row(1), a_row(2, 身份证号="420106199801010000")))
    assert answer.exit_code == 1
    assert "身份证号" in answer.stderr
    assert "1 行有误。" in answer.stderr
    assert stored(world, Student) == before


def test_the_right_rows_alone_are_written_when_asked_for(import_students, roster_file, world):
    before = stored(world, Student)
    answer = import_students(roster_file(a_row(1), a_row(2, 性别="?")), "--right-rows")
    assert answer.exit_code == 1
    assert stored(world, Student) == before + 1


def test_a_dry_run_writes_nothing(import_students, roster_file, world):
    before = stored(world, Student)
    answer = import_students(roster_file(a_row(1)), "--dry-run")
    assert answer.exit_code == 0
    assert "新增 1" in answer.stdout
    assert stored(world, Student) == before


def test_what_is_no_workbook_is_refused(import_students, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.7 nothing here")
    answer = import_students(str(path))
    assert answer.exit_code == 1
    assert "letter.pdf" in answer.stderr


def test_reviews_are_exported_for_one_school_only(command, world, tmp_path):
    world.approved()
    other = world.saved_school()
    stranger = world.saved_student(world.saved(makers.a_college(other)))
    world.accepted(stranger)
    target = tmp_path / "reviews.xlsx"
    where = ["--school", world.school.code, "--cohort", "2020", "--out", str(target)]
    assert command.invoke(args=["export", "reviews", *where]).exit_code == 0
    rows = list(openpyxl.load_workbook(target).active.values)
    assert len(rows) == 2
    assert world.student.student_number in rows[1]
    assert [path.name for path in tmp_path.glob("reviews*")] == ["reviews.xlsx"]


def test_employers_come_by_command_with_the_same_checks_and_once(command, world, tmp_path):
    path = tmp_path / "用人单位.csv"
    path.write_bytes(employer_files.a_file(employer_files.a_row(0), employer_files.a_row(1, 邮编="43")))
    refused = command.invoke(args=["import", "employers", str(path)])
    assert (refused.exit_code, stored(world, Employer)) == (1, 1)
    assert "第 3 行：邮编：邮编应为 6 位数字。" in refused.stderr
    assert command.invoke(args=["import", "employers", str(path), "--right-rows"]).exit_code == 1
    assert (stored(world, Employer), stored(world, Account)) == (2, 1)
    path.write_bytes(employer_files.a_file(*map(employer_files.a_row, (0, 1))))
    assert command.invoke(args=["import", "employers", str(path), "--dry-run"]).exit_code == 0
    assert stored(world, Employer) == 2
    for _ in range(2):
        assert command.invoke(args=["import", "employers", str(path)]).exit_code == 0
    assert (stored(world, Employer), stored(world, Account)) == (3, 2)
