"""The acts of the demo's paper agreements: what students enter, hand in and ask, and what the office decides."""

from collections.abc import Callable
from datetime import timedelta

from stdnum.cn import uscc

from signing_core import clock
from signing_core.models import ImagePurpose
from signing_core.use_cases import images, papers, rescind, review
from signing_core.work import UnitOfWork

from .demo_acts import ARCHIVE_OFFICE, Story, act_as

Typed = dict[str, str]

UNITS = (
    ("江城市长江路中学", "教育", "中初教育单位", "教学人员", "语文教师"),
    ("武汉东湖精密仪器有限公司", "制造业", "其他企业", "工程技术人员", "硬件工程师"),
    ("江城市第三人民医院", "卫生和社会工作", "医疗卫生单位", "办事人员和有关人员", "信息科职员"),
    ("湖北楚天建设集团有限公司", "建筑业", "国有企业", "工程技术人员", "数据管理员"),
    ("江城城市规划设计研究院", "科学研究和技术服务业", "科研设计单位", "科学研究人员", "研究助理"),
)
SHARED_PICTURE = 0  # of the students who handed in the very same picture


def with_check(body: str) -> str:
    """A made-up unified social credit code, complete."""
    return body + uscc.calc_check_digit(body)


def an_employer(story: Story) -> Typed:
    """The employer that the student has found, who has no account."""
    serial = _which(story)
    name, industry, nature, job, _ = UNITS[serial]
    return {
        "unit_name": name,
        "uscc": with_check(f"91420100MA{9000001 + serial}"),
        "unit_industry": industry,
        "unit_nature": nature,
        "unit_place": "湖北省武汉市武昌区",
        "unit_email": f"hr{serial + 1}@unit.example.com",
        "unit_postcode": "430071",
        "unit_address": f"中北路 {100 + serial} 号",
        "job_category": job,
        "contact": "刘女士",
        "contact_phone": "027-88770000",
    }


def _which(story: Story) -> int:
    return int(story.student.student_number) % len(UNITS)


def typed(story: Story) -> Typed:
    """The agreement as the student enters it; after a return with what the office asked for."""
    *_, position = UNITS[_which(story)]
    floor = "行政楼 2 楼" if story.signing.terms_version else ""
    employer = an_employer(story)
    return (
        ARCHIVE_OFFICE
        | employer
        | {
            "unit_address": employer["unit_address"] + floor,
            "position": position,
            "probation_days": "90",
            "probation_pay": "5500",
            "regular_pay": "6500",
            "penalty": "3000",
            "work_place": "湖北省武汉市武昌区",
            "report_place": "湖北省武汉市武昌区",
            "report_by": (clock.today(story.begun) + timedelta(days=120)).isoformat(),
            "archive": "人才机构托管",
            "household": "不接收",
        }
    )


def _enter(work: UnitOfWork, story: Story) -> None:
    """Begun, and typed as far as the employer is known."""
    act_as(work, story.account)
    story.signing, story.begun = papers.begin(work), work.at
    whole = typed(story)
    known = {name: whole[name] for name in ("unit_name", "uscc", "unit_industry", "unit_nature", "position")}
    papers.save(work, story.signing.public_id, seen=story.signing.version, typed=known)


def _preview(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.account)
    papers.preview(work, story.signing.public_id, seen=story.signing.version, typed=typed(story))


def _generate(work: UnitOfWork, story: Story) -> None:
    _preview(work, story)
    content = typed(story)
    papers.generate(work, story.signing.public_id, seen=story.signing.version, typed=content, ticked=True)


def _approve_form(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.college)
    review.approve_form(work, story.signing.public_id, seen=story.signing.version)


def _return_form(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.college)
    facts = {"reason": "通讯地址请写到楼栋和楼层，便于核实。", "fields": ["unit_address", "unit_postcode"]}
    review.send_back(work, story.signing.public_id, seen=story.signing.version, **facts)


def _reject_form(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.school)
    reason = "该单位未能核实，请与单位确认名称和统一社会信用代码后重新录入。"
    review.reject_form(work, story.signing.public_id, seen=story.signing.version, reason=reason)


def _upload(work: UnitOfWork, story: Story) -> None:
    """Both pages, each time photographed anew."""
    for page in (1, 2):
        picture(work, story, ImagePurpose.FEEDBACK, story.signing.number or "", page)


def _hand_in(work: UnitOfWork, story: Story) -> None:
    _upload(work, story)
    _submit(work, story)


def _hand_in_same(work: UnitOfWork, story: Story) -> None:
    """A picture that another student hands in as well."""
    picture(work, story, ImagePurpose.FEEDBACK, f"2{story.student.cohort}", SHARED_PICTURE)
    _submit(work, story)


def _submit(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.account)
    images.submit(work, story.signing.public_id, seen=story.signing.version)


def _reject_feedback(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.college)
    reason = "印章不清晰，请重新拍摄后上传。"
    review.reject(work, story.signing.public_id, seen=story.signing.version, reason=reason)


def _ask(work: UnitOfWork, story: Story) -> None:
    picture(work, story, ImagePurpose.RESCISSION, f"{story.signing.number}", 1)
    facts = {"type": "个人原因：考取公务员", "reason": "已被录用为公务员，单位同意解除并出具证明。"}
    rescind.ask_on_paper(work, story.signing.public_id, seen=story.signing.version, **facts)


def picture(work: UnitOfWork, story: Story, purpose: ImagePurpose, number: str, page: int) -> None:
    act_as(work, story.account)
    seed = page and page + 10 * int(work.at.timestamp())
    name = f"{purpose.label}{page or 1}.jpg"
    picture = story.scans.take(number, seed)
    images.add(work, story.signing.public_id, purpose=purpose, name=name, **picture)


PAPER_ACTS: dict[str, Callable[[UnitOfWork, Story], None]] = {
    "enter": _enter,
    "preview": _preview,
    "generate": _generate,
    "approve_form": _approve_form,
    "return_form": _return_form,
    "reject_form": _reject_form,
    "upload": _upload,
    "hand_in": _hand_in,
    "hand_in_same": _hand_in_same,
    "reject_feedback": _reject_feedback,
    "student_asks_on_paper": _ask,
}
