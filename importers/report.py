"""What an import found: right rows, wrong rows with their reasons, and the workbook of wrong rows to hand back."""

import io
import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import astuple, dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from .templates import AS_TEXT, BOLD, SHADE

NUMBER_COLUMN = "行号"
REASON_COLUMN = "原因"
LONGEST_TEXT = 16_000  # a cell holds 32,767 units, of which a rare character takes two
WRONG = PatternFill("solid", fgColor="FDE3E1")
UNWRITABLE, REPLACED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"), "\ufffd"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One reason why a row is wrong; ``column`` is empty when it concerns the row as a whole."""

    number: int
    cells: Mapping[str, str]
    column: str
    message: str


@dataclass
class Report:
    """The outcome of checking a whole file; nothing has been written."""

    title: str
    columns: list[str]
    good: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)

    def refuse(self, number: int, cells: Mapping[str, str], by_column: Mapping[str, str]) -> None:
        """Mark a row wrong, for each column the sentence why."""
        self.problems += [RowProblem(number, cells, column, message) for column, message in by_column.items()]

    def wrong_rows(self) -> dict[int, list[RowProblem]]:
        """The problems by the row's number in the user's own file, in its order."""
        rows: dict[int, list[RowProblem]] = {}
        for problem in sorted(self.problems, key=lambda problem: problem.number):
            rows.setdefault(problem.number, []).append(problem)
        return rows

    @property
    def all_right(self) -> bool:
        return not self.problems


def packed(report: Report) -> bytes:
    """The report as bytes that can wait in the store; right rows must hold plain values."""
    kept = vars(report) | {"problems": [astuple(problem) for problem in report.problems]}
    return json.dumps(kept, ensure_ascii=False).encode()


def unpacked(data: bytes) -> Report:
    """The report that was packed."""
    kept = json.loads(data)
    good = [(number, row) for number, row in kept["good"]]
    return Report(**kept | {"good": good, "problems": [RowProblem(*problem) for problem in kept["problems"]]})


def reason_of(problems: Iterable[RowProblem]) -> str:
    """All that is wrong with a row as one text, each reason after its column's name."""
    return "；".join(
        (f"{problem.column}：" if problem.column else "") + problem.message.rstrip("。") for problem in problems
    )


def duplicates(keys: Iterable[tuple[int, Hashable]]) -> dict[int, int]:
    """Of rows given as number and key, those whose key is not theirs alone, each with the first other row."""
    every = list(keys)
    times = Counter(key for _, key in every)
    numbers: dict[Hashable, list[int]] = {}
    for number, key in every:
        if times[key] > 1:
            numbers.setdefault(key, []).append(number)
    return {number: group[0] if number != group[0] else group[1] for group in numbers.values() for number in group}


def returned_workbook(report: Report) -> bytes:
    """The user's wrong rows as they were, with their numbers and reasons; it can be corrected and sent again."""
    columns = [name for name in report.columns if name not in (NUMBER_COLUMN, REASON_COLUMN)]
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("待更正")
    sheet.freeze_panes = "A2"
    for place, width in enumerate([18] * len(columns) + [8, 60], 1):
        whole = sheet.column_dimensions[get_column_letter(place)]
        whole.width, whole.number_format = width, AS_TEXT
    headings = [*columns, NUMBER_COLUMN, REASON_COLUMN]
    right, wrong = ([_cell(sheet, fill) for _ in headings] for fill in (None, WRONG))
    sheet.append(_filled([_cell(sheet, SHADE, bold=True) for _ in headings], headings))
    for number, problems in report.wrong_rows().items():
        marked = {problem.column for problem in problems}
        cells = [wrong[at] if name in marked else right[at] for at, name in enumerate(headings)]
        values = [problems[0].cells.get(name, "") for name in columns]
        sheet.append(_filled(cells, [*values, str(number), reason_of(problems)]))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _cell(sheet: Any, fill: PatternFill | None, *, bold: bool = False) -> WriteOnlyCell:
    """A cell to be filled again and again: to dress one costs more than to write it."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = AS_TEXT
    if fill:
        cell.fill = fill
    if bold:
        cell.font = BOLD
    return cell


def _filled(cells: list[WriteOnlyCell], texts: list[str]) -> list[WriteOnlyCell]:
    """A text stays a text, even one that begins with an equals sign."""
    for cell, text in zip(cells, texts, strict=True):
        cell.value = UNWRITABLE.sub(REPLACED, text[:LONGEST_TEXT]) or None
        if text:
            cell.data_type = "s"
    return cells
