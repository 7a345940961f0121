"""院系初审, 学校终审: what a college's pass is good for, what makes it old, and whose queue it stands in."""

import pytest

from signing_core.actors import SYSTEM
from signing_core.errors import MoveRefused, NotFound, StalePage
from signing_core.models import Rescission, SchoolSettings, Signing
from signing_core.queries import narrowing, review_list, review_queues, tasks
from signing_core.queries.agreement_facts import audit_status
from signing_core.sheets import ReviewRow
from signing_core.states import ReviewLevels
from signing_core.states import SigningState as S
from signing_core.use_cases import changes, rescind, review
from tests import makers, parties
from tests.dumps import labels, messages, refused

L = ReviewLevels


def review_by(world, levels: ReviewLevels) -> None:
    with world.working(SYSTEM) as work:
        work.session.query(SchoolSettings).filter_by(school_id=world.school.id).one().review_levels = levels


@pytest.fixture
def two_levels(world):
    review_by(world, L.COLLEGE_THEN_SCHOOL)
    return world


def college(world):
    return makers.as_college(world.college)


def school(world):
    return makers.as_school(world.school)


def decide(world, actor, act, signing, *, seen=None, **given) -> Signing:
    with world.working(actor) as work:
        return act(work, signing.public_id, seen=seen or world.fresh(signing).version, **given)


def passed(world, signing) -> Signing:
    return decide(world, college(world), review.college_pass, signing)


def mine(world, actor) -> list[str]:
    question = narrowing.Question(cohort=makers.COHORT, queue=review_queues.MINE, role=actor.role)
    with world.reading(actor) as work:
        page = review_list.page(work.session, question, at=None, size=20)
        assert len(tasks.of_actor(work, cohort=makers.COHORT).first) == len(page.rows)
        assert review_list.counts(work.session, question)[review_queues.MINE] == str(len(page.rows))
        return [row.public_id for row in page.rows]


def requested(world) -> Signing:
    """Approved, and both parties agreed to end it."""
    review_by(world, L.EITHER)
    signing = world.approved()
    review_by(world, L.COLLEGE_THEN_SCHOOL)
    asked = parties.asked_by_student(world, signing)
    return parties.by(world, makers.as_employer(world.employer), rescind.agree, asked, ticked=True)


def test_a_signing_passes_the_college_then_the_school(two_levels):
    world = two_levels
    signing = passed(world, world.accepted())
    assert (signing.state, signing.college_passed_by) == (S.AWAITING_REVIEW, college(world).name)
    told = len(messages(world))
    signing = decide(world, school(world), review.approve, signing)
    assert (signing.state, signing.college_passed_at) == (S.APPROVED, None)
    assert labels(world)[-2:] == ["院系初审通过", "签约审核通过"]
    assert len(messages(world)) > told, "the parties are told of the approval, not of the pass"


def test_the_pass_itself_tells_nobody(two_levels):
    signing = two_levels.accepted()
    before = len(messages(two_levels))
    passed(two_levels, signing)
    assert len(messages(two_levels)) == before


def test_i12_the_school_does_not_approve_what_no_college_passed(two_levels):
    signing = two_levels.accepted()
    with refused(two_levels, "学院尚未初审通过，不能终审通过。", MoveRefused):
        decide(two_levels, school(two_levels), review.approve, signing)


def test_i12_a_college_does_not_approve_where_the_school_is_last(two_levels):
    signing = passed(two_levels, two_levels.accepted())
    with refused(two_levels, "请办理院系初审通过", MoveRefused):
        decide(two_levels, college(two_levels), review.approve, signing)


def test_i12_a_college_reads_and_decides_nothing_where_the_school_reviews(world):
    review_by(world, L.SCHOOL)
    signing = world.accepted()
    for act, given in (
        (review.approve, {}),
        (review.college_pass, {}),
        (review.reject, {"reason": "不实。"}),
        (review.send_back, {"reason": "有误。", "fields": ["penalty"]}),
    ):
        with refused(world, "本校由学校就业办审核，学院可以查看。", MoveRefused):
            decide(world, college(world), act, signing, **given)
    assert decide(world, school(world), review.approve, signing).state is S.APPROVED


def test_a_changed_setting_holds_from_the_next_decision_on(two_levels):
    world, signing = two_levels, two_levels.accepted()
    review_by(world, L.EITHER)
    assert decide(world, college(world), review.approve, signing).state is S.APPROVED


def test_i10_another_college_does_not_pass_it(two_levels):
    signing, elsewhere = two_levels.accepted(), two_levels.saved(makers.a_college(two_levels.school))
    with refused(two_levels, kind=NotFound):
        decide(two_levels, makers.as_college(elsewhere), review.college_pass, signing)


def test_i10_a_pass_is_of_the_version_that_was_shown(two_levels):
    signing = two_levels.accepted()
    with refused(two_levels, kind=StalePage):
        decide(two_levels, college(two_levels), review.college_pass, signing, seen=signing.version + 1)


def test_i12_what_is_passed_is_not_passed_again(two_levels):
    signing = passed(two_levels, two_levels.accepted())
    with refused(two_levels, "学院已初审通过，请等待学校就业办审核。", MoveRefused):
        passed(two_levels, signing)


def test_a_proposal_makes_the_pass_old(two_levels):
    world = two_levels
    signing = passed(world, world.accepted())
    terms = makers.terms(penalty="1234")
    decide(world, makers.as_employer(world.employer), changes.propose, signing, terms=terms)
    assert world.fresh(signing).college_passed_at is None


def test_a_revoked_review_begins_with_the_college_again(two_levels):
    world = two_levels
    signing = decide(world, school(world), review.approve, passed(world, world.accepted()))
    signing = decide(world, school(world), review.revoke, signing, reason="核对有误")
    assert (signing.state, signing.college_passed_at) == (S.AWAITING_REVIEW, None)


def test_a_rescission_passes_the_college_then_the_school(two_levels):
    world = two_levels
    signing = decide(world, college(world), rescind.college_pass, requested(world))
    assert (signing.rescission_status, audit_status(signing)) == ("等待解约审核", "等待学校审核")
    with refused(world, "请办理院系初审通过", MoveRefused):
        decide(world, college(world), rescind.approve, signing)
    signing = decide(world, school(world), rescind.approve, signing)
    with world.reading() as work:
        request = work.session.query(Rescission).filter_by(signing_id=signing.id).one()
    assert (signing.state, request.college_passed_by) == (S.RESCINDED, college(world).name)
    assert signing.college_passed_at is None


def test_i12_a_rescission_that_no_college_passed_is_not_approved(two_levels):
    signing = requested(two_levels)
    with refused(two_levels, "学院尚未初审通过，不能终审通过。", MoveRefused):
        decide(two_levels, school(two_levels), rescind.approve, signing)


def test_either_level_refuses_a_request_without_a_pass(two_levels):
    signing = requested(two_levels)
    assert decide(two_levels, college(two_levels), rescind.reject, signing, reason="不实。").state is S.APPROVED


def test_what_waits_is_the_colleges_first_and_then_the_schools(two_levels):
    world = two_levels
    signing = world.accepted()
    assert (mine(world, college(world)), mine(world, school(world))) == ([signing.public_id], [])
    passed(world, signing)
    assert (mine(world, college(world)), mine(world, school(world))) == ([], [signing.public_id])


@pytest.mark.parametrize(("levels", "of_college"), [(L.EITHER, 1), (L.SCHOOL, 0)])
def test_what_waits_for_one_review_stands_where_it_may_be_made(world, levels, of_college):
    review_by(world, levels)
    world.accepted()
    assert (len(mine(world, college(world))), len(mine(world, school(world)))) == (of_college, 1)


def test_the_setting_of_another_school_is_nobody_elses(world):
    elsewhere = world.saved_school()
    with world.working(SYSTEM) as work:
        work.session.query(SchoolSettings).filter_by(school_id=elsewhere.id).one().review_levels = L.SCHOOL
    world.accepted()
    assert len(mine(world, college(world))) == 1


def test_the_list_says_that_the_school_is_next(two_levels):
    signing = two_levels.accepted()
    assert ReviewRow.of(signing).review_status == "等待签约审核"
    assert ReviewRow.of(passed(two_levels, signing)).review_status == "等待学校审核"


@pytest.mark.parametrize(("status", "found"), [("等待学校审核", True), ("等待签约审核", False)])
def test_the_list_is_searched_by_what_it_says(two_levels, status, found):
    passed(two_levels, two_levels.accepted())
    question = narrowing.Question(cohort=makers.COHORT, wanted={"review": status})
    with two_levels.reading(school(two_levels)) as work:
        assert bool(review_list.page(work.session, question, at=None, size=9).rows) == found
