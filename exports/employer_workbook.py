"""单位列表 as a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from .rows_workbook import Column, write_rows

COLUMNS = (
    Column("单位名称", 34),
    Column("统一社会信用代码", 22),
    Column("单位性质", 14),
    Column("单位行业", 24),
    Column("单位所在地", 26),
    Column("状态", 12),
    Column("学校签约", 12),
    Column("通讯地址", 34),
)


def write_employers(rows: Iterable[Sequence[Any]], target: BinaryIO) -> int:
    """Write an .xlsx of the rows in their order; returns how many there were."""
    return write_rows(rows, COLUMNS, target, sheet="单位列表")
