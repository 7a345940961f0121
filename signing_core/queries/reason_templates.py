"""审核意见模板: what the actor's school words for its decisions, and what it may begin with."""

import json

from sqlalchemy import select

from signing_core.crypto import digest
from signing_core.models import ReasonGroup, ReasonTemplate
from signing_core.work import UnitOfWork

Worded = dict[ReasonGroup, list[str]]

READY_MADE: Worded = {
    ReasonGroup.REFUSE: [
        "所填单位名称与证照或公章上的名称不一致，请核对后重新提交。",
        "协议书或证明材料未加盖单位公章，或公章无法辨认。",
        "经向单位核实，单位未与该生签约。",
        "证明材料不清晰或不完整，无法核对。",
    ],
    ReasonGroup.RETURN: [
        "单位名称或统一社会信用代码有误，请按营业执照更正。",
        "薪资填写有误，请按实际约定的月薪填写。",
        "报到地点或档案转递信息不完整，请补充到区县和详细地址。",
        "联系人或联系电话有误，请更正后再提交。",
    ],
    ReasonGroup.REFUSE_RESCISSION: [
        "经核实，解约申请并非双方真实意愿。",
        "解约材料未加盖单位公章，或与所述情况不符。",
    ],
    ReasonGroup.REVOKE: [
        "审核后发现信息有误，撤回后重新办理。",
        "操作失误，撤回后重新审核。",
    ],
    ReasonGroup.FORCE: [
        "单位已书面确认不再履行协议，学生申请由学校办理解约。",
        "单位已注销或停止经营，协议无法履行。",
    ],
}


def of_school(work: UnitOfWork) -> Worded:
    """By group in the school's order; one statement."""
    rows = select(ReasonTemplate.group, ReasonTemplate.text).order_by(ReasonTemplate.group, ReasonTemplate.position)
    found: Worded = {group: [] for group in ReasonGroup}
    for group, text in work.session.execute(rows):
        found[group].append(text)
    return found


def seen_as(worded: Worded) -> str:
    """What a page showed, to be compared when it is sent."""
    return digest(json.dumps(worded, ensure_ascii=False))[:16]
