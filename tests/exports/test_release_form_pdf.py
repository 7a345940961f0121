"""解除证明: one page with everything filled in that is known, and room for what the parties write and stamp."""

import io
from dataclasses import replace

import pypdf
import pytest

from exports.release_form_pdf import KINDS, NOTES, SIGNATURES, draw_release_form
from tests.exports.certificates import a_release_form, with_the_longest_names
from tests.exports.reading import joined, outside_the_frame, pages_by_pdfium, pages_by_pypdf, programs

LONGEST = with_the_longest_names(a_release_form("新疆维吾尔自治区"))


@pytest.mark.parametrize("pages_of", [pages_by_pypdf, pages_by_pdfium])
@pytest.mark.parametrize("form", [a_release_form(), LONGEST], ids=["ordinary", "longest"])
def test_all_that_is_known_and_all_that_is_asked_stands_on_the_one_page(pages_of, form):
    (read,) = pages_of(draw_release_form(form))
    told = [form.title, form.agreement_number, form.kind, form.approved_on, KINDS, *NOTES, "解约原因", "商定解除日期"]
    told += [said for _, said in [*form.employer, *form.student]]
    told += [text for box in SIGNATURES for text in box]
    assert [text for text in told if joined(text) not in read] == []


@pytest.mark.parametrize("form", [a_release_form(), LONGEST], ids=["ordinary", "longest"])
def test_nothing_is_written_outside_the_frame(form):
    assert outside_the_frame(draw_release_form(form)) == []


def test_the_title_names_the_province_of_the_setting():
    assert a_release_form().title == "湖北省高等学校毕业生就业协议解除证明"
    read = pages_by_pypdf(draw_release_form(a_release_form("湖南省")))[0]
    assert read.startswith("湖南省高等学校毕业生就业协议解除证明")


def test_a_form_cannot_be_taken_for_a_certificate():
    (read,) = pages_by_pypdf(draw_release_form(a_release_form()))
    for absent in ("核验码", "证明编号", "不再有效"):
        assert absent not in read


def test_equal_forms_are_equal_bytes_with_their_fonts():
    first = draw_release_form(a_release_form())
    assert first == draw_release_form(a_release_form())
    assert first != draw_release_form(a_release_form("湖南省"))
    assert len(programs(first)) == 2
    assert len(first) <= 80 * 1024
    metadata = pypdf.PdfReader(io.BytesIO(first)).trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata


@pytest.mark.parametrize("facts", [{"province": "𠮷省"}, {"student": [("姓名", "𠮷"), ("毕业学校", "甲")]}])
def test_a_character_without_a_glyph_is_refused_by_name(facts):
    with pytest.raises(ValueError, match=r"𠮷 \(U\+20BB7\)"):
        draw_release_form(replace(a_release_form(), **facts))
