"""生源信息: the columns of the roster, the check of a whole file, and its import."""

from collections.abc import Mapping
from typing import Any

from signing_core.catalogues import codes
from signing_core.catalogues.roster import CHECKS, FACT_OF
from signing_core.errors import Problems
from signing_core.models import Student
from signing_core.queries import roster as records
from signing_core.sweeping import unswept
from signing_core.use_cases import roster
from signing_core.work import UnitOfWork

from . import rows
from .report import Report
from .rows import Watch, reported
from .templates import Column, names
from .workbook import Row, Table, read_table

TITLE = "生源信息"
UNIQUE = ("学号", "身份证号")

STUDENT_COLUMNS = (
    Column("学号", example="2026010001", note="在本校本届内不可重复。"),
    Column("姓名", example="张三", width=12, note="与身份证一致。"),
    Column("性别", options=codes.names("性别"), example="男", width=8),
    Column("身份证号", example="11010120040101001X", width=22, note="18 位；不可重复。"),
    Column("手机号", required=False, example="13800000000", note="11 位。"),
    Column("邮箱", required=False, example="zhangsan@example.com", width=26),
    Column("学院", example="计算机学院", width=22, note="与系统中的学院名称一致。"),
    Column("专业", example="软件工程", width=22),
    Column("班级", required=False, example="软件 2201"),
    Column("学历", options=codes.names("学历"), example="本科生毕业"),
    Column("毕业年度", example="2026", width=10, note="四位年份。"),
    Column("培养方式", options=codes.names("培养方式"), example="非定向", width=12),
    Column("生源地", required=False, example="湖北省武汉市洪山区", width=28, note="从省级起写全称。"),
)


def notes(cohort: int) -> tuple[str, ...]:
    """What the template's notes say beyond its columns."""
    return f"毕业年度填写 {cohort}，须与页面顶部所选的届一致。", "同一学号再次导入时，按新内容更新。"


@unswept()
def prepare(
    work: UnitOfWork,
    data: bytes,
    filename: str,
    *,
    school_id: int,
    cohort: int,
    most: int | None = None,
    watch: Watch = iter,
) -> Report:
    """Read a file and check it whole, in itself and against the roster; nothing is written.

    Raises BadWorkbook for a file that cannot be read, and TooManyRows for one of more rows than ``most``.
    """
    table = read(data, filename, most=most)
    report = check_rows(table, cohort=cohort, watch=watch)
    _compare(work, report, {row.number: row.cells for row in table.rows}, school_id, cohort)
    return report


def read(data: bytes, filename: str, *, most: int | None = None) -> Table:
    """The file's rows; TooManyRows for more than ``most`` of them."""
    return read_table(data, filename, names(STUDENT_COLUMNS), most=most)


def apply(work: UnitOfWork, report: Report, *, school_id: int, cohort: int) -> int:
    """Write the right rows of a report; returns how many students were new or changed."""
    right = (facts(clean) for _, clean in report.good)
    return roster.import_students(work, school_id=school_id, cohort=cohort, rows=right)


def _compare(
    work: UnitOfWork, report: Report, cells: Mapping[int, Mapping[str, str]], school_id: int, cohort: int
) -> None:
    """Sort the right rows into new, changed and unchanged; an ID number of somebody else's makes a row wrong."""
    where = {"school_id": school_id, "cohort": cohort}
    good, report.good = report.good, []
    stored = records.stored(work, **where, numbers=(clean["学号"] for _, clean in good))
    owners = records.owners(work, **where, id_numbers=(clean["身份证号"] for _, clean in good))
    for number, clean in good:
        owner = owners.get(clean["身份证号"], clean["学号"])
        if owner != clean["学号"]:
            report.refuse(number, cells[number], {"身份证号": f"生源信息中已有此号码，学号为 {owner}。"})
            continue
        report.good.append((number, clean))
        _count(report, stored.get(clean["学号"]), clean)
    colleges = records.new_colleges(work, school_id=school_id, named={clean["学院"] for _, clean in report.good})
    report.notes += [f"将新增学院“{name}”。" for name in colleges]


def _count(report: Report, student: Student | None, clean: Mapping[str, Any]) -> None:
    if student is None:
        report.new += 1
    elif roster.changed(student, facts(clean)):
        report.changed += 1
    else:
        report.unchanged += 1


def facts(clean: Mapping[str, Any]) -> dict[str, Any]:
    """A clean row under the names that the roster's use case takes."""
    return {fact: clean[column] for column, fact in FACT_OF.items()}


def clean_row(row: Row, cohort: int | None) -> dict[str, object]:
    """The clean values by column, or Problems by column; with a cohort, rows of another year are wrong."""
    clean, problems = examine(row, cohort)
    if problems:
        raise Problems(problems)
    return clean


def check_rows(table: Table, *, cohort: int | None, watch: Watch = iter) -> Report:
    """Every wrong row with its reasons, rows that share a number with another included."""
    return reported(TITLE, table, [(row, *examine(row, cohort)) for row in watch(table.rows)], unique=UNIQUE)


def examine(row: Row, cohort: int | None) -> tuple[dict[str, Any], dict[str, str]]:
    """Both halves of a row; with a cohort, rows of another year are wrong."""
    clean, problems = rows.examine(row, CHECKS)
    if cohort is not None and clean.get("毕业年度", cohort) != cohort:
        problems["毕业年度"] = f"应为 {cohort}。"
    return clean, problems
