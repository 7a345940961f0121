"""签约审核: the workbook that a list of 签约管理 gives, filled in with opinions and handed back."""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import Row as Found
from sqlalchemy import select

from signing_core import values
from signing_core.errors import BadValue
from signing_core.models import Opinion, Signing
from signing_core.queries import review_list, review_queues
from signing_core.queries.narrowing import Question
from signing_core.states import IN_CONSOLE
from signing_core.use_cases.bulk_runs import MOST, Wanted
from signing_core.work import UnitOfWork

from .report import duplicates
from .templates import AS_TEXT, Column, template
from .workbook import Row, read_table

TITLE = "签约审核"
NUMBER, AGREEMENT, OPINION, REASON, RECORD = "学号", "协议书编号", "审核意见", "原因", "记录编号"
OPINIONS = {opinion.label: opinion for opinion in Opinion}
COLUMNS = (
    Column(NUMBER, example="2026010001"),
    Column("姓名", required=False, example="张三", width=12),
    Column("学院", required=False, example="计算机学院", width=22),
    Column("单位名称", required=False, example="示范公司", width=30),
    Column("签约审核状态", required=False, example="等待签约审核"),
    Column(AGREEMENT, required=False, example="1202619097200001", width=20),
    Column(OPINION, required=False, options=tuple(OPINIONS), example="通过", width=12, note="留空的行不办理。"),
    Column(REASON, required=False, example="", width=40, note="不通过时必须填写，1 至 200 字。"),
    Column(RECORD, required=False, example="", width=34, note="用来核对导出之后有没有变动，请勿改动。"),
)
NEEDED = (NUMBER, AGREEMENT, OPINION, REASON)
NOTES = (
    "填写审核意见和原因后，在批量办理页面交回；先试算，确认后才办理。",
    "没有记录编号的行，按协议书编号或学号查找正在等待您审核的签约。",
    f"一次最多 {MOST:,} 行。",
)
FIRST_FREE_ROW = 3  # below the header and the example
IN_ONE_QUESTION = 500
_RECORD = re.compile(r"([A-Za-z0-9_-]{1,22}):([0-9]{1,9})")
SHOWN = (
    Signing.public_id,
    Signing.version,
    Signing.student_number,
    Signing.student_name,
    Signing.employer_name,
    Signing.number,
)


@dataclass
class Opinions:
    """The rows with an opinion, right or wrong, and how many have none."""

    wanted: list[Wanted] = field(default_factory=list)
    left_alone: int = 0


def sheet(rows: Iterable[Sequence[str]]) -> bytes:
    """The workbook to fill in, with rows in the order of its columns."""
    book = load_workbook(io.BytesIO(template(COLUMNS, TITLE, NOTES)))
    table = book[TITLE]
    for place, texts in enumerate(rows, FIRST_FREE_ROW):
        for column, text in enumerate(texts, 1):
            cell = table.cell(place, column)
            cell.value, cell.data_type, cell.number_format = text or None, "s" if text else "n", AS_TEXT
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(work: UnitOfWork, data: bytes, filename: str, question: Question) -> Opinions:
    """The rows that somebody filled in, each with its signing in the actor's scope, or with why it is wrong.

    Raises BadWorkbook for a file that cannot be read, and TooManyRows.
    """
    table = read_table(data, filename, list(NEEDED), most=MOST)
    filled = [row for row in table.rows if values.tidy(row.cells[OPINION]) or OPINION in row.problems]
    found = _Signings.of(work, filled, question)
    twice = duplicates([(row.number, key) for row in filled if (key := _key(row.cells))])
    rows = [_row(row, found, twice.get(row.number)) for row in filled]
    return Opinions(rows, left_alone=len(table.rows) - len(filled))


def _row(row: Row, found: "_Signings", other: int | None) -> Wanted:
    cells = row.cells
    person = {"student_number": cells[NUMBER][:20], "student_name": cells.get("姓名", "")[:50], "employer_name": ""}
    given = {"opinion": OPINIONS.get(values.tidy(cells[OPINION]), Opinion.PASS), "reason": ""}
    try:
        for column, problem in row.problems.items():
            raise BadValue(f"{column}：{problem}")
        given["opinion"], given["reason"] = _opinion(cells)
        if other is not None:
            raise BadValue(f"与第 {other} 行是同一份签约。")
        signing, seen = found.meant(cells)
    except BadValue as problem:
        return Wanted(signing="", seen=0, **given, **person, said=f"第 {row.number} 行：{problem.message}"[:200])
    person |= {"student_name": signing.student_name, "employer_name": signing.employer_name}
    return Wanted(signing=signing.public_id, seen=seen, **given, **person, number=signing.number or "")


def _opinion(cells: Mapping[str, str]) -> tuple[Opinion, str]:
    opinion = OPINIONS.get(values.tidy(cells[OPINION]))
    if opinion is None:
        raise BadValue(f"审核意见只能填写：{'、'.join(OPINIONS)}。")
    if opinion is Opinion.REFUSE and not cells[REASON].strip():
        raise BadValue("审核意见为不通过时，请填写原因。")
    return opinion, values.reason(cells[REASON]) if opinion is Opinion.REFUSE else ""


def _key(cells: Mapping[str, str]) -> str:
    return values.tidy(cells.get(RECORD, "")) or values.tidy(cells[AGREEMENT]) or values.tidy(cells[NUMBER])


@dataclass
class _Signings:
    """What the rows may mean, asked for by many at once."""

    by_record: dict[str, Found[Any]] = field(default_factory=dict)
    by_agreement: dict[str, Found[Any]] = field(default_factory=dict)
    waiting: dict[str, list[Found[Any]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, work: UnitOfWork, rows: Sequence[Row], question: Question) -> "_Signings":
        found = cls()
        mine = Question(cohort=question.cohort, queue=review_queues.MINE, role=question.role)
        shown = select(*SHOWN).where(Signing.cohort == question.cohort, Signing.state.in_(IN_CONSOLE))
        for start in range(0, len(rows), IN_ONE_QUESTION):
            cells = [row.cells for row in rows[start : start + IN_ONE_QUESTION]]
            ids = {match[1] for one in cells if (match := _RECORD.fullmatch(values.tidy(one.get(RECORD, ""))))}
            agreements, numbers = ({values.tidy(one[name]) for one in cells} for name in (AGREEMENT, NUMBER))
            run = work.session.execute
            found.by_record |= {row.public_id: row for row in run(shown.where(Signing.public_id.in_(ids)))}
            found.by_agreement |= {row.number: row for row in run(shown.where(Signing.number.in_(agreements - {""})))}
            for row in run(review_list.found(mine, *SHOWN).where(Signing.student_number.in_(numbers))):
                found.waiting[row.student_number].append(row)
        return found

    def meant(self, cells: Mapping[str, str]) -> tuple[Found[Any], int]:
        """The signing that a row means, and the version that was exported; the present one where the row tells none."""
        number, agreement = values.tidy(cells[NUMBER]), values.tidy(cells[AGREEMENT])
        if record := values.tidy(cells.get(RECORD, "")):
            match = _RECORD.fullmatch(record)
            signing = self.by_record.get(match[1]) if match else None
            seen = int(match[2]) if match else 0
        elif agreement:
            signing = self.by_agreement.get(agreement)
            seen = signing.version if signing else 0
        else:
            signing, seen = self._waiting(number)
        if signing is None or signing.student_number != number:
            raise BadValue("没有找到这份签约，请核对学号和编号。")
        return signing, seen

    def _waiting(self, number: str) -> tuple[Found[Any] | None, int]:
        theirs = self.waiting.get(number, [])
        if not theirs:
            raise BadValue("该学号没有正在等待您审核的签约。")
        if len(theirs) > 1:
            raise BadValue("该学号有多份签约等待审核，请填写协议书编号。")
        return theirs[0], theirs[0].version
