"""Any list as a workbook: written row by row, so that memory does not grow with the list."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any, BinaryIO

from . import spreadsheet
from .spreadsheet import BLANK, moment_cell, text_cell

BATCH = 500
FASTEST = 1  # of zlib; the next level costs twice the time for a tenth of the size
ONLY_TEXTS = {str}


class Kind(StrEnum):
    """What a column holds; the value is how a spreadsheet writes it."""

    TEXT = "@"
    MOMENT = "yyyy-mm-dd hh:mm"
    DAY = "yyyy.mm.dd"

    @property
    def style(self) -> int:
        return spreadsheet.FIRST_STYLE + list(Kind).index(self)


OPENING, CLOSING = f'<c s="{Kind.TEXT.style}" t="inlineStr"><is><t>', "</t></is></c>"


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, what it holds."""

    heading: str
    width: int = 16
    kind: Kind = Kind.TEXT


def write_rows(rows: Iterable[Sequence[Any]], columns: Sequence[Column], target: BinaryIO, *, sheet: str) -> int:
    """Write an .xlsx of the rows in their order: texts as text, moments and days as such; returns how many."""
    written, kinds, remaining = 0, [column.kind for column in columns], iter(rows)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=FASTEST) as package:
        for name, part in spreadsheet.parts(sheet, [kind.value for kind in Kind]):
            package.writestr(name, part)
        with package.open(spreadsheet.SHEET, "w") as page:
            page.write(spreadsheet.beginning([c.heading for c in columns], [c.width for c in columns]).encode())
            while batch := list(islice(remaining, BATCH)):
                page.write(_xml(batch, kinds).encode())
                written += len(batch)
            page.write(spreadsheet.end().encode())
    return written


def _xml(batch: list[Sequence[Any]], kinds: list[Kind]) -> str:
    """A column of plain texts fits a template as it is, which most do; any other is written cell by cell."""
    pieces, cells = [], []
    for values, kind in zip(zip(*batch, strict=True), kinds, strict=True):
        plain = kind is Kind.TEXT and _are_plain(values)
        pieces.append(f"{OPENING}%s{CLOSING}" if plain else "%s")
        cells.append(values if plain else [_cell(value, kind.style) for value in values])
    template = f"<row>{''.join(pieces)}</row>"
    return "".join(map(template.__mod__, zip(*cells, strict=True))).replace(OPENING + CLOSING, BLANK)


def _are_plain(values: Sequence[Any]) -> bool:
    """Only texts, without anything that XML or a spreadsheet would read otherwise, and no blanks at their ends."""
    if set(map(type, values)) != ONLY_TEXTS:
        return False
    joined = f"|{'|'.join(values)}|"
    return joined.isprintable() and not any(mark in joined for mark in ("<", "&", ">", "_x", "| ", " |"))


def _cell(value: Any, style: int) -> str:
    if not value:
        return BLANK
    return moment_cell(value, style) if isinstance(value, date) else text_cell(str(value), style)
