"""CSV files: their encoding, their delimiter, their rows. Runs in the sandbox."""

import csv
import io
import re
from collections.abc import Iterator

from .bad_workbook import ENCODING, NOT_A_WORKBOOK, BadWorkbook

BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
QUOTED_FORMULA = re.compile(r'="([^"]*)"')


def rows(data: bytes) -> Iterator[list[str]]:
    """Every record, blank ones too, so that counting them gives the row numbers that Excel shows."""
    text = decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    try:
        for record in reader:
            yield [unwrapped(cell) for cell in record]
    except csv.Error:
        raise BadWorkbook(f"的第 {reader.line_num} 行附近引号不成对或内容过长，请核对。") from None


def decoded(data: bytes) -> str:
    """The text of UTF-8 with or without a byte order mark, or else of GB18030."""
    if data.startswith(WIDE_MARKS):
        raise BadWorkbook(ENCODING)
    if BINARY.search(data) or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"%PDF")):
        raise BadWorkbook(NOT_A_WORKBOOK)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadWorkbook(ENCODING)


def delimiter(text: str) -> str:
    """Of comma, tab and semicolon the one that the first line with text has most."""
    first = text.lstrip().partition("\n")[0]
    return max(",\t;", key=first.count)


def unwrapped(cell: str) -> str:
    """Many programs write ``="0012"`` to keep zeros: that is the text 0012, not a formula."""
    quoted = QUOTED_FORMULA.fullmatch(cell) if cell.startswith('="') else None
    return quoted[1] if quoted else cell
