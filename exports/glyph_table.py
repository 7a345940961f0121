"""Rewrites the core's table of printable characters from the font: ``python -m exports.glyph_table``."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont

from signing_core.catalogues import glyphs

# Fonts map these to blanks, but on paper they are invisible or break the line (soft hyphen, line separators).
INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def code_points(font: Path) -> set[int]:
    """The visible code points for which the font file has a glyph."""
    with TTFont(font, lazy=True) as opened:
        mapped = opened.getBestCmap()
    return {point for point in mapped if unicodedata.category(chr(point)) not in INVISIBLE}


def as_ranges(points: Iterable[int]) -> str:
    """One range or single code point a line, in hex and ascending."""
    ranges: list[list[int]] = []
    for point in sorted(points):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{first:X}\n" if first == last else f"{first:X}-{last:X}\n" for first, last in ranges)


def table() -> str:
    """What the data file must hold: characters that the regular and the bold face share."""
    faces = (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path())
    serif, sans = (code_points(face) for face in faces)
    return as_ranges(serif & sans)


if __name__ == "__main__":
    glyphs.TABLE.write_text(table(), encoding="ascii")
