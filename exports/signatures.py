"""Boxes to be signed and stamped, side by side."""

from collections.abc import Sequence
from typing import NamedTuple

from .blocks import HALF, HEADING
from .paper import MARGIN, WIDTH, Paper, Style

HINT, INSTEAD = Style(9, ink=110), Style(12, ink=170)
COMPANY_SEAL = "（单位公章或者劳动合同专用章）"
DAY = "　　　年　　月　　日"


class Signature(NamedTuple):
    """One box: whose it is, what the signature says, who signs, what the seal is; ``also`` is asked above the name."""

    whose: str
    says: str
    signs: str
    seal: str = ""
    also: str = ""


def row(paper: Paper, signatures: Sequence[Signature], height: float, *, instead: str = "") -> None:
    """Two boxes of so many millimetres; what stands ``instead`` leaves nothing to sign."""
    paper.need(height)
    paper.frames([MARGIN, MARGIN + HALF, MARGIN + WIDTH], height)
    for left, signature in zip((MARGIN, MARGIN + HALF), signatures, strict=True):
        paper.say(left + 2.5, paper.y + 6, signature.whose, HEADING)
        if instead:
            middle = left + (HALF - paper.length(instead, INSTEAD)) / 2
            paper.say(middle, paper.y + height / 2 + 3, instead, INSTEAD)
        else:
            _asked(paper, left, paper.y + height, signature)
    paper.y += height


def _asked(paper: Paper, left: float, foot: float, signature: Signature) -> None:
    inner, right = left + 2.5, left + HALF - 3
    paper.say(inner, paper.y + 12.5, signature.says)
    if signature.also:
        paper.say(inner, foot - 25, signature.also)
    paper.say(inner, foot - 17, signature.signs)
    paper.say_right(right, foot - 10, signature.seal, HINT)
    paper.say_right(right, foot - 4, DAY)
