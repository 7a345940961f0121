"""解约 by the parties: asked for, answered, reviewed; and what each step leaves behind."""

import pytest
from sqlalchemy import select

from portals.operator.worker import drawn
from signing_core.actors import SYSTEM, Role
from signing_core.errors import BadValue, MoveRefused, NotAllowed, NotFound, Refusal, StalePage
from signing_core.models import Document, DocumentKind, Employer, Plan, Rescission, Student
from signing_core.states import EmployerState, PlanSource, RescissionState, SigningState
from signing_core.turns import Turn
from signing_core.use_cases import drawing, rescind, review, verification
from tests import makers, parties
from tests.dumps import labels, refused
from tests.exports.reading import joined, pages_by_pypdf

R, S = RescissionState, SigningState
NOT_TICKED = "请先阅读解约须知，并勾选同意。"
BY_EITHER = pytest.mark.parametrize("by_student", [True, False], ids=["student", "employer"])


def decide(world, act, signing, actor=None, **given):
    return parties.by(world, actor or makers.as_school(world.school), act, signing, **given)


def requests(world) -> list[Rescission]:
    with world.reading() as work:
        return list(work.session.scalars(select(Rescission).order_by(Rescission.id)))


def states(world) -> list[RescissionState]:
    return [one.state for one in requests(world)]


@BY_EITHER
def test_who_asks_waits_for_the_other_and_the_agreement_holds(world, by_student):
    asks, _ = parties.sides(world, by_student=by_student)
    signing = parties.asked(world, asks, reason=" 另有安排 ")
    assert (signing.state, signing.rescission_status, signing.rescission_by) == (S.APPROVED, "待对方处理", asks.role)
    assert signing.turn is (Turn.EMPLOYER if by_student else Turn.STUDENT)
    assert [(r.state, r.asked_by, r.reason) for r in requests(world)] == [
        (R.AWAITING_COUNTERPART, asks.role, "另有安排")
    ]


@BY_EITHER
def test_agreed_and_passed_it_ends_the_agreement_and_frees_the_student(world, by_student):
    signing = decide(
        world, rescind.approve, parties.agreed(world, by_student=by_student), makers.as_college(world.college)
    )
    assert (signing.state, signing.rescission_status, signing.turn) == (S.RESCINDED, "解约审核通过", Turn.NOBODY)
    assert labels(world)[-4:] == ["发起解约申请", "同意解约", "解约审核通过", "签约解除"]
    with world.reading() as work:
        assert work.session.get_one(Plan, world.student.id).source is PlanSource.NONE
    assert world.approved(employer=world.saved(makers.an_employer())).state is S.APPROVED


@BY_EITHER
def test_not_agreed_the_agreement_stays_and_either_may_ask_again(world, by_student):
    asks, answers = parties.sides(world, by_student=by_student)
    signing = parties.by(world, answers, rescind.disagree, parties.asked(world, asks), reason="仍需履行")
    assert (signing.state, signing.rescission_status, signing.turn) == (S.APPROVED, "对方不同意", Turn.NOBODY)
    assert requests(world)[0].answer_reason == "仍需履行"
    parties.asked(world, answers, signing)
    assert states(world) == [R.DECLINED, R.AWAITING_COUNTERPART]


def test_refused_by_the_office_the_agreement_stays_and_it_may_be_asked_again(world):
    signing = decide(world, rescind.reject, parties.agreed(world), reason="证据不足")
    assert (signing.state, signing.rescission_status) == (S.APPROVED, "解约审核不通过")
    assert requests(world)[0].decision_reason == "证据不足"
    assert parties.asked_by_student(world, signing).rescission_status == "待对方处理"


def test_the_office_may_refuse_a_request_that_nobody_answers(world):
    signing = decide(world, rescind.reject, parties.asked_by_student(world), reason="对方长期未答复")
    assert (signing.rescission_status, states(world)) == ("解约审核不通过", [R.REJECTED])


def test_the_office_passes_only_what_both_agreed_on(world):
    signing = parties.asked_by_student(world)
    with refused(world, "当前状态不能进行此操作"):
        decide(world, rescind.approve, signing)


@BY_EITHER
def test_only_the_other_party_answers(world, by_student):
    asks, _ = parties.sides(world, by_student=by_student)
    signing = parties.asked(world, asks)
    for act, given in ((rescind.agree, {"ticked": True}), (rescind.disagree, {})):
        with refused(world, "解约申请由您一方提出，请等待对方答复。"):
            parties.by(world, asks, act, signing, **given)


def test_i6_where_one_asked_nobody_asks_again(world):
    signing = parties.asked_by_student(world)
    for asks in (parties.asked_by_student, parties.asked_by_employer):
        with refused(world, "该签约已有正在办理的解约申请。"):
            asks(world, signing)


def test_i6_both_asking_on_one_page_the_second_is_told_that_it_changed(world):
    signing = world.approved()
    parties.asked_by_student(world, signing)
    with refused(world, kind=StalePage), world.working(makers.as_employer(world.employer)) as work:
        rescind.ask(work, signing.public_id, seen=signing.version, reason="岗位撤销", ticked=True)


def test_i6_the_database_itself_refuses_a_second_open_request(world):
    signing = parties.asked_by_student(world)
    facts = {"signing_id": signing.id, "asked_by": Role.EMPLOYER, "reason": "岗位撤销", "state": R.AWAITING_REVIEW}
    with pytest.raises(MoveRefused, match="该签约已有正在办理的解约申请。"):
        world.saved(Rescission(public_id=makers.new_id(), asked_at=world.clock(), last_act_at=world.clock(), **facts))
    assert states(world) == [R.AWAITING_COUNTERPART]


@pytest.mark.parametrize("ready", ["invited", "accepted", "rescinded"])
def test_only_an_approved_agreement_is_ended(world, ready):
    signing = getattr(world, ready)()
    with refused(world, "当前状态不能进行此操作"):
        parties.asked_by_employer(world, signing)


@pytest.mark.parametrize("reason", ["", " 　\n ", "很" * 201])
def test_i12_asking_needs_a_reason_of_1_to_200_characters(world, reason):
    signing = world.approved()
    with refused(world, kind=BadValue):
        parties.asked_by_student(world, signing, reason=reason)


def test_i12_asking_and_agreeing_need_the_tick(world):
    signing = world.approved()
    student, employer = makers.as_student(world.student), makers.as_employer(world.employer)
    with refused(world, NOT_TICKED, kind=Refusal):
        parties.by(world, student, rescind.ask, signing, reason="另有安排", ticked=False)
    asked = parties.asked_by_student(world, signing)
    with refused(world, NOT_TICKED, kind=Refusal):
        parties.by(world, employer, rescind.agree, asked, ticked=False)


def test_a_review_is_not_revoked_while_a_request_is_open(world):
    signing = parties.asked_by_employer(world)
    with refused(world, "该签约有正在办理的解约申请，不能撤回审核。"):
        decide(world, review.revoke, signing, reason="审核有误")


def test_force_overtakes_an_open_request_and_says_so(world):
    signing = decide(world, rescind.force, parties.asked_by_student(world), reason="单位失联")
    assert (signing.state, signing.rescission_status, signing.rescission_by) == (
        S.RESCINDED,
        "已由学校强制解约",
        Role.SCHOOL,
    )
    assert states(world) == [R.SUPERSEDED, R.APPROVED]
    assert labels(world)[-2:] == ["解约申请终止", "学校强制解约"]


def test_an_answer_to_what_force_closed_is_told_that_it_changed(world):
    asked = parties.asked_by_student(world)
    decide(world, rescind.force, asked, reason="单位失联")
    with refused(world, kind=StalePage), world.working(makers.as_employer(world.employer)) as work:
        rescind.agree(work, asked.public_id, seen=asked.version, ticked=True)


def test_who_may_not_start_any_more_may_still_end(world):
    signing = world.approved()
    with world.working(SYSTEM) as work:
        student = work.session.get_one(Student, world.student.id)
        student.restricted, student.source_reviewed = True, False
        work.session.get_one(Employer, world.employer.id).state = EmployerState.SUSPENDED
    asked = parties.asked_by_student(world, signing)
    signing = parties.by(world, makers.as_employer(world.employer), rescind.agree, asked, ticked=True)
    assert decide(world, rescind.approve, signing).state is S.RESCINDED


def test_the_parties_review_nothing_and_the_office_asks_for_nothing(world):
    signing = parties.agreed(world)
    for actor in (makers.as_student(world.student), makers.as_employer(world.employer)):
        with refused(world, kind=NotAllowed):
            decide(world, rescind.approve, signing, actor)
    free = world.approved(world.saved_student())
    with refused(world, kind=NotAllowed):
        parties.asked(world, makers.as_school(world.school), free)


def test_i10_another_office_finds_nothing_to_decide(world):
    signing = parties.agreed(world)
    sibling = world.saved(makers.a_college(world.school))
    for actor in (makers.as_college(sibling), makers.as_school(world.saved_school())):
        with refused(world, kind=NotFound):
            decide(world, rescind.approve, signing, actor)


def test_where_nothing_was_asked_there_is_nothing_to_answer(world):
    signing = world.approved()
    with refused(world, "该签约没有正在办理的解约申请。", kind=MoveRefused):
        decide(world, rescind.reject, signing, reason="无")


def test_what_ends_an_agreement_orders_its_certificate_which_names_who_asked_and_why(world):
    signing = decide(world, rescind.approve, parties.agreed(world, by_student=False))
    drawing.draw_due(world.services, drawn)
    with world.reading() as work:
        issued = select(Document).where(Document.kind == DocumentKind.RESCISSION)
        data = drawing.content(world.services, work.session.scalars(issued).one())
    text = joined("".join(pages_by_pypdf(data)))
    for said in (f"{signing.number}-01", world.student.name, world.employer.name, "单位解约", "岗位撤销"):
        assert said in text


def test_verification_tells_in_force_revoked_replaced_and_ended_apart(world):
    def status(code: str) -> str:
        facts = {"address": "127.0.0.1", "number": signing.number, "code": code}
        return verification.check(world.services, **facts).status

    def codes() -> list[str]:
        with world.reading() as work:
            return list(work.session.scalars(select(Document.code).where(Document.issue > 0).order_by(Document.id)))

    signing = world.approved()
    (first,) = codes()
    assert status(first) == "已鉴证生效"
    signing = decide(world, review.revoke, signing, reason="审核有误")
    assert status(first) == "未生效"
    signing = decide(world, review.approve, signing)
    _, second = codes()
    assert (status(first), status(second)) == ("已被新版本取代", "已鉴证生效")
    signing = decide(world, rescind.force, signing, reason="单位失联")
    *_, certificate = codes()
    assert [status(code) for code in (first, second, certificate)] == ["已被新版本取代", "已解除", "已解除"]
