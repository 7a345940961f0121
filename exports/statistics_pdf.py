"""去向统计 on paper: what it is of, both rates and how they are made, two charts, and the tables."""

from collections.abc import Sequence
from typing import NamedTuple

from signing_core.catalogues.rates import FORMULAS
from signing_core.clock import as_minute
from signing_core.figures_sheet import Figures, Table, shown

from .paper import BOTTOM, FOOT, MARGIN, PAD, SECTION, WIDTH, Paper, Style

TITLE = "毕业生去向统计"
HEADLINE, ABOUT, LARGE, SMALL = Style(20, bold=True), Style(10.5, ink=60), Style(15, bold=True), Style(8.5, ink=60)
PLAIN, HEAVY, HEADING = Style(8.5), Style(8.5, bold=True), Style(8, bold=True, ink=60)
LINE, AIR, BAR_LINE, BAR, SIDE = 4.2, 1.2, 6.2, 3.2, 2.6
MOST_BARS, NAMED = 30, 58.0
INKS = (
    (20, 69, 133),
    (61, 114, 190),
    (122, 160, 212),
    (184, 206, 235),
    (201, 164, 92),
    (139, 149, 161),
    (214, 219, 226),
)
TRACK, SHADE = (237, 240, 244), (246, 248, 250)
NARROWEST, ROOMY, WIDEST, APART, KEYS = 12.5, 26.0, 60.0, 25.0, 3


class Column(NamedTuple):
    """How wide a column of a table is, and whether it holds numbers."""

    width: float
    numeric: bool


def draw_figures(figures: Figures) -> bytes:
    """The figures as PDF/A-2B; raises ValueError naming a character that the document font cannot print."""
    paper = Paper(f"{TITLE} {figures.about}", figures.made_at, foot=f"{TITLE}　{figures.about}")
    _head(paper, figures)
    _numbers(paper, figures)
    _whole(paper, figures)
    _bars(paper, figures)
    for table in figures.tables:
        _table(paper, table)
    return paper.finished()


def _head(paper: Paper, figures: Figures) -> None:
    paper.say_centred(paper.y + 8, TITLE, HEADLINE)
    made = f"统计时间 {as_minute(figures.made_at)}"
    paper.say_right(MARGIN + WIDTH, paper.y + 17, made, ABOUT)
    room = WIDTH - paper.length(made, ABOUT) - 6
    paper.say(MARGIN, paper.y + 17, figures.about, paper.fitting(figures.about, room, ABOUT))
    paper.y += 19.5
    paper.rule(paper.y, 0.5)


def _numbers(paper: Paper, figures: Figures) -> None:
    """The same six as on the page, and what has to be known of them."""
    total = figures.total
    counts = [("毕业生", total.graduates), ("签约通过", total.signed), ("其他方式提交", total.otherwise)]
    rates = [(f"落实率（{formula.since}年口径）", total.rate(formula)) for formula in FORMULAS]
    every = [*counts, ("学生未提交", total.not_yet), *rates]
    left = MARGIN
    for label, value in every:
        paper.say(left, paper.y + 6, label, FOOT)
        paper.say(left, paper.y + 13, shown(value), LARGE)
        left += max(APART, paper.length(label, FOOT) + 4)
    paper.y += 17
    for note in figures.notes:
        paper.paragraph(note, style=SMALL, leading=4.2)
    paper.y += 2


def _whole(paper: Paper, figures: Figures) -> None:
    """Everybody by statistical group, as one bar with its key."""
    paper.section("去向构成")
    left = MARGIN
    for (_, share), ink in zip(figures.shares, INKS, strict=True):
        width = WIDTH * share.percent / 100
        paper.shade(left, paper.y + 1, width, 7, ink)
        left += width
    paper.y += 11
    for place, ((name, share), ink) in enumerate(zip(figures.shares, INKS, strict=True)):
        left = MARGIN + place % KEYS * WIDTH / KEYS
        if place and not place % KEYS:
            paper.y += 5
        paper.shade(left, paper.y, SIDE, SIDE, ink)
        paper.say(left + SIDE + 1.5, paper.y + 2.4, f"{name} {share.part:,}，{share}", FOOT)
    paper.y += 6


def _bars(paper: Paper, figures: Figures) -> None:
    """The rate of each group by the newest formula; of very many groups the largest."""
    newest = FORMULAS[-1]
    drawn = figures.largest(MOST_BARS)
    fewer = f"，人数最多的 {len(drawn)} 个" if len(drawn) < len(figures.lines) else ""
    paper.section(f"各{figures.by}{newest.name}{fewer}")
    for line in drawn:
        paper.need(BAR_LINE)
        share, left, width = line.rate(newest), MARGIN + NAMED, WIDTH - NAMED - 16
        paper.say(MARGIN, paper.y + 4.2, line.label, paper.fitting(line.label, NAMED - 3, PLAIN))
        paper.shade(left, paper.y + 1.6, width, BAR, TRACK)
        paper.shade(left, paper.y + 1.6, width * share.percent / 100, BAR, INKS[1])
        paper.say_right(MARGIN + WIDTH, paper.y + 4.2, str(share), PLAIN)
        paper.y += BAR_LINE
    paper.y += 2


def _table(paper: Paper, table: Table) -> None:
    """Its headings stand on every page that it goes on to."""
    columns = _columns(paper, table)
    paper.need(9.5 + 4 * LINE + 6 * AIR)
    paper.say(MARGIN, paper.y + 7, table.title, SECTION)
    paper.y += 9.5
    _row(paper, table.headings, columns, HEADING, shaded=True)
    for number, row in enumerate(table.rows):
        texts = [shown(cell.value) for cell in row]
        style = HEAVY if number in table.sums else PLAIN
        if paper.y + _height(paper, texts, columns, style) > BOTTOM:
            paper.add_page()
            _row(paper, table.headings, columns, HEADING, shaded=True)
        _row(paper, texts, columns, style, shaded=number in table.sums)
    paper.y += 2


def _row(paper: Paper, texts: Sequence[str], columns: Sequence[Column], style: Style, *, shaded: bool) -> None:
    """One row with a rule below; numbers stand at the right of their columns."""
    height, left = _height(paper, texts, columns, style), MARGIN
    if shaded:
        paper.shade(MARGIN, paper.y, WIDTH, height, SHADE)
    for text, column in zip(texts, columns, strict=True):
        for place, line in enumerate(paper.broken(text, column.width - 2 * PAD, style)):
            baseline = paper.y + AIR + (place + 1) * LINE - 1.1
            if column.numeric:
                paper.say_right(left + column.width - PAD, baseline, line, style)
            else:
                paper.say(left + PAD, baseline, line, style)
        left += column.width
    paper.y += height
    paper.rule(paper.y)


def _height(paper: Paper, texts: Sequence[str], columns: Sequence[Column], style: Style) -> float:
    lines = [paper.broken(text, column.width - 2 * PAD, style) for text, column in zip(texts, columns, strict=True)]
    return max(map(len, lines)) * LINE + 2 * AIR


def _columns(paper: Paper, table: Table) -> list[Column]:
    """Those of numbers are alike and as wide as they must be; those of texts share the rest by their longest."""
    numeric = [not isinstance(cell.value, str) for cell in table.rows[0]]
    longest = [max(paper.length(shown(row[place].value), HEAVY) for row in table.rows) for place in range(len(numeric))]
    wanted = [0 if number else min(WIDEST, width + 4) for width, number in zip(longest, numeric, strict=True)]
    each = min(ROOMY, max(NARROWEST, (WIDTH - sum(wanted)) / numeric.count(True)))
    rest = (WIDTH - each * numeric.count(True)) / sum(wanted)
    return [Column(each if number else width * rest, number) for width, number in zip(wanted, numeric, strict=True)]
