"""A4 pages as the product prints them: text in two faces, bordered rows that flow on, running foot, PDF/A-2B."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from itertools import accumulate, pairwise
from typing import NamedTuple

from fpdf import FPDF

from . import fonts, qr, typesetting

MARGIN, TOP, BOTTOM = 20.0, 18.0, 275.0
WIDTH = 210 - 2 * MARGIN
LEADING, DEPTH, PAD = 5.1, 1.3, 1.45  # of a line, below its baseline, around the text of a cell
INDENT, HAIRLINE = 5.0, 0.2
RULE_INK, MARK_INK = 140, 232
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmp:CreateDate="{at}" xmp:ModifyDate="{at}" xmp:MetadataDate="{at}">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


class Style(NamedTuple):
    """How text looks: its size in points, the heavier face or not, and how light, from 0 (black) to 255."""

    size: float
    bold: bool = False
    ink: int = 0


LABEL, VALUE, DENSE, FOOT = Style(8.5, bold=True, ink=60), Style(10), Style(9), Style(8, ink=90)
SECTION = Style(11.5, bold=True)


class Cell(NamedTuple):
    """One cell of a row: its text, how wide it is in millimetres, and how its text looks."""

    text: str
    width: float
    style: Style = VALUE


class Paper(FPDF):
    """One document. ``mark`` stands large and pale behind the text of every page, ``foot`` small below it.

    ``top`` draws what every page begins with, and may leave ``y`` below it. Rows of cells begin at ``left`` and have
    ``air`` above and below their text; ``text`` and ``leading`` are those of values and sentences.
    """

    def __init__(
        self,
        title: str,
        made_at: datetime,
        *,
        foot: str,
        mark: str = "",
        top: Callable[["Paper"], None] | None = None,
    ) -> None:
        super().__init__(enforce_compliance="PDF/A-2B")
        self.foot, self.mark, self.top = foot, mark, top
        self.left, self.air, self.text, self.leading = MARGIN, PAD, VALUE, LEADING
        self.faces = (fonts.DocumentFont(fonts.regular(), 1), fonts.DocumentFont(fonts.bold(), 2))
        self.fonts.update((font.face.name, font) for font in self.faces)
        self.single_resources_object = True
        self.set_auto_page_break(False)
        self.set_margins(MARGIN, TOP)
        self.set_lang("zh-CN")
        self.set_creation_date(made_at)
        # fpdf2's own metadata for PDF/A says "modified now": no two files would be alike.
        at = made_at.astimezone(UTC).isoformat(timespec="seconds")
        self.set_xmp_metadata(XMP.format(at=at, title=escape(title)))
        self.set_draw_color(RULE_INK)
        self.add_page()

    def header(self) -> None:
        if self.mark:
            style = Style(min(110, 420 / len(self.mark)), bold=True, ink=MARK_INK)
            with self.rotation(40, self.w / 2, self.h / 2):
                self.say(self.w / 2 - self.length(self.mark, style) / 2, self.h / 2 + 12, self.mark, style)
        self.y = TOP
        if self.top:
            self.top(self)

    def dense(self) -> None:
        """From here on smaller and closer, for what would take too much paper."""
        self.air, self.text, self.leading = 1.1, DENSE, 4.4

    def finished(self) -> bytes:
        """The file, once every page has its foot."""
        total = self.pages_count
        for self.page in range(1, total + 1):
            self.rule(281)
            self.say(MARGIN, 286, self.foot, FOOT)
            self.say_right(MARGIN + WIDTH, 286, f"第 {self.page} 页，共 {total} 页", FOOT)
        return bytes(self.output(output_producer_class=fonts.Producer))

    def say(self, x: float, baseline: float, text: str, style: Style = VALUE) -> None:
        """One line of text. Written at once, since fpdf2's own text() takes longer than all the rest of a page."""
        font = self.faces[style.bold]
        place = f"{x * self.k:.2f} {(self.h - baseline) * self.k:.2f} Td"
        ink = f"{style.ink / 255:.3f} g"
        self._out(f"BT /F{font.i} {style.size} Tf {ink} {place} {font.encode_text(text)} ET")

    def rule(self, y: float, width: float = HAIRLINE) -> None:
        """A line across the page."""
        self.set_line_width(width)
        self.line(MARGIN, y, MARGIN + WIDTH, y)

    def say_right(self, right: float, baseline: float, text: str, style: Style = VALUE) -> None:
        """One line of text that ends at ``right``."""
        self.say(right - self.length(text, style), baseline, text, style)

    def say_centred(self, baseline: float, text: str, style: Style = VALUE) -> None:
        """One line of text in the middle of the page."""
        self.say((self.w - self.length(text, style)) / 2, baseline, text, style)

    def length(self, text: str, style: Style) -> float:
        """How many millimetres the text takes on one line."""
        return typesetting.length(text, self.faces[style.bold].face.widths, style.size) / self.k

    def fitting(self, text: str, width: float, style: Style) -> Style:
        """The style, smaller where the text would take more than so many millimetres on one line."""
        return style._replace(size=min(style.size, style.size * width / self.length(text, style)))

    def broken(self, text: str, width: float, style: Style = VALUE) -> list[str]:
        """The text in lines of at most ``width`` millimetres."""
        return typesetting.lines(text, self.faces[style.bold].face.widths, style.size, width * self.k)

    def need(self, height: float) -> None:
        """Go to a new page unless this one has so much room."""
        if self.y + height > BOTTOM:
            self.add_page()

    def section(self, title: str) -> None:
        """A heading, never alone at the foot of a page."""
        self.need(9.5 + LEADING + 2 * PAD)
        self.say(MARGIN, self.y + 7, title, SECTION)
        self.y += 9.5

    def paragraph(self, text: str, *, label: str = "", style: Style | None = None, leading: float = 0) -> None:
        """Lines of text across the page; with a ``label`` all of them stand in and it stands before the first."""
        style, leading = style or self.text, leading or self.leading
        left = MARGIN + (INDENT if label else 0)
        for number, line in enumerate(self.broken(text, MARGIN + WIDTH - left, style)):
            self.need(leading)
            if label and not number:
                self.say(MARGIN, self.y + self.leading - DEPTH, label, style)
            self.say(left, self.y + self.leading - DEPTH, line, style)
            self.y += leading

    def row(self, *cells: Cell) -> None:
        """Bordered cells side by side, as high as the longest text; what the page cannot hold goes on the next."""
        columns = self._columns(cells)
        if self._fitting() < min(max(map(len, columns)), 3):
            self.add_page()
        while any(columns):
            count = min(self._fitting(), max(map(len, columns)))
            self._boxes(cells, [column[:count] for column in columns], count)
            columns = [column[count:] for column in columns]
            if any(columns):
                self.add_page()

    def height(self, *cells: Cell) -> float:
        """How high the row of the cells is on one page."""
        return max(map(len, self._columns(cells))) * self.leading + 2 * self.air

    def _columns(self, cells: Sequence[Cell]) -> list[list[str]]:
        return [self.broken(cell.text, cell.width - 2 * PAD, cell.style) for cell in cells]

    def _fitting(self) -> int:
        return int((BOTTOM - self.y - 2 * self.air) / self.leading)

    def _boxes(self, cells: Sequence[Cell], columns: Sequence[list[str]], count: int) -> None:
        height = count * self.leading + 2 * self.air
        edges = list(accumulate((cell.width for cell in cells), initial=self.left))
        self.frames(edges, height)
        for left, cell, column in zip(edges, cells, columns, strict=False):
            top = self.y + self.air + (count - len(column)) * self.leading / 2
            for number, line in enumerate(column):
                self.say(left + PAD, top + (number + 1) * self.leading - DEPTH, line, cell.style)
        self.y += height

    def frames(self, edges: Sequence[float], height: float) -> None:
        """The borders of one row from ``y`` down, in one path, so that shared edges are inked once."""
        bottom = f"{(self.h - self.y - height) * self.k:.2f}"
        frames = (
            f"{left * self.k:.2f} {bottom} {(right - left) * self.k:.2f} {height * self.k:.2f} re"
            for left, right in pairwise(edges)
        )
        self._out(f"{HAIRLINE * self.k:.2f} w {' '.join(frames)} S")

    def shade(self, left: float, top: float, width: float, height: float, ink: tuple[int, int, int]) -> None:
        """A filled box. Its colour is written with it, since ``say`` sets one that fpdf2 does not know of."""
        corner = f"{left * self.k:.2f} {(self.h - top - height) * self.k:.2f}"
        colour = " ".join(f"{part / 255:.3f}" for part in ink)
        self._out(f"{colour} rg {corner} {width * self.k:.2f} {height * self.k:.2f} re f")

    def qr(self, text: str, x: float, y: float, side: float) -> None:
        """A QR code in a square of ``side`` millimetres, its quiet zone not included."""
        count, dark = qr.modules(text)
        scale = side / count * self.k
        squares = " ".join(f"{run.column} {-run.row - 1} {run.length} 1 re" for run in dark)
        self._out(f"q {scale:.4f} 0 0 {scale:.4f} {x * self.k:.2f} {(self.h - y) * self.k:.2f} cm 0 g {squares} f Q")
