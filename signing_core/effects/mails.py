"""The letters: to whom, in plain words, with a link to the very item. No personal data beyond names."""

from signing_core.clock import local
from signing_core.models import Channel, Signing
from signing_core.work import UnitOfWork

from .outbox import Letter


def invited(work: UnitOfWork, signing: Signing) -> Letter | None:
    until = local(signing.deadline).strftime("%Y年%-m月%-d日 0 时")
    return _to_student(
        work,
        signing,
        f"{signing.employer_name} 向您发出签约邀请",
        f"{signing.employer_name} 邀请您签约，拟聘用职位：{signing.position}。请在 {until}前答复，逾期邀请自动失效。",
    )


def revised(work: UnitOfWork, signing: Signing) -> Letter | None:
    return _to_student(
        work,
        signing,
        f"{signing.employer_name} 修改了签约邀请",
        f"{signing.employer_name} 修改了发给您的签约邀请，应约期限重新计算。答复前请查看最新内容。",
    )


def withdrawn(work: UnitOfWork, signing: Signing) -> Letter | None:
    return _to_student(
        work,
        signing,
        f"{signing.employer_name} 撤回了签约邀请",
        f"{signing.employer_name} 撤回了发给您的签约邀请，您不需要再作答复。",
    )


def accepted(work: UnitOfWork, signing: Signing) -> Letter | None:
    return _to_employer(
        work,
        signing,
        f"{signing.student_name} 同意签约",
        f"{signing.student_name} 已同意签约，现由学校审核，审核通过后协议书生效。",
    )


def declined(work: UnitOfWork, signing: Signing) -> Letter | None:
    return _to_employer(
        work,
        signing,
        f"{signing.student_name} 拒绝了签约邀请",
        f"{signing.student_name} 没有接受签约邀请，本次签约结束。如有需要可以重新邀请。",
    )


def expired(work: UnitOfWork, signing: Signing) -> Letter | None:
    return _to_employer(
        work,
        signing,
        f"发给 {signing.student_name} 的邀请已过期",
        f"{signing.student_name} 没有在应约期限内答复，邀请已过期。如有需要可以重新邀请。",
    )


def decided(work: UnitOfWork, signing: Signing, outcome: str, reason: str = "") -> list[Letter | None]:
    """Both parties are told what the office did."""
    subject = f"{signing.student_name} 与 {signing.employer_name} 的签约：{outcome}"
    body = subject + "。" + (f"原因：{reason}" if reason else "")
    return [_to_student(work, signing, subject, body), _to_employer(work, signing, subject, body)]


def _to_student(work: UnitOfWork, signing: Signing, subject: str, body: str) -> Letter | None:
    student = signing.student
    link = f"{work.services.settings.base_url}/student/online/{signing.public_id}"
    if student.email:
        return _letter(Channel.MAIL, student.email, subject, f"{student.name} 同学：\n\n{body}\n\n{link}", signing)
    if student.phone:
        return _letter(Channel.SMS, student.phone, subject, f"{body}{link}", signing)
    return None


def _to_employer(work: UnitOfWork, signing: Signing, subject: str, body: str) -> Letter | None:
    link = f"{work.services.settings.base_url}/employer/signings/{signing.public_id}"
    text = f"{signing.employer_name}：\n\n{body}\n\n{link}"
    return _letter(Channel.MAIL, signing.employer.email, subject, text, signing)


def _letter(channel: Channel, recipient: str, subject: str, body: str, signing: Signing) -> Letter:
    return Letter(channel=channel, recipient=recipient, subject=subject, body=body, signing=signing)
