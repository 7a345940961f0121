"""纸质签约 at the office: the form is reviewed, then the scans; number, document and plan follow."""

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.errors import Problems
from signing_core.models import NumberCounter, Plan, Return, Signing
from signing_core.states import PlanSource, SigningState
from signing_core.turns import Turn
from signing_core.use_cases import images, invitations, papers, review
from tests.dumps import labels, refused
from tests.exports.papers import a_paper
from tests.invariants import broken
from tests.papers import (
    approved,
    draft,
    ending,
    form_rejected,
    form_returned,
    generated,
    issued,
    of,
    scanned,
    uploaded,
)
from tests.papers import refused as scan_refused
from tests.parties import by
from tests.rules import SIGNED
from tests.use_cases.paper_acts import EMPTY, FILLED, MARKED, REASON, decide, forms, plan_of

S = SigningState


def generated_again(world, signing, **typed) -> Signing:
    by(world, of(world), papers.preview, signing, typed=a_paper(**typed))
    return by(world, of(world), papers.generate, signing, typed=a_paper(**typed), ticked=True)


# The form


def test_a_passed_form_has_its_number_and_is_issued_once_to_be_printed(world):
    signing = issued(world)
    assert (signing.state, signing.turn) == (S.AWAITING_FEEDBACK, Turn.STUDENT)
    assert signing.number == f"22020{world.school.code}200001"
    (form,) = forms(world)
    assert (form.issue, len(form.code)) == (1, 10)
    assert labels(world)[-1] == "协议书审核通过，待反馈"


def test_i2_paper_has_a_serial_of_its_own_beside_online(world):
    online = world.approved()
    world.student = world.saved_student()
    first, world.student = issued(world), world.saved_student()
    second = issued(world)
    wanted = [f"12020{world.school.code}200001", *(f"22020{world.school.code}20000{n}" for n in (1, 2))]
    assert [signing.number for signing in (online, first, second)] == wanted


def test_i2_the_number_is_given_once_and_stays_through_the_second_review(world):
    signing = issued(world)
    number, uploads = signing.number, [uploaded(world, signing)]
    by(world, of(world), images.submit, signing)
    decide(world, review.approve, signing)
    decide(world, review.revoke, signing, **REASON)
    signing = decide(world, review.approve, signing)
    assert (signing.number, len(forms(world)), len(uploads)) == (number, 1, 1)
    with world.reading() as work:
        assert [counter.last for counter in work.session.scalars(select(NumberCounter))] == [200001]


def test_i12_past_the_last_number_no_form_is_passed(world):
    signing = generated(world)
    world.saved(NumberCounter(type="2", cohort=2020, school_id=world.school.id, last=299999))
    with refused(world, "本届协议书编号已用完，请联系系统管理员。"):
        decide(world, review.approve_form, signing)


def test_a_returned_form_names_what_to_correct_and_waits_for_the_student(world):
    signing = form_returned(world, "unit_name", "uscc", "who knows", reason="与营业执照不符")
    assert (signing.state, signing.turn) == (S.FORM_RETURNED, Turn.STUDENT)
    with world.reading() as work:
        (returned,) = work.session.scalars(select(Return)).all()
    assert (returned.fields, returned.reason) == (["unit_name", "uscc"], "与营业执照不符")


@pytest.mark.parametrize("fields", [[], ["reply_days"], ["who knows"]])
def test_i12_a_return_needs_a_field_of_the_form(world, fields):
    signing = generated(world)
    with refused(world, kind=Problems):
        decide(world, review.send_back, signing, **REASON, fields=fields)


def test_a_corrected_form_is_reviewed_anew_and_may_be_passed(world):
    signing = generated_again(world, form_returned(world), unit_name="上海永久")
    assert (signing.state, signing.employer_name) == (S.FORM_REVIEW, "上海永久")
    assert decide(world, review.approve_form, signing).state is S.AWAITING_FEEDBACK
    assert forms(world)[0].issue == 1


def test_a_return_is_taken_back_as_it_was(world):
    signing = decide(world, review.revoke, form_returned(world), **REASON)
    assert (signing.state, signing.turn, signing.decided_by) == (S.FORM_REVIEW, Turn.OFFICE, None)
    assert decide(world, review.approve_form, signing).state is S.AWAITING_FEEDBACK


@pytest.mark.parametrize("ready", [generated, form_returned])
def test_a_refused_form_frees_the_student_to_sign_online(world, ready):
    invited = world.invited()
    signing = decide(world, review.reject_form, ready(world), **REASON)
    assert (signing.state, signing.turn, signing.number) == (S.FORM_REJECTED, Turn.NOBODY, None)
    with world.working(of(world)) as work:
        assert invitations.accept(work, invited.public_id, seen_terms=1).state is S.AWAITING_REVIEW


def test_a_refused_form_is_begun_anew_by_editing_this_one_alone(world):
    signing = form_rejected(world)
    with refused(world, "您已有正在录入的协议书，请先完成或删除。"), world.working(of(world)) as work:
        papers.begin(work)
    assert generated_again(world, signing).state is S.FORM_REVIEW


@pytest.mark.parametrize("ready", [form_rejected, issued])
def test_the_decision_on_a_form_is_not_taken_back(world, ready):
    signing = ready(world)
    with refused(world, "当前状态不能进行此操作"):
        decide(world, review.revoke, signing, **REASON)


@pytest.mark.parametrize("act", [review.approve, review.reject])
def test_the_form_and_the_scans_are_decided_apart(world, act):
    signing = generated(world)
    given = REASON if act is review.reject else {}
    with refused(world, "当前状态不能进行此操作"):
        decide(world, act, signing, **given)


@pytest.mark.parametrize("ready", [scanned, approved, draft])
@pytest.mark.parametrize(("act", "given"), [(review.approve_form, {}), (review.reject_form, REASON)])
def test_a_form_is_decided_only_while_it_waits(world, ready, act, given):
    signing = ready(world)
    with refused(world, "当前状态不能进行此操作"):
        decide(world, act, signing, **given)


def test_an_agreement_online_has_no_form_to_decide(world):
    signing = world.accepted()
    with refused(world, "当前状态不能进行此操作"):
        decide(world, review.approve_form, signing)


# The scans


def test_i5_the_plan_follows_the_second_review_and_not_the_first(world):
    signing = issued(world)
    assert plan_of(world) == EMPTY
    uploaded(world, signing)
    by(world, of(world), images.submit, signing)
    assert plan_of(world) == EMPTY
    signing = decide(world, review.approve, signing)
    assert (signing.state, signing.turn, plan_of(world)) == (S.APPROVED, Turn.NOBODY, FILLED)
    signing = decide(world, review.revoke, signing, **REASON)
    assert (signing.state, signing.turn, plan_of(world)) == (S.AWAITING_REVIEW, Turn.OFFICE, EMPTY)
    decide(world, review.reject, signing, **REASON)
    assert plan_of(world) == EMPTY


def test_i5_a_plan_submitted_by_another_way_is_not_approved_over(world):
    signing = scanned(world)
    with world.working(SYSTEM) as work:
        work.session.get_one(Plan, world.student.id).source = PlanSource.OTHER
    with refused(world, "该学生的就业方案已通过其他方式提交，不能审核通过。"):
        decide(world, review.approve, signing)
    assert decide(world, review.reject, signing, **REASON).state is S.REJECTED
    assert plan_of(world)[1] is PlanSource.OTHER


def test_refused_scans_keep_the_student_bound_and_the_number_given(world):
    signing = scan_refused(world)
    assert (signing.state, signing.turn) == (S.REJECTED, Turn.STUDENT)
    assert signing.number
    invited = world.invited()
    with refused(world, SIGNED), world.working(of(world)) as work:
        invitations.accept(work, invited.public_id, seen_terms=1)


@pytest.mark.parametrize("ready", [scan_refused, approved])
def test_the_second_review_is_taken_back_and_made_again(world, ready):
    signing = decide(world, review.revoke, ready(world), **REASON)
    assert signing.state is S.AWAITING_REVIEW
    assert decide(world, review.approve, signing).state is S.APPROVED
    with world.reading() as work:
        assert broken(work) == []


def test_i6_an_approval_is_not_taken_back_while_its_ending_is_reviewed(world):
    signing = ending(world)
    with refused(world, "该签约有正在办理的解约申请，不能撤回审核。"):
        decide(world, review.revoke, signing, **REASON)


@pytest.mark.parametrize("ready", [scanned, scan_refused, approved])
def test_scans_are_not_returned(world, ready):
    signing = ready(world)
    with refused(world, "当前状态不能进行此操作"):
        decide(world, review.send_back, signing, **MARKED)
