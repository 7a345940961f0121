"""电子签约: the employer invites, the student answers, the office reviews."""

from dataclasses import dataclass
from typing import Any

from signing_core.actors import OFFICE, Role
from signing_core.states import SigningState

from .machine import Act, Lifecycle, guard

S = SigningState


@dataclass(frozen=True, kw_only=True)
class OnlineFacts:
    """What guards need beside the signing; each sentence is empty where nothing stands in the way."""

    closed_because: str = ""
    employer_barred_because: str = ""
    other_active: bool = False
    plan_elsewhere: bool = False
    rescission_open: bool = False


@guard("邀请已过应约截止时间，不能再答复。")
def before_the_deadline(signing: Any, act: Act) -> bool:
    return bool(act.at < signing.deadline)


@guard("邀请尚在应约有效期内。")
def past_the_deadline(signing: Any, act: Act) -> bool:
    return bool(act.at >= signing.deadline)


@guard("学生已有生效中的签约。")
def no_other_active_signing(signing: Any, act: Act) -> bool:
    return not act.facts.other_active


@guard("{act.facts.closed_because}")
def open_for_online_signing(signing: Any, act: Act) -> bool:
    return not act.facts.closed_because


@guard("{act.facts.employer_barred_because}")
def employer_in_good_standing(signing: Any, act: Act) -> bool:
    return not act.facts.employer_barred_because


@guard("该学生的就业方案已通过其他方式提交，不能审核通过。")
def plan_not_submitted_elsewhere(signing: Any, act: Act) -> bool:
    return not act.facts.plan_elsewhere


@guard("该签约有正在办理的解约申请，不能撤回审核。")
def no_open_rescission(signing: Any, act: Act) -> bool:
    return not act.facts.rescission_open


@guard("学生同意的不是当前版本的签约内容，不能审核通过。")
def the_current_terms_were_agreed(signing: Any, act: Act) -> bool:
    return bool(signing.agreed_version == signing.terms_version)


@guard("该审核由学校就业办作出，请由学校就业办撤回。")
def decided_by_ones_own_level(signing: Any, act: Act) -> bool:
    return act.actor.role is Role.SCHOOL or signing.decided_by is Role.COLLEGE


def agree_to_the_current_terms(signing: Any, act: Act) -> None:
    signing.agreed_version = signing.terms_version


def note_who_decided(signing: Any, act: Act) -> None:
    signing.decided_by = act.actor.role


def note_that_nobody_decided(signing: Any, act: Act) -> None:
    signing.decided_by = None


MOVES: list[dict[str, Any]] = [
    {
        "trigger": "revise",
        "source": S.INVITED,
        "dest": None,
        "by": {Role.EMPLOYER},
        "conditions": [before_the_deadline, employer_in_good_standing],
        "label": "修改邀约",
    },
    {
        "trigger": "withdraw_invitation",
        "source": S.INVITED,
        "dest": S.WITHDRAWN,
        "by": {Role.EMPLOYER},
        "label": "撤回邀约",
    },
    {
        "trigger": "accept",
        "source": S.INVITED,
        "dest": S.AWAITING_REVIEW,
        "by": {Role.STUDENT},
        "conditions": [
            before_the_deadline,
            no_other_active_signing,
            open_for_online_signing,
            employer_in_good_standing,
        ],
        "before": [agree_to_the_current_terms],
        "label": "同意签约，待管理员审核",
    },
    {
        "trigger": "decline",
        "source": S.INVITED,
        "dest": S.DECLINED,
        "by": {Role.STUDENT},
        "conditions": [before_the_deadline, no_other_active_signing],
        "label": "拒绝签约",
    },
    {
        "trigger": "expire",
        "source": S.INVITED,
        "dest": S.EXPIRED,
        "by": {Role.SYSTEM},
        "conditions": [past_the_deadline],
        "label": "邀约过期",
    },
    {
        "trigger": "approve",
        "source": S.AWAITING_REVIEW,
        "dest": S.APPROVED,
        "by": OFFICE,
        "conditions": [plan_not_submitted_elsewhere, the_current_terms_were_agreed],
        "before": [note_who_decided],
        "label": "签约审核通过",
    },
    {
        "trigger": "reject",
        "source": S.AWAITING_REVIEW,
        "dest": S.REJECTED,
        "by": OFFICE,
        "before": [note_who_decided],
        "label": "签约审核不通过",
    },
    {
        "trigger": "revoke_review",
        "source": S.APPROVED,
        "dest": S.AWAITING_REVIEW,
        "by": OFFICE,
        "conditions": [decided_by_ones_own_level, no_open_rescission],
        "before": [note_that_nobody_decided],
        "label": "撤回审核",
    },
    {
        "trigger": "revoke_review",
        "source": S.REJECTED,
        "dest": S.AWAITING_REVIEW,
        "by": OFFICE,
        "conditions": [decided_by_ones_own_level, no_open_rescission, no_other_active_signing],
        "before": [note_that_nobody_decided],
        "label": "撤回审核",
    },
    {
        "trigger": "rescind",
        "source": S.APPROVED,
        "dest": S.RESCINDED,
        "by": {Role.SCHOOL},
        "label": "学校强制解约",
    },
]

ONLINE = Lifecycle("online", SigningState, MOVES)
