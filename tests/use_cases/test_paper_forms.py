"""纸质签约: previewed and generated; what a form is once it was generated."""

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.errors import MoveRefused, Problems, StalePage
from signing_core.models import COPY, Document, Signing, Terms
from signing_core.states import SigningState
from signing_core.turns import Turn
from signing_core.use_cases import invitations, papers
from tests import makers
from tests.dumps import labels, messages, refused
from tests.exports.papers import a_paper, a_paper_content
from tests.invariants import broken
from tests.papers import (
    approved,
    draft,
    draw,
    ending,
    form_rejected,
    form_returned,
    generated,
    issued,
    of,
    previewed,
    scanned,
)
from tests.papers import (
    refused as scan_refused,
)
from tests.rules import SIGNED, STUDENT_SIGNED
from tests.use_cases.paper_acts import (
    WRONG,
    change_student,
    close,
    discard,
    generate,
    preview,
    save,
)

S = SigningState
NOT_PREVIEWED = "请先预览协议书，确认内容无误后再生成；预览之后改动过内容的，请重新预览。"
NOT_TICKED = "请先阅读协议书生成须知，并勾选同意。"
EVERY_LATER = pytest.mark.parametrize("later", [generated, issued, scanned, scan_refused, approved, ending])
RETURNED_OR_REJECTED = pytest.mark.parametrize("handed_back", [form_returned, form_rejected])


# Previewed


def test_a_preview_says_every_wrong_field_at_once_and_keeps_nothing(world):
    signing = draft(world)
    with refused(world, kind=Problems) as caught:
        preview(world, signing, **WRONG)
    assert caught.value.by_field.keys() == WRONG.keys() - {"unit_name"}


def test_a_preview_is_drawn_and_marked_and_hands_nothing_in(world):
    signing = previewed(world)
    draw(world)
    with world.reading() as work:
        (copy,) = work.session.scalars(select(Document)).all()
    assert (copy.issue, copy.code, copy.drawn_at) == (COPY, None, world.clock())
    assert (signing.state, signing.terms_version, labels(world)) == (S.DRAFT, 0, [])


def test_what_changed_after_the_preview_has_to_be_previewed_again(world):
    signing = save(world, previewed(world), penalty="0")
    with refused(world, NOT_PREVIEWED):
        generate(world, signing, penalty="0")
    assert generate(world, preview(world, signing, penalty="0"), penalty="0").state is S.FORM_REVIEW


def test_saving_the_same_again_leaves_the_preview(world):
    assert generate(world, save(world, previewed(world))).state is S.FORM_REVIEW


# Generated


def test_what_was_previewed_is_frozen_and_handed_to_the_office(world):
    signing = world.fresh(generated(world))
    assert (signing.state, signing.turn, signing.number) == (S.FORM_REVIEW, Turn.OFFICE, None)
    assert (signing.terms_version, signing.agreed_version) == (1, 1)
    with world.reading() as work:
        assert work.session.scalars(select(Terms)).one().content == a_paper_content()
        assert broken(work) == []
    assert (labels(world), messages(world)) == (["生成协议书"], [])


def test_nothing_is_generated_that_was_not_previewed(world):
    signing = save(world, draft(world))
    with refused(world, NOT_PREVIEWED):
        generate(world, signing)


def test_nothing_else_is_generated_than_what_was_previewed(world):
    signing = previewed(world)
    with refused(world, NOT_PREVIEWED):
        generate(world, signing, penalty="0")


def test_nothing_is_generated_without_the_tick(world):
    signing = previewed(world)
    with refused(world, NOT_TICKED):
        generate(world, signing, ticked=False)


def test_what_became_wrong_since_the_preview_is_said_by_field(world):
    signing = previewed(world)
    world.clock.forward(days=200)
    with refused(world, kind=Problems) as caught:
        generate(world, signing)
    assert caught.value.by_field.keys() == {"report_by"}


def test_generating_asks_for_openness_and_eligibility_once_more(world):
    signing = previewed(world)
    change_student(world, restricted=True, restriction_reason="材料待补。")
    with refused(world, "学校限制了签约，原因：材料待补。"):
        generate(world, signing)
    change_student(world, restricted=False)
    close(world)
    with refused(world, "学校的纸质签约已经结束。"):
        generate(world, signing)


def test_what_was_returned_is_generated_again_whether_or_not_signing_is_still_open(world):
    signing = form_returned(world)
    close(world)
    change_student(world, restricted=True, restriction_reason="材料待补。")
    signing = generate(world, preview(world, signing, unit_name="上海永久"), unit_name="上海永久")
    assert (signing.state, signing.terms_version, signing.decided_by) == (S.FORM_REVIEW, 2, None)


@RETURNED_OR_REJECTED
def test_generated_anew_it_is_the_next_version_and_the_earlier_one_is_kept(world, handed_back):
    signing = generate(world, preview(world, handed_back(world), penalty="0"), penalty="0")
    with world.reading() as work:
        penalties = [row.content["penalty"] for row in work.session.scalars(select(Terms).order_by(Terms.version))]
    assert (penalties, signing.terms_version, labels(world)[-1]) == ([3000, 0], 2, "生成协议书")


@RETURNED_OR_REJECTED
def test_what_the_office_gave_back_is_previewed_again_even_unchanged(world, handed_back):
    signing = handed_back(world)
    with refused(world, NOT_PREVIEWED):
        generate(world, signing)


def test_i1_who_accepted_online_after_the_preview_generates_nothing(world):
    signing = previewed(world)
    world.accepted()
    with refused(world, SIGNED):
        generate(world, signing)


@pytest.mark.parametrize("active", [generated, form_returned, issued, scanned, scan_refused, approved])
def test_i1_who_signed_on_paper_accepts_nothing_online(world, active):
    invited = world.invited()
    active(world)
    with refused(world, SIGNED), world.working(of(world)) as work:
        invitations.accept(work, invited.public_id, seen_terms=1)


@pytest.mark.parametrize("active", [generated, form_returned, issued, scanned, scan_refused, approved])
def test_i1_the_database_itself_refuses_an_agreement_online_beside_one_on_paper(world, active):
    active(world)
    with pytest.raises(MoveRefused, match=STUDENT_SIGNED):
        world.saved(makers.an_online_signing(world.student, world.employer, state=S.AWAITING_REVIEW))


@pytest.mark.parametrize("state", [S.FORM_REVIEW, S.FORM_RETURNED, S.AWAITING_FEEDBACK, S.REJECTED])
def test_i1_the_database_itself_refuses_one_on_paper_beside_one_online(world, state):
    signing = draft(world)
    world.accepted()
    with pytest.raises(MoveRefused, match=STUDENT_SIGNED), world.working(SYSTEM) as work:
        work.session.get_one(Signing, signing.id).state = state


def test_i10_of_two_tabs_the_second_generates_nothing(world):
    signing = previewed(world)
    generate(world, signing)
    with refused(world, kind=StalePage), world.working(of(world)) as work:
        papers.generate(work, signing.public_id, seen=signing.version, typed=a_paper(), ticked=True)


@EVERY_LATER
@pytest.mark.parametrize("act", [save, preview, discard])
def test_i12_what_was_generated_is_neither_changed_nor_let_go(world, later, act):
    signing = later(world)
    with refused(world, "当前状态不能进行此操作"):
        act(world, signing)


@EVERY_LATER
def test_i12_what_was_generated_is_not_generated_again(world, later):
    signing = later(world)
    with refused(world, "当前状态不能进行此操作"):
        generate(world, signing)


def test_what_was_returned_is_not_let_go(world):
    signing = form_returned(world)
    with refused(world, "当前状态不能进行此操作"):
        discard(world, signing)
