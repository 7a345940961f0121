"""Opens any workbook safely: a table of texts under known columns, or the sentence why not."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from signing_core.errors import Refusal

from . import sandbox
from .bad_workbook import BROKEN, EMPTY, NO_ROWS, TOO_LARGE, TOO_MUCH, BadWorkbook

MOST_BYTES = 20 * 2**20
EXAMPLE = "示例"
EXAMPLE_MARK = "示例："

CELL_PROBLEMS = {
    "formula": "单元格里是公式，请改为填写结果（复制后选择性粘贴为数值）。",
    "rounded": "单元格是数字格式，末几位可能已被 Excel 改动，请设为文本格式后按原件重新填写。",
    "long": "单元格内容过长。",
}


@dataclass(slots=True)
class Row:
    """One row of the user's file: its number there, and by column its texts and what reading found wrong."""

    number: int
    cells: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """The columns in the user's own order, those not asked for included, and the rows that are not blank."""

    columns: list[str]
    rows: list[Row]


class TooManyRows(Refusal):
    """The file has more rows than may be taken here."""

    def __init__(self, rows: int, most: int) -> None:
        super().__init__(f"文件有 {rows:,} 行数据，这里一次最多处理 {most:,} 行。")


def read_table(data: bytes, filename: str, columns: Sequence[str], *, most: int | None = None) -> Table:
    """The rows under the named columns of an .xlsx, .xls or .csv, all as text, or else BadWorkbook.

    Raises TooManyRows for more than ``most`` of them.
    """
    try:
        table = _read(data, columns)
    except BadWorkbook as refusal:
        raise BadWorkbook(f"文件“{shown_name(filename)}”{refusal.message}") from None
    if most is not None and len(table.rows) > most:
        raise TooManyRows(len(table.rows), most)
    return table


def _read(data: bytes, columns: Sequence[str]) -> Table:
    if not data:
        raise BadWorkbook(EMPTY)
    if len(data) > MOST_BYTES:
        raise BadWorkbook(TOO_LARGE)
    try:
        with sandbox.run("importers.sheets", data, [json.dumps(list(columns))]) as answer:
            table = _table(answer, columns)
    except sandbox.Overrun:
        raise BadWorkbook(TOO_MUCH) from None
    except sandbox.Crashed:
        raise BadWorkbook(BROKEN) from None
    if not table.rows:
        raise BadWorkbook(NO_ROWS)
    return table


def _table(answer: Iterator[bytes], columns: Sequence[str]) -> Table:
    """The child has seen hostile bytes, so that its answer is believed only when it has the right shape."""
    try:
        names = json.loads(next(answer, b""))
        if isinstance(names, dict):
            raise BadWorkbook(str(names["refused"]))
        if not set(columns) <= set(names):
            raise BadWorkbook(BROKEN)
        return Table(names, list(_rows(answer, names)))
    except (ValueError, TypeError, LookupError, AttributeError):
        raise BadWorkbook(BROKEN) from None


def _rows(answer: Iterator[bytes], names: list[str]) -> Iterator[Row]:
    for line in answer:
        loaded = json.loads(line.decode())  # given bytes, it would guess their encoding line by line
        if isinstance(loaded, dict):
            raise BadWorkbook(str(loaded["refused"]))
        for number, texts, kinds in loaded:
            joined = "".join(texts)  # a TypeError for anything but texts
            if EXAMPLE not in joined or not is_example(texts):
                problems = {name: CELL_PROBLEMS[kind] for name, kind in kinds.items()}
                yield Row(int(number), dict(zip(names, texts, strict=True)), problems)


def is_example(texts: Sequence[str]) -> bool:
    """The template marks its example in the first cell; the user may have put a column before it."""
    return texts[0].strip().startswith(EXAMPLE) or any(text.startswith(EXAMPLE_MARK) for text in texts)


def shown_name(filename: str) -> str:
    """The last part of a file's name, short enough for a sentence."""
    name = "".join(character for character in PurePath(filename).name if character.isprintable())
    return name if len(name) <= 60 else f"{name[:40]}…{name[-15:]}"
