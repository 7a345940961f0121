"""The letters as a real mail server receives them: the right party, plain words, a link to the very item."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from portals.operator.mailer import sender
from signing_core.models import Signing
from signing_core.settings import Settings
from signing_core.use_cases import invitations, rescind, review, sweep
from signing_core.use_cases.delivery import deliver_due
from tests import makers
from tests.operator.mail_server import Postbox, serving
from tests.web.client import Site
from tests.world import World

REASON = "岗位与专业不符。"
PERSONAL = ("6000", "7000", "3000", "张先生", "62883643", makers.terms()["work_place"])  # of the terms


def invite(world: World) -> Signing:
    return world.invited()


def revise(world: World) -> Signing:
    sent = world.invited()
    with world.working(makers.as_employer(world.employer)) as work:
        return invitations.revise(work, sent.public_id, seen=sent.version, terms=makers.terms(position="会计"))


def withdraw(world: World) -> Signing:
    sent = world.invited()
    with world.working(makers.as_employer(world.employer)) as work:
        return invitations.withdraw(work, sent.public_id, seen=sent.version)


def accept(world: World) -> Signing:
    return world.accepted()


def decline(world: World) -> Signing:
    sent = world.invited()
    with world.working(makers.as_student(world.student)) as work:
        return invitations.decline(work, sent.public_id, seen_terms=1, reason=REASON)


def expire(world: World) -> Signing:
    sent = world.invited()
    world.clock.forward(days=6)
    sweep.expire_due(world.services)
    return sent


def approve(world: World) -> Signing:
    return world.approved()


def decided(world: World, decision: Callable[..., Signing], signing: Signing) -> Signing:
    with world.working(makers.as_school(world.school)) as work:
        return decision(work, signing.public_id, seen=signing.version, reason=REASON)


def reject(world: World) -> Signing:
    return decided(world, review.reject, world.accepted())


def revoke(world: World) -> Signing:
    return decided(world, review.revoke, world.approved())


def force(world: World) -> Signing:
    return decided(world, rescind.force, world.approved())


S, E, BOTH = ("student",), ("employer",), ("student", "employer")
LETTERS = [  # the act, who is told, what the subject says, what the body says besides
    (invite, S, "{employer} 向您发出签约邀请", "前答复，逾期邀请自动失效。"),
    (revise, S, "{employer} 修改了签约邀请", "答复前请查看最新内容。"),
    (withdraw, S, "{employer} 撤回了签约邀请", "您不需要再作答复。"),
    (accept, E, "{student} 同意签约", "现由学校审核，审核通过后协议书生效。"),
    (decline, E, "{student} 拒绝了签约邀请", "没有接受签约邀请，本次签约结束。"),
    (expire, E, "发给 {student} 的邀请已过期", "没有在应约期限内答复，邀请已过期。"),
    (approve, BOTH, "{student} 与 {employer} 的签约：签约审核通过", "签约审核通过。"),
    (reject, BOTH, "{student} 与 {employer} 的签约：签约审核不通过", f"原因：{REASON}"),
    (revoke, BOTH, "{student} 与 {employer} 的签约：撤回审核", f"原因：{REASON}"),
    (force, BOTH, "{student} 与 {employer} 的签约：学校强制解约", f"原因：{REASON}"),
]


@dataclass
class Letter:
    """What arrived at one party's address."""

    to: str
    subject: str
    body: str

    @property
    def path(self) -> str:
        """Where its only link leads, in our own house."""
        [link] = re.findall(r"https?://\S+", self.body)
        return urlsplit(link).path


def arrived(world: World) -> list[Letter]:
    """Everything that is due, by SMTP to a server on this machine and back."""
    postbox = Postbox()
    controller = serving(postbox)
    try:
        deliver_due(world.services, sender(Settings(mail_url=f"smtp://127.0.0.1:{controller.port}")))
    finally:
        controller.stop()
    return [Letter(letter["To"], letter["Subject"], letter.get_content()) for letter in postbox.letters]


@pytest.mark.parametrize(("act", "told", "subject", "says"), LETTERS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_act_tells_the_right_party_in_plain_words(world, act, told, subject, says):
    signing = act(world)
    student, employer = world.student, world.employer
    addresses = {"student": student.email, "employer": employer.email}
    site, letters = Site(world), arrived(world)
    last = {letter.to: letter for letter in letters}
    expected = subject.format(student=student.name, employer=employer.name)
    assert {letter.to for letter in letters if letter.subject == expected} == {addresses[party] for party in told}
    for party in told:
        letter = last[addresses[party]]
        assert (letter.subject, says in letter.body) == (expected, True)
        assert not any(stands_in(text, letter.subject + letter.body) for text in personal(world))
        assert signing.public_id in letter.path
        page = getattr(site, party)().get(letter.path)
        assert page.status_code == 200
        assert (employer if party == "student" else student).name in page.text


def personal(world: World) -> tuple[str, ...]:
    """What a letter must not carry: anybody who reads over a shoulder, or a mail server, would have it."""
    student = world.student
    return (student.id_number, student.id_number[-4:], student.phone, student.student_number, *PERSONAL)


def stands_in(text: str, letter: str) -> bool:
    """By itself: the digits of an agreement's number or of an address may happen to hold it."""
    return re.search(rf"(?<![0-9A-Za-z_-]){re.escape(text)}(?![0-9A-Za-z_-])", letter) is not None


def test_nobody_is_told_of_an_act_that_was_not_theirs(world):
    bystander, rival = world.saved_student(), world.saved(makers.an_employer())
    approve(world)
    assert {letter.to for letter in arrived(world)}.isdisjoint({bystander.email, rival.email})


def test_the_deadline_in_an_invitation_is_the_one_that_counts(world):
    world.invited(reply_days="5")
    [letter] = arrived(world)
    assert "请在 2020年3月8日 0 时前答复" in letter.body
