"""操作日志 as a workbook."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from .rows_workbook import Column, write_rows

COLUMNS = [Column("时间", 18), Column("操作人", 26), Column("身份", 14), Column("操作类型", 28), Column("内容", 90)]


def write_log(rows: Iterable[Sequence[str]], target: BinaryIO) -> int:
    """Write an .xlsx of the entries in their order; returns how many there were."""
    return write_rows(rows, COLUMNS, target, sheet="操作日志")
