"""其他去向: taken back, reviewed, released; the plan follows."""

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.errors import MoveRefused, Problems, StalePage
from signing_core.models import Document, ImagePurpose, Notice, OwnCode, Plan
from signing_core.states import PlanSource, PlanStatus, SigningKind, SigningState
from signing_core.use_cases import destinations, papers, rescind, review
from tests.destinations import (
    IDLE,
    PROOF,
    STUDY,
    a_study,
    approved,
    draft,
    ending,
    rejected,
    returned,
    submitted,
)
from tests.dumps import labels
from tests.invariants import broken
from tests.papers import of, office, uploaded
from tests.papers import opened as paper_opened
from tests.parties import by
from tests.rules import STUDENT_SIGNED
from tests.use_cases.destination_acts import EMPTY, begin, plan_of, rounds, submit

S = SigningState


def test_withdrawn_it_is_a_draft_again_and_the_student_is_free(world):
    signing = by(world, of(world), destinations.withdraw, submitted(world))
    assert (signing.state, labels(world)) == (S.DRAFT, ["提交审核", "撤回"])
    paper_opened(world)
    with world.working(of(world)) as work:
        assert papers.begin(work).state is S.DRAFT


def test_withdrawal_comes_too_late_after_the_approval(world):
    signing = submitted(world)
    seen = signing.version
    by(world, office(world), review.approve, signing)
    with world.working(of(world)) as work, pytest.raises(StalePage):
        destinations.withdraw(work, signing.public_id, seen=seen)
    with pytest.raises(MoveRefused):
        by(world, of(world), destinations.withdraw, signing)


def test_i5_approved_it_fills_the_plan_without_number_or_document(world):
    signing = approved(world)
    filled = (PlanStatus.AWAITING_COLLEGE, PlanSource.SIGNING, SigningKind.DESTINATION, STUDY, "80")
    assert (signing.number, plan_of(world)) == (None, filled)
    with world.reading() as work:
        assert not work.session.scalars(select(Document)).all()
        notice = work.session.scalars(select(Notice)).one()
    assert notice.subject.endswith("登记的其他去向（升学（全日制））：签约审核通过")


def test_i5_revoked_the_plan_is_empty_again(world):
    signing = by(world, office(world), review.revoke, approved(world), reason="重新核对")
    assert (signing.state, plan_of(world)) == (S.AWAITING_REVIEW, EMPTY)


def test_where_no_source_is_sure_the_schools_own_code_counts(world):
    detail = "农村义务教育学校教师"
    own = {
        "school_id": world.school.id,
        "cohort": world.student.cohort,
        "destination": detail,
        "assigned": "",
        "code": "51",
    }
    world.saved(OwnCode(**own, changed_at=world.clock()))
    signing = draft(world, detail)
    uploaded(world, signing, PROOF)
    term = {"term_from": "2020-09-01", "term_to": "2023-08-31"}
    signing = submit(world, signing, a_study(project="农村教师资助行动计划", **term))
    by(world, office(world), review.approve, signing)
    assert plan_of(world)[-2:] == (detail, "51")


def test_what_was_exported_and_changes_needs_a_correction(world):
    signing = approved(world)
    with world.working(SYSTEM) as work:
        work.session.get_one(Plan, world.student.id).exported_at = world.clock()
    by(world, office(world), review.revoke, signing, reason="重新核对")
    with world.reading() as work:
        assert work.session.get_one(Plan, world.student.id).needs_correction


def test_a_refusal_frees_the_student_and_can_be_taken_back_only_while_it_is_free(world):
    signing = rejected(world)
    world.accepted()
    with pytest.raises(MoveRefused, match=STUDENT_SIGNED):
        by(world, office(world), review.revoke, signing, reason="重新核对")


def test_released_it_frees_student_and_plan(world):
    signing = ending(world)
    assert signing.rescission_status == "等待解约审核"
    signing = by(world, office(world), rescind.approve, signing)
    assert (signing.state, signing.rescission_status, plan_of(world)) == (S.RELEASED, "解约审核通过", EMPTY)
    assert labels(world) == ["提交审核", "签约审核通过", "申请解除", "解约审核通过", "解除"]
    assert begin(world).state is S.DRAFT


def test_the_office_passes_the_detail_that_it_read_whatever_was_chosen_after_its_return(world):
    signing = by(world, of(world), destinations.choose, returned(world), detail=IDLE, typed={})
    assert (signing.destination, signing.employer_name) == (STUDY, "武汉大学")
    signing = by(world, office(world), review.revoke, signing, reason="不必修改")
    by(world, office(world), review.approve, signing)
    assert plan_of(world)[-2:] == (STUDY, "80")


def test_a_release_that_is_refused_leaves_it_valid(world):
    signing = by(world, office(world), rescind.reject, ending(world), reason="已报到入学")
    assert (signing.state, signing.rescission_status) == (S.APPROVED, "解约审核不通过")
    assert plan_of(world)[1] is PlanSource.SIGNING


def test_forced_it_ends_without_the_student(world):
    signing = by(world, office(world), rescind.force, ending(world), reason="录取作废")
    assert (signing.state, signing.rescission_status) == (S.RELEASED, "已由学校强制解约")
    assert plan_of(world) == EMPTY


def test_a_release_needs_a_reason_and_no_proof(world):
    signing = approved(world)
    with pytest.raises(Problems) as no:
        by(world, of(world), rescind.ask_release, signing, reason=" ")
    assert set(no.value.by_field) == {"reason"}
    uploaded(world, signing, ImagePurpose.RESCISSION)
    by(world, of(world), rescind.ask_release, signing, reason="放弃入学")
    assert rounds(world, signing) == [1, 1]


def released(world):
    return by(world, office(world), rescind.approve, ending(world))


def forced(world):
    return by(world, office(world), rescind.force, ending(world), reason="录取作废")


def withdrawn(world):
    return by(world, of(world), destinations.withdraw, returned(world))


def edited_after_a_refusal(world):
    return by(world, of(world), destinations.save, rejected(world), typed={})


STORIES = [draft, submitted, returned, rejected, approved, ending, released, forced, withdrawn, edited_after_a_refusal]


@pytest.mark.parametrize("story", STORIES)
def test_no_story_of_a_destination_breaks_an_invariant(world, story):
    story(world)
    with world.reading() as work:
        assert broken(work) == []
