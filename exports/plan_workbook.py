"""就业方案 as workbooks: what is reported upward with what has changed since the last time, and what is wrong in it."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from signing_core.catalogues.national import COLUMNS

from .rows_workbook import Column, Marked, Sheet, write_sheets

PLANS, DIFFERENCES, CELLS, ROWS = "就业方案", "与上次导出相比", "问题清单", "标出的行"
WIDE = {"身份证号": 22, "单位组织机构代码": 22, "院校名称": 24, "所在院系": 24, "专业": 24, "学号": 16, "姓名": 12}
NARROW = 14
LONG = ("名称", "地址", "地")  # how columns end that hold long texts
DIFFERENCE = (
    Column("学号", 16),
    Column("姓名", 12),
    Column("学院", 24),
    Column("变化", 12),
    Column("列", 22),
    Column("上次", 36),
    Column("本次", 36),
)
CELL = (
    Column("行号", 8),
    Column("学号", 16),
    Column("姓名", 12),
    Column("学院", 24),
    Column("列", 22),
    Column("现有内容", 30),
    Column("问题", 60),
)
Row = Sequence[str]


def write_plans(rows: Iterable[Row], differences: Iterable[Row], target: BinaryIO) -> int:
    """The national layout and, on a second sheet, the differences, which are asked for last; returns how many rows."""
    plans = Sheet(PLANS, [_column(name) for name in COLUMNS], rows)
    return write_sheets([plans, Sheet(DIFFERENCES, DIFFERENCE, differences)], target)[0]


def write_check(cells: Iterable[Row], rows: Iterable[Row], target: BinaryIO) -> int:
    """Every wrong cell on a line of its own, and on a second sheet the whole rows with these cells marked."""
    marked = Sheet(ROWS, [Column("行号", 8), *(_column(name) for name in COLUMNS)], rows)
    return write_sheets([Sheet(CELLS, CELL, cells), marked], target)[0]


def marked(number: int, row: Row, wrong: Iterable[str]) -> list[str]:
    """A row with its number, the wrong columns of it marked."""
    names = set(wrong)
    cells = (Marked(text) if name in names else text for name, text in zip(COLUMNS, row, strict=True))
    return [str(number), *cells]


def _column(name: str) -> Column:
    return Column(name, WIDE.get(name, 30 if name.endswith(LONG) else NARROW))
