"""Finds the table in a file of any accepted make and writes its rows as lines of JSON. Runs in the sandbox."""

import datetime
import io
import itertools
import json
import math
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeGuard

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from . import delimited, legacy, packages
from .bad_workbook import TOO_MUCH, BadWorkbook

MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 2_000_000
MOST_SHEETS = 10
ROWS_OF_EXCEL = 2**20
LONGEST_CELL = 2_000
LONGEST_CHARACTER = 6  # bytes, where JSON writes it as an escape
ROOM_OF_A_LINE = 2**21  # of the answer, in bytes: half of what its reader takes
HEADER_WITHIN = 5  # a title or a remark may stand above the header
EXACT_BELOW = 10**15  # Excel keeps 15 digits; what is longer was rounded when it was typed

ROUNDED = re.compile(r"\s*[0-9](\.[0-9]+)?E\+[0-9]{2}\s*", re.IGNORECASE)
INVISIBLE = re.compile(r"[\s\u200b\u200c\u200d\ufeff]+")
MANY_ROWS = f"的数据超过 {MOST_ROWS:,} 行，请分成几个文件上传。"
MANY_COLUMNS = f"超过 {MOST_COLUMNS} 列，请只保留需要导入的列。"


class Grid(NamedTuple):
    """One sheet: its rows from the very first, the column where they begin, and the cells with formulas."""

    rows: Iterable[Sequence[object]]
    left: int
    formulas: Iterable[tuple[int, int]]


def main() -> None:
    """Answer the columns asked for with the header and the rows, some to a line, or with the sentence why not."""
    wanted = json.loads(sys.argv[1])
    out = sys.stdout.buffer
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    try:
        for line in table(sys.stdin.buffer.read(), wanted):
            out.write(encode(line).encode() + b"\n")
    except BadWorkbook as refusal:
        out.write(encode({"refused": refusal.message}).encode() + b"\n")
    out.flush()


def table(data: bytes, wanted: list[str]) -> Iterator[object]:
    """The header, then the rows in lists, each row as its number, its cells, and the kind of problem by column."""
    best: set[str] = set()
    for grid in grids(data):
        numbered = enumerate(grid.rows)
        for _ in range(HEADER_WITHIN):
            cells = next((cells for _, cells in numbered if header(cells)), ())
            places = header(cells)
            if set(wanted) <= set(places):
                refuse_repeated(cells, wanted)
                yield list(places)
                yield from batched(body(numbered, places, wanted, grid), len(places))
                return
            best = max(best, set(wanted) & set(places), key=len)
    missing = "、".join(name for name in wanted if name not in best)
    raise BadWorkbook(f"的表头缺少：{missing}。列名须与模板一致，并且写在同一行。")


def batched(rows: Iterator[object], columns: int) -> Iterator[list[object]]:
    """As many rows at once as a line is sure to hold: each line costs its reader and its writer the same."""
    at_once = ROOM_OF_A_LINE // (columns * LONGEST_CELL * LONGEST_CHARACTER) or 1
    while some := list(itertools.islice(rows, at_once)):
        yield some


def grids(data: bytes) -> Iterator[Grid]:
    """The visible sheets of the file, by what it holds and not by its name; a CSV is one sheet."""
    if data.startswith(b"PK"):
        finder: packages.Package | legacy.OldBook = packages.Package(data)
    elif data.startswith(legacy.SIGNATURE):
        finder = legacy.OldBook(data)
    else:
        yield Grid(delimited.rows(data), 0, ())
        return
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for index in visible(book):
        sheet = book.get_sheet_by_index(index)
        if sheet.start is not None:
            yield grid_of(sheet, finder.formulas(index))


def grid_of(sheet: CalamineSheet, formulas: set[tuple[int, int]]) -> Grid:
    """Formulas without a value may stand below the last row that the parser knows."""
    end = sheet.end[0]
    last = max(end, max((row for row, _ in formulas), default=0))
    if sheet.width > MOST_COLUMNS:
        raise BadWorkbook(MANY_COLUMNS)
    if last >= ROWS_OF_EXCEL:
        raise BadWorkbook(TOO_MUCH)
    return Grid(itertools.chain(sheet.iter_rows(), itertools.repeat((), last - end)), sheet.start[1], formulas)


def visible(book: CalamineWorkbook) -> list[int]:
    return [
        index
        for index, sheet in enumerate(book.sheets_metadata)
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
    ][:MOST_SHEETS]


def header(cells: Sequence[object]) -> dict[str, int]:
    """The place of each column by its name without blanks and star; of equal names the first."""
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if name := header_name(cell):
            places.setdefault(name, place)
    return places


def header_name(cell: object) -> str:
    return INVISIBLE.sub("", str(cell)).rstrip("*＊")[:LONGEST_CELL]


def refuse_repeated(cells: Sequence[object], wanted: list[str]) -> None:
    names = [header_name(cell) for cell in cells]
    if twice := [name for name in wanted if names.count(name) > 1]:
        raise BadWorkbook(f"的表头中有重复的列：{'、'.join(twice)}。每列只能出现一次。")


def body(
    numbered: Iterable[tuple[int, Sequence[object]]], places: dict[str, int], wanted: list[str], grid: Grid
) -> Iterator[object]:
    """Every row that has something in a wanted column, numbered as Excel numbers it."""
    formulas: dict[int, set[int]] = {}
    for row, column in grid.formulas:
        formulas.setdefault(row, set()).add(column - grid.left)
    ours = [at for at, name in enumerate(places) if name in wanted]
    rows = 0
    for index, cells in numbered:
        if len(cells) > MOST_COLUMNS:
            raise BadWorkbook(MANY_COLUMNS)
        texts, kinds = row_texts(cells, places, formulas.get(index, ()))
        problems = {name: kinds[name] for name in wanted if name in kinds} if kinds else {}
        if problems or any(texts[at] and not texts[at].isspace() for at in ours):
            rows += 1
            refuse_excess(rows, len(places))
            yield index + 1, texts, problems


def refuse_excess(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise BadWorkbook(MANY_ROWS)
    if rows * columns > MOST_CELLS:
        raise BadWorkbook(TOO_MUCH)


def row_texts(
    cells: Sequence[object], places: dict[str, int], formulas: Collection[int]
) -> tuple[list[str], dict[str, str]]:
    """The text of each column, and by its name the kind of problem where the text cannot be trusted."""
    width = len(cells)
    values = [cells[place] if place < width else "" for place in places.values()]
    if not formulas and is_plain(values):
        return values, {}
    texts: list[str] = []
    kinds: dict[str, str] = {}
    for (name, place), value in zip(places.items(), values, strict=True):
        text, kind = (value, "") if isinstance(value, str) else untyped(value)
        if kind := suspicion(text, place in formulas) or kind:
            kinds[name] = kind
        texts.append(text[:LONGEST_CELL])
    return texts, kinds


def is_plain(values: list[object]) -> TypeGuard[list[str]]:
    """Most rows are texts and hold nothing to look at twice; finding that out at once halves the time."""
    try:
        joined = "".join(values)  # type: ignore[arg-type]
    except TypeError:
        return False
    return "=" not in joined and "+" not in joined and len(joined) <= LONGEST_CELL


def suspicion(text: str, is_formula: bool) -> str:
    if is_formula or text.startswith("="):
        return "formula"
    if len(text) > LONGEST_CELL:
        return "long"
    return "rounded" if ROUNDED.fullmatch(text) else ""


def untyped(value: object) -> tuple[str, str]:
    """A typed cell as the text that the user means, and "rounded" for a number that may have lost digits."""
    if isinstance(value, bool):
        return str(value).upper(), ""
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, datetime.datetime):
        return str(value.date() if value.time() == datetime.time() else value), ""
    return str(value), ""


def number(value: float) -> tuple[str, str]:
    if not math.isfinite(value):
        return str(value), "rounded"
    if abs(value) >= EXACT_BELOW:
        return f"{value:.5E}", "rounded"
    return str(int(value) if value == int(value) else value), ""
