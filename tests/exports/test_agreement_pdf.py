"""The electronic agreement: every word can be read back, nothing is dropped, equal sheets are equal bytes."""

import io
import re

import pylopdf_fonts_zh_cn
import pypdf
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from exports import paper
from exports.agreement_pdf import NOTES, TITLE, draw_agreement
from signing_core.agreement_sheet import AgreementSheet, Confirmation, TrailLine
from tests.exports.reading import joined, opened, outside_the_frame, pages_by_pdfium, pages_by_pypdf, programs
from tests.exports.sheets import TERMS, a_copy, a_sheet, with_terms

RARE = "喆堃犇淼镕䶮㛃𬭎"
CLAUSE = "乙方应当遵守甲方的规章制度，甲方应当按时足额支付报酬，双方可以另行商定住房补贴。"


def texts(sheet: AgreementSheet) -> list[str]:
    pairs = [*sheet.employer, *sheet.student, *(pair for _, group in sheet.terms for pair in group)]
    confirmed = [text for one in sheet.confirmations for text in (one.party, one.name, one.act, one.at)]
    trail = [text for line in sheet.trail for text in (line.at, line.who, line.label)]
    proof = [sheet.number, sheet.code, sheet.address, sheet.entry_hash]
    groups = [group for group, _ in sheet.terms]
    return [text for pair in pairs for text in pair] + groups + confirmed + trail + proof + list(NOTES)


@pytest.mark.parametrize("pages_of", [pages_by_pypdf, pages_by_pdfium])
def test_every_fact_and_term_can_be_read_back(pages_of):
    sheet = a_sheet()
    read = "".join(pages_of(draw_agreement(sheet)))
    assert [text for text in texts(sheet) if joined(text) not in read] == []


@pytest.mark.parametrize("pages_of", [pages_by_pypdf, pages_by_pdfium])
@pytest.mark.parametrize(
    "sheet",
    [a_sheet(), a_copy(), with_terms(other_terms=""), with_terms(archive="单位不接收", household="不接收")],
    ids=["whole", "copy", "nothing agreed beside", "nothing moves"],
)
def test_ordinary_content_takes_two_pages_and_each_says_which(pages_of, sheet):
    pages = pages_of(draw_agreement(sheet))
    assert len(pages) == 2
    assert all(f"第{number}页，共2页" in page for number, page in enumerate(pages, start=1))
    assert TITLE in pages[0]
    assert "户口接收类型" in pages[0]
    assert "签约确认" in pages[1]


def test_equal_sheets_are_equal_bytes_whenever_they_are_drawn():
    first, second = draw_agreement(a_sheet()), draw_agreement(a_sheet())
    assert first == second
    assert b"2020-03-04T07:40:00+00:00" in first
    assert first != draw_agreement(with_terms(penalty=2999))


def test_a_document_says_that_it_is_pdf_a_2b_and_carries_its_fonts_and_colours():
    catalogue = pypdf.PdfReader(io.BytesIO(draw_agreement(a_sheet()))).trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert f"{TITLE} 1202019097200002" in metadata
    assert catalogue["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert catalogue["/Lang"] == "zh-CN"
    assert len(programs(draw_agreement(a_sheet()))) == 2


def test_an_ordinary_document_is_no_larger_than_100_kib():
    assert len(draw_agreement(a_sheet())) <= 100 * 1024


def outline(charstring) -> list:
    pen = RecordingPen()
    charstring.draw(pen)
    return pen.value


def test_rare_characters_of_names_keep_their_own_outlines():
    name = f"王{RARE}"
    student = [("姓名", name), *a_sheet().student[1:]]
    document = draw_agreement(a_sheet(student=student))
    assert name in pages_by_pypdf(document)[0]
    assert name in pages_by_pdfium(document)[0]
    drawn = programs(document)[0].topDictIndex[0].CharStrings
    with TTFont(pylopdf_fonts_zh_cn.serif_path(), lazy=True) as whole:
        source, cmap = whole["CFF "].cff.topDictIndex[0].CharStrings, whole.getBestCmap()
        for character in RARE:
            assert outline(drawn[cmap[ord(character)]]) == outline(source[cmap[ord(character)]]) != []


def test_a_rare_character_is_inked_where_it_stands():
    with opened(draw_agreement(a_sheet(student=[("姓名", RARE)]))) as pages:
        page = pages[0]
        text = page.get_textpage()
        at = text.get_text_range().index(RARE)
        left, bottom, right, top = text.get_charbox(at)
        picture = page.render(scale=4, grayscale=True).to_pil()
        height = page.get_height()
        glyph = picture.crop((int(left * 4), int((height - top) * 4), int(right * 4), int((height - bottom) * 4)))
        dark = sum(glyph.point(lambda ink: ink < 128).histogram()[1:])
        assert 0.1 < dark / (glyph.width * glyph.height) < 0.6
        text.close()


@pytest.mark.parametrize("where", ["student", "other_terms", "confirmation", "trail", "code"])
def test_a_character_without_a_glyph_is_refused_by_name_wherever_it_stands(where):
    sheet = {
        "student": lambda: a_sheet(student=[("姓名", "王𠮷")]),
        "other_terms": lambda: with_terms(other_terms="住𠮷舍"),
        "confirmation": lambda: a_sheet(confirmations=[Confirmation("乙方", "王𠮷", "确认", "-")]),
        "trail": lambda: a_sheet(trail=[TrailLine("-", "王𠮷", "同意签约")]),
        "code": lambda: a_sheet(code="𠮷"),
    }[where]()
    with pytest.raises(ValueError, match=r"𠮷 \(U\+20BB7\)"):
        draw_agreement(sheet)


def test_a_long_agreement_flows_on_and_loses_nothing():
    long = "\n".join(f"第{number}条{CLAUSE}" for number in range(1, 40))
    document = draw_agreement(with_terms(other_terms=long))
    pages = pages_by_pypdf(document)
    assert len(pages) == 4
    assert all(f"第{number}页，共4页" in page for number, page in enumerate(pages, start=1))
    without_feet = "".join(re.sub(r"毕业生就业协议书协议书编号\d{16}第\d页，共4页", "", page) for page in pages)
    assert joined(long) in without_feet


def test_nothing_is_written_outside_the_frame():
    sheet = with_terms(other_terms="\n".join("约定" for _ in range(90)), position="W" * 50, archive_unit="长" * 60)
    assert outside_the_frame(draw_agreement(sheet)) == []


def test_a_copy_is_marked_on_every_page_and_cannot_be_verified():
    pages = pages_by_pypdf(draw_agreement(a_copy()))
    assert all("未生效" in page for page in pages)
    assert "核验码，不能作为已签约的证明" in pages[1]
    assert not any("未生效" in page for page in pages_by_pypdf(draw_agreement(a_sheet())))


def test_the_mark_of_a_copy_is_pale_and_leaves_every_term_readable():
    sheet = a_copy()
    read = "".join(pages_by_pdfium(draw_agreement(sheet)))
    assert [text for text in TERMS.values() if isinstance(text, str) and joined(text) not in read] == []
    assert 220 <= paper.MARK_INK < 255
