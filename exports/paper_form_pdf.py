"""高校毕业生就业协议书 on paper: what was agreed on the first page, signatures and seals on the second."""

from functools import partial

from signing_core.clock import as_minute
from signing_core.paper_sheet import PaperSheet

from . import blocks, signatures
from .blocks import HEADING, SMALL
from .paper import BOTTOM, FOOT, LABEL, MARGIN, WIDTH, Cell, Paper, Style
from .signatures import COMPANY_SEAL, Signature

TITLE = "高校毕业生就业协议书"
SCHOOL, CORNER = Style(13), Style(7, ink=60)
QR_SIDE, QR_TOP, BESIDE, BETWEEN = 19.0, 9.0, WIDTH - 30, WIDTH - 46
LOWEST, HIGHEST, TAIL = 33.0, 64.0, 24.0
NOTES = (
    "甲乙双方自愿签订本协议，各自对所填内容的真实性负责。甲方应当如实介绍单位和工作情况，乙方应当如实介绍本人情况。",
    "本协议由系统按双方商定的内容生成。打印后由乙方签字，甲方签字并加盖单位公章或者劳动合同专用章；"
    "涂改、换页或者各页版本码不一致的，学校不予审核。",
    "乙方应当在报到期限前到报到地点报到，甲方应当按约定接收，并依法与乙方订立劳动合同，"
    "所订的职位、薪酬和试用期与本协议一致。",
    "签字盖章后，乙方应当把本协议各页拍照或者扫描，上传到签约系统，由学校审核；审核通过后列入就业方案。",
    "一方不履行本协议的，按约定的违约金承担责任，法律另有规定的除外。",
    "需要解约的，由乙方在系统中提出并上传甲方盖章的解除证明，经学校审核后解除；在此之前乙方不得与其他单位签约。",
)
COPIES = ("第一联 用人单位", "第二联 毕业生", "第三联 院系", "第四联 学校")
NOT_TO_SIGN = "本件只供阅读，没有协议书编号和核验码，不能签字盖章，也不能作为签约的证明。"


SIGNATURES = (
    Signature("甲方（用人单位）", "同意按以上约定录用乙方。", "法定代表人或者委托代理人（签字）：", COMPANY_SEAL),
    Signature("乙方（毕业生）", "同意按以上约定到甲方就业。", "本人（签字）："),
    Signature("院系", "意见：", "经办人（签字）：", "（盖章）"),
    Signature("学校", "意见：", "经办人（签字）：", "（就业工作部门盖章）"),
)


def draw_paper_form(sheet: PaperSheet) -> bytes:
    """The form as PDF/A-2B; raises ValueError naming a character that the document font cannot print."""
    title = f"{TITLE} {sheet.number}".strip()
    paper = Paper(
        title, sheet.made_at, foot=f"{TITLE}　{_numbered(sheet)}", mark=sheet.copy, top=partial(_top, sheet=sheet)
    )
    blocks.bands(paper, [("乙方毕业生", sheet.student), ("甲方用人单位", sheet.employer), *sheet.terms])
    if paper.page == 1:
        paper.add_page()
    paper.section("约定说明")
    blocks.notes(paper, NOTES)
    _signatures(paper, sheet)
    _tail(paper, sheet)
    return paper.finished()


def _numbered(sheet: PaperSheet) -> str:
    return sheet.copy or f"协议书编号 {sheet.number}"


def _top(paper: Paper, sheet: PaperSheet) -> None:
    """The codes in the corner; on the first page the title, on others whose agreement the page belongs to."""
    if sheet.code:
        _corner(paper, sheet)
    if paper.page == 1:
        school = sheet.fact("毕业学校")
        paper.say_centred(paper.y + 2, school, paper.fitting(school, BETWEEN, SCHOOL))
        paper.y += 3
        blocks.head(paper, TITLE, sheet.kind, _numbered(sheet), f"{sheet.cohort}届毕业生")
        paper.y += 3
        return
    paper.say(MARGIN, paper.y + 2, f"{TITLE}（{sheet.kind}）", HEADING)
    parties = f"{_numbered(sheet)}　甲方 {sheet.fact('单位名称')}　乙方 {sheet.fact('姓名')}"
    for number, line in enumerate(paper.broken(parties, BESIDE, SMALL)):
        paper.say(MARGIN, paper.y + 8 + number * 4.5, line, SMALL)
    paper.y += 22
    paper.rule(paper.y, 0.5)


def _corner(paper: Paper, sheet: PaperSheet) -> None:
    right = MARGIN + WIDTH
    paper.qr(f"{sheet.address}?code={sheet.code}", right - QR_SIDE, QR_TOP, QR_SIDE)
    paper.say_right(right, QR_TOP + QR_SIDE + 3.5, f"核验码 {sheet.code}", CORNER)
    paper.say_right(right, QR_TOP + QR_SIDE + 6.5, f"版本码 {sheet.version_code}", CORNER)


def _signatures(paper: Paper, sheet: PaperSheet) -> None:
    """Boxes two by two, as high as the page has room."""
    paper.section("签署")
    height = min(HIGHEST, max(LOWEST, (BOTTOM - paper.y - TAIL) / 2))
    for side_by_side in (SIGNATURES[:2], SIGNATURES[2:]):
        signatures.row(paper, side_by_side, height, instead=f"{sheet.copy}，不能签字盖章" if sheet.copy else "")


def _tail(paper: Paper, sheet: PaperSheet) -> None:
    """Which of the four copies this is, and how to verify it."""
    paper.need(TAIL - 8)
    if sheet.copy:
        paper.y += 3
        paper.paragraph(NOT_TO_SIGN, style=SMALL)
        return
    kept = [Cell(f"□ {copy}", 33, SMALL) for copy in COPIES]
    paper.row(Cell("一式四份，各存一份：", WIDTH - 33 * len(kept), LABEL), *kept)
    paper.y += 2
    verified = f"核验：扫描页角的二维码，或者打开 {sheet.address} 输入核验码 {sheet.code}。"
    issued = f"第 {sheet.issue} 次出具，{as_minute(sheet.made_at)}。审核记录的摘要（SHA-256）：{sheet.entry_hash}"
    paper.paragraph(f"{verified}\n{issued}", style=FOOT, leading=4)
