"""毕业生就业协议书: the electronic agreement on two pages, what was agreed on the first, how on the second."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from signing_core.agreement_sheet import AgreementSheet, Pair
from signing_core.clock import as_minute

from .paper import FOOT, LABEL, MARGIN, PAD, WIDTH, Cell, Paper, Style

TITLE = "毕业生就业协议书"
COUNTING = "一二三四五六七八九十"
HALF, NAME = WIDTH / 2, 28.0
HEADLINE, SUBTITLE = Style(20, bold=True), Style(10.5, ink=60)
HEADING, SMALL, CODE = Style(10, bold=True), Style(9), Style(15, bold=True)
QR_SIDE = 30.0
NOTES = (
    "甲乙双方已在签约系统中逐项阅读以上内容，并以各自的账号作出电子确认，双方确认的是同一版本的全部内容。",
    "本协议经学校审核通过后生效。协议书编号在审核通过时给出，只属于本协议，不会改作他用。",
    "审核通过之前，甲方可以提出修改，乙方同意后以修改后的内容为准。审核通过之后需要变更的，先办理解约，再重新签约。",
    "任何一方要求解约的，应当在系统中说明原因，由对方答复并经学校审核；学校按规定强制解约的除外。解约通过后，本协议不再有效。",
    "乙方应当在报到期限前到报到地点报到。甲方应当依法与乙方订立劳动合同，合同内容应当与本协议约定的职位、薪酬和试用期一致。",
    "本文件由系统出具并原样留存。内容有疑问时，以凭协议书编号和核验码查到的结果为准。",
)


def draw_agreement(sheet: AgreementSheet) -> bytes:
    """The agreement as PDF/A-2B; raises ValueError naming a character that the document font cannot print."""
    title = f"{TITLE} {sheet.number}".strip()
    paper = Paper(title, sheet.made_at, foot=f"{TITLE}　{_numbered(sheet)}", mark=sheet.copy)
    number = iter(COUNTING)
    _head(paper, sheet)
    paper.section(f"{next(number)}、签约双方")
    _parties(paper, sheet)
    for group, pairs in sheet.terms:
        paper.section(f"{next(number)}、{group}")
        for cells in _paired(paper, pairs):
            paper.row(*cells)
    if paper.page == 1:
        paper.add_page()
    paper.section(f"{next(number)}、约定说明")
    _notes(paper)
    paper.section(f"{next(number)}、签约确认")
    _confirmations(paper, sheet)
    paper.section(f"{next(number)}、流程追踪")
    for line in sheet.trail:
        paper.row(Cell(line.at, 36, SMALL), Cell(line.who, 67, SMALL), Cell(line.label, 67, SMALL))
    _verification(paper, sheet, next(number))
    return paper.finished()


def _numbered(sheet: AgreementSheet) -> str:
    return f"协议书编号 {sheet.number or '-'}"


def _head(paper: Paper, sheet: AgreementSheet) -> None:
    paper.say_centred(paper.y + 8, TITLE, HEADLINE)
    paper.say_centred(paper.y + 15, f"（{sheet.kind}）", SUBTITLE)
    paper.say(MARGIN, paper.y + 22, _numbered(sheet), SUBTITLE)
    paper.say_right(MARGIN + WIDTH, paper.y + 22, sheet.copy or f"{sheet.cohort}届毕业生", SUBTITLE)
    paper.y += 24.5
    paper.rule(paper.y, 0.5)


def _parties(paper: Paper, sheet: AgreementSheet) -> None:
    paper.row(Cell("甲方（用人单位）", HALF, HEADING), Cell("乙方（毕业生）", HALF, HEADING))
    for ours, theirs in zip_longest(sheet.employer, sheet.student, fillvalue=("", "")):
        paper.row(*_half(ours), *_half(theirs))


def _half(pair: Pair) -> tuple[Cell, Cell]:
    return Cell(pair[0], NAME, LABEL), Cell(pair[1], HALF - NAME)


def _whole(pair: Pair) -> tuple[Cell, Cell]:
    return Cell(pair[0], NAME, LABEL), Cell(pair[1], WIDTH - NAME)


def _paired(paper: Paper, pairs: Iterable[Pair]) -> Iterator[tuple[Cell, ...]]:
    """Rows in the order of the pairs: two short texts share a row, a long one has its own."""
    waiting: Pair | None = None
    for pair in pairs:
        if len(paper.broken(pair[1], HALF - NAME - 2 * PAD)) > 2:
            if waiting:
                yield _whole(waiting)
            yield _whole(pair)
            waiting = None
        elif waiting:
            yield (*_half(waiting), *_half(pair))
            waiting = None
        else:
            waiting = pair
    if waiting:
        yield _whole(waiting)


def _notes(paper: Paper) -> None:
    for number, note in enumerate(NOTES, start=1):
        paper.paragraph(note, label=f"{number}.")
        paper.y += 1


def _confirmations(paper: Paper, sheet: AgreementSheet) -> None:
    paper.paragraph("双方均通过系统电子确认，不另行签字盖章。")
    paper.y += 1.5
    for one in sheet.confirmations:
        paper.row(Cell(one.party, 36, LABEL), Cell(one.name, 67), Cell(one.act, 33), Cell(one.at, 34, SMALL))


def _verification(paper: Paper, sheet: AgreementSheet, number: str) -> None:
    paper.need(QR_SIDE + 16)
    paper.section(f"{number}、核验")
    if not sheet.code:
        paper.paragraph("本件在学校审核通过之前出具，没有协议书编号和核验码，不能作为已签约的证明。")
        return
    paper.y += 1.5
    top, left = paper.y, MARGIN + QR_SIDE + 7
    paper.qr(f"{sheet.address}?code={sheet.code}", MARGIN + 1, top, QR_SIDE)
    paper.say(left, top + 4, "核验码", LABEL)
    paper.say(left + 16, top + 5, sheet.code, CODE)
    paper.say(left, top + 12, "扫描二维码，或打开以下地址并输入核验码：", SMALL)
    for line in paper.broken(sheet.address, MARGIN + WIDTH - left, SMALL)[:2]:
        paper.say(left, top + 17, line, SMALL)
    issued = f"第 {sheet.issue} 次出具，{as_minute(sheet.made_at)}。审核记录的摘要（SHA-256）："
    paper.say(left, top + 25, issued, SMALL)
    paper.say(left, top + 30, sheet.entry_hash, FOOT)
    paper.y = top + QR_SIDE
