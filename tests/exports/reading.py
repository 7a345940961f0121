"""Printed documents read back: their text by two readers, where it stands, and the fonts that they embed."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdf
import pypdfium2
from fontTools.cffLib import CFFFontSet

from exports import paper

POINTS = 72 / 25.4
LOWEST = 290  # millimetres from the top: below the foot


def joined(text: str) -> str:
    return re.sub(r"\s", "", text)


def pages_by_pypdf(document: bytes) -> list[str]:
    return [joined(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(document)).pages]


def pages_by_pdfium(document: bytes) -> list[str]:
    with opened(document) as pages:
        return [joined(page.get_textpage().get_text_bounded()) for page in pages]


@contextmanager
def opened(document: bytes) -> Iterator[pypdfium2.PdfDocument]:
    pages = pypdfium2.PdfDocument(document)
    try:
        yield pages
    finally:
        pages.close()


def outside_the_frame(document: bytes) -> list[str]:
    """Every character that stands in a margin."""
    found = []
    with opened(document) as pages:
        for page in pages:
            text = page.get_textpage()
            found += [text.get_text_range(i, 1) for i in range(text.count_chars()) if not _within(text.get_charbox(i))]
            text.close()
    return found


def _within(box: tuple[float, float, float, float]) -> bool:
    left, bottom, right, _ = box
    inside = left >= (paper.MARGIN - 1) * POINTS and right <= (paper.MARGIN + paper.WIDTH + 1) * POINTS
    return not any(box) or (inside and bottom >= (297 - LOWEST) * POINTS)


def programs(document: bytes) -> list[CFFFontSet]:
    """The embedded font programs, the regular face first."""
    fonts = pypdf.PdfReader(io.BytesIO(document)).pages[0]["/Resources"]["/Font"]
    found = []
    for name in sorted(fonts):
        program = CFFFontSet()
        described = fonts[name]["/DescendantFonts"][0]["/FontDescriptor"]
        program.decompile(io.BytesIO(described["/FontFile3"].get_data()), None)
        found.append(program)
    return found
