"""What the detail page of a signing shows: its blocks, its trail, and what the actor may do now."""

from dataclasses import dataclass, field
from typing import Any

from signing_core import fields
from signing_core.catalogues.invitation import INVITATION, masked
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Signing
from signing_core.queries.signings import act_on, terms_of, trail_of
from signing_core.states import agreement_status, review_status
from signing_core.work import UnitOfWork

from .decisions import DECISIONS, Decision
from .look import TONES, trail_line

Blocks = list[tuple[str, list[tuple[str, Any]]]]


@dataclass
class Failed:
    """A decision that was refused for what was typed: its dialog opens again with the sentence beside the field."""

    trigger: str = ""
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def shown(work: UnitOfWork, signing: Signing) -> dict[str, Any]:
    """All that the template needs of the signing."""
    decisions, hindrances = open_decisions(work, signing)
    status = review_status(signing.state)
    return {
        "signing": signing,
        "blocks": blocks(work, signing),
        "entries": [trail_line(entry) for entry in trail_of(work, signing)],
        "decisions": decisions,
        "hindrances": hindrances,
        "heading_status": (status, TONES.get(status, "off")),
    }


def blocks(work: UnitOfWork, signing: Signing) -> Blocks:
    """学生信息, 单位信息, and the terms group by group; the agreement's number and status lead 签约信息."""
    groups = fields.shown(INVITATION, masked(terms_of(work, signing).content))
    agreement = [
        ("签约类型", signing.kind.label),
        ("协议书编号", signing.number),
        ("协议书状态", agreement_status(signing.kind, signing.state)),
    ]
    (title, terms), *others = groups
    return [
        ("学生信息", student_facts(signing)),
        ("单位信息", employer_facts(signing)),
        (title, [*agreement, *terms]),
        *others,
    ]


def student_facts(signing: Signing) -> list[tuple[str, Any]]:
    return [
        ("学号", signing.student_number),
        ("姓名", signing.student_name),
        ("所在院系", signing.college_name),
        ("所在专业", signing.major),
        ("所在班级", signing.class_name),
    ]


def employer_facts(signing: Signing) -> list[tuple[str, Any]]:
    employer = signing.employer
    return [
        ("单位名称", signing.employer_name),
        ("单位组织机构代码", signing.uscc),
        ("单位性质", employer.nature),
        ("单位行业", employer.industry),
        ("单位所在地", employer.place),
        ("单位地址", employer.address),
    ]


def open_decisions(work: UnitOfWork, signing: Signing) -> tuple[list[Decision], list[str]]:
    """The buttons of the page, and for what the state would allow why it is not among them."""
    lifecycle = lifecycle_of(signing.kind)
    act = act_on(work, signing)
    could = [
        trigger
        for trigger in DECISIONS
        if trigger in lifecycle.get_triggers(signing.state) and work.actor.role in lifecycle.makers[trigger]
    ]
    refusals = {trigger: lifecycle.refusals(signing, trigger, act) for trigger in could}
    hindrances = [f"{DECISIONS[trigger].button}：{said[0]}" for trigger, said in refusals.items() if said]
    return [DECISIONS[trigger] for trigger, said in refusals.items() if not said], hindrances
