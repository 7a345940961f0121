"""What an import found: right rows, wrong rows with their reasons, and the workbook of wrong rows to hand back."""

import io
import json
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import astuple, dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

NUMBER_COLUMN = "行号"
REASON_COLUMN = "原因"
LONGEST_TEXT = 32_000  # Excel holds 32,767 characters in a cell

WRITING = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


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
    numbers: dict[Hashable, list[int]] = {}
    for number, key in keys:
        numbers.setdefault(key, []).append(number)
    return {
        number: group[0] if number != group[0] else group[1]
        for group in numbers.values()
        if len(group) > 1
        for number in group
    }


def returned_workbook(report: Report) -> bytes:
    """The user's wrong rows as they were, with their numbers and reasons; it can be corrected and sent again."""
    out = io.BytesIO()
    columns = [name for name in report.columns if name not in (NUMBER_COLUMN, REASON_COLUMN)]
    with xlsxwriter.Workbook(out, WRITING) as workbook:
        bold = workbook.add_format({"bold": True, "bg_color": "#E9EEF6", "num_format": "@"})
        text = workbook.add_format({"num_format": "@"})
        wrong = workbook.add_format({"num_format": "@", "bg_color": "#FDE3E1"})
        sheet = workbook.add_worksheet("待更正")
        sheet.set_column(0, len(columns) - 1, 18, text)
        sheet.set_column(len(columns), len(columns), 8, text)
        sheet.set_column(len(columns) + 1, len(columns) + 1, 60, text)
        sheet.freeze_panes(1, 0)
        _write(sheet, 0, [*columns, NUMBER_COLUMN, REASON_COLUMN], [bold] * (len(columns) + 2))
        for at, (number, problems) in enumerate(report.wrong_rows().items(), 1):
            marked = {problem.column for problem in problems}
            values = [problems[0].cells.get(name, "") for name in columns]
            formats = [wrong if name in marked else text for name in columns]
            _write(sheet, at, [*values, str(number), reason_of(problems)], [*formats, text, text])
    return out.getvalue()


def _write(sheet: Worksheet, row: int, values: list[str], formats: list[Format]) -> None:
    for column, (value, cell_format) in enumerate(zip(values, formats, strict=True)):
        if value:
            sheet.write_string(row, column, value[:LONGEST_TEXT], cell_format)
        else:
            sheet.write_blank(row, column, None, cell_format)
