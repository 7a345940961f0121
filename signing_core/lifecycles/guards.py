"""What stands in the way of moves of more than one kind of signing, and what they note."""

from typing import Any

from signing_core.actors import Role
from signing_core.states import OPEN_RESCISSION_STATUSES, RescissionState

from .machine import Act, guard


@guard("学生已有生效中的签约。")
def no_other_active_signing(signing: Any, act: Act) -> bool:
    return not act.facts.other_active


@guard("该学生的就业方案已通过其他方式提交，不能审核通过。")
def plan_not_submitted_elsewhere(signing: Any, act: Act) -> bool:
    return not act.facts.plan_elsewhere


@guard("该签约有正在办理的解约申请，不能撤回审核。")
def no_open_rescission(signing: Any, act: Act) -> bool:
    return signing.rescission_status not in OPEN_RESCISSION_STATUSES


@guard("该签约已有正在办理的解约申请。")
def no_rescission_asked_for_yet(signing: Any, act: Act) -> bool:
    return signing.rescission_status not in OPEN_RESCISSION_STATUSES


@guard("本届申请解约的次数已用完，如确需解约，请联系学校就业办。")
def a_rescission_is_left(signing: Any, act: Act) -> bool:
    return act.actor.role is not Role.STUDENT or act.facts.rescissions_left != 0


@guard("解约申请尚未审核通过。")
def the_rescission_was_approved(signing: Any, act: Act) -> bool:
    return bool(signing.rescission_status == RescissionState.APPROVED.label)


@guard("该审核由学校就业办作出，请由学校就业办撤回。")
def decided_by_ones_own_level(signing: Any, act: Act) -> bool:
    return act.actor.role is Role.SCHOOL or signing.decided_by is Role.COLLEGE


def note_who_decided(signing: Any, act: Act) -> None:
    signing.decided_by = act.actor.role


def note_that_nobody_decided(signing: Any, act: Act) -> None:
    signing.decided_by = None
