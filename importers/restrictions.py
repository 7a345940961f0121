"""签约开放名单: the columns, the check of a whole file against the roster, and its import."""

from collections.abc import Callable, Mapping
from typing import Any

from signing_core import values
from signing_core.errors import BadValue
from signing_core.models import Student
from signing_core.queries import roster as records
from signing_core.sweeping import unswept
from signing_core.use_cases import restrictions
from signing_core.use_cases.restrictions import MOST_AT_ONCE, Wish
from signing_core.work import UnitOfWork

from .report import Report, duplicates
from .rows import Watch
from .templates import Column, names
from .workbook import Row, read_table

TITLE = "签约开放名单"
NUMBER, NAME, ACT, REASON = "学号", "姓名", "操作", "原因"
OPEN, RESTRICT = "开放", "限制"
RESTRICTION_COLUMNS = (
    Column(NUMBER, example="2026010001", note="须是本届生源中的学号。"),
    Column(NAME, example="张三", width=12, note="与生源信息一致，用来核对学号。"),
    Column(ACT, options=(RESTRICT, OPEN), example=RESTRICT, width=10),
    Column(REASON, example="学籍信息正在核实", width=40, note="1 至 200 字；学生能看到限制的原因。"),
)


def _act(raw: str) -> str:
    act = values.text(raw, 10)
    if act not in {OPEN, RESTRICT}:
        raise BadValue(f"只能填写：{RESTRICT}、{OPEN}。")
    return act


CHECKS: dict[str, Callable[[str], str]] = {
    NUMBER: values.student_number,
    NAME: values.person_name,
    ACT: _act,
    REASON: values.reason,
}


def notes(cohort: int) -> tuple[str, ...]:
    """What the template's notes say beyond its columns."""
    return (
        f"名单用于{cohort}届，须与页面顶部所选的届一致。",
        f"一次最多导入 {MOST_AT_ONCE:,} 人。",
        "限制后学生不能开始新的签约；已经开始的签约仍可办完。",
        "同一文件重复导入没有影响。",
    )


@unswept()
def prepare(
    work: UnitOfWork, data: bytes, filename: str, *, school_id: int, cohort: int, watch: Watch = iter
) -> Report:
    """Read a file and check it whole, in itself and against the roster; nothing is written. Raises BadWorkbook."""
    table = read_table(data, filename, names(RESTRICTION_COLUMNS), most=MOST_AT_ONCE)
    report = Report(TITLE, table.columns)
    examined = [(row, *_examine(row)) for row in watch(table.rows)]
    others = duplicates((row.number, clean[NUMBER]) for row, clean, _ in examined if NUMBER in clean)
    known = {clean[NUMBER] for _, clean, _ in examined if NUMBER in clean}
    stored = records.stored(work, school_id=school_id, cohort=cohort, numbers=known)
    for row, clean, problems in examined:
        if row.number in others:
            problems[NUMBER] = f"与第 {others[row.number]} 行重复。"
        student = stored.get(clean.get(NUMBER, ""))
        problems |= _compared(clean, student) if not problems else {}
        if problems or student is None:
            report.refuse(row.number, row.cells, problems)
        else:
            _count(report, row.number, clean, student)
    return report


def apply(work: UnitOfWork, report: Report, *, cohort: int) -> int:
    """Restrict and open whom the right rows name; returns how many became different."""
    return restrictions.change_many(work, {clean[NUMBER]: wish_of(clean) for _, clean in report.good}, cohort=cohort)


def wish_of(clean: Mapping[str, str]) -> Wish:
    """What a clean row asks for."""
    return Wish(clean[ACT] == RESTRICT, clean[REASON])


def _examine(row: Row) -> tuple[dict[str, str], dict[str, str]]:
    clean, problems = {}, dict(row.problems)
    for column, check in CHECKS.items():
        if column not in problems:
            try:
                clean[column] = check(row.cells[column])
            except BadValue as refusal:
                problems[column] = refusal.message
    return clean, problems


def _compared(clean: Mapping[str, Any], student: Student | None) -> dict[str, str]:
    if student is None:
        return {NUMBER: "本届生源中没有此学号。"}
    return {} if student.name == clean[NAME] else {NAME: "与生源信息中的姓名不一致。"}


def _count(report: Report, number: int, clean: dict[str, str], student: Student) -> None:
    report.good.append((number, clean))
    if restrictions.differs(student, wish_of(clean)):
        report.changed += 1
    else:
        report.unchanged += 1
