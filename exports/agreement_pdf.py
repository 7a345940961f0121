"""毕业生就业协议书: the electronic agreement on two pages, what was agreed on the first, how on the second."""

from signing_core.agreement_sheet import AgreementSheet

from . import blocks
from .blocks import SMALL
from .paper import LABEL, Cell, Paper

TITLE = "毕业生就业协议书"
COUNTING = "一二三四五六七八九十"
NOTES = (
    "甲乙双方已在签约系统中逐项阅读以上内容，并以各自的账号作出电子确认，双方确认的是同一版本的全部内容。",
    "本协议经学校审核通过后生效。协议书编号在审核通过时给出，只属于本协议，不会改作他用。",
    "审核通过之前，甲方可以提出修改，乙方同意后以修改后的内容为准。审核通过之后需要变更的，先办理解约，再重新签约。",
    "任何一方要求解约的，应当在系统中说明原因，由对方答复并经学校审核；学校按规定强制解约的除外。解约通过后，本协议不再有效。",
    "乙方应当在报到期限前到报到地点报到。甲方应当依法与乙方订立劳动合同，合同内容应当与本协议约定的职位、薪酬和试用期一致。",
    "本文件由系统出具并原样留存。内容有疑问时，以凭协议书编号和核验码查到的结果为准。",
)

UNVERIFIED = "本件在学校审核通过之前出具，没有协议书编号和核验码，不能作为已签约的证明。"


def draw_agreement(sheet: AgreementSheet) -> bytes:
    """The agreement as PDF/A-2B; raises ValueError naming a character that the document font cannot print."""
    title = f"{TITLE} {sheet.number}".strip()
    paper = Paper(title, sheet.made_at, foot=f"{TITLE}　{_numbered(sheet)}", mark=sheet.copy)
    number = iter(COUNTING)
    blocks.head(paper, TITLE, sheet.kind, _numbered(sheet), sheet.copy or f"{sheet.cohort}届毕业生")
    paper.section(f"{next(number)}、签约双方")
    blocks.parties(paper, sheet.employer, sheet.student)
    for group, pairs in sheet.terms:
        paper.section(f"{next(number)}、{group}")
        blocks.pairs(paper, pairs)
    if paper.page == 1:
        paper.add_page()
    paper.section(f"{next(number)}、约定说明")
    blocks.notes(paper, NOTES)
    paper.section(f"{next(number)}、签约确认")
    _confirmations(paper, sheet)
    paper.section(f"{next(number)}、流程追踪")
    for line in sheet.trail:
        paper.row(Cell(line.at, 36, SMALL), Cell(line.who, 67, SMALL), Cell(line.label, 67, SMALL))
    blocks.verification(paper, sheet, f"{next(number)}、核验", without=UNVERIFIED)
    return paper.finished()


def _numbered(sheet: AgreementSheet) -> str:
    return f"协议书编号 {sheet.number or '-'}"


def _confirmations(paper: Paper, sheet: AgreementSheet) -> None:
    paper.paragraph("双方均通过系统电子确认，不另行签字盖章。")
    paper.y += 1.5
    for one in sheet.confirmations:
        paper.row(Cell(one.party, 36, LABEL), Cell(one.name, 67), Cell(one.act, 33), Cell(one.at, 34, SMALL))
