"""轮到谁: the one line that all sides read, in every situation of a signing."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from signing_core.actors import Role
from signing_core.models import Signing
from signing_core.states import SigningKind, SigningState
from signing_core.turns import Turn, line_of, task_of
from tests.makers import NOON

S = SigningState
STUDENT, EMPLOYER, SCHOOL = Role.STUDENT, Role.EMPLOYER, Role.SCHOOL
ANSWERED, OFFICE = datetime(2020, 3, 7, 16, tzinfo=UTC), "计算机学院或学校就业办"
PAPER = {"kind": SigningKind.PAPER}
PROPOSED = {"proposed_version": 2, "proposal_deadline": ANSWERED}

# The facts that differ from a plain row, whose turn it is, and the line, typed by hand.
SITUATIONS = [
    (
        {"state": S.INVITED},
        Turn.STUDENT,
        "等待学生 黄河水 答复签约邀请，自 2020-03-02 12:00 起，请在 2020-03-07 当天结束前办理；同意后由学校审核。",
    ),
    (
        {"state": S.AWAITING_REVIEW},
        Turn.OFFICE,
        f"等待{OFFICE}签约审核，自 2020-03-02 12:00 起；审核通过后协议书生效。",
    ),
    (
        {"state": S.AWAITING_REVIEW, "college_passed_at": NOON},
        Turn.OFFICE,
        "等待学校就业办签约审核，自 2020-03-02 12:00 起；审核通过后协议书生效。",
    ),
    (
        {"state": S.AWAITING_REVIEW} | PROPOSED,
        Turn.STUDENT,
        "等待学生 黄河水 答复单位提出的修改，自 2020-03-02 12:00 起，请在 2020-03-07 当天结束前办理；"
        "答复后由学校审核。",
    ),
    (
        {"state": S.RETURNED},
        Turn.EMPLOYER,
        "等待单位 星光集团 按学校意见修改签约内容，自 2020-03-02 12:00 起；修改经学生同意后由学校重新审核。",
    ),
    (
        {"state": S.RETURNED} | PROPOSED,
        Turn.STUDENT,
        "等待学生 黄河水 答复单位提出的修改，自 2020-03-02 12:00 起，请在 2020-03-07 当天结束前办理；"
        "同意后由学校重新审核。",
    ),
    ({"state": S.APPROVED}, Turn.NOBODY, "签约已生效。"),
    ({"state": S.APPROVED, "rescission_status": "对方不同意"}, Turn.NOBODY, "签约已生效。"),
    ({"state": S.APPROVED, "rescission_status": "解约审核不通过"}, Turn.NOBODY, "签约已生效。"),
    (
        {"state": S.APPROVED, "rescission_status": "待对方处理", "rescission_by": STUDENT},
        Turn.EMPLOYER,
        "等待单位 星光集团 答复学生的解约申请，自 2020-03-02 12:00 起；同意后由学校进行解约审核。",
    ),
    (
        {"state": S.APPROVED, "rescission_status": "待对方处理", "rescission_by": EMPLOYER},
        Turn.STUDENT,
        "等待学生 黄河水 答复单位的解约申请，自 2020-03-02 12:00 起；同意后由学校进行解约审核。",
    ),
    (
        {"state": S.APPROVED, "rescission_status": "等待解约审核", "rescission_by": EMPLOYER},
        Turn.OFFICE,
        f"等待{OFFICE}解约审核，自 2020-03-02 12:00 起；审核通过后签约解除。",
    ),
    ({"state": S.REJECTED}, Turn.NOBODY, "学校审核不通过，学生可以另行签约。"),
    (
        {"state": S.RESCINDED, "rescission_status": "解约审核通过", "rescission_by": STUDENT},
        Turn.NOBODY,
        "签约已解除，学生可以另行签约。",
    ),
    (
        {"state": S.RESCINDED, "rescission_status": "已由学校强制解约", "rescission_by": SCHOOL},
        Turn.NOBODY,
        "签约已解除，学生可以另行签约。",
    ),
    (
        PAPER | {"state": S.DRAFT},
        Turn.STUDENT,
        "等待学生 黄河水 录入协议书，自 2020-03-02 12:00 起；生成协议书后由学校审核。",
    ),
    (
        PAPER | {"state": S.FORM_REVIEW},
        Turn.OFFICE,
        f"等待{OFFICE}协议书审核，自 2020-03-02 12:00 起；审核通过后由学生打印、双方签字盖章。",
    ),
    (
        PAPER | {"state": S.FORM_RETURNED},
        Turn.STUDENT,
        "等待学生 黄河水 按学校意见修改协议书，自 2020-03-02 12:00 起；修改后由学校重新审核。",
    ),
    (
        PAPER | {"state": S.FORM_REJECTED},
        Turn.NOBODY,
        "协议书审核不通过，学生可以修改后重新生成，也可以另行签约。",
    ),
    (
        PAPER | {"state": S.AWAITING_FEEDBACK},
        Turn.STUDENT,
        "等待学生 黄河水 打印协议书，双方签字盖章后上传签约资料，自 2020-03-02 12:00 起；上传后由学校审核。",
    ),
    (
        PAPER | {"state": S.AWAITING_REVIEW},
        Turn.OFFICE,
        f"等待{OFFICE}就业信息审核，自 2020-03-02 12:00 起；审核通过后签约完成。",
    ),
    (
        PAPER | {"state": S.REJECTED},
        Turn.STUDENT,
        "等待学生 黄河水 重新上传签约资料，自 2020-03-02 12:00 起；上传后由学校重新审核。",
    ),
    (PAPER | {"state": S.APPROVED}, Turn.NOBODY, "签约已生效。"),
    (
        PAPER | {"state": S.APPROVED, "rescission_status": "等待解约审核", "rescission_by": STUDENT},
        Turn.OFFICE,
        f"等待{OFFICE}解约审核，自 2020-03-02 12:00 起；审核通过后签约解除。",
    ),
    ({"state": S.DECLINED}, Turn.NOBODY, "学生已拒绝，本次签约结束。"),
    ({"state": S.EXPIRED}, Turn.NOBODY, "邀约已过期，本次签约结束。"),
    ({"state": S.WITHDRAWN}, Turn.NOBODY, "邀约已撤回，本次签约结束。"),
]
ON_PAPER = [
    ({"state": S.DRAFT}, Turn.STUDENT, "等待学生 黄河水 录入协议书，自 2020-03-02 12:00 起；生成协议书后由学校审核。"),
    (
        {"state": S.FORM_REVIEW},
        Turn.OFFICE,
        f"等待{OFFICE}协议书审核，自 2020-03-02 12:00 起；审核通过后由学生打印、双方签字盖章。",
    ),
    (
        {"state": S.FORM_RETURNED},
        Turn.STUDENT,
        "等待学生 黄河水 按学校意见修改协议书，自 2020-03-02 12:00 起；修改后由学校重新审核。",
    ),
    ({"state": S.FORM_REJECTED}, Turn.NOBODY, "协议书审核不通过，学生可以修改后重新生成，也可以另行签约。"),
    (
        {"state": S.AWAITING_FEEDBACK},
        Turn.STUDENT,
        "等待学生 黄河水 打印协议书，双方签字盖章后上传签约资料，自 2020-03-02 12:00 起；上传后由学校审核。",
    ),
    (
        {"state": S.AWAITING_REVIEW},
        Turn.OFFICE,
        f"等待{OFFICE}就业信息审核，自 2020-03-02 12:00 起；审核通过后签约完成。",
    ),
    (
        {"state": S.REJECTED},
        Turn.STUDENT,
        "等待学生 黄河水 重新上传签约资料，自 2020-03-02 12:00 起；上传后由学校重新审核。",
    ),
    ({"state": S.APPROVED}, Turn.NOBODY, "签约已生效。"),
    (
        {"state": S.APPROVED, "rescission_status": "等待解约审核", "rescission_by": STUDENT},
        Turn.OFFICE,
        f"等待{OFFICE}解约审核，自 2020-03-02 12:00 起；审核通过后签约解除。",
    ),
    (
        {"state": S.RESCINDED, "rescission_status": "已由学校强制解约", "rescission_by": SCHOOL},
        Turn.NOBODY,
        "签约已解除，学生可以另行签约。",
    ),
]
OF_DESTINATION = [
    (
        {"state": S.DRAFT},
        Turn.STUDENT,
        "等待学生 黄河水 填写其他去向，自 2020-03-02 12:00 起；提交后由学校审核。",
    ),
    (
        {"state": S.AWAITING_REVIEW},
        Turn.OFFICE,
        f"等待{OFFICE}其他去向审核，自 2020-03-02 12:00 起；审核通过后登记生效。",
    ),
    (
        {"state": S.RETURNED},
        Turn.STUDENT,
        "等待学生 黄河水 按学校意见修改其他去向，自 2020-03-02 12:00 起；修改后由学校重新审核。",
    ),
    ({"state": S.REJECTED}, Turn.NOBODY, "学校审核不通过，学生可以修改后重新提交，也可以另行签约。"),
    ({"state": S.APPROVED}, Turn.NOBODY, "登记已生效。"),
    (
        {"state": S.APPROVED, "rescission_status": "等待解约审核", "rescission_by": STUDENT},
        Turn.OFFICE,
        f"等待{OFFICE}解除审核，自 2020-03-02 12:00 起；审核通过后登记解除。",
    ),
    ({"state": S.RELEASED}, Turn.NOBODY, "登记已解除，学生可以另行签约或登记。"),
]
SITUATIONS += [(facts | {"kind": SigningKind.PAPER}, turn, line) for facts, turn, line in ON_PAPER]
SITUATIONS += [(facts | {"kind": SigningKind.DESTINATION}, turn, line) for facts, turn, line in OF_DESTINATION]
PLAIN = {
    "college_passed_at": None,
    "kind": SigningKind.ONLINE,
    "rescission_status": "",
    "rescission_by": None,
    "proposed_version": None,
    "proposal_deadline": None,
    "student_name": "黄河水",
    "employer_name": "星光集团",
    "college_name": "计算机学院",
    "deadline": ANSWERED,
}


def test_every_state_was_thought_of():
    assert {facts["state"] for facts, _turn, _line in SITUATIONS} == set(S)


@pytest.mark.parametrize(("facts", "turn", "line"), SITUATIONS)
def test_the_line_of_a_situation(facts, turn, line):
    signing = SimpleNamespace(**PLAIN | {"turn_since": None if turn is Turn.NOBODY else NOON} | facts)
    assert task_of(signing).turn is turn
    assert str(line_of(signing)) == line


@pytest.mark.parametrize(("facts", "turn", "line"), SITUATIONS)
def test_an_act_notes_whose_turn_it_is_and_since_when_unless_it_is_nobodys(facts, turn, line):
    signing = Signing(**PLAIN | {"turn": Turn.OFFICE, "turn_since": NOON} | facts)
    signing.acted(NOON + timedelta(hours=1))
    assert (signing.turn, signing.last_act_at) == (turn, NOON + timedelta(hours=1))
    assert signing.turn_since == (None if turn is Turn.NOBODY else NOON + timedelta(hours=1))
