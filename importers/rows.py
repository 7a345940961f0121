"""The check of a workbook's rows, column by column: one sentence for each wrong value, and rows that share a number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from signing_core.catalogues.checks import Check
from signing_core.errors import BadValue

from .report import Report, duplicates
from .workbook import Row, Table

Watch = Callable[[Sequence[Row]], Iterable[Row]]  # sees the rows go by, to tell how far it is
Examined = tuple[Row, dict[str, Any], dict[str, str]]  # the values that are right, the sentences for those that are not


def examine(row: Row, checks: Mapping[str, Check]) -> tuple[dict[str, Any], dict[str, str]]:
    """Both halves of a row: the values that are right, and the sentences for those that are not."""
    cells, problems = row.cells, dict(row.problems)
    try:
        clean = {column: check(cells[column]) for column, check in checks.items() if column not in problems}
    except BadValue:
        clean = _right_half(cells, problems, checks)
    return clean, problems


def reported(title: str, table: Table, examined: Sequence[Examined], *, unique: Iterable[str]) -> Report:
    """Every wrong row with its reasons, rows that share a unique value with another included."""
    report = Report(title, table.columns)
    for column in unique:
        keys = ((row.number, clean[column]) for row, clean, _ in examined if column in clean)
        _mark_duplicates(column, duplicates(keys), examined)
    for row, clean, problems in examined:
        if problems:
            report.refuse(row.number, row.cells, problems)
        else:
            report.good.append((row.number, clean))
    return report


def _right_half(cells: Mapping[str, str], problems: dict[str, str], checks: Mapping[str, Check]) -> dict[str, Any]:
    """Of a row with a wrong value the right ones; the sentences for the others join the problems."""
    clean: dict[str, Any] = {}
    for column, check in checks.items():
        if column not in problems:
            try:
                clean[column] = check(cells[column])
            except BadValue as refusal:
                problems[column] = refusal.message
    return clean


def _mark_duplicates(column: str, others: dict[int, int], examined: Iterable[Examined]) -> None:
    for row, _, problems in examined:
        if row.number in others:
            problems[column] = f"与第 {others[row.number]} 行重复。"
