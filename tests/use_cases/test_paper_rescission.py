"""纸质签约 ends: the student asks with proof and the office reviews it, or the school ends it by force."""

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM, Role
from signing_core.errors import BadValue, NotAllowed, NotFound, Problems, StalePage
from signing_core.models import Document, DocumentKind, ImagePurpose, Rescission, Signing, Student
from signing_core.states import PlanSource, RescissionState, SigningState, agreement_status
from signing_core.turns import Turn
from signing_core.use_cases import opening, papers, rescind, review, verification
from tests import makers
from tests.dumps import labels, refused
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
    office,
    opened,
    scanned,
    uploaded,
)
from tests.papers import refused as scan_refused
from tests.parties import by
from tests.use_cases.paper_acts import NOT_NOW, notices, plan_of, rounds

R, S = RescissionState, SigningState
PROOF = ImagePurpose.RESCISSION
NO_TYPE, NO_PROOF = "请选择解约类型。", "请上传解约证明图片。"
IN_FORCE = pytest.mark.parametrize("ready", [issued, scanned, scan_refused, approved, ending])


def ask(world, signing, *, type="单位原因", reason="单位撤销岗位") -> Signing:
    return by(world, of(world), rescind.ask_on_paper, signing, type=type, reason=reason)


def grant(world, signing) -> Signing:
    return by(world, office(world), rescind.approve, signing)


def deny(world, signing) -> Signing:
    return by(world, office(world), rescind.reject, signing, reason="证明不清楚")


def force(world, signing, actor=None, reason="单位失联") -> Signing:
    return by(world, actor or office(world), rescind.force, signing, reason=reason)


def requests(world) -> list[Rescission]:
    with world.reading() as work:
        return list(work.session.scalars(select(Rescission).order_by(Rescission.id)))


# Asked for


def test_the_student_asks_with_type_reason_and_proof_and_the_office_reviews_it_next(world):
    signing = ending(world, reason=" 考取研究生 ")
    assert (signing.state, signing.rescission_status) == (S.APPROVED, "等待解约审核")
    assert (signing.rescission_by, signing.turn) == (Role.STUDENT, Turn.OFFICE)
    (request,) = requests(world)
    assert (request.state, request.type, request.reason) == (R.AWAITING_REVIEW, "个人原因：升学", "考取研究生")
    assert (rounds(world, PROOF), labels(world)[-1]) == ([1], "发起解约申请")


def test_everything_that_is_missing_is_said_at_once(world):
    signing = approved(world)
    with refused(world, kind=Problems) as caught:
        ask(world, signing, type="无", reason=" ")
    assert caught.value.by_field.keys() == {"type", "reason", "images"}
    assert (caught.value.by_field["type"], caught.value.by_field["images"]) == (NO_TYPE, NO_PROOF)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"type": ""}, "type"), ({"reason": ""}, "reason"), ({"reason": "很" * 201}, "reason")],
)
def test_i12_asking_needs_a_type_of_the_list_and_a_reason_of_1_to_200_characters(world, given, field):
    signing = approved(world)
    uploaded(world, signing, PROOF)
    with refused(world, kind=Problems) as caught:
        ask(world, signing, **given)
    assert caught.value.by_field.keys() == {field}


def test_i12_the_scans_of_the_agreement_are_no_proof(world):
    signing = approved(world)
    with refused(world, kind=Problems) as caught:
        ask(world, signing)
    assert caught.value.by_field == {"images": NO_PROOF}


@pytest.mark.parametrize("ready", [generated, form_returned, form_rejected, issued, scanned, scan_refused])
def test_only_an_approved_agreement_is_asked_to_end(world, ready):
    signing = ready(world)
    with refused(world, kind=Problems):
        ask(world, signing)


def test_i6_nobody_asks_while_a_request_is_open(world):
    signing = ending(world)
    uploaded(world, signing, PROOF)
    with refused(world, "该签约已有正在办理的解约申请。"):
        ask(world, signing)


def test_i10_a_page_that_shows_an_older_state_asks_for_nothing(world):
    signing = approved(world)
    uploaded(world, signing, PROOF)
    with refused(world, kind=StalePage), world.working(of(world)) as work:
        rescind.ask_on_paper(work, signing.public_id, seen=signing.version - 1, type="单位原因", reason="撤销")


def test_paper_and_online_are_asked_for_each_in_its_own_way(world):
    signing = approved(world)
    with refused(world, kind=NotFound):
        by(world, of(world), rescind.ask, signing, reason="撤销", ticked=True)
    world.student = world.saved_student()
    online = world.approved()
    with refused(world, kind=NotFound):
        ask(world, online)


def test_only_the_student_asks(world):
    signing = approved(world)
    uploaded(world, signing, PROOF)
    for actor, kind in (
        (office(world), NotAllowed),
        (makers.as_college(world.college), NotAllowed),
        (makers.as_student(world.saved_student()), NotFound),
        (makers.as_employer(world.employer), NotFound),
    ):
        with refused(world, kind=kind):
            by(world, actor, rescind.ask_on_paper, signing, type="单位原因", reason="撤销")


def test_a_cap_holds_for_paper_as_for_online(world):
    signing = approved(world)
    uploaded(world, signing, PROOF)
    with world.working(SYSTEM) as work:
        facts = {"school_id": world.school.id, "cohort": world.student.cohort}
        opening.change(work, **facts, rescission_cap=0)
    with refused(world, "本届申请解约的次数已用完，如确需解约，请联系学校就业办。"):
        ask(world, signing)
    assert force(world, signing).state is S.RESCINDED


def test_who_may_not_start_any_more_may_still_end(world):
    signing = approved(world)
    with world.working(SYSTEM) as work:
        work.session.get_one(Student, world.student.id).restricted = True
    uploaded(world, signing, PROOF)
    assert grant(world, ask(world, signing)).state is S.RESCINDED


# Reviewed


def test_granted_it_ends_takes_the_plan_back_and_frees_the_student(world):
    number = ending(world).number
    (signing,) = everything(world)
    signing = grant(world, signing)
    assert (signing.state, signing.rescission_status, signing.turn) == (S.RESCINDED, "解约审核通过", Turn.NOBODY)
    assert (signing.number, plan_of(world)[1]) == (number, PlanSource.NONE)
    assert labels(world)[-2:] == ["解约审核通过", "签约解除"]
    with world.working(of(world)) as work:
        assert papers.begin(work).state is S.DRAFT
    with world.reading() as work:
        assert broken(work) == []


def everything(world) -> list[Signing]:
    with world.reading() as work:
        return list(work.session.scalars(select(Signing)))


def test_denied_it_stays_valid_and_is_asked_for_again_with_new_proof(world):
    signing = deny(world, ending(world))
    assert (signing.state, signing.rescission_status, signing.turn) == (S.APPROVED, "解约审核不通过", Turn.NOBODY)
    assert (requests(world)[0].decision_reason, plan_of(world)[1]) == ("证明不清楚", PlanSource.SIGNING)
    with refused(world, kind=Problems):
        ask(world, signing)
    uploaded(world, signing, PROOF)
    ask(world, signing)
    assert (rounds(world, PROOF), [one.state for one in requests(world)]) == ([1, 2], [R.REJECTED, R.AWAITING_REVIEW])


@pytest.mark.parametrize("act", [grant, deny, force])
def test_the_student_is_told_of_each_decision_once(world, act):
    signing = ending(world)
    before = len(notices(world))
    act(world, signing)
    (told,) = notices(world)[before:]
    assert (told.student_id, told.employer_id) == (world.student.id, None)
    with world.reading() as work:
        assert broken(work) == []


@pytest.mark.parametrize("act", [grant, deny])
def test_where_nothing_was_asked_there_is_nothing_to_decide(world, act):
    signing = approved(world)
    with refused(world, "该签约没有正在办理的解约申请。"):
        act(world, signing)


@pytest.mark.parametrize("act", [rescind.approve, rescind.reject, rescind.force])
def test_i10_another_office_finds_nothing_to_decide(world, act):
    signing = ending(world)
    given = {} if act is rescind.approve else {"reason": "无"}
    for actor in (
        makers.as_college(world.saved(makers.a_college(world.school))),
        makers.as_school(world.saved_school()),
    ):
        with refused(world, kind=NotFound):
            by(world, actor, act, signing, **given)
    with refused(world, kind=NotAllowed):
        by(world, of(world), act, signing, **given)


# Forced


@IN_FORCE
def test_the_school_ends_by_force_whatever_is_in_force(world, ready):
    number = ready(world).number
    (signing,) = everything(world)
    signing = force(world, signing)
    assert (signing.state, signing.number, signing.turn) == (S.RESCINDED, number, Turn.NOBODY)
    assert (signing.rescission_status, signing.rescission_by) == ("已由学校强制解约", Role.SCHOOL)
    assert agreement_status(signing.kind, signing.state) == "未生效"
    assert (plan_of(world)[1], labels(world)[-1]) == (PlanSource.NONE, "学校强制解约")
    with world.reading() as work:
        assert broken(work) == []
    with world.working(of(world)) as work:
        assert papers.begin(work).state is S.DRAFT


@pytest.mark.parametrize("ready", [draft, generated, form_returned, form_rejected])
def test_i12_nothing_that_is_not_in_force_is_ended_by_force(world, ready):
    signing = ready(world)
    with refused(world, NOT_NOW):
        force(world, signing)


def test_i11_what_is_ended_stays_ended(world):
    signing = force(world, approved(world))
    for act in (force, grant, deny):
        with refused(world):
            act(world, signing)
    with refused(world, NOT_NOW):
        by(world, office(world), review.revoke, signing, reason="核对有误")


def test_force_overtakes_an_open_request_and_says_so(world):
    signing = force(world, ending(world))
    assert [one.state for one in requests(world)] == [R.SUPERSEDED, R.APPROVED]
    assert (signing.rescission_status, labels(world)[-2:]) == ("已由学校强制解约", ["解约申请终止", "学校强制解约"])


@IN_FORCE
def test_i12_only_the_school_forces(world, ready):
    signing = ready(world)
    for actor in (makers.as_college(world.college), of(world)):
        with refused(world, kind=NotAllowed):
            force(world, signing, actor)


@pytest.mark.parametrize("reason", ["", " 　", "很" * 201])
def test_i12_force_needs_a_reason_of_1_to_200_characters(world, reason):
    signing = issued(world)
    with refused(world, kind=BadValue):
        force(world, signing, reason=reason)


def test_i2_the_next_agreement_on_paper_has_a_number_of_its_own(world):
    first = force(world, issued(world))
    opened(world)
    assert issued(world).number == str(int(first.number) + 1)


# Verified


@pytest.mark.parametrize("act", [grant, force])
def test_form_and_certificate_both_say_that_it_ended(world, act):
    signing = act(world, ending(world))
    with world.reading() as work:
        documents = work.session.scalars(select(Document).where(Document.code.is_not(None)).order_by(Document.id)).all()
    assert [one.kind for one in documents] == [DocumentKind.FORM, DocumentKind.RESCISSION]
    for one in documents:
        facts = {"address": "127.0.0.1", "number": signing.number, "code": one.code}
        assert verification.check(world.services, **facts).status == "已解除"
