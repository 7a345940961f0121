"""其他去向: begun, chosen anew, handed in with proof, reviewed, taken back, released."""

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.errors import MoveRefused, NotAllowed, Problems, StalePage
from signing_core.models import Document, Image, ImagePurpose, Notice, OwnCode, Plan, Terms
from signing_core.queries import agreement_case
from signing_core.queries.papers import being_entered, destination_of
from signing_core.states import PlanSource, PlanStatus, SigningKind, SigningState
from signing_core.turns import Turn
from signing_core.use_cases import destinations, papers, rescind, review
from tests import makers
from tests.destinations import (
    IDLE,
    PROOF,
    STUDY,
    a_study,
    an_idle,
    approved,
    draft,
    ending,
    opened,
    rejected,
    returned,
    submitted,
)
from tests.dumps import labels
from tests.papers import of, office, uploaded
from tests.papers import opened as paper_opened
from tests.parties import by
from tests.use_cases.paper_acts import change_student

S = SigningState
SIGNED = "学生已有生效中的签约。"
EMPTY = (PlanStatus.NOT_SUBMITTED, PlanSource.NONE, None, "", "")


def begin(world, detail=STUDY):
    with world.working(makers.as_student(world.student)) as work:
        return destinations.begin(work, detail)


def save(world, signing, **typed):
    return by(world, of(world), destinations.save, signing, typed=a_study(**typed))


def submit(world, signing, typed=None):
    return by(world, of(world), destinations.submit, signing, typed=a_study() if typed is None else typed)


def plan_of(world):
    with world.reading() as work:
        plan = work.session.get_one(Plan, world.student.id)
        return (plan.status, plan.source, plan.kind, plan.destination, plan.destination_code)


def contents(world, signing):
    with world.reading() as work:
        rows = select(Terms).where(Terms.signing_id == signing.id).order_by(Terms.version)
        return [row.content for row in work.session.scalars(rows)]


def rounds(world, signing):
    with world.reading() as work:
        return sorted(work.session.scalars(select(Image.round).where(Image.signing_id == signing.id)))


def test_a_draft_is_the_students_alone_and_waits_for_it(world):
    signing = draft(world)
    assert (signing.state, signing.destination, signing.turn) == (S.DRAFT, STUDY, Turn.STUDENT)
    assert labels(world) == []
    with world.reading(of(world)) as work:
        assert being_entered(work, SigningKind.DESTINATION).id == signing.id


@pytest.mark.parametrize("detail", ["", "升学", "签就业协议形式就业"])
def test_only_a_detail_of_the_catalogue_is_begun(world, detail):
    opened(world)
    with pytest.raises(Problems) as no:
        begin(world, detail)
    assert no.value.by_field == {"detail": "请选择正确的毕业去向分类。"}


def test_nothing_is_begun_before_the_school_opens_it(world):
    with pytest.raises(MoveRefused, match="学校尚未开放其他去向登记"):
        begin(world)


def test_one_destination_is_entered_at_a_time(world):
    draft(world)
    with pytest.raises(MoveRefused, match="已有正在填写的其他去向"):
        begin(world)


def test_a_rejected_one_is_edited_before_another_is_begun(world):
    signing = rejected(world)
    with pytest.raises(MoveRefused, match="已有正在填写的其他去向"):
        begin(world)
    assert save(world, signing).state is S.DRAFT


@pytest.mark.parametrize("bound", [lambda world: world.accepted(), lambda world: approved(world)])
def test_i1_a_bound_student_begins_none(world, bound):
    opened(world)
    bound(world)
    with pytest.raises(MoveRefused, match="您已有生效中的签约"):
        begin(world)


def test_i1_whoever_signed_meanwhile_neither_saves_nor_submits(world):
    signing = draft(world)
    world.accepted()
    uploaded(world, signing, PROOF)
    for act in (destinations.save, destinations.submit):
        with pytest.raises(MoveRefused, match=SIGNED):
            by(world, of(world), act, signing, typed=a_study())


def test_only_students_register(world):
    with world.working(office(world)) as work, pytest.raises(NotAllowed):
        destinations.begin(work, STUDY)


def test_what_was_typed_is_kept_right_or_wrong(world):
    signing = save(world, draft(world), unit_place="武汉", school_name="武汉大学")
    with world.reading(of(world)) as work:
        assert destination_of(work, signing).typed["unit_place"] == "武汉"
    assert signing.employer_name == "武汉大学"
    assert labels(world) == []


def test_another_choice_keeps_what_fits_and_what_comes_back(world):
    signing = save(world, draft(world))
    signing = by(world, of(world), destinations.choose, signing, detail=IDLE, typed={})
    assert (signing.destination, signing.employer_name) == (IDLE, IDLE)
    with world.reading(of(world)) as work:
        assert destination_of(work, signing).typed["dispatch_name"] == "武汉大学"
    signing = by(world, of(world), destinations.choose, signing, detail=STUDY, typed={})
    assert signing.employer_name == "武汉大学"


def test_a_second_tab_is_told_that_the_draft_moved_on(world):
    signing = draft(world)
    seen = world.fresh(signing).version
    save(world, signing)
    with world.working(of(world)) as work, pytest.raises(StalePage):
        destinations.save(work, signing.public_id, seen=seen, typed=a_study())


def test_submitted_it_is_frozen_with_its_proof_and_waits_for_the_office(world):
    signing = submitted(world)
    assert (signing.state, signing.turn, signing.employer_name) == (S.AWAITING_REVIEW, Turn.OFFICE, "武汉大学")
    assert contents(world, signing)[0]["destination"] == STUDY
    assert labels(world) == ["提交审核"]
    assert rounds(world, signing) == [1]
    assert plan_of(world) == EMPTY


def test_a_missing_proof_is_named_with_every_wrong_field(world):
    signing = draft(world)
    with pytest.raises(Problems) as no:
        submit(world, signing, a_study(unit_place="武汉", school_name=""))
    assert set(no.value.by_field) == {"unit_place", "school_name", "images"}
    assert world.fresh(signing).state is S.DRAFT


def test_what_asks_for_no_proof_is_submitted_without(world):
    signing = submit(world, draft(world, IDLE), an_idle())
    assert (signing.state, signing.employer_name) == (S.AWAITING_REVIEW, IDLE)


def test_a_submission_after_a_return_needs_no_new_proof_but_another_detail_does(world):
    signing = submit(world, returned(world), a_study(school_name="华中科技大学"))
    assert (signing.terms_version, rounds(world, signing)) == (2, [1])
    signing = by(world, of(world), destinations.withdraw, signing)
    signing = by(world, of(world), destinations.choose, signing, detail="升学（非全日制），户档迁往就读高校", typed={})
    with pytest.raises(Problems) as no:
        submit(world, signing)
    assert set(no.value.by_field) == {"images"}


def test_the_case_tells_what_changed_between_submissions_and_what_was_marked(world):
    signing = submit(world, returned(world), a_study(school_name="华中科技大学"))
    with world.reading(office(world)) as work:
        case = agreement_case.case_of(work, signing)
    assert [(one.label, one.before, one.after) for one in case.versions[0].changes] == [
        ("录取院校名称", "武汉大学", "华中科技大学")
    ]
    assert case.returns[0].labels == ["录取院校名称"]


def test_openness_is_asked_again_of_a_draft_and_not_of_what_was_returned(world):
    signing = returned(world)
    change_student(world, restricted=True, restriction_reason="学费未缴清")
    assert submit(world, signing).state is S.AWAITING_REVIEW
    signing = by(world, of(world), destinations.withdraw, signing)
    with pytest.raises(MoveRefused, match="学费未缴清"):
        submit(world, signing)


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
    own = {"school_id": world.school.id, "cohort": world.student.cohort, "destination": detail, "code": "51"}
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
    with pytest.raises(MoveRefused, match=SIGNED):
        by(world, office(world), review.revoke, signing, reason="重新核对")


def test_released_it_frees_student_and_plan(world):
    signing = ending(world)
    assert signing.rescission_status == "等待解约审核"
    signing = by(world, office(world), rescind.approve, signing)
    assert (signing.state, signing.rescission_status, plan_of(world)) == (S.RELEASED, "解约审核通过", EMPTY)
    assert labels(world) == ["提交审核", "签约审核通过", "申请解除", "解约审核通过", "解除"]
    assert begin(world).state is S.DRAFT


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
