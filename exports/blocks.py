"""What several documents print alike: the head, tables of labels and texts, notes, the proof with its QR code."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import zip_longest
from typing import Protocol

from signing_core.clock import as_minute
from signing_core.frozen import Pair

from .paper import FOOT, LABEL, MARGIN, PAD, WIDTH, Cell, Paper, Style

HALF, NAME = WIDTH / 2, 28.0
HEADLINE, SUBTITLE = Style(20, bold=True), Style(10.5, ink=60)
HEADING, SMALL, CODE = Style(10, bold=True), Style(9), Style(15, bold=True)
QR_SIDE = 30.0


class Issued(Protocol):
    """What a sheet says of its own issue; ``code`` is empty where there is none to verify."""

    made_at: datetime
    issue: int
    code: str
    address: str
    entry_hash: str


def head(paper: Paper, title: str, kind: str, left: str, right: str) -> None:
    """The title, the kind below it, and one line at each side above a rule."""
    paper.say_centred(paper.y + 8, title, HEADLINE)
    paper.say_centred(paper.y + 15, f"（{kind}）", SUBTITLE)
    paper.say(MARGIN, paper.y + 22, left, SUBTITLE)
    paper.say_right(MARGIN + WIDTH, paper.y + 22, right, SUBTITLE)
    paper.y += 24.5
    paper.rule(paper.y, 0.5)


def parties(paper: Paper, employer: Iterable[Pair], student: Iterable[Pair]) -> None:
    """Both parties side by side."""
    paper.row(Cell("甲方（用人单位）", HALF, HEADING), Cell("乙方（毕业生）", HALF, HEADING))
    for ours, theirs in zip_longest(employer, student, fillvalue=("", "")):
        paper.row(*_half(ours), *_half(theirs))


def pairs(paper: Paper, pairs: Iterable[Pair]) -> None:
    """Labels and texts in their order: two short texts share a row, a long one has its own."""
    for cells in _paired(paper, pairs):
        paper.row(*cells)


def _paired(paper: Paper, pairs: Iterable[Pair]) -> Iterator[tuple[Cell, ...]]:
    waiting: Pair | None = None
    for pair in pairs:
        if len(paper.broken(pair[1], HALF - NAME - 2 * PAD)) > 2:
            if waiting:
                yield _whole(waiting)
            yield _whole(pair)
            waiting = None
        elif waiting:
            yield (*_half(waiting), *_half(pair))
            waiting = None
        else:
            waiting = pair
    if waiting:
        yield _whole(waiting)


def whole(paper: Paper, pair: Pair) -> None:
    """A label and its text in a row of their own."""
    paper.row(*_whole(pair))


def _half(pair: Pair) -> tuple[Cell, Cell]:
    return Cell(pair[0], NAME, LABEL), Cell(pair[1], HALF - NAME)


def _whole(pair: Pair) -> tuple[Cell, Cell]:
    return Cell(pair[0], NAME, LABEL), Cell(pair[1], WIDTH - NAME)


def notes(paper: Paper, sentences: Iterable[str]) -> None:
    """Numbered sentences."""
    for number, sentence in enumerate(sentences, start=1):
        paper.paragraph(sentence, label=f"{number}.")
        paper.y += 1


def verification(paper: Paper, sheet: Issued, title: str, *, without: str = "") -> None:
    """How to ask whether the document holds; one without a code says the sentence ``without`` instead."""
    paper.need(QR_SIDE + 16)
    paper.section(title)
    if not sheet.code:
        paper.paragraph(without)
        return
    paper.y += 1.5
    top, left = paper.y, MARGIN + QR_SIDE + 7
    paper.qr(f"{sheet.address}?code={sheet.code}", MARGIN + 1, top, QR_SIDE)
    paper.say(left, top + 4, "核验码", LABEL)
    paper.say(left + 16, top + 5, sheet.code, CODE)
    paper.say(left, top + 12, "扫描二维码，或打开以下地址并输入核验码：", SMALL)
    for number, line in enumerate(paper.broken(sheet.address, MARGIN + WIDTH - left, SMALL)[:2]):
        paper.say(left, top + 17 + number * 4, line, SMALL)
    issued = f"第 {sheet.issue} 次出具，{as_minute(sheet.made_at)}。审核记录的摘要（SHA-256）："
    paper.say(left, top + 25, issued, SMALL)
    paper.say(left, top + 30, sheet.entry_hash, FOOT)
    paper.y = top + QR_SIDE
