"""Whose turn it is: who has a signing, since when, what comes next, by when; one line that all sides read alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from .actors import Role
from .clock import as_minute, today
from .states import RescissionState, SigningKind, SigningState

S = SigningState


class Turn(StrEnum):
    """Who has to act next on a signing."""

    STUDENT = "STUDENT"
    EMPLOYER = "EMPLOYER"
    OFFICE = "OFFICE"
    NOBODY = "NOBODY"


@dataclass(frozen=True)
class Task:
    """What is to be done next, by whom, and what follows; nobody's task says how the signing stands."""

    turn: Turn
    what: str
    then: str = ""


ANSWER_INVITATION = Task(Turn.STUDENT, "答复签约邀请", "同意后由学校审核")
ANSWER_CHANGE = Task(Turn.STUDENT, "答复单位提出的修改", "答复后由学校审核")
ANSWER_CHANGE_OF_RETURNED = Task(Turn.STUDENT, "答复单位提出的修改", "同意后由学校重新审核")
CHANGES = (ANSWER_CHANGE, ANSWER_CHANGE_OF_RETURNED)
CORRECT = Task(Turn.EMPLOYER, "按学校意见修改签约内容", "修改经学生同意后由学校重新审核")
REVIEW = Task(Turn.OFFICE, "签约审核", "审核通过后协议书生效")
REVIEW_RESCISSION = Task(Turn.OFFICE, "解约审核", "审核通过后签约解除")
ANSWER_RESCISSION = {
    Role.STUDENT: Task(Turn.EMPLOYER, "答复学生的解约申请", "同意后由学校进行解约审核"),
    Role.EMPLOYER: Task(Turn.STUDENT, "答复单位的解约申请", "同意后由学校进行解约审核"),
}
OF_PAPER = {
    S.DRAFT: Task(Turn.STUDENT, "录入协议书", "生成协议书后由学校审核"),
    S.FORM_REVIEW: Task(Turn.OFFICE, "协议书审核", "审核通过后由学生打印、双方签字盖章"),
    S.FORM_RETURNED: Task(Turn.STUDENT, "按学校意见修改协议书", "修改后由学校重新审核"),
    S.FORM_REJECTED: Task(Turn.NOBODY, "协议书审核不通过，学生可以修改后重新生成，也可以另行签约"),
    S.AWAITING_FEEDBACK: Task(Turn.STUDENT, "打印协议书，双方签字盖章后上传签约资料", "上传后由学校审核"),
    S.AWAITING_REVIEW: Task(Turn.OFFICE, "就业信息审核", "审核通过后签约完成"),
    S.REJECTED: Task(Turn.STUDENT, "重新上传签约资料", "上传后由学校重新审核"),
}
OF_DESTINATION = {
    S.DRAFT: Task(Turn.STUDENT, "填写其他去向", "提交后由学校审核"),
    S.AWAITING_REVIEW: Task(Turn.OFFICE, "其他去向审核", "审核通过后登记生效"),
    S.RETURNED: Task(Turn.STUDENT, "按学校意见修改其他去向", "修改后由学校重新审核"),
    S.REJECTED: Task(Turn.NOBODY, "学校审核不通过，学生可以修改后重新提交，也可以另行签约"),
    S.APPROVED: Task(Turn.NOBODY, "登记已生效"),
    S.RELEASED: Task(Turn.NOBODY, "登记已解除，学生可以另行签约或登记"),
}
REVIEW_RELEASE = Task(Turn.OFFICE, "解除审核", "审核通过后登记解除")
OF_KIND = {SigningKind.PAPER: OF_PAPER, SigningKind.DESTINATION: OF_DESTINATION}
BY_STATE = {
    S.INVITED: ANSWER_INVITATION,
    S.AWAITING_REVIEW: REVIEW,
    S.RETURNED: CORRECT,
    S.APPROVED: Task(Turn.NOBODY, "签约已生效"),
    S.REJECTED: Task(Turn.NOBODY, "学校审核不通过，学生可以另行签约"),
    S.RESCINDED: Task(Turn.NOBODY, "签约已解除，学生可以另行签约"),
    S.DECLINED: Task(Turn.NOBODY, "学生已拒绝，本次签约结束"),
    S.EXPIRED: Task(Turn.NOBODY, "邀约已过期，本次签约结束"),
    S.WITHDRAWN: Task(Turn.NOBODY, "邀约已撤回，本次签约结束"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """The one line: ``who`` is empty where nobody has to act, ``by`` where there is no deadline."""

    who: str
    task: Task
    since: datetime | None = None
    by: datetime | None = None

    def __str__(self) -> str:
        if not self.who:
            return f"{self.task.what}。"
        since = f"，自 {as_minute(self.since)} 起" if self.since else ""
        by = f"，请在 {today(self.by - timedelta(seconds=1))} 当天结束前办理" if self.by else ""
        return f"等待{self.who}{self.task.what}{since}{by}；{self.task.then}。"


def task_of(signing: Any) -> Task:
    """What is to be done next on a signing, from what stands on its row."""
    if signing.rescission_status == RescissionState.AWAITING_REVIEW.label:
        return REVIEW_RELEASE if signing.kind is SigningKind.DESTINATION else REVIEW_RESCISSION
    if signing.rescission_status == RescissionState.AWAITING_COUNTERPART.label:
        return ANSWER_RESCISSION[signing.rescission_by]
    if signing.proposed_version is not None:
        return ANSWER_CHANGE_OF_RETURNED if signing.state is S.RETURNED else ANSWER_CHANGE
    return OF_KIND.get(signing.kind, BY_STATE).get(signing.state) or BY_STATE[signing.state]


def line_of(signing: Any) -> Line:
    """The line of a signing with its names and moments."""
    task = task_of(signing)
    names = {
        Turn.STUDENT: f"学生 {signing.student_name} ",
        Turn.EMPLOYER: f"单位 {signing.employer_name} ",
        Turn.OFFICE: "学校就业办" if signing.college_passed_at else f"{signing.college_name}或学校就业办",
    }
    by = signing.deadline if task is ANSWER_INVITATION else signing.proposal_deadline if task in CHANGES else None
    return Line(who=names.get(task.turn, ""), task=task, since=signing.turn_since, by=by)
