"""QR codes as rectangles of modules."""

import re
from functools import lru_cache
from typing import NamedTuple

import segno

# Every mask gives a valid code. Trying all eight for the most even one is what takes the time.
MASK = 3
DARK = re.compile(rb"\x01+")


class Run(NamedTuple):
    """Dark modules side by side in one row."""

    column: int
    row: int
    length: int


def modules(text: str) -> tuple[int, list[Run]]:
    """How many modules a side has, without a quiet zone, and the dark ones."""
    matrix = segno.make(text, error="m", micro=False, boost_error=False, mask=MASK).matrix
    runs = ((row, found.span()) for row, line in enumerate(matrix) for found in DARK.finditer(line))
    return len(matrix), [Run(start, row, end - start) for row, (start, end) in runs]


class Drawing(NamedTuple):
    """A code for a page: ``path`` is an SVG path over ``side`` units, without a quiet zone."""

    side: int
    path: str


def drawn(text: str) -> Drawing:
    """The code of a text that is one person's, such as a secret: drawn and not kept."""
    side, dark = modules(text)
    return Drawing(side, "".join(f"M{run.column} {run.row}h{run.length}v1h-{run.length}z" for run in dark))


@lru_cache(maxsize=8)
def drawing(text: str) -> Drawing:
    """The code of an address that stands on a page; a page has the same few for everybody."""
    return drawn(text)
