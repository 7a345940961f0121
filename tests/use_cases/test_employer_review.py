"""单位审核: who may decide, what the employer is told, what stays on record, and what a shut door keeps out."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from signing_core.errors import BadValue, MoveRefused, NotAllowed, Refusal, StalePage
from signing_core.models import REGISTERED, Employer, EmployerBlock, EmployerEvent, Message
from signing_core.states import EmployerState as E
from signing_core.use_cases import employer_review, invitations
from tests import makers

REASON = "执照与所填名称不一致。"


@pytest.fixture
def waiting(world):
    return world.saved(makers.an_employer(state=E.PENDING))


def letters(world):
    with world.reading() as work:
        return [
            (one.recipient, one.subject, one.body) for one in work.session.scalars(select(Message).order_by(Message.id))
        ]


def events(world, actor=None):
    with world.reading(actor) if actor else world.reading() as work:
        rows = work.session.scalars(select(EmployerEvent).order_by(EmployerEvent.id))
        return [(one.who, one.label, one.remark) for one in rows]


def act(world, actor, name, employer, **more):
    with world.working(actor) as work:
        seen = world.fresh(employer).version
        return getattr(employer_review, name)(work, employer.public_id, seen=seen, **more)


@pytest.mark.parametrize("who", ["school", "province"])
def test_an_approved_employer_is_told_and_may_invite(world, waiting, who):
    office = {"school": makers.as_school(world.school), "province": makers.as_province()}[who]
    act(world, office, "approve", waiting)
    assert world.fresh(waiting).state is E.APPROVED
    [(recipient, subject, _)] = letters(world)
    assert (recipient, subject) == (waiting.email, "单位注册审核通过")
    assert events(world) == [(office.name, "审核通过", "")]
    assert world.invited(employer=waiting)


def test_a_rejected_employer_reads_the_reason_in_the_mail(world, waiting):
    act(world, makers.as_school(world.school), "reject", waiting, reason=REASON)
    assert world.fresh(waiting).said_because == REASON
    [(_, subject, body)] = letters(world)
    assert subject == "单位注册审核不通过"
    assert REASON in body
    assert events(world) == [(makers.as_school(world.school).name, "审核不通过", REASON)]


@pytest.mark.parametrize("reason", ["", " ", "长" * 201])
def test_nobody_is_rejected_without_a_reason_that_can_be_read(world, waiting, reason):
    with pytest.raises(BadValue):
        act(world, makers.as_school(world.school), "reject", waiting, reason=reason)
    assert world.fresh(waiting).state is E.PENDING
    assert not letters(world)


def test_a_decision_on_another_version_than_the_one_shown_is_refused(world, waiting):
    with pytest.raises(StalePage), world.working(makers.as_province()) as work:
        employer_review.approve(work, waiting.public_id, seen=waiting.version + 1)


def test_the_second_of_one_code_is_refused_in_plain_words(world, waiting):
    world.saved(makers.an_employer(uscc=waiting.uscc))
    with pytest.raises(MoveRefused, match="该统一社会信用代码已有审核通过的单位"):
        act(world, makers.as_province(), "approve", waiting)


def test_of_two_approvals_of_one_code_at_once_exactly_one_wins(world):
    pair = [world.saved(makers.an_employer(state=E.PENDING, uscc=makers.a_uscc(77_001))) for _ in range(2)]
    gate = threading.Barrier(2)

    def approve(employer):
        gate.wait()
        try:
            return act(world, makers.as_province(), "approve", employer)
        except Refusal as refusal:
            return refusal.message

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(approve, pair))
    assert sum(isinstance(one, Employer) for one in outcomes) == 1
    assert any("已有审核通过的单位" in one for one in outcomes if isinstance(one, str))
    with world.reading() as work:
        same = select(func.count()).where(Employer.uscc == pair[0].uscc, Employer.state.in_(REGISTERED))
        assert work.session.scalar(same) == 1
    assert len(letters(world)) == 1


def test_a_suspended_employer_invites_nobody_until_the_province_lets_it(world):
    act(world, makers.as_province(), "suspend", world.employer, reason="投诉核实中")
    with pytest.raises(Refusal, match="暂停"):
        world.invited()
    act(world, makers.as_province(), "resume", world.employer)
    assert world.fresh(world.employer).said_because == ""
    assert world.invited()
    assert [subject for _, subject, _ in letters(world)][:2] == ["单位已被暂停签约", "单位已恢复签约"]


def test_a_school_does_not_suspend(world):
    with pytest.raises(NotAllowed):
        act(world, makers.as_school(world.school), "suspend", world.employer, reason="投诉")


def test_a_school_shuts_its_own_door_and_opens_it_again(world):
    office, signing = makers.as_school(world.school), world.invited()
    act(world, office, "block", world.employer, reason="招聘信息不实")
    with pytest.raises(Refusal, match="停止"), world.working(makers.as_student(world.student)) as work:
        invitations.accept(work, signing.public_id, seen_terms=1)
    with pytest.raises(MoveRefused, match="已被停止"):
        act(world, office, "block", world.employer, reason="招聘信息不实")
    act(world, office, "unblock", world.employer)
    with world.working(makers.as_student(world.student)) as work:
        invitations.accept(work, signing.public_id, seen_terms=1)
    with pytest.raises(MoveRefused, match="没有被停止"):
        act(world, office, "unblock", world.employer)


def test_a_block_is_that_school_s_own_matter_and_the_province_s(world):
    other = world.saved_school()
    act(world, makers.as_school(world.school), "block", world.employer, reason="招聘信息不实")
    assert events(world, makers.as_school(other)) == []
    assert len(events(world, makers.as_province())) == len(events(world, makers.as_school(world.school))) == 1
    with world.reading(makers.as_school(other)) as work:
        assert work.session.scalars(select(EmployerBlock)).all() == []


@pytest.mark.parametrize("actor", [makers.as_province, lambda: None])
def test_only_a_school_shuts_a_school_s_door(world, actor):
    with pytest.raises(NotAllowed):
        act(world, actor() or makers.as_college(world.college), "block", world.employer, reason="招聘信息不实")
