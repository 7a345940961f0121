"""The faces of printed documents: read once per process, embedded by a HarfBuzz subset in place of fontTools'."""

import copy
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pylopdf_fonts_zh_cn
import uharfbuzz
from fpdf import FPDF
from fpdf.fonts import TTFFont
from fpdf.output import CIDSystemInfo, OutputProducer, PDFContentStream, PDFFont, PDFFontStream
from fpdf.syntax import Name, PDFArray, PDFString

from signing_core.catalogues import glyphs

T = TypeVar("T")

FULL_WIDTH = 1000
SUBSET = (
    uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    | uharfbuzz.SubsetFlags.NO_HINTING
    | uharfbuzz.SubsetFlags.DESUBROUTINIZE
)
KEPT_TABLES = {"CFF ", "head", "hhea", "hmtx", "maxp"}
TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{}endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class PerCharacter(dict[str, T]):
    """What is known of each character; one without a glyph is refused, where fpdf2 would drop it."""

    def __missing__(self, character: str) -> T:
        raise ValueError(f"the document font has no glyph for {character} (U+{ord(character):04X})")


class Face:
    """One CID-keyed font file. Its own glyph numbers serve as character codes, so that nothing is numbered anew."""

    def __init__(self, path: Path) -> None:
        self.read = TTFFont(FPDF(), path, "", "")
        self.read.close()
        printed = {chr(point): name for point, name in self.read.cmap.items() if glyphs.has(chr(point))}
        self.cids = PerCharacter((character, int(name.removeprefix("cid"))) for character, name in printed.items())
        self.codes = PerCharacter((character, f"{cid:04X}") for character, cid in self.cids.items())
        self.widths = PerCharacter((character, int(self.read.cw[ord(character)])) for character in printed)
        self.harfbuzz = uharfbuzz.subset_preprocess(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
        self.dropped = [_tag(name) for name in self.harfbuzz.table_tags if name not in KEPT_TABLES]

    def subset(self, characters: Iterable[str]) -> bytes:
        """The font program with these characters' glyphs alone, each under its old number."""
        order = uharfbuzz.SubsetInput()
        order.glyph_set.update(self.read.glyph_ids[ord(character)] for character in characters)
        order.flags = SUBSET
        order.drop_table_tag_set.update(self.dropped)
        return bytes(order.subset(self.harfbuzz).reference_table("CFF ").data)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"))


@cache
def regular() -> Face:
    """宋体, for what a document says."""
    return Face(pylopdf_fonts_zh_cn.serif_path())


@cache
def bold() -> Face:
    """黑体, for titles and labels: the package has no bold weight."""
    return Face(pylopdf_fonts_zh_cn.sans_path())


class DocumentFont(TTFFont):
    """A face within one document: shares all that was read and keeps what this document prints."""

    __slots__ = ("face", "used")

    def __init__(self, face: Face, index: int) -> None:
        for name in TTFFont.__slots__:
            if hasattr(face.read, name):
                setattr(self, name, getattr(face.read, name))
        self.i, self.fontkey = index, f"face{index}"
        self.desc = copy.copy(face.read.desc)
        self.face = face
        self.used: dict[str, None] = {}

    def encode_text(self, text: str) -> str:
        self.used.update(dict.fromkeys(text))
        return f"<{''.join(map(self.face.codes.__getitem__, text))}> Tj"


class Program(PDFFontStream):
    """A font program. Outlines hardly get smaller with more effort, and the effort is felt."""

    _COMPRESSION_LEVEL = 1
    subtype = Name("CIDFontType0C")


class Producer(OutputProducer):
    """fpdf2's writer of the file, but for the fonts: CIDs are the codes, and HarfBuzz makes the subset."""

    def _add_fonts(self, *_resources: object) -> dict[int, PDFFont]:
        return {font.i: self._embedded(font) for font in self.fpdf.fonts.values() if font.used}

    def _embedded(self, font: DocumentFont) -> PDFFont:
        name = f"SIGNED+{font.name}"
        whole = PDFFont(subtype="Type0", base_font=name, encoding="Identity-H")
        glyphs_of = PDFFont(subtype="CIDFontType0", base_font=name, d_w=FULL_WIDTH, w=_widths(font))
        glyphs_of.c_i_d_system_info = _identity()
        glyphs_of.font_descriptor = font.desc
        program = Program(font.face.subset(font.used))
        font.desc.font_name = Name(name)
        font.desc.font_file3 = program
        whole.descendant_fonts = PDFArray([glyphs_of])
        whole.to_unicode = PDFContentStream(_to_unicode(font), compress=True)
        for part in (whole, glyphs_of, glyphs_of.c_i_d_system_info, font.desc, program, whole.to_unicode):
            self._add_pdf_obj(part, "fonts")
        return whole


def _identity() -> CIDSystemInfo:
    info = CIDSystemInfo()
    info.ordering = PDFString("Identity")
    return info


def _widths(font: DocumentFont) -> str:
    """The glyphs that are not as wide as a Chinese character."""
    cids, widths = font.face.cids, font.face.widths
    narrow = {cids[used]: widths[used] for used in font.used if widths[used] != FULL_WIDTH}
    return "[" + " ".join(f"{cid} [{width}]" for cid, width in sorted(narrow.items())) + "]"


def _to_unicode(font: DocumentFont) -> bytes:
    """The way back from glyphs to text. Of two characters with one glyph the first that was printed is kept."""
    back: dict[str, str] = {}
    for character in font.used:
        back.setdefault(font.face.codes[character], character.encode("utf-16-be").hex())
    lines = [f"<{code}> <{text}>\n" for code, text in back.items()]
    blocks = (lines[start : start + 100] for start in range(0, len(lines), 100))
    return TO_UNICODE.format("".join(f"{len(b)} beginbfchar\n{''.join(b)}endbfchar\n" for b in blocks)).encode("ascii")
