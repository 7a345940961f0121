"""更换手机号: by the student, with its password and a code to the new phone."""

from sqlalchemy import select

from signing_core import masking, values
from signing_core.actors import Actor
from signing_core.effects import outbox, plans, reaching, trail
from signing_core.effects.outbox import Letter
from signing_core.errors import BadValue, NotAllowed, Problems
from signing_core.models import Account, Channel, Purpose, Student
from signing_core.work import Services, UnitOfWork

from . import codes, limits, passwords, roster

CHANGED = "您的手机号已更换"
CHANGED_TEXT = "您登记的手机号已更换为 {phone}。如非本人操作，请立即修改密码，并联系学校就业办。"


def begin(services: Services, actor: Actor, *, phone: str, password: str) -> str:
    """Send a code to the new phone; returns the handle to finish with. Raises Problems by name, Refusal, TooMany.

    Whether somebody else has the phone is not told before its holder has shown that it is at hand.
    """
    if actor.student_id is None:
        raise NotAllowed("只有学生本人可以更换手机号。")
    number = _new(services, actor, phone)
    try:
        passwords.confirm(services, actor, password)
    except BadValue as problem:
        raise Problems({"password": problem.message}) from problem
    limits.spend(services, limits.CODE_SENT, *sorted((number, f"account:{actor.account_id}")))
    return codes.send(services, Purpose.CHANGE_PHONE, actor.account_id, (Channel.SMS, number))


def tried(services: Services, actor: Actor, *, handle: str, phone: str, code: str) -> None:
    """Count a try of the code; raises BadValue where it is not right, or was sent for another account."""
    reached = codes.tried(services, Purpose.CHANGE_PHONE, handle, values.tidy(code), at=values.mobile(phone))
    if reached != actor.account_id:
        raise BadValue(codes.WRONG)


def finish(work: UnitOfWork, *, handle: str, phone: str) -> Student:
    """The student is reached there from now on, once its code was ``tried``; the phone of before is told.

    Raises BadValue where the code is used up or another student of the school has the phone.
    """
    account = codes.redeem(work, Purpose.CHANGE_PHONE, handle)
    if account is None or account.id != work.actor.account_id:
        raise BadValue(codes.WRONG)
    student = work.session.scalars(select(Student).where(Student.id == work.actor.student_id)).one()
    number, before = values.mobile(phone), reaching.ways_of(account).get(Channel.SMS)
    roster.refuse_phone_of_another(work, student, number)
    student.phone = number
    work.session.flush()
    work.point("own_phone.changed")
    plans.change(work, plans.of(student.id))
    trail.record_about(work, student, "更换手机号", remark=masking.phone(number))
    outbox.queue(work, _told(account, before, number))
    return student


def _new(services: Services, actor: Actor, phone: str) -> str:
    try:
        number = values.mobile(phone)
    except BadValue as problem:
        raise Problems({"phone": problem.message}) from problem
    with services.reading(actor) as work:
        present = work.session.scalars(select(Student).where(Student.id == actor.student_id)).one().phone
    if number == present:
        raise Problems({"phone": "这就是您现在的手机号。"})
    return number


def _told(account: Account, before: str | None, number: str) -> Letter | None:
    """To the phone of before, which whoever took the account does not hold; else as anything about the account."""
    text = CHANGED_TEXT.format(phone=masking.phone(number))
    if before is None:
        return reaching.letter_to(account, CHANGED, text)
    return Letter(channel=Channel.SMS, recipient=before, subject=CHANGED, body=text)
