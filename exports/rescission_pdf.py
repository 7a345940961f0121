"""就业协议解约证明: one page that says of an agreement that it ended, when, and who asked."""

from functools import partial

from signing_core.clock import as_day
from signing_core.frozen import Pair
from signing_core.rescission_sheet import RescissionSheet

from . import blocks
from .paper import MARGIN, WIDTH, Paper, Style

TITLE = "毕业生就业协议解约证明"
STATEMENT, LINE = Style(12), 7.2
NOTES = (
    "本证明由系统依据学校的审核记录出具并原样留存。有疑问时，以凭核验码查到的结果为准。",
    "本证明只说明协议已经解除。双方之间的违约责任等事项，按协议书的约定和法律的规定另行处理。",
)


def draw_rescission(sheet: RescissionSheet) -> bytes:
    """The certificate as PDF/A-2B; raises ValueError naming a character that the document font cannot print."""
    title, foot = f"{TITLE} {sheet.number}", f"{TITLE}　证明编号 {sheet.number}"
    return blocks.on_one_page(partial(Paper, title, sheet.made_at, foot=foot), partial(_fill, sheet=sheet))


def _fill(paper: Paper, sheet: RescissionSheet) -> None:
    blocks.head(paper, TITLE, sheet.kind, f"证明编号 {sheet.number}", f"{sheet.cohort}届毕业生")
    paper.y += 5
    paper.paragraph(_statement(sheet), style=STATEMENT, leading=LINE)
    paper.section("一、双方")
    blocks.party(paper, "甲方（用人单位）", sheet.employer)
    blocks.party(paper, "乙方（毕业生）", sheet.student)
    paper.section("二、解除的协议")
    blocks.pairs(paper, _ending(sheet))
    blocks.whole(paper, ("解除原因", " ".join(sheet.reason.split("\n"))))
    blocks.verification(paper, sheet, "三、核验")
    _by_whom(paper, sheet)
    blocks.notes(paper, NOTES)


def _statement(sheet: RescissionSheet) -> str:
    return (
        f"　　兹证明下列双方签订的就业协议书（编号 {sheet.agreement_number}）"
        f"已由学校办理解约，自{sheet.rescinded_on}起解除，不再有效，乙方可以重新签约。"
    )


def _ending(sheet: RescissionSheet) -> list[Pair]:
    return [
        ("协议书编号", sheet.agreement_number),
        ("签约类型", sheet.kind),
        ("审核通过日期", sheet.approved_on),
        ("解除日期", sheet.rescinded_on),
        ("解约发起人", sheet.asked_by),
        ("出具日期", as_day(sheet.made_at)),
    ]


def _by_whom(paper: Paper, sheet: RescissionSheet) -> None:
    """The school and the day, as a certificate ends."""
    line = f"{sheet.fact('毕业学校')}　{as_day(sheet.made_at)}"
    paper.need(LINE + 6)
    paper.say_right(MARGIN + WIDTH, paper.y + LINE + 4, line, paper.fitting(line, WIDTH, STATEMENT))
    paper.y += LINE + 9
