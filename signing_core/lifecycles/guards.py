"""What stands in the way of moves of more than one kind of signing, and what they note; the levels of review."""

from typing import Any

from signing_core.actors import Role
from signing_core.states import OPEN_RESCISSION_STATUSES, RescissionState, ReviewLevels

from .machine import Act, guard


@guard("{act.actor.the_student}已有生效中的签约。")
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


@guard("本校由学校就业办审核，学院可以查看。")
def reviewed_by_ones_own_level(row: Any, act: Act) -> bool:
    return act.actor.role is not Role.COLLEGE or act.facts.levels is not ReviewLevels.SCHOOL


@guard("本校由学院初审、学校就业办终审，请办理院系初审通过。")
def approved_by_the_last_level(row: Any, act: Act) -> bool:
    return act.actor.role is not Role.COLLEGE or act.facts.levels is not ReviewLevels.COLLEGE_THEN_SCHOOL


@guard("学院尚未初审通过，不能终审通过。")
def the_college_passed_it(row: Any, act: Act) -> bool:
    return act.facts.levels is not ReviewLevels.COLLEGE_THEN_SCHOOL or row.college_passed_at is not None


@guard("本校没有设置院系初审。")
def the_college_reviews_first(row: Any, act: Act) -> bool:
    return act.facts.levels is ReviewLevels.COLLEGE_THEN_SCHOOL


@guard("学院已初审通过，请等待学校就业办审核。")
def not_passed_by_the_college_yet(row: Any, act: Act) -> bool:
    return row.college_passed_at is None


@guard("该审核由学校就业办作出，请由学校就业办撤回。")
def decided_by_ones_own_level(signing: Any, act: Act) -> bool:
    theirs = act.facts.levels is ReviewLevels.EITHER and signing.decided_by is Role.COLLEGE
    return act.actor.role is Role.SCHOOL or theirs


APPROVAL = (reviewed_by_ones_own_level, approved_by_the_last_level, the_college_passed_it)
PASS = (reviewed_by_ones_own_level, the_college_reviews_first, not_passed_by_the_college_yet)


def note_who_decided(signing: Any, act: Act) -> None:
    signing.decided_by = act.actor.role
    forget_the_pass(signing, act)


def note_that_nobody_decided(signing: Any, act: Act) -> None:
    signing.decided_by = None
    forget_the_pass(signing, act)


def note_the_pass(row: Any, act: Act) -> None:
    row.college_passed_by, row.college_passed_at = act.actor.name, act.at


def forget_the_pass(row: Any, act: Act) -> None:
    row.college_passed_by = row.college_passed_at = None
