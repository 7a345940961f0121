"""签约审核: the office decides within its scope on what it was shown, and number and plan follow the decision."""

from contextlib import suppress

import pytest

from signing_core.actors import SYSTEM
from signing_core.errors import BadValue, MoveRefused, NotAllowed, NotFound, StalePage
from signing_core.models import NumberCounter, Plan, Rescission, Signing
from signing_core.states import PlanSource, PlanStatus, RescissionState, SigningState
from signing_core.use_cases import invitations, rescind, review
from tests import makers
from tests.dumps import labels, messages, refused
from tests.rules import STUDENT_SIGNED

S = SigningState


def decide(world, act, signing, *, actor=None, seen=None, **given) -> Signing:
    with world.working(actor or makers.as_school(world.school)) as work:
        return act(work, signing.public_id, seen=signing.version if seen is None else seen, **given)


def approve(world, signing, **given) -> Signing:
    return decide(world, review.approve, signing, **given)


def reject(world, signing, **given) -> Signing:
    return decide(world, review.reject, signing, **{"reason": "材料不全"} | given)


def revoke(world, signing, **given) -> Signing:
    return decide(world, review.revoke, signing, **{"reason": "核对有误"} | given)


def plan_of(world) -> tuple[PlanStatus, PlanSource, str]:
    with world.reading() as work:
        plan = work.session.get_one(Plan, world.student.id)
        return plan.status, plan.source, plan.destination_code


EMPTY = (PlanStatus.NOT_SUBMITTED, PlanSource.NONE, "")
FILLED = (PlanStatus.AWAITING_COLLEGE, PlanSource.SIGNING, "10")


def test_i2_numbers_follow_one_another_within_school_and_cohort(world):
    numbers = [world.approved(world.saved_student()).number for _ in range(3)]
    assert numbers == [f"12020{world.school.code}{serial}" for serial in (200001, 200002, 200003)]


def test_i2_each_school_counts_for_itself(world):
    world.approved()
    school = world.saved_school()
    signing = world.accepted(world.saved_student(world.saved(makers.a_college(school))))
    assert approve(world, signing, actor=makers.as_school(school)).number == f"12020{school.code}200001"


def test_i2_the_number_stays_after_revoke_and_approving_again(world):
    signing = world.approved()
    number = signing.number
    signing = revoke(world, signing)
    assert (signing.state, signing.number) == (S.AWAITING_REVIEW, number)
    other = world.approved(world.saved_student())
    assert approve(world, signing).number == number != other.number


def test_i2_neither_rejecting_nor_accepting_gives_a_number_nor_takes_a_serial(world):
    signing = reject(world, world.accepted())
    assert world.fresh(signing).number is None
    signing = revoke(world, signing)
    assert world.fresh(signing).number is None
    assert approve(world, signing).number.endswith("200001")


def test_i12_past_the_last_number_approval_is_refused_and_nothing_changes(world):
    signing = world.accepted()
    world.saved(NumberCounter(type="1", cohort=2020, school_id=world.school.id, last=299998))
    last = approve(world, signing)
    assert last.number.endswith("299999")
    next_one = world.accepted(world.saved_student())
    with refused(world, "本届协议书编号已用完，请联系系统管理员。"):
        approve(world, next_one)
    assert approve(world, revoke(world, last)).number == last.number


def test_i2_a_rolled_back_approval_leaves_no_gap(world):
    signing = world.accepted()
    with suppress(ZeroDivisionError), world.working(makers.as_school(world.school)) as work:
        review.approve(work, signing.public_id, seen=signing.version)
        raise ZeroDivisionError
    assert approve(world, signing).number.endswith("200001")


def test_i5_the_plan_follows_the_approval_and_its_revocation(world):
    signing = world.accepted()
    assert plan_of(world) == EMPTY
    signing = approve(world, signing)
    assert plan_of(world) == FILLED
    signing = revoke(world, signing)
    assert plan_of(world) == EMPTY
    reject(world, signing)
    assert plan_of(world) == EMPTY


def test_i5_a_plan_submitted_by_another_way_is_neither_approved_over_nor_cleared(world):
    signing = world.accepted()
    with world.working(SYSTEM) as work:
        work.session.get_one(Plan, world.student.id).source = PlanSource.OTHER
    with refused(world, "该学生的就业方案已通过其他方式提交，不能审核通过。"):
        approve(world, signing)
    revoke(world, reject(world, signing))
    assert plan_of(world)[1] is PlanSource.OTHER


@pytest.mark.parametrize("act", [approve, reject])
def test_i10_nobody_decides_on_another_version_than_the_one_shown(world, act):
    signing = world.accepted()
    with refused(world, "内容已变更，请重新查看后再操作。", StalePage):
        act(world, signing, seen=signing.version - 1)
    decided = act(world, signing)
    with refused(world, kind=StalePage):
        revoke(world, decided, seen=signing.version)


@pytest.mark.parametrize("act", [approve, reject, revoke])
def test_i10_nobody_decides_outside_their_scope(world, act):
    signing = world.approved() if act is revoke else world.accepted()
    foreign = [makers.as_college(world.saved(makers.a_college(world.school))), makers.as_province()]
    foreign.append(makers.as_school(world.saved_school()))
    for actor in foreign:
        with refused(world, kind=NotFound):
            act(world, signing, actor=actor)


@pytest.mark.parametrize("act", [approve, reject, revoke])
def test_the_parties_do_not_review(world, act):
    signing = world.approved() if act is revoke else world.accepted()
    for actor in (makers.as_student(world.student), makers.as_employer(world.employer)):
        with refused(world, kind=NotAllowed):
            act(world, signing, actor=actor)


def test_under_either_level_the_college_reviews_its_own_signings(world):
    signing = approve(world, world.accepted(), actor=makers.as_college(world.college))
    assert signing.state is S.APPROVED
    assert revoke(world, signing, actor=makers.as_college(world.college)).state is S.AWAITING_REVIEW


def test_i12_the_college_does_not_revoke_what_the_school_decided(world):
    signing = world.approved()
    with refused(world, "该审核由学校就业办作出，请由学校就业办撤回。"):
        revoke(world, signing, actor=makers.as_college(world.college))


@pytest.mark.parametrize("act", [reject, revoke])
@pytest.mark.parametrize("reason", ["", " \n ", "很" * 201])
def test_i12_rejecting_and_revoking_need_a_reason_of_1_to_200_characters(world, act, reason):
    signing = world.approved() if act is revoke else world.accepted()
    with refused(world, kind=BadValue):
        act(world, signing, reason=reason)


def test_a_rejected_student_is_free_and_may_answer_another_invitation(world):
    other = world.invited(employer=world.saved(makers.an_employer()))
    reject(world, world.accepted())
    with world.working(makers.as_student(world.student)) as work:
        assert invitations.accept(work, other.public_id, seen_terms=1).state is S.AWAITING_REVIEW


def test_i1_a_rejection_is_not_revoked_once_the_student_signed_elsewhere(world):
    rejected = reject(world, world.accepted())
    world.accepted(employer=world.saved(makers.an_employer()))
    with refused(world, STUDENT_SIGNED):
        revoke(world, rejected)


def test_i6_an_approval_is_not_revoked_while_a_rescission_is_open(world):
    signing = world.approved()
    with world.working(makers.as_student(world.student)) as work:
        signing = rescind.ask(work, signing.public_id, seen=signing.version, reason="另有安排", ticked=True)
    with refused(world, "该签约有正在办理的解约申请，不能撤回审核。"):
        revoke(world, signing)


def test_i6_the_database_itself_refuses_a_second_open_rescission(world):
    signing = world.approved()
    world.saved(an_open_rescission(signing))
    with pytest.raises(MoveRefused, match="该签约已有正在办理的解约申请。"):
        world.saved(an_open_rescission(signing))


def an_open_rescission(signing: Signing) -> Rescission:
    return Rescission(
        public_id=makers.new_id(),
        signing_id=signing.id,
        state=RescissionState.AWAITING_COUNTERPART,
        asked_by="STUDENT",
        reason="另有安排",
        asked_at=makers.NOON,
        last_act_at=makers.NOON,
    )


def test_i7_terms_that_were_not_agreed_to_are_not_approved(world):
    signing = world.saved(
        makers.an_online_signing(world.student, world.employer, state=S.AWAITING_REVIEW, terms_version=2)
    )
    with refused(world, "学生同意的不是当前版本的签约内容，不能审核通过。"):
        approve(world, signing)


def test_both_parties_are_told_each_decision_with_its_reason(world):
    signing = world.accepted()
    before = len(messages(world))
    reject(world, signing, reason="材料不全")
    told = messages(world)[before:]
    assert {m.recipient for m in told} == {world.student.email, world.employer.email}
    assert all("签约审核不通过" in m.subject and "材料不全" in m.body for m in told)


@pytest.mark.parametrize("act", [approve, reject])
def test_i13_a_decision_that_rolls_back_queues_no_mail_and_writes_no_trail(world, act):
    signing = world.accepted()
    before = (len(messages(world)), labels(world))
    use_case = {approve: review.approve, reject: review.reject}[act]
    reason = {} if act is approve else {"reason": "材料不全"}
    with suppress(ZeroDivisionError), world.working(makers.as_school(world.school)) as work:
        use_case(work, signing.public_id, seen=signing.version, **reason)
        work.session.flush()
        raise ZeroDivisionError
    assert (len(messages(world)), labels(world)) == before


def test_i10_of_two_reviewers_who_read_the_same_row_the_second_is_told_that_it_changed(world):
    signing = world.accepted()
    read_before = world.fresh(signing)
    approve(world, signing)
    with refused(world, kind=StalePage), world.working(makers.as_college(world.college)) as work:
        work.session.add(read_before)
        read_before.state = S.REJECTED
