"""Demo signings: what happened to each student, day by day, told through the use cases."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from signing_core import clock
from signing_core.actors import SYSTEM, Actor
from signing_core.models import Signing, Student
from signing_core.use_cases import candidates, invitations, rescind, review, sweep
from signing_core.use_cases.candidates import Found
from signing_core.work import UnitOfWork

Terms = dict[str, str]

# How many students live it, then what happens: (days ago, act).
LIVES: tuple[tuple[int, tuple[tuple[int, str], ...]], ...] = (
    (12, ((25, "invite"), (23, "accept"), (20, "approve"))),
    (6, ((4, "invite"), (2, "accept"))),
    (3, ((15, "invite"), (13, "accept"), (11, "reject"))),
    (4, ((2, "invite"),)),
    (2, ((12, "invite"), (10, "decline"))),
    (3, ((20, "invite"), (14, "expire"))),
    (2, ((9, "invite"), (8, "withdraw"))),
    (2, ((26, "invite"), (24, "accept"), (22, "approve"), (5, "force"))),
    (1, ((4, "invite"), (1, "revise"))),
    (1, ((18, "invite"), (16, "accept"), (15, "approve"), (3, "revoke"))),
    (1, ((16, "invite"), (14, "accept"), (12, "reject"), (7, "invite_other"), (6, "accept"), (4, "college_approve"))),
    (1, ((3, "invite"), (2, "invite_other"))),
    (2, ((6, "list"),)),
)
MINUTES_APART = 37

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


@dataclass
class Story:
    """One student, whom it deals with, and the signing that the last act was about."""

    student: Student
    account: Actor
    cast: Cast
    hiring: int
    signing: Signing = field(init=False)

    @property
    def employer(self) -> Actor:
        return self.cast.employers[self.hiring]


def lives() -> Iterator[tuple[tuple[int, str], ...]]:
    """One life after the other, as many as there are students to live them."""
    for count, life in LIVES:
        for _ in range(count):
            yield life


def tell(work: UnitOfWork, stories: Iterable[Story], now: datetime) -> None:
    """Let everything happen in the order of time, so that numbers and trails read as if they had been lived."""
    events = [
        (now - timedelta(days=days, minutes=MINUTES_APART * place % 600), place, act, story)
        for place, (story, life) in enumerate(zip(stories, lives(), strict=True))
        for days, act in life
    ]
    for at, _, act, story in sorted(events, key=lambda event: event[:2]):
        work.at = at
        ACTS[act](work, story)


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
}
