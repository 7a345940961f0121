"""拟签约名单: the columns, the check of a whole file with its look-ups, and its import."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from signing_core import values
from signing_core.actors import Actor
from signing_core.errors import BadValue, TooMany
from signing_core.queries import employer_pages
from signing_core.queries.matching import Found, FourFacts, key_of, matching
from signing_core.use_cases import candidates
from signing_core.work import Services, UnitOfWork

from .bad_workbook import TOO_MUCH, BadWorkbook
from .report import Report
from .templates import Column, names
from .workbook import Row, read_table, shown_name

TITLE = "拟签约名单"
MOST_ROWS = 500
MOST_BYTES = 2**20  # so many rows take a tenth of it; what is larger is not opened in a request
SCHOOL, COHORT, NAME, PROOF = "毕业院校", "毕业年度", "姓名", "身份证号或手机号"

CANDIDATE_COLUMNS = (
    Column(SCHOOL, example="示范大学", width=28, note="学校全称，与“签约搜索”中的名称一致。"),
    Column(COHORT, example="2026", width=10, note="四位年份。"),
    Column(NAME, example="张三", width=12, note="与身份证一致。"),
    Column(PROOF, example="11010120040101001X", width=24, note="18 位身份证号，或 11 位手机号。"),
)
NOTES = (
    f"一次最多导入 {MOST_ROWS} 人。",
    "四项信息须与学校登记的完全一致，才能找到学生。",
    "已在签约发送列表中的学生不会重复加入。",
)


def _proof(raw: str) -> str:
    """A number of eleven digits is meant as a mobile, any other as an ID number: each is told in its own words."""
    try:
        return values.mobile(raw)
    except BadValue as no_mobile:
        if len(values.tidy(raw).replace(" ", "")) == 11:
            raise no_mobile from None
        return values.id_number(raw)


CHECKS: dict[str, Callable[[str], object]] = {
    SCHOOL: lambda raw: values.text(raw, 60),
    COHORT: values.cohort,
    NAME: values.person_name,
    PROOF: _proof,
}


@dataclass
class Preview:
    """What an import would do now: whom it would list, who is on the list already, and which rows are wrong."""

    report: Report
    new: list[tuple[int, Found]] = field(default_factory=list)
    listed: list[tuple[int, Found]] = field(default_factory=list)


def check(services: Services, actor: Actor, data: bytes, filename: str) -> Report:
    """Read a file, check each row, and look the right ones up; misses count, nothing else is written.

    Raises BadWorkbook for a file that cannot be read, and TooManyRows.
    """
    if len(data) > MOST_BYTES:
        raise BadWorkbook(f"文件“{shown_name(filename)}”{TOO_MUCH}")
    table = read_table(data, filename, names(CANDIDATE_COLUMNS), most=MOST_ROWS)
    report = Report(TITLE, table.columns)
    rows = _distinct(report, [row for row in table.rows if not _refused(report, row)])
    answers = candidates.look_up(services, actor, [facts_of(row.cells) for row in rows])
    skipped: list[int] = []
    for row, answer in zip(rows, answers, strict=True):
        if isinstance(answer, Found):
            report.good.append((row.number, row.cells))
        elif isinstance(answer, TooMany):
            skipped.append(row.number)
            report.refuse(row.number, row.cells, {"": f"没有查找：{answer.message}"})
        else:
            report.refuse(row.number, row.cells, {"": answer.message})
    if skipped:
        report.notes.append(f"今天的查询次数不够，第 {_spans(skipped)} 行没有查找。请核对信息，明天再导入这些行。")
    return report


def preview(work: UnitOfWork, report: Report) -> Preview:
    """Find the right rows of a report again and say what would be done; who is not found any more is a miss."""
    facts = {number: facts_of(cells) for number, cells in report.good}
    found = matching(work, facts.values())
    shown = Preview(Report(**vars(report) | {"good": [], "problems": list(report.problems)}))
    listed = employer_pages.listed_among(work, [one.student_id for one in found.values()])
    first: dict[int, int] = {}
    for number, cells in report.good:
        student = found.get(facts[number])
        if student is None:
            shown.report.refuse(number, cells, {"": candidates.MISS})
        elif first.setdefault(student.student_id, number) != number:
            shown.report.refuse(number, cells, {"": f"与第 {first[student.student_id]} 行是同一名学生。"})
        else:
            (shown.listed if student.student_id in listed else shown.new).append((number, student))
    return shown


def apply(work: UnitOfWork, report: Report) -> int:
    """List the students of the right rows; returns how many were not listed yet."""
    return candidates.add(work, *(student for _, student in preview(work, report).new))


def facts_of(cells: Mapping[str, str]) -> FourFacts:
    """The four facts of a row, as typed."""
    return FourFacts(school=cells[SCHOOL], cohort=cells[COHORT], name=cells[NAME], proof=cells[PROOF])


def _refused(report: Report, row: Row) -> bool:
    problems = dict(row.problems)
    for column, check_value in CHECKS.items():
        if column not in problems:
            try:
                check_value(row.cells[column])
            except BadValue as refusal:
                problems[column] = refusal.message
    report.refuse(row.number, row.cells, problems)
    return bool(problems)


def _distinct(report: Report, rows: list[Row]) -> list[Row]:
    """Of rows that ask for the same the first; the others are wrong, and cost no look-up."""
    first: dict[object, Row] = {}
    for row in rows:
        kept = first.setdefault(key_of(facts_of(row.cells)), row)
        if kept is not row:
            report.refuse(row.number, row.cells, {"": f"与第 {kept.number} 行重复。"})
    return list(first.values())


def _spans(numbers: list[int]) -> str:
    """Row numbers as 3、5-9、12."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return "、".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
