"""就业协议解除证明: the form that a student downloads filled in, has stamped by the employer and uploads as proof."""

from functools import partial

from signing_core.frozen import Pair
from signing_core.rescission_sheet import ReleaseForm

from . import blocks, signatures
from .blocks import NAME
from .paper import BOTTOM, LABEL, MARGIN, WIDTH, Cell, Paper, Style
from .signatures import COMPANY_SEAL, DAY, Signature

HEADLINE, STATEMENT, LINE = Style(18, bold=True), Style(12), 7.2
RULES, APART = 3, 9.0
LOWEST, HIGHEST, TAIL = 36.0, 62.0, 16.0
KINDS = "□ 单位原因　□ 升学　□ 考取公务员　□ 应征入伍　□ 另有就业单位　□ 其他"
SIGNATURES = (
    Signature("甲方（用人单位）", "同意解除就业协议，以上内容属实。", "经办人（签字）：", COMPANY_SEAL, "联系电话："),
    Signature("乙方（毕业生）", "同意解除就业协议，以上内容属实。", "本人（签字）："),
)
NOTES = (
    "双方填写、签字，甲方盖章后，由乙方拍照或者扫描上传到签约系统，作为解约证明；涂改的无效。",
    "甲方也可以另行出具盖章的解约证明。协议自学校审核通过时解除，本证明不代替学校的审核。",
)


def draw_release_form(form: ReleaseForm) -> bytes:
    """The form as PDF/A-2B; raises ValueError naming a character that the document font cannot print."""
    title, foot = f"{form.title} {form.agreement_number}", f"{form.title}　协议书编号 {form.agreement_number}"
    return blocks.on_one_page(partial(Paper, title, form.made_at, foot=foot), partial(_fill, form=form))


def _fill(paper: Paper, form: ReleaseForm) -> None:
    _head(paper, form)
    paper.section("一、双方和协议")
    blocks.party(paper, "甲方（用人单位）", form.employer)
    blocks.party(paper, "乙方（毕业生）", form.student)
    blocks.pairs(paper, _agreement(form))
    paper.section("二、解约类型和原因")
    paper.row(Cell("解约类型", NAME, LABEL), Cell(KINDS, WIDTH - NAME))
    _reason(paper)
    paper.section("三、签署")
    signatures.row(paper, SIGNATURES, min(HIGHEST, max(LOWEST, BOTTOM - paper.y - TAIL)))
    paper.y += 3
    blocks.notes(paper, NOTES)


def _head(paper: Paper, form: ReleaseForm) -> None:
    paper.say_centred(paper.y + 8, form.title, paper.fitting(form.title, WIDTH, HEADLINE))
    paper.y += 16
    paper.paragraph(f"{form.fact('毕业学校')}：", style=STATEMENT, leading=LINE)
    statement = "　　我单位与贵校下列毕业生签订的就业协议书，经双方协商一致，同意解除。"
    paper.paragraph(statement, style=STATEMENT, leading=LINE)


def _agreement(form: ReleaseForm) -> list[Pair]:
    return [
        ("协议书编号", form.agreement_number),
        ("签约类型", form.kind),
        ("审核通过日期", form.approved_on),
        ("商定解除日期", DAY),
    ]


def _reason(paper: Paper) -> None:
    """Lines to write on."""
    height = RULES * APART + 2
    paper.need(height)
    paper.frames([MARGIN, MARGIN + NAME, MARGIN + WIDTH], height)
    paper.say(MARGIN + 1.45, paper.y + height / 2 + 1, "解约原因", LABEL)
    for number in range(1, RULES):
        paper.line(MARGIN + NAME + 3, paper.y + number * APART, MARGIN + WIDTH - 3, paper.y + number * APART)
    paper.y += height
