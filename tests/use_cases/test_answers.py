"""The student answers an invitation: in time, in the version shown, and free to sign."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from signing_core.errors import BadValue, MoveRefused, NotAllowed, StalePage
from signing_core.models import NumberCounter, Plan, Signing
from signing_core.queries.signings import trail_of
from signing_core.states import EmployerState, PlanSource, SigningState
from signing_core.use_cases import invitations
from tests import makers
from tests.dumps import messages, refused
from tests.rules import SIGNED, STUDENT_SIGNED
from tests.use_cases.offers import (
    DEADLINE,
    SENT_ALREADY,
    TOO_LATE,
    another_employer,
    block,
    by_employer,
    change,
    invite,
)


def answer(world, act, signing, *, seen_terms=1, **given) -> Signing:
    with world.working(makers.as_student(world.student)) as work:
        return act(work, signing.public_id, seen_terms=seen_terms, **given)


def a_race(world, state: SigningState):
    """Two rows that got past the guards at the same time."""
    return [makers.an_online_signing(world.student, world.employer, state=state) for _ in range(2)]


@pytest.mark.parametrize("act", [invitations.accept, invitations.decline])
def test_i1_a_signed_student_answers_no_other_invitation(world, act):
    world.accepted()
    other = invite(world, employer=another_employer(world))
    with refused(world, SIGNED):
        answer(world, act, other)
    with world.reading(makers.as_student(world.student)) as work:
        assert work.get(Signing, other.public_id).position == "市场助理"


def test_i7_the_answer_counts_for_the_version_that_was_shown_only(world):
    signing = world.invited()
    signing = by_employer(world, invitations.revise, signing, terms=makers.terms(penalty="0"))
    for act in (invitations.accept, invitations.decline):
        with refused(world, "签约内容已变更，请重新查看后再答复。", StalePage):
            answer(world, act, signing, seen_terms=1)
    assert answer(world, invitations.accept, signing, seen_terms=2).agreed_version == 2


def test_a_withdrawn_invitation_is_final_and_the_student_is_told(world):
    signing = by_employer(world, invitations.withdraw, world.invited())
    assert signing.state is SigningState.WITHDRAWN
    assert messages(world)[-1].recipient == world.student.email
    with refused(world, "当前状态不能进行此操作"):
        answer(world, invitations.accept, signing)


@pytest.mark.parametrize("act", [invitations.accept, invitations.decline])
def test_i9_the_deadline_holds_whatever_the_sweep_does(world, act):
    signing = world.invited()
    world.clock.now = DEADLINE
    with refused(world, TOO_LATE):
        answer(world, act, signing)
    world.clock.now = DEADLINE - timedelta(microseconds=1)
    assert answer(world, act, signing).state is not SigningState.INVITED


def test_i2_accepting_gives_no_number_and_fills_no_plan(world):
    signing = world.fresh(world.accepted())
    assert (signing.state, signing.number) == (SigningState.AWAITING_REVIEW, None)
    with world.reading() as work:
        assert work.session.get_one(Plan, world.student.id).source is PlanSource.NONE
        assert work.session.scalars(select(NumberCounter)).all() == []


def test_i12_accepting_asks_again_whether_signing_is_open(world):
    signing = world.invited()
    change(world, world.student, restricted=True, restriction_reason="欠费")
    with refused(world, "学校限制了签约，原因：欠费"):
        answer(world, invitations.accept, signing)


def test_i12_an_invitation_of_a_suspended_or_blocked_employer_can_be_read_and_declined_not_accepted(world):
    signing = world.invited()
    block(world)
    with refused(world, "学校已停止该单位在本校签约。"):
        answer(world, invitations.accept, signing)
    change(world, world.employer, state=EmployerState.SUSPENDED)
    with refused(world, "该单位已被暂停签约。"):
        answer(world, invitations.accept, signing)
    assert answer(world, invitations.decline, signing).state is SigningState.DECLINED


@pytest.mark.parametrize(("reason", "remark"), [("", ""), ("  ", ""), ("已有安排", "已有安排")])
def test_a_reason_for_declining_is_welcome_and_not_asked_for(world, reason, remark):
    signing = answer(world, invitations.decline, world.invited(), reason=reason)
    with world.reading() as work:
        assert trail_of(work, signing)[0].remark == remark
    assert messages(world)[-1].recipient == world.employer.email


def test_i12_a_reason_that_is_too_long_is_refused(world):
    signing = world.invited()
    with refused(world, "最多 200 个字", BadValue):
        answer(world, invitations.decline, signing, reason="很" * 201)


def test_after_a_decline_the_same_employer_may_invite_again(world):
    answer(world, invitations.decline, world.invited())
    assert invite(world).state is SigningState.INVITED


def test_one_party_cannot_act_for_the_other(world):
    signing = world.invited()
    with refused(world, kind=NotAllowed), world.working(makers.as_employer(world.employer)) as work:
        invitations.accept(work, signing.public_id, seen_terms=1)
    with refused(world, kind=NotAllowed), world.working(makers.as_student(world.student)) as work:
        invitations.withdraw(work, signing.public_id, seen=signing.version)


def test_i1_the_database_itself_refuses_a_second_active_signing_with_the_ordinary_sentence(world):
    first, second = a_race(world, SigningState.AWAITING_REVIEW)
    world.saved(first)
    with pytest.raises(MoveRefused, match=STUDENT_SIGNED):
        world.saved(second)


def test_i8_the_database_itself_refuses_a_second_live_invitation_with_the_ordinary_sentence(world):
    first, second = a_race(world, SigningState.INVITED)
    world.saved(first)
    with pytest.raises(MoveRefused, match=SENT_ALREADY):
        world.saved(second)
