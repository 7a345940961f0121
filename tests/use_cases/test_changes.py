"""修改协议书 and 退回修改 before the review: what each does, what it leaves alone, and what stands in its way."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from signing_core import clock
from signing_core.errors import MoveRefused, NotAllowed, NotFound, Problems, Refusal, StalePage
from signing_core.models import Document, Proposal, Return, Terms
from signing_core.states import ProposalState, SigningState
from signing_core.turns import Turn
from signing_core.use_cases import changes, review, sweep
from tests import makers, parties
from tests.dumps import labels, refused

S, P = SigningState, ProposalState
WAITS = "单位提出的修改正在等待学生答复，现在不能办理。"
NONE_WAITS = "没有等待答复的修改，或已过答复期限。"
INSTANT = timedelta(microseconds=1)


def proposals(world) -> list[Proposal]:
    with world.reading() as work:
        return list(work.session.scalars(select(Proposal).order_by(Proposal.id)))


def answer(world, signing, *, agree: bool = True, seen_terms: int | None = None, reason: str = "", actor=None):
    seen = world.fresh(signing).proposed_version if seen_terms is None else seen_terms
    with world.working(actor or makers.as_student(world.student)) as work:
        return changes.answer(work, signing.public_id, seen_terms=seen, agree=agree, reason=reason)


def approve(world, signing, actor=None):
    return parties.by(world, actor or makers.as_school(world.school), review.approve, signing)


def retract(world, signing, actor=None):
    return parties.by(world, actor or makers.as_employer(world.employer), changes.withdraw, signing)


def test_a_proposal_waits_for_the_student_and_the_agreed_terms_stay(world):
    signing = parties.proposed(world, reply_days="3")
    assert (signing.state, signing.turn) == (S.AWAITING_REVIEW, Turn.STUDENT)
    assert (signing.terms_version, signing.agreed_version, signing.proposed_version) == (1, 1, 2)
    assert signing.proposal_deadline == clock.deadline(world.clock(), 3)
    assert [(p.version, p.state) for p in proposals(world)] == [(2, P.OPEN)]


def test_i7_agreeing_makes_exactly_the_shown_version_the_agreements(world):
    signing = answer(world, parties.proposed(world))
    assert (signing.terms_version, signing.agreed_version, signing.proposed_version) == (2, 2, None)
    assert (signing.position, signing.turn) == ("仓库管理", Turn.OFFICE)
    assert proposals(world)[0].state is P.AGREED
    assert approve(world, signing).state is S.APPROVED


def test_agreeing_orders_the_copy_anew_with_the_new_terms(world):
    signing = parties.proposed(world)
    with world.reading() as work:
        before = work.session.scalars(select(Document.sheet_sealed)).one()
    answer(world, signing)
    with world.reading() as work:
        copy = work.session.scalars(select(Document)).one()
    assert copy.sheet_sealed != before
    assert "仓库管理" in copy.sheet


def test_refusing_leaves_the_agreed_terms_and_keeps_the_reason(world):
    signing = answer(world, parties.proposed(world), agree=False, reason=" 薪酬不变 ")
    assert (signing.terms_version, signing.agreed_version, signing.position) == (1, 1, "市场助理")
    assert [(p.state, p.reason) for p in proposals(world)] == [(P.REFUSED, "薪酬不变")]
    assert approve(world, signing).state is S.APPROVED


def test_i7_an_answer_to_another_version_than_the_one_shown_is_refused(world):
    signing = parties.proposed(world)
    retract(world, signing)
    signing = parties.proposed(world, signing, position="会计")
    with refused(world, "单位提出的修改已变更，请重新查看后再答复。", kind=StalePage):
        answer(world, signing, seen_terms=2)
    assert answer(world, signing).terms_version == 3


def test_approving_waits_until_a_proposal_is_answered_or_taken_back(world):
    signing = parties.proposed(world)
    with refused(world, WAITS):
        approve(world, signing)
    retract(world, signing)
    assert approve(world, signing).state is S.APPROVED
    assert proposals(world)[0].state is P.WITHDRAWN


def test_a_proposal_can_be_answered_to_the_last_instant_and_not_at_its_deadline(world):
    signing = parties.proposed(world, reply_days="1")
    world.clock.now = signing.proposal_deadline
    with refused(world, NONE_WAITS):
        answer(world, signing)
    world.clock.now -= INSTANT
    assert answer(world, signing).agreed_version == 2


def test_what_no_sweep_has_seen_lapse_yet_is_no_longer_in_the_way(world):
    signing = parties.proposed(world, reply_days="1")
    world.clock.now = signing.proposal_deadline
    assert approve(world, signing).state is S.APPROVED
    assert [(p.state, p.closed_at) for p in proposals(world)] == [(P.LAPSED, world.clock())]


def test_the_lapse_is_told_before_what_it_made_way_for(world):
    signing = parties.proposed(world, reply_days="1")
    world.clock.now = signing.proposal_deadline
    parties.proposed(world, signing, position="会计")
    assert labels(world)[-2:] == ["修改逾期未答复", "修改协议书"]
    assert [(p.version, p.state) for p in proposals(world)] == [(2, P.LAPSED), (3, P.OPEN)]


def test_a_late_proposal_is_neither_taken_back_nor_closed_by_the_review(world):
    signing = parties.proposed(world, reply_days="1")
    world.clock.now = signing.proposal_deadline
    with refused(world, NONE_WAITS):
        retract(world, signing)
    parties.by(world, makers.as_school(world.school), review.reject, signing, reason="信息不实")
    assert proposals(world)[0].state is P.LAPSED


def test_i7_what_the_student_refused_never_becomes_the_agreements(world):
    refused_once = answer(world, parties.proposed(world), agree=False)
    signing = answer(world, parties.proposed(world, refused_once, position="会计"))
    assert (signing.terms_version, signing.agreed_version, signing.position) == (3, 3, "会计")


def test_the_sweep_ends_a_late_proposal_once_and_tells_the_employer(world):
    signing = parties.proposed(world, reply_days="1")
    world.clock.now = signing.proposal_deadline - INSTANT
    assert sweep.expire_due(world.services) == 0
    world.clock.forward(microseconds=1)
    assert sweep.expire_due(world.services) == 1
    assert sweep.expire_due(world.services) == 0
    fresh = world.fresh(signing)
    assert (fresh.proposed_version, fresh.proposal_deadline, fresh.turn) == (None, None, Turn.OFFICE)


def test_only_one_proposal_is_open_at_a_time(world):
    signing = parties.proposed(world)
    with refused(world, WAITS):
        parties.proposed(world, signing, position="会计")


def test_the_database_itself_refuses_a_second_open_proposal(world):
    signing = parties.proposed(world)
    facts = {"signing_id": signing.id, "state": P.OPEN, "proposed_at": makers.NOON, "deadline": makers.NOON}
    with pytest.raises(MoveRefused, match="已有等待学生答复的修改。"):
        world.saved(Proposal(public_id=makers.new_id(), version=9, **facts))


def test_terms_that_say_the_same_are_no_proposal(world):
    signing = world.accepted()
    with refused(world, "签约内容没有改动。", kind=Refusal):
        parties.proposed(world, signing, position="市场助理")


def test_i12_a_proposal_is_checked_as_an_invitation_is(world):
    signing = world.accepted()
    with refused(world, kind=Problems):
        parties.proposed(world, signing, regular_pay="很多")


@pytest.mark.parametrize("state", ["invited", "approved"])
def test_before_the_answer_and_after_the_review_nothing_is_proposed(world, state):
    signing = getattr(world, state)()
    with refused(world, "当前状态不能进行此操作"):
        parties.proposed(world, signing)


def test_rejecting_closes_an_open_proposal(world):
    signing = parties.proposed(world)
    parties.by(world, makers.as_school(world.school), review.reject, signing, reason="信息不实")
    assert [p.state for p in proposals(world)] == [P.CLOSED]
    assert world.fresh(signing).proposed_version is None


def test_a_proposal_is_the_employers_and_its_answer_the_students(world):
    signing, stranger = parties.proposed(world), makers.as_student(world.saved_student())
    with refused(world, kind=NotAllowed):
        answer(world, signing, actor=makers.as_employer(world.employer))
    with refused(world, kind=NotAllowed):
        retract(world, signing, actor=makers.as_student(world.student))
    with refused(world, kind=NotFound):
        answer(world, signing, actor=stranger)


def test_a_returned_signing_is_the_employers_turn_with_the_marked_fields_and_the_reason(world):
    signing = parties.returned(world, None, "penalty", "report_place", reason=" 违约金过高 ")
    assert (signing.state, signing.turn, signing.decided_by) == (S.RETURNED, Turn.EMPLOYER, "SCHOOL")
    with world.reading() as work:
        kept = work.session.scalars(select(Return)).one()
    assert (kept.fields, kept.reason) == (["penalty", "report_place"], "违约金过高")


@pytest.mark.parametrize("fields", [[], ["state"], ["不存在"]])
def test_a_return_marks_at_least_one_field_of_the_terms(world, fields):
    signing = world.accepted()
    with refused(world, kind=Problems):
        given = {"reason": "请核对", "fields": fields}
        parties.by(world, makers.as_school(world.school), review.send_back, signing, **given)


def test_what_was_returned_is_reviewed_again_once_the_student_agrees_to_the_correction(world):
    signing = answer(world, parties.proposed(world, parties.returned(world), penalty="0"))
    assert (signing.state, signing.decided_by, signing.turn) == (S.AWAITING_REVIEW, None, Turn.OFFICE)


def test_a_correction_that_the_student_refuses_leaves_it_returned(world):
    signing = answer(world, parties.proposed(world, parties.returned(world), penalty="0"), agree=False)
    assert (signing.state, signing.turn) == (S.RETURNED, Turn.EMPLOYER)


def test_a_return_is_taken_back_by_its_own_level_even_while_a_correction_waits(world):
    signing = parties.proposed(world, parties.returned(world), penalty="0")
    with refused(world, "该审核由学校就业办作出，请由学校就业办撤回。"):
        parties.by(world, makers.as_college(world.college), review.revoke, signing, reason="退错了")
    signing = parties.by(world, makers.as_school(world.school), review.revoke, signing, reason="退错了")
    assert (signing.state, signing.turn) == (S.AWAITING_REVIEW, Turn.STUDENT)


def test_nothing_is_returned_while_a_proposal_waits(world):
    signing = parties.proposed(world)
    with refused(world, WAITS):
        parties.returned(world, signing)


def test_i3_each_act_is_told_once_and_terms_are_never_changed(world):
    answer(world, parties.proposed(world, parties.returned(world), penalty="0"))
    with world.reading() as work:
        versions = work.session.scalars(select(Terms.version).order_by(Terms.version)).all()
    assert versions == [1, 2]
    assert labels(world)[-3:] == ["退回修改", "修改协议书", "同意修改"]
