"""The paper agreement: two pages that bear the same codes, all words on them, and copies that nobody could sign."""

import io
from dataclasses import replace
from types import SimpleNamespace

import pypdf
import pytest

from exports.paper import MARGIN, WIDTH
from exports.paper_form_pdf import COPIES, NOT_TO_SIGN, NOTES, QR_SIDE, SIGNATURES, TITLE, draw_paper_form
from signing_core.paper_sheet import PaperSheet
from tests.exports.papers import STUDENT, a_paper_sheet, a_preview
from tests.exports.reading import POINTS, joined, opened, outside_the_frame, pages_by_pdfium, pages_by_pypdf, programs

LONGEST = {
    "unit_name": "长" * 60,
    "unit_address": "长" * 120,
    "unit_email": f"{'a' * 50}@{'b' * 50}.com",
    "unit_place": "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗",
    "work_place": "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗",
    "position": "长" * 50,
    "contact": "长" * 50,
    "archive_unit": "长" * 60,
    "archive_address": "长" * 120,
    "archive_contact": "长" * 50,
    "household_address": "长" * 120,
}
LONG_STUDENT = SimpleNamespace(
    **vars(STUDENT)
    | {
        "name": "阿卜杜外力·买买提吐尔逊江",
        "school": SimpleNamespace(name="湖北示范大学" * 5),
        "college": SimpleNamespace(name="马克思主义学院与继续教育学院" * 3),
        "major": "长" * 40,
    }
)
NOTHING_MOVES = {"archive": "单位不接收", "household": "不接收"}


def texts(sheet: PaperSheet) -> list[str]:
    pairs = [*sheet.employer, *sheet.student, *(pair for _, group in sheet.terms for pair in group)]
    groups = [group for group, _ in sheet.terms]
    return [TITLE, sheet.kind, f"{sheet.cohort}届毕业生", *groups, *(text for pair in pairs for text in pair), *NOTES]


def what_is_signed(sheet: PaperSheet) -> list[str]:
    boxes = [text for box in SIGNATURES for text in (box.says, box.signs, box.seal)]
    return [*boxes, *COPIES, sheet.number, sheet.code, sheet.version_code, sheet.address, sheet.entry_hash]


@pytest.mark.parametrize("pages_of", [pages_by_pypdf, pages_by_pdfium])
@pytest.mark.parametrize("typed", [{}, NOTHING_MOVES, LONGEST], ids=["whole", "nothing moves", "longest"])
def test_every_word_stands_on_two_pages_that_bear_the_same_codes(pages_of, typed):
    sheet = a_paper_sheet(**typed)
    pages = pages_of(draw_paper_form(sheet))
    read = "".join(pages)
    assert [text for text in [*texts(sheet), *what_is_signed(sheet)] if joined(text) not in read] == []
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页，共2页" in page
        assert f"核验码{sheet.code}" in page
        assert f"版本码{sheet.version_code}" in page
        assert sheet.number in page


def test_a_page_of_signatures_says_whose_agreement_it_belongs_to():
    sheet = a_paper_sheet()
    second = pages_by_pypdf(draw_paper_form(sheet))[1]
    assert f"甲方{sheet.fact('单位名称')}乙方{sheet.fact('姓名')}" in second
    assert "一式四份" in second


@pytest.mark.parametrize("student", [STUDENT, LONG_STUDENT], ids=["usual", "long names"])
@pytest.mark.parametrize("typed", [{}, NOTHING_MOVES, LONGEST], ids=["whole", "nothing moves", "longest"])
def test_nothing_is_written_outside_the_frame_whatever_it_says(typed, student):
    document = draw_paper_form(a_paper_sheet(student, **typed))
    assert outside_the_frame(document) == []
    assert len(pages_by_pypdf(document)) == 2


def test_a_long_name_of_a_school_ends_before_the_corner():
    school = [(label, "长" * 60 if label == "毕业学校" else said) for label, said in a_paper_sheet().student]
    with opened(draw_paper_form(replace(a_paper_sheet(), student=school))) as pages:
        text = pages[0].get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        text.close()
    heading = [right for _, bottom, right, _ in boxes if (297 - 24) * POINTS < bottom < (297 - 18) * POINTS]
    assert len(heading) >= 60
    assert max(heading) < (MARGIN + WIDTH - QR_SIDE) * POINTS


def test_equal_sheets_are_equal_bytes_whenever_they_are_drawn():
    first = draw_paper_form(a_paper_sheet())
    assert first == draw_paper_form(a_paper_sheet())
    assert b"2020-03-04T07:40:00+00:00" in first
    assert first != draw_paper_form(a_paper_sheet(penalty="2999"))


@pytest.mark.parametrize("typed", [{}, LONGEST], ids=["whole", "longest"])
def test_a_form_is_pdf_a_2b_with_its_fonts_and_no_larger_than_120_kib(typed):
    document = draw_paper_form(a_paper_sheet(**typed))
    metadata = pypdf.PdfReader(io.BytesIO(document)).trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert f"{TITLE} 2202019097200001" in metadata
    assert len(programs(document)) == 2
    assert len(document) <= 120 * 1024


@pytest.mark.parametrize("pages_of", [pages_by_pypdf, pages_by_pdfium])
@pytest.mark.parametrize("mark", ["预览", "未生效"])
def test_a_copy_is_marked_on_every_page_and_has_nothing_to_sign_or_to_verify(pages_of, mark):
    sheet = replace(a_preview(), copy=mark)
    pages = pages_of(draw_paper_form(sheet))
    read = "".join(pages)
    assert len(pages) == 2
    assert all(mark in page for page in pages)
    assert [text for text in texts(sheet) if joined(text) not in read] == []
    assert joined(NOT_TO_SIGN) in read
    assert f"{mark}，不能签字盖章" in pages[1]
    signed = [text for box in SIGNATURES for text in (box.says, box.signs, box.seal) if text]
    for absent in [*signed, *COPIES, sheet.version_code, "核验码H", "版本码2", "审核记录的摘要", "协议书编号2"]:
        assert joined(absent) not in read


@pytest.mark.parametrize("where", ["student", "employer", "terms", "code"])
def test_a_character_without_a_glyph_is_refused_by_name_wherever_it_stands(where):
    facts = {
        "student": {"student": [("姓名", "王𠮷"), *a_paper_sheet().student[1:]]},
        "employer": {"employer": [("单位名称", "𠮷公司"), *a_paper_sheet().employer[1:]]},
        "terms": {"terms": [("签约信息", [("拟聘用职位", "𠮷")])]},
        "code": {"code": "𠮷"},
    }[where]
    with pytest.raises(ValueError, match=r"𠮷 \(U\+20BB7\)"):
        draw_paper_form(replace(a_paper_sheet(), **facts))
