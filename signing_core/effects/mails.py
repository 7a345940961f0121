"""What the parties are told of each act, in plain words. No personal data beyond names."""

from datetime import datetime

from signing_core.actors import Role
from signing_core.clock import local
from signing_core.models import Signing
from signing_core.states import SigningKind
from signing_core.turns import Turn

from .notices import News


def invited(signing: Signing) -> News:
    return _to_student(
        signing,
        f"{signing.employer_name} 向您发出签约邀请",
        f"{signing.employer_name} 邀请您签约，拟聘用职位：{signing.position}。"
        f"请在 {_moment(signing.deadline)}前答复，逾期邀请自动失效。",
    )


def revised(signing: Signing) -> News:
    return _to_student(
        signing,
        f"{signing.employer_name} 修改了签约邀请",
        f"{signing.employer_name} 修改了发给您的签约邀请，应约期限重新计算。答复前请查看最新内容。",
    )


def withdrawn(signing: Signing) -> News:
    return _to_student(
        signing,
        f"{signing.employer_name} 撤回了签约邀请",
        f"{signing.employer_name} 撤回了发给您的签约邀请，您不需要再作答复。",
    )


def accepted(signing: Signing) -> News:
    return _to_employer(
        signing,
        f"{signing.student_name} 同意签约",
        f"{signing.student_name} 已同意签约，现由学校审核，审核通过后协议书生效。",
    )


def declined(signing: Signing) -> News:
    return _to_employer(
        signing,
        f"{signing.student_name} 拒绝了签约邀请",
        f"{signing.student_name} 没有接受签约邀请，本次签约结束。如有需要可以重新邀请。",
    )


def expired(signing: Signing) -> News:
    return _to_employer(
        signing,
        f"发给 {signing.student_name} 的邀请已过期",
        f"{signing.student_name} 没有在应约期限内答复，邀请已过期。如有需要可以重新邀请。",
    )


def due_soon(signing: Signing, deadline: datetime, *, last_day: bool) -> News:
    """Two days before the end of an answer's time, and on its last day."""
    what = "签约邀请" if signing.proposed_version is None else "签约内容修改"
    left = "今天是最后一天" if last_day else "还有两天到期"
    return _to_student(
        signing,
        f"{signing.employer_name} 的{what}{left}",
        f"您还没有答复 {signing.employer_name} 的{what}，{left}。请在 {_moment(deadline)}前答复，逾期自动失效。",
    )


def change_proposed(signing: Signing) -> News:
    assert signing.proposal_deadline is not None
    return _to_student(
        signing,
        f"{signing.employer_name} 提出修改签约内容",
        f"{signing.employer_name} 提出修改与您的签约内容，请对照新旧内容后答复，"
        f"时间截至 {_moment(signing.proposal_deadline)}。答复之前学校不能审核通过。",
    )


def change_withdrawn(signing: Signing) -> News:
    return _to_student(
        signing,
        f"{signing.employer_name} 撤回了签约内容修改",
        f"{signing.employer_name} 撤回了提出的修改，原来的签约内容不变，您不需要再作答复。",
    )


def change_answered(signing: Signing, *, agreed: bool, reason: str = "") -> News:
    outcome = "同意" if agreed else "没有同意"
    then = "现由学校按修改后的内容审核。" if agreed else f"原来的签约内容不变。{_because(reason)}"
    return _to_employer(
        signing,
        f"{signing.student_name} {outcome}签约内容修改",
        f"{signing.student_name} {outcome}您提出的修改，{then}",
    )


def change_lapsed(signing: Signing) -> News:
    return _to_employer(
        signing,
        f"{signing.student_name} 逾期未答复签约内容修改",
        f"{signing.student_name} 没有在期限内答复，您提出的修改已失效，原来的签约内容不变。",
    )


def rescission_asked(signing: Signing) -> News:
    """To the party that did not ask."""
    by_student = signing.rescission_by is Role.STUDENT
    who = signing.student_name if by_student else signing.employer_name
    to = _to_employer if by_student else _to_student
    return to(signing, f"{who} 申请解约", f"{who} 向您提出解约申请，请查看解约原因并答复；双方同意后由学校审核。")


def rescission_answered(signing: Signing, *, agreed: bool, reason: str = "") -> News:
    """To the party that asked."""
    by_student = signing.rescission_by is Role.STUDENT
    who = signing.employer_name if by_student else signing.student_name
    to = _to_student if by_student else _to_employer
    outcome = "同意" if agreed else "不同意"
    then = "现由学校进行解约审核。" if agreed else f"签约继续有效。{_because(reason)}"
    return to(signing, f"{who} {outcome}解约", f"{who} {outcome}您提出的解约申请，{then}")


def decided(signing: Signing, outcome: str, reason: str = "") -> tuple[News, News]:
    """Both parties are told what the office did."""
    subject = f"{_about(signing)}：{outcome}"
    text = f"{subject}。{_because(reason)}"
    return _to_student(signing, subject, text), _to_employer(signing, subject, text)


def _about(signing: Signing) -> str:
    if signing.kind is SigningKind.DESTINATION:
        return f"{signing.student_name} 登记的其他去向（{signing.destination}）"
    return f"{signing.student_name} 与 {signing.employer_name} 的签约"


def _because(reason: str) -> str:
    return f"原因：{reason}" if reason else ""


def _moment(deadline: datetime) -> str:
    return local(deadline).strftime("%Y年%-m月%-d日 0 时")


def _to_student(signing: Signing, subject: str, text: str) -> News:
    return News(to=Turn.STUDENT, signing=signing, subject=subject, text=text)


def _to_employer(signing: Signing, subject: str, text: str) -> News:
    return News(to=Turn.EMPLOYER, signing=signing, subject=subject, text=text)
