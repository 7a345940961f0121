"""The characters that both faces of the document font can print, as generated ranges of code points."""

import re
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "glyphs.txt"


@cache
def _lacking() -> re.Pattern[str]:
    """Matches a character outside the table, whose lines are ``first-last`` or one code point, in hex."""
    pairs = [line.partition("-") for line in TABLE.read_text(encoding="ascii").split()]
    ranges = "".join(f"\\U{int(first, 16):08x}-\\U{int(last or first, 16):08x}" for first, _, last in pairs)
    return re.compile(f"[^{ranges}]")


def has(character: str) -> bool:
    """Whether the document font can print the character."""
    return not _lacking().match(character)


def missing(text: str) -> list[str]:
    """The characters that the document font lacks, each once, in the order of the text."""
    return list(dict.fromkeys(_lacking().findall(text)))
