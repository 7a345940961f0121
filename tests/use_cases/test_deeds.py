"""What holds for every act on a change, a return or a rescission: version, scope, role, reason, and what it leaves."""

import pytest
from sqlalchemy import select

from signing_core.errors import BadValue, MoveRefused, NotAllowed, NotFound, StalePage
from signing_core.models import Document, DocumentKind, Plan, TrailEntry
from signing_core.states import SigningState
from signing_core.use_cases import rescind, review, verification
from tests import makers
from tests.deeds import DEEDS, Deed
from tests.dumps import dump, labels, refused
from tests.invariants import broken
from tests.world import World

WITH_A_REASON = [deed for deed in DEEDS if "reason" in deed.given]
NEED_ONE = (review.send_back, review.reject, review.revoke, rescind.ask, rescind.reject, rescind.force)
BY_EITHER = (rescind.ask, rescind.agree, rescind.disagree)
LONGEST = "很" * 200
TRAIL = {
    "propose": ["修改协议书"],
    "correct": ["修改协议书"],
    "take_back": ["撤回修改"],
    "agree_to_a_change": ["同意修改"],
    "agree_to_a_correction": ["同意修改"],
    "refuse_a_change": ["拒绝修改"],
    "send_back": ["退回修改"],
    "reject_with_a_change": ["签约审核不通过"],
    "reject_what_was_returned": ["签约审核不通过"],
    "revoke_a_return": ["撤回审核"],
    "student_asks": ["发起解约申请"],
    "employer_asks": ["发起解约申请"],
    "student_agrees": ["同意解约"],
    "employer_agrees": ["同意解约"],
    "student_disagrees": ["不同意解约"],
    "employer_disagrees": ["不同意解约"],
    "grant": ["解约审核通过", "签约解除"],
    "grant_what_the_employer_asked": ["解约审核通过", "签约解除"],
    "deny": ["解约审核不通过"],
    "deny_unanswered": ["解约审核不通过"],
    "force": ["学校强制解约"],
    "force_over_a_request": ["解约申请终止", "学校强制解约"],
}


def each(deeds: list[Deed]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("deed", deeds, ids=lambda deed: deed.name)


def foreign(world: World, role: str):
    """Somebody of the same role to whom the signing is nothing."""
    if role == "student":
        return makers.as_student(world.saved_student())
    if role == "employer":
        return makers.as_employer(world.saved(makers.an_employer()))
    if role == "college":
        return makers.as_college(world.saved(makers.a_college(world.school)))
    return makers.as_school(world.saved_school())


@each(DEEDS)
def test_i3_each_act_is_told_once_and_breaks_no_invariant(world, deed):
    signing = deed.ready(world)
    before = labels(world)
    with world.working(deed.actor(world)) as work:
        deed.do(work, signing)
    assert labels(world)[len(before) :] == TRAIL[deed.name]
    with world.reading() as work:
        assert broken(work) == []


@each(DEEDS)
def test_i5_the_plan_follows_what_is_approved(world, deed):
    approved = deed.done(world).state is SigningState.APPROVED
    with world.reading() as work:
        plan = work.session.get_one(Plan, world.student.id)
    assert (plan.source, plan.status.label) == (("SIGNING", "院系待审核") if approved else ("NONE", "学生未提交"))


@each(DEEDS)
def test_i10_nobody_acts_on_another_version_than_the_one_shown(world, deed):
    signing = deed.ready(world)
    stale = {"seen_terms": 1} if "agree" in deed.given else {"seen": signing.version - 1}
    with refused(world, kind=StalePage), world.working(deed.actor(world)) as work:
        deed.do(work, signing, **stale)


@each(DEEDS)
def test_i10_to_a_stranger_of_the_same_role_the_signing_is_not_there(world, deed):
    signing, stranger = deed.ready(world), foreign(world, deed.role)
    with refused(world, kind=NotFound), world.working(stranger) as work:
        deed.do(work, signing)


@each(DEEDS)
def test_i12_only_the_roles_of_an_act_may_do_it(world, deed):
    signing, office, parties = deed.ready(world), {"college", "school"}, {"student", "employer"}
    may = {deed.role} if deed.role in parties or deed.act is rescind.force else office
    for role in (parties | office) - (parties if deed.act in BY_EITHER else may):
        actor = getattr(makers, f"as_{role}")(getattr(world, role))
        with refused(world, "您的身份不能进行此操作。", kind=NotAllowed), world.working(actor) as work:
            deed.do(work, signing)


@each(WITH_A_REASON)
def test_a_reason_is_kept_up_to_200_characters_and_refused_beyond(world, deed):
    signing = deed.ready(world)
    with refused(world, kind=BadValue), world.working(deed.actor(world)) as work:
        deed.do(work, signing, reason=LONGEST + "很")
    with world.working(deed.actor(world)) as work:
        deed.do(work, signing, reason=LONGEST)
    assert LONGEST in str(dump(world))


@each([deed for deed in WITH_A_REASON if deed.act in NEED_ONE])
@pytest.mark.parametrize("reason", ["", " 　\n "], ids=["empty", "blank"])
def test_i12_an_act_that_needs_a_reason_is_refused_without_one(world, deed, reason):
    signing = deed.ready(world)
    with refused(world, kind=BadValue), world.working(deed.actor(world)) as work:
        deed.do(work, signing, reason=reason)


@each([deed for deed in WITH_A_REASON if deed.act not in NEED_ONE])
def test_an_answer_needs_no_reason_and_keeps_none_of_blanks(world, deed):
    signing = deed.ready(world)
    with world.working(deed.actor(world)) as work:
        deed.do(work, signing, reason=" 　\n ")
    with world.reading() as work:
        assert broken(work) == []
        assert work.session.scalars(select(TrailEntry.remark).order_by(TrailEntry.id)).all()[-1] == ""


@each(DEEDS)
def test_i11_what_is_over_takes_no_act_any_more(world, deed):
    signing = world.rescinded()
    with refused(world, kind=MoveRefused), world.working(deed.actor(world)) as work:
        deed.do(work, signing)


@each([deed for deed in DEEDS if deed.act.__module__ == rescind.__name__])
def test_verification_says_in_force_until_the_agreement_is_ended(world, deed):
    signing = deed.done(world)
    with world.reading() as work:
        issues = select(Document).where(Document.kind == DocumentKind.AGREEMENT, Document.issue > 0)
        code = work.session.scalars(issues).one().code
    shown = verification.check(world.services, address="127.0.0.1", number=signing.number, code=code)
    assert shown.status == ("已解除" if signing.state is SigningState.RESCINDED else "已鉴证生效")
