"""The characters that both faces of the document font can print, as generated ranges of code points."""

from bisect import bisect_right
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "glyphs.txt"


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """First and last code points, ascending; a line is ``first-last`` or one code point, in hex."""
    pairs = [line.partition("-") for line in TABLE.read_text(encoding="ascii").split()]
    return [int(first, 16) for first, _, _ in pairs], [int(last or first, 16) for first, _, last in pairs]


def has(character: str) -> bool:
    """Whether the document font can print the character."""
    firsts, lasts = _ranges()
    at = bisect_right(firsts, ord(character)) - 1
    return at >= 0 and ord(character) <= lasts[at]


def missing(text: str) -> list[str]:
    """The characters that the document font lacks, each once, in the order of the text."""
    return [character for character in dict.fromkeys(text) if not has(character)]
