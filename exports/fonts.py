"""The faces of printed documents: read once per process, embedded by a HarfBuzz subset in place of fontTools'."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pylopdf_fonts_zh_cn
import uharfbuzz
from fontTools.ttLib import TTFont
from fpdf.enums import FontDescriptorFlags
from fpdf.fonts import PDFFontDescriptor
from fpdf.output import CIDSystemInfo, OutputProducer, PDFContentStream, PDFFont, PDFFontStream
from fpdf.syntax import Name, PDFArray, PDFString

from signing_core.catalogues import glyphs

T = TypeVar("T")

FULL_WIDTH = 1000
POSTSCRIPT_NAME = 6  # in a font's table of names
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
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        font = uharfbuzz.Font(face)
        with TTFont(path, lazy=True) as opened:
            order = opened.getGlyphOrder()
            self.name = opened["name"].getDebugName(POSTSCRIPT_NAME)
            self.facts = _facts(opened)
        self.glyphs = PerCharacter(
            (c, font.get_nominal_glyph(ord(c))) for c in map(chr, face.unicodes) if glyphs.has(c)
        )
        self.cids = PerCharacter((c, int(order[glyph].removeprefix("cid"))) for c, glyph in self.glyphs.items())
        self.codes = PerCharacter((c, f"{cid:04X}") for c, cid in self.cids.items())
        self.widths = PerCharacter((c, font.get_glyph_h_advance(glyph)) for c, glyph in self.glyphs.items())
        self.prepared = uharfbuzz.subset_preprocess(face)
        self.dropped = [_tag(name) for name in face.table_tags if name not in KEPT_TABLES]

    def subset(self, characters: Iterable[str]) -> bytes:
        """The font program with these characters' glyphs alone, each under its old number."""
        order = uharfbuzz.SubsetInput()
        order.glyph_set.update(self.glyphs[character] for character in characters)
        order.flags = SUBSET
        order.drop_table_tag_set.update(self.dropped)
        return bytes(order.subset(self.prepared).reference_table("CFF ").data)


def _facts(opened: TTFont) -> dict[str, object]:
    """What a PDF says of a font whose em is 1000 units."""
    head, weight = opened["head"], opened["OS/2"].usWeightClass
    return {
        "ascent": opened["hhea"].ascent,
        "descent": opened["hhea"].descent,
        "cap_height": opened["OS/2"].sCapHeight,
        "flags": FontDescriptorFlags.SYMBOLIC,
        "font_b_box": f"[{head.xMin} {head.yMin} {head.xMax} {head.yMax}]",
        "italic_angle": 0,
        "stem_v": round(50 + (weight / 65) ** 2),
        "missing_width": FULL_WIDTH,
    }


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


class DocumentFont:
    """A face within one document, which keeps what the document prints in it."""

    def __init__(self, face: Face, index: int) -> None:
        self.face, self.i = face, index
        self.used: dict[str, None] = {}

    def encode_text(self, text: str) -> str:
        """The operator that shows the text."""
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
        name = f"SIGNED+{font.face.name}"
        whole = PDFFont(subtype="Type0", base_font=name, encoding="Identity-H")
        descendant = PDFFont(subtype="CIDFontType0", base_font=name, d_w=FULL_WIDTH, w=_widths(font))
        descendant.c_i_d_system_info = _identity()
        descendant.font_descriptor = descriptor = PDFFontDescriptor(**font.face.facts)
        program = Program(font.face.subset(font.used))
        descriptor.font_name = Name(name)
        descriptor.font_file3 = program
        whole.descendant_fonts = PDFArray([descendant])
        whole.to_unicode = PDFContentStream(_to_unicode(font), compress=True)
        for part in (whole, descendant, descendant.c_i_d_system_info, descriptor, program, whole.to_unicode):
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
    """The way back from codes to text. Of two characters with one glyph the first that was printed is kept."""
    back: dict[str, str] = {}
    for character in font.used:
        back.setdefault(font.face.codes[character], character.encode("utf-16-be").hex())
    lines = [f"<{code}> <{text}>\n" for code, text in back.items()]
    blocks = (lines[start : start + 100] for start in range(0, len(lines), 100))
    return TO_UNICODE.format("".join(f"{len(b)} beginbfchar\n{''.join(b)}endbfchar\n" for b in blocks)).encode("ascii")
