"""The acts of the demo's people, told through the use cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from signing_core import clock
from signing_core.actors import SYSTEM, Actor
from signing_core.models import Signing, Student
from signing_core.use_cases import candidates, changes, invitations, rescind, review, sweep
from signing_core.use_cases.candidates import Found
from signing_core.work import UnitOfWork

Terms = dict[str, str]

HIRING = (
    {"position": "市场助理", "probation_pay": "6000", "regular_pay": "7000"},
    {"position": "技术支持工程师", "probation_pay": "6500", "regular_pay": "7800"},
    {"position": "软件开发工程师", "probation_pay": "8000", "regular_pay": "9500"},
)
JOB_CATEGORIES = ("办事人员和有关人员", "工程技术人员", "工程技术人员")
ARCHIVES = ("单位不接收", "转回生源地", "人才机构托管")
ARCHIVE_OFFICE = {
    "archive_unit": "示例市人才服务中心",
    "archive_address": "珞狮路 100 号",
    "archive_postcode": "430070",
    "archive_contact": "李老师",
    "archive_phone": "027-87650000",
}


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who acts beside the student: the employers in the order of HIRING, and the student's own office."""

    employers: Sequence[Actor]
    school: Actor
    college: Actor


class Scans(Protocol):
    """Where the demo's pictures of stamped pages come from."""

    def take(self, number: str, seed: int) -> dict[str, Any]: ...

    def licence(self, code: str) -> dict[str, Any]: ...


@dataclass
class Story:
    """One student, whom it deals with, the signing that the last act was about, and when its entry began."""

    student: Student
    account: Actor
    cast: Cast
    hiring: int
    scans: Scans
    signing: Signing = field(init=False)
    begun: datetime = field(init=False)

    @property
    def employer(self) -> Actor:
        return self.cast.employers[self.hiring]


def act_as(work: UnitOfWork, actor: Actor) -> None:
    """Go on in the same transaction as somebody else: the demo is loaded whole or not at all."""
    work.session.flush()
    work.actor = work.session.info["actor"] = actor


def terms(story: Story, day: datetime) -> Terms:
    """An invitation as the employer's form would send it on that day."""
    offer = HIRING[story.hiring]
    contact = {"contact": "张先生", "contact_phone": "021-62883643"}
    common = {
        "job_category": JOB_CATEGORIES[story.hiring],
        "reply_days": "5",
        "probation_days": "90",
        "penalty": "3000",
        "report_place": "湖北省武汉市洪山区",
        "report_by": (clock.today(day) + timedelta(days=90)).isoformat(),
        "work_place": "湖北省武汉市洪山区",
        "other_terms": "",
    }
    return common | contact | offer | receivers(story.hiring)


def receivers(hiring: int) -> Terms:
    """Who takes archive and household at one employer, as it confirms it and writes it into each invitation."""
    return {"archive": ARCHIVES[hiring], "household": "不接收"} | ARCHIVE_OFFICE


def _list(work: UnitOfWork, story: Story) -> None:
    student = story.student
    act_as(work, story.employer)
    found = Found(
        student_id=student.id,
        name=student.name,
        school=student.school.name,
        cohort=student.cohort,
        college=student.college.name,
        education=student.education,
        major=student.major,
    )
    candidates.add(work, found)


def _invite(work: UnitOfWork, story: Story) -> None:
    _list(work, story)
    story.signing = invitations.invite(work, student_id=story.student.public_id, terms=terms(story, work.at))


def _invite_other(work: UnitOfWork, story: Story) -> None:
    story.hiring = (story.hiring + 1) % len(HIRING)
    _invite(work, story)


def _revise(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.employer)
    better = terms(story, work.at) | {"regular_pay": "8200", "probation_pay": "7000"}
    invitations.revise(work, story.signing.public_id, seen=story.signing.version, terms=better)


def _withdraw(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.employer)
    invitations.withdraw(work, story.signing.public_id, seen=story.signing.version)


def _accept(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.account)
    invitations.accept(work, story.signing.public_id, seen_terms=story.signing.terms_version)


def _decline(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.account)
    reason = "已决定继续求学，感谢贵单位的邀请。"
    invitations.decline(work, story.signing.public_id, seen_terms=story.signing.terms_version, reason=reason)


def _expire(work: UnitOfWork, story: Story) -> None:
    act_as(work, SYSTEM)
    sweep.expire(work, story.signing)


def _approve(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.school)
    review.approve(work, story.signing.public_id, seen=story.signing.version)


def _college_approve(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.college)
    review.approve(work, story.signing.public_id, seen=story.signing.version)


def _reject(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.school)
    reason = "报到地点与单位所在地不一致，请双方核对后重新签约。"
    review.reject(work, story.signing.public_id, seen=story.signing.version, reason=reason)


def _revoke(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.school)
    reason = "单位来函更正聘用岗位，需重新审核。"
    review.revoke(work, story.signing.public_id, seen=story.signing.version, reason=reason)


def _force(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.school)
    reason = "单位撤销该岗位，双方书面同意解除。"
    rescind.force(work, story.signing.public_id, seen=story.signing.version, reason=reason)


def _propose(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.employer)
    other = terms(story, work.at) | {"position": "项目助理", "regular_pay": "8800", "probation_pay": "7500"}
    changes.propose(work, story.signing.public_id, seen=story.signing.version, terms=other)


def _answer_change(work: UnitOfWork, story: Story, *, agree: bool) -> None:
    act_as(work, story.account)
    proposed = story.signing.proposed_version or 0
    reason = "" if agree else "希望保留原来的岗位。"
    changes.answer(work, story.signing.public_id, seen_terms=proposed, agree=agree, reason=reason)


def _return(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.school)
    facts = {"reason": "报到地点与实际工作地点不一致，请核对后修改。", "fields": ["report_place", "work_place"]}
    review.send_back(work, story.signing.public_id, seen=story.signing.version, **facts)


def _ask(work: UnitOfWork, story: Story, *, by_student: bool) -> None:
    act_as(work, story.account if by_student else story.employer)
    reason = "已被录取为硕士研究生，不能按期报到。" if by_student else "该岗位因业务调整不再设置。"
    rescind.ask(work, story.signing.public_id, seen=story.signing.version, reason=reason, ticked=True)


def _agree(work: UnitOfWork, story: Story, *, by_student: bool) -> None:
    act_as(work, story.account if by_student else story.employer)
    rescind.agree(work, story.signing.public_id, seen=story.signing.version, ticked=True)


def _disagree(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.employer)
    rescind.disagree(work, story.signing.public_id, seen=story.signing.version, reason="岗位已预留，请再沟通。")


def _end(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.college)
    rescind.approve(work, story.signing.public_id, seen=story.signing.version)


def _keep(work: UnitOfWork, story: Story) -> None:
    act_as(work, story.cast.school)
    reason = "双方说明不一致，请补充协商材料后再申请。"
    rescind.reject(work, story.signing.public_id, seen=story.signing.version, reason=reason)


ACTS: dict[str, Callable[[UnitOfWork, Story], None]] = {
    "list": _list,
    "invite": _invite,
    "invite_other": _invite_other,
    "revise": _revise,
    "withdraw": _withdraw,
    "accept": _accept,
    "decline": _decline,
    "expire": _expire,
    "approve": _approve,
    "college_approve": _college_approve,
    "reject": _reject,
    "revoke": _revoke,
    "force": _force,
    "propose": _propose,
    "agree_change": partial(_answer_change, agree=True),
    "refuse_change": partial(_answer_change, agree=False),
    "return": _return,
    "student_asks": partial(_ask, by_student=True),
    "employer_asks": partial(_ask, by_student=False),
    "student_agrees": partial(_agree, by_student=True),
    "employer_agrees": partial(_agree, by_student=False),
    "employer_disagrees": _disagree,
    "end": _end,
    "keep": _keep,
}
