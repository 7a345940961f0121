"""Any list as a workbook: written row by row, so that memory does not grow with the list."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain, islice, repeat
from typing import Any, BinaryIO

from signing_core.errors import Refusal

from . import spreadsheet
from .spreadsheet import BLANK, SURELY_FITTING, moment_cell, text_cell

BATCH = 500
MOST_ROWS = 2**20 - 1  # of a sheet, below its headings
FASTEST = 1  # of zlib; the next level costs twice the time for a tenth of the size
ONLY_TEXTS = {str}
ODD = ("<", "&", "_x", "> ", " >")


class Kind(StrEnum):
    """What a column holds; the value is how a spreadsheet writes it."""

    TEXT = "@"
    MOMENT = "yyyy-mm-dd hh:mm"
    DAY = "yyyy.mm.dd"


STYLES = {kind: spreadsheet.FIRST_STYLE + place for place, kind in enumerate(Kind)}
WRONG = spreadsheet.FIRST_STYLE + len(Kind)
OPENING, CLOSING = f'<c s="{STYLES[Kind.TEXT]}" t="inlineStr"><is><t>'.encode(), b"</t></is></c>"
EMPTY = BLANK.encode()


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, what it holds."""

    heading: str
    width: int = 16
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, its columns, and its rows, which are asked for when the sheet before is written."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


class Marked(str):
    """A text on the ground of what is wrong, be it empty."""

    __slots__ = ()


def write_rows(rows: Iterable[Sequence[Any]], columns: Sequence[Column], target: BinaryIO, *, sheet: str) -> int:
    """Write an .xlsx of the rows in their order: texts as text, moments and days as such; returns how many.

    Raises Refusal where there are more rows than a sheet has.
    """
    [written] = write_sheets([Sheet(sheet, columns, rows)], target)
    return written


def write_sheets(sheets: Sequence[Sheet], target: BinaryIO) -> list[int]:
    """The same of several sheets, one after the other; how many rows each has."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=FASTEST) as package:
        for name, part in spreadsheet.parts([one.title for one in sheets], [kind.value for kind in Kind]):
            package.writestr(name, part)
        return [_write_sheet(package, number, one) for number, one in enumerate(sheets, 1)]


def _write_sheet(package: zipfile.ZipFile, number: int, one: Sheet) -> int:
    written, kinds, remaining = 0, [column.kind for column in one.columns], iter(one.rows)
    headings, widths = [column.heading for column in one.columns], [column.width for column in one.columns]
    with package.open(spreadsheet.sheet(number), "w") as page:
        page.write(spreadsheet.beginning(headings, widths, first=number == 1).encode())
        while batch := list(islice(remaining, BATCH)):
            written += len(batch)
            refuse_too_many(written)
            page.write(_xml(batch, kinds))
        page.write(spreadsheet.end().encode())
    return written


def refuse_too_many(rows: int) -> None:
    """What does not fit is refused, not cut off."""
    if rows > MOST_ROWS:
        raise Refusal(f"一个工作表最多容纳 {MOST_ROWS:,} 行，请缩小范围后分次导出。")


def _xml(batch: list[Sequence[Any]], kinds: list[Kind]) -> bytes:
    """The rows of a batch, column by column: what stands between two columns is the same in every row."""
    stripes: list[Iterable[bytes]] = []
    before = b"<row>"
    for values, kind in zip(zip(*batch, strict=True), kinds, strict=True):
        plain = _plain_texts(values) if kind is Kind.TEXT else None
        if plain is None:
            stripes += [repeat(before), [_cell(value, STYLES[kind]).encode() for value in values]]
            before = b""
        elif b"" in plain:
            stripes += [repeat(before), [OPENING + text + CLOSING if text else EMPTY for text in plain]]
            before = b""
        else:
            stripes += [repeat(before + OPENING), plain]
            before = CLOSING
    stripes.append(repeat(before + b"</row>"))
    return b"".join(chain.from_iterable(zip(*stripes, strict=False)))


def _plain_texts(values: Sequence[Any]) -> list[bytes] | None:
    """A whole column at once, where no text has what XML or a spreadsheet would read otherwise, as most have not."""
    if set(map(type, values)) != ONLY_TEXTS:
        return None
    joined = ">".join(values)
    if len(joined) > SURELY_FITTING and max(map(len, values)) > SURELY_FITTING:
        return None
    around = f">{joined}>"  # blanks at a text's ends have a mark beside them
    if not joined.isprintable() or around.count(">") > len(values) + 1 or any(odd in around for odd in ODD):
        return None
    return joined.encode().split(b">")


def _cell(value: Any, style: int) -> str:
    if isinstance(value, Marked):
        return text_cell(value, WRONG) if value else f'<c s="{WRONG}"/>'
    if value in (None, ""):
        return BLANK
    return moment_cell(value, style) if isinstance(value, date) else text_cell(str(value), style)
