"""One agreement as PDF, drawn by us and by fpdf2 as its documentation shows, with the same words on it."""

import io
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pylopdf_fonts_zh_cn
import segno
from fpdf import FPDF

from exports.agreement_pdf import NOTES, TITLE, draw_agreement
from exports.paper_form_pdf import draw_paper_form
from signing_core.agreement_sheet import AgreementSheet
from tests.exports.papers import a_paper_sheet
from tests.exports.sheets import a_sheet

from .data import Data
from .verdicts import Verdict

ROUNDS, DOCUMENTS = 3, 20
TARGET = 1 / 5


def compare(_data: Data) -> Iterator[Verdict | str]:
    """Both times and sizes of a warm process and the ratio, medians of interleaved rounds."""
    draw_agreement(a_sheet())
    _as_documented(a_sheet())
    times = [(_milliseconds(draw_agreement, DOCUMENTS), _milliseconds(_as_documented, 1)) for _ in range(ROUNDS)]
    our, theirs = (statistics.median(some) for some in zip(*times, strict=True))
    size, peer_size = (len(draw(a_sheet())) / 1024 for draw in (draw_agreement, _as_documented))
    yield Verdict(what="agreement PDF", ours=our, peer="fpdf2 as documented", theirs=theirs, target=TARGET)
    paper = _milliseconds(draw_paper_form, DOCUMENTS, a_paper_sheet())
    yield f"paper agreement PDF: {paper:.1f} ms, {len(draw_paper_form(a_paper_sheet())) / 1024:.0f} KiB"
    few, many = _milliseconds(draw_agreement, 20), _milliseconds(draw_agreement, 200)
    yield f"agreement PDF: {few:.1f} ms each of 20, {many:.1f} of 200"
    yield f"agreement PDF: {size:.0f} KiB; fpdf2 as documented: {peer_size:.0f} KiB"


def _milliseconds(draw: Callable[[Any], bytes], count: int, sheet: Any = None) -> float:
    """Per document, no two of which are alike; of the processor, since drawing waits for nothing."""
    sheets = [
        replace(sheet or a_sheet(), number=f"12020190972{serial:05}", issue=serial + 1) for serial in range(count)
    ]
    start = time.process_time()
    for sheet in sheets:
        draw(sheet)
    return (time.process_time() - start) * 1000 / count


def _as_documented(sheet: AgreementSheet) -> bytes:
    """add_font, table, multi_cell, image and output, and nothing kept between two documents."""
    pdf = FPDF(enforce_compliance="PDF/A-2B")
    pdf.set_title(f"{TITLE} {sheet.number}")
    pdf.set_lang("zh-CN")
    pdf.add_font("cn", "", pylopdf_fonts_zh_cn.serif_path())
    pdf.add_font("cn", "B", pylopdf_fonts_zh_cn.sans_path())
    pdf.add_page()
    pdf.set_font("cn", "B", 20)
    pdf.cell(0, 14, TITLE, align="C", new_x="LMARGIN", new_y="NEXT")
    _rows(pdf, [("甲方", "用人单位", "乙方", "毕业生")])
    _rows(pdf, [ours + theirs for ours, theirs in zip(sheet.employer, sheet.student, strict=True)])
    for group, pairs in sheet.terms:
        _heading(pdf, group)
        _rows(pdf, pairs)
    _heading(pdf, "约定说明")
    for note in NOTES:
        pdf.multi_cell(0, 6, note, align="L", wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
    _heading(pdf, "签约确认")
    _rows(pdf, [(one.party, one.name, one.act, one.at) for one in sheet.confirmations])
    _heading(pdf, "流程追踪")
    _rows(pdf, [(line.at, line.who, line.label) for line in sheet.trail])
    picture = io.BytesIO()
    segno.make(sheet.address, error="m", micro=False).save(picture, kind="png", scale=6)
    pdf.image(picture, w=30)
    for line in (sheet.code, sheet.address, sheet.entry_hash):
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _heading(pdf: FPDF, text: str) -> None:
    pdf.set_font("cn", "B", 11)
    pdf.cell(0, 10, text, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("cn", size=10)


def _rows(pdf: FPDF, rows: list[tuple[str, ...]]) -> None:
    pdf.set_font("cn", size=10)
    with pdf.table(rows, text_align="LEFT", line_height=6, first_row_as_headings=False):
        pass
