"""The acts of the demo's other destinations: what students register and ask, what the office decides and notes."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from signing_core import clock
from signing_core.catalogues import destinations as catalogue
from signing_core.models import ImagePurpose, Plan
from signing_core.use_cases import destinations, plans, rescind, review
from signing_core.work import UnitOfWork

from .demo_acts import Story, act_as
from .demo_papers import Typed, an_employer, picture

STUDY, ARMY, FREELANCE = "升学（全日制）", "应征义务兵", "自由翻译"
CONTRACT, ABROAD, IDLE = "劳动合同", "出国出境学习深造", "待就业"
HOME = {"dispatch_name": "江城市人才服务中心", "dispatch_place": "湖北省武汉市武昌区"}
DETAILS: dict[str, Typed] = {
    STUDY: {
        "unit_nature": "升学",
        "school_name": "江城理工大学",
        "unit_place": "湖北省武汉市",
        "level": "硕士研究生",
        "admitted_to": "计算机技术",
        "dispatch_name": "江城理工大学",
        "dispatch_place": "湖北省武汉市",
    },
    ARMY: {"project": "大学生应征入伍", "unit_nature": "部队", "unit_place": "湖北省襄阳市"},
    FREELANCE: {"work_kind": "科技文献翻译", "unit_nature": "其他", "unit_place": "湖北省武汉市洪山区", "pay": "6000"},
    CONTRACT: {"pay": "6800"},
    ABROAD: {
        "country": "英国",
        "abroad_name": "University of Exampleshire",
        "unit_nature": "其他",
        "unit_place": "湖北省武汉市洪山区",
    },
    IDLE: {
        "cause": "正在准备公务员考试",
        "expected": "公务员",
        "unit_nature": "其他",
        "unit_place": "湖北省武汉市洪山区",
    },
}
TERM_OF = {ARMY: 2, CONTRACT: 3}  # years


def typed(story: Story) -> Typed:
    """The destination as the student fills it in; after a return with what the office asked for."""
    detail = story.signing.destination
    corrected = {"dispatch_name": f"{HOME['dispatch_name']}（毕业生档案部）"} if story.signing.terms_version else {}
    unit = an_employer(story) if detail == CONTRACT else {}
    return unit | HOME | DETAILS[detail] | _term(story, TERM_OF.get(detail, 0)) | corrected


def _term(story: Story, years: int) -> Typed:
    """From when to when, of what lasts some years."""
    if not years:
        return {}
    first = (clock.today(story.begun) + timedelta(days=120)).replace(day=1)
    last = first.replace(year=first.year + years) - timedelta(days=1)
    return {"term_from": first.isoformat(), "term_to": last.isoformat()}


def _register(work: UnitOfWork, story: Story, *, detail: str) -> None:
    """Begun, and typed as far as it goes without the papers at hand."""
    act_as(work, story.account)
    story.signing, story.begun = destinations.begin(work, detail), work.at
    known = {name: value for name, value in typed(story).items() if not name.startswith("dispatch")}
    destinations.save(work, story.signing.public_id, seen=story.signing.version, typed=known)


def _send(work: UnitOfWork, story: Story) -> None:
    """Handed in, with a picture of the proof where one is asked for."""
    if catalogue.category_of(story.signing.destination).proof:
        picture(work, story, ImagePurpose.DESTINATION, story.student.student_number, 1)
    act_as(work, story.account)
    destinations.submit(work, story.signing.public_id, seen=story.signing.version, typed=typed(story))


def _take_back(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.account)
    destinations.withdraw(work, story.signing.public_id, seen=story.signing.version)


def _return(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.college)
    facts = {"reason": "请写明接收档案的部门，便于寄送。", "fields": ["dispatch_name"]}
    review.send_back(work, story.signing.public_id, seen=story.signing.version, **facts)


def _reject(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.school)
    reason = "证明材料看不清印章，请重新拍摄后提交。"
    review.reject(work, story.signing.public_id, seen=story.signing.version, reason=reason)


def _ask(work: UnitOfWork, story: Story) -> None:
    picture(work, story, ImagePurpose.RESCISSION, story.student.student_number, 1)
    reason = "去向有变，申请解除后重新登记。"
    rescind.ask_release(work, story.signing.public_id, seen=story.signing.version, reason=reason)


def _keep(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.school)
    reason = "请先向录取院校书面放弃入学，再申请解除。"
    rescind.reject(work, story.signing.public_id, seen=story.signing.version, reason=reason)


def _plan_otherwise(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.school)
    reason = "已由省级项目办统一上报。"
    seen = work.session.get_one(Plan, story.student.id).version
    plans.set_other(work, story.student.public_id, seen=seen, reason=reason, destination="西部计划")


DESTINATION_ACTS: dict[str, Callable[[UnitOfWork, Story], None]] = {
    "register_study": partial(_register, detail=STUDY),
    "register_army": partial(_register, detail=ARMY),
    "register_freelance": partial(_register, detail=FREELANCE),
    "register_contract": partial(_register, detail=CONTRACT),
    "register_abroad": partial(_register, detail=ABROAD),
    "register_idle": partial(_register, detail=IDLE),
    "send": _send,
    "take_back": _take_back,
    "return_destination": _return,
    "reject_destination": _reject,
    "student_asks_release": _ask,
    "keep_destination": _keep,
    "plan_otherwise": _plan_otherwise,
}
