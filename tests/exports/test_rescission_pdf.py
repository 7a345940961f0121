"""The certificate of a rescission: one page whose every word can be read back, equal for equal sheets."""

import io
from dataclasses import replace

import pypdf
import pytest

from exports.rescission_pdf import NOTES, TITLE, draw_rescission
from tests.exports.certificates import a_certificate, with_the_longest_names
from tests.exports.reading import joined, outside_the_frame, pages_by_pdfium, pages_by_pypdf, programs
from tests.exports.sheets import a_sheet

LONGEST = with_the_longest_names(
    a_certificate(
        reason="因" * 200,
        asked_by="学校强制解约",
        address=f"https://{'x' * 60}.example.edu.cn/verify/1202019097200002",
    )
)


@pytest.mark.parametrize("pages_of", [pages_by_pypdf, pages_by_pdfium])
@pytest.mark.parametrize("sheet", [a_certificate(), LONGEST], ids=["ordinary", "longest"])
def test_every_fact_stands_on_the_one_page(pages_of, sheet):
    (read,) = pages_of(draw_rescission(sheet))
    told = [sheet.number, sheet.agreement_number, sheet.kind, sheet.reason, sheet.asked_by, *NOTES]
    told += [sheet.approved_on, sheet.rescinded_on, sheet.code, sheet.address, sheet.entry_hash, TITLE, "第1页，共1页"]
    told += [text for pair in [*sheet.employer[1:], *sheet.student[1:]] for text in pair]
    told += ["甲方（用人单位）", sheet.fact("单位名称"), "乙方（毕业生）", sheet.fact("姓名")]
    assert [text for text in told if joined(text) not in read] == []


def test_a_certificate_says_who_the_parties_are_and_not_how_to_reach_them():
    (read,) = pages_by_pypdf(draw_rescission(a_certificate()))
    assert a_sheet().fact("身份证号") in read
    assert a_sheet().fact("联系电话") not in read
    assert a_sheet().fact("通讯地址") not in read


def test_the_number_of_a_certificate_is_the_agreements_and_which_issue_it_is():
    assert a_certificate().number == "1202019097200002-01"
    assert "证明编号1202019097200002-12" in pages_by_pypdf(draw_rescission(a_certificate(issue=12)))[0]


def test_equal_certificates_are_equal_bytes_whenever_they_are_drawn():
    first = draw_rescission(a_certificate())
    assert first == draw_rescission(a_certificate())
    assert b"2020-05-06T02:15:00+00:00" in first
    assert first != draw_rescission(a_certificate(asked_by="单位解约"))


def test_a_certificate_says_that_it_is_pdf_a_2b_and_carries_its_fonts():
    document = draw_rescission(a_certificate())
    metadata = pypdf.PdfReader(io.BytesIO(document)).trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert f"{TITLE} 1202019097200002-01" in metadata
    assert len(programs(document)) == 2
    assert len(document) <= 80 * 1024


@pytest.mark.parametrize("where", ["student", "employer", "reason", "asked_by", "code"])
def test_a_character_without_a_glyph_is_refused_by_name_wherever_it_stands(where):
    facts = {
        "student": {"student": [("姓名", "王𠮷"), *a_certificate().student[1:]]},
        "employer": {"employer": [("单位名称", "𠮷公司")]},
    }.get(where, {where: "𠮷"})
    with pytest.raises(ValueError, match=r"𠮷 \(U\+20BB7\)"):
        draw_rescission(a_certificate(**facts))


@pytest.mark.parametrize("sheet", [a_certificate(), LONGEST], ids=["ordinary", "longest"])
def test_nothing_is_written_outside_the_frame(sheet):
    assert outside_the_frame(draw_rescission(sheet)) == []


def test_what_no_page_could_hold_flows_on():
    document = draw_rescission(replace(LONGEST, approved_on="日" * 900))
    pages = pages_by_pypdf(document)
    assert len(pages) == 2
    assert "".join(pages).count("日") > 900
    assert outside_the_frame(document) == []


def test_the_lines_of_a_reason_are_set_as_one_so_that_the_page_holds_them():
    (read,) = pages_by_pypdf(draw_rescission(a_certificate(reason="\n".join("因" * 100))))
    assert "因" * 100 in read
