"""What several documents print alike: the head, tables of labels and texts, notes, the proof with its QR code."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Protocol

from signing_core.clock import as_minute
from signing_core.frozen import Pair

from .paper import BOTTOM, FOOT, LABEL, LEADING, MARGIN, PAD, WIDTH, Cell, Paper, Style

Rows = list[tuple[Cell, ...]]

HALF, NAME = WIDTH / 2, 28.0
HEADLINE, SUBTITLE = Style(20, bold=True), Style(10.5, ink=60)
HEADING, SMALL, CODE = Style(10, bold=True), Style(9), Style(15, bold=True)
QR_SIDE = 30.0
BAND, MOST_AIR, SMALL_LEADING = 9.0, 2.7, 3.8


class Issued(Protocol):
    """What a sheet says of its own issue; ``code`` is empty where there is none to verify."""

    made_at: datetime
    issue: int
    code: str
    address: str
    entry_hash: str


def on_one_page(make: Callable[[], Paper], fill: Callable[[Paper], None]) -> bytes:
    """The document, its text smaller where it would take more than a page otherwise."""
    paper = make()
    fill(paper)
    if paper.page > 1:
        paper = make()
        paper.dense()
        fill(paper)
    return paper.finished()


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
        paper.row(*_cells(paper, ours, HALF), *_cells(paper, theirs, HALF))


def pairs(paper: Paper, pairs: Iterable[Pair]) -> None:
    """Labels and texts in their order: two short texts share a row, a long one has its own."""
    for cells in _paired(paper, pairs, WIDTH):
        paper.row(*cells)


def whole(paper: Paper, pair: Pair) -> None:
    """A label and its text in a row of their own."""
    paper.row(*_cells(paper, pair, WIDTH))


def party(paper: Paper, title: str, facts: Sequence[Pair]) -> None:
    """One party: its name, which is the first fact, in a row of its own, the other facts below."""
    (_, name), *others = facts
    whole(paper, (title, name))
    pairs(paper, others)


def bands(paper: Paper, groups: Sequence[tuple[str, Iterable[Pair]]]) -> None:
    """One table of several groups, each beside its title and never parted by the end of a page.

    What room the page has left is given to the rows, up to ``MOST_AIR``; where it has too little, text gets smaller.
    """
    tables, spare = _tables(paper, groups)
    if spare < 0:
        paper.dense()
        tables, spare = _tables(paper, groups)
    usual = paper.air
    paper.air = min(MOST_AIR, usual + max(0, spare) / sum(len(rows) for _, rows in tables) / 2)
    for title, rows in tables:
        _band(paper, title, rows)
    paper.air = usual


def _tables(paper: Paper, groups: Iterable[tuple[str, Iterable[Pair]]]) -> tuple[list[tuple[str, Rows]], float]:
    """The rows of each group, and how much of the page they leave."""
    tables = [(title, list(_paired(paper, pairs, WIDTH - BAND))) for title, pairs in groups]
    return tables, BOTTOM - paper.y - sum(_height(paper, rows) for _, rows in tables)


def _height(paper: Paper, rows: Rows) -> float:
    return sum(paper.height(*cells) for cells in rows)


def _band(paper: Paper, title: str, rows: Rows) -> None:
    height = _height(paper, rows)
    paper.need(height)
    paper.frames([MARGIN, MARGIN + BAND], height)
    _down(paper, title, height)
    paper.left = MARGIN + BAND
    for cells in rows:
        paper.row(*cells)
    paper.left = MARGIN


def _down(paper: Paper, title: str, height: float) -> None:
    """A title in the middle of its band: a character below the other, or two where the band is low."""
    few = height < (len(title) + 1) * LEADING
    lines = [title[start : start + 1 + few] for start in range(0, len(title), 1 + few)]
    style, leading = (SMALL._replace(bold=True), SMALL_LEADING) if few else (HEADING, LEADING)
    down = paper.y + (height - len(lines) * leading) / 2
    for number, line in enumerate(lines):
        paper.say(MARGIN + (BAND - paper.length(line, style)) / 2, down + (number + 0.76) * leading, line, style)


def _paired(paper: Paper, pairs: Iterable[Pair], width: float) -> Iterator[tuple[Cell, ...]]:
    half = width / 2
    waiting: Pair | None = None
    for pair in pairs:
        if len(paper.broken(pair[1], half - NAME - 2 * PAD, paper.text)) > 2:
            if waiting:
                yield _cells(paper, waiting, width)
            yield _cells(paper, pair, width)
            waiting = None
        elif waiting:
            yield (*_cells(paper, waiting, half), *_cells(paper, pair, half))
            waiting = None
        else:
            waiting = pair
    if waiting:
        yield _cells(paper, waiting, width)


def _cells(paper: Paper, pair: Pair, width: float) -> tuple[Cell, Cell]:
    return Cell(pair[0], NAME, LABEL), Cell(pair[1], width - NAME, paper.text)


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
