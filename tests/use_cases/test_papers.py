"""纸质签约: begun, saved and let go; what a draft keeps, and who has one."""

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.errors import MoveRefused, NotAllowed, NotFound, StalePage
from signing_core.models import Document, Paper, Plan, Signing
from signing_core.queries import student_papers
from signing_core.queries.papers import being_entered
from signing_core.states import PlanSource, SigningState
from signing_core.turns import Turn
from signing_core.use_cases import papers, review
from tests import makers
from tests.dumps import labels, messages, refused
from tests.exports.papers import a_paper
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
    office,
    opened,
    previewed,
    scanned,
)
from tests.papers import (
    refused as scan_refused,
)
from tests.parties import by
from tests.rules import SIGNED, STUDENT_SIGNED
from tests.use_cases.paper_acts import (
    IN_ENTRY,
    WRONG,
    begin,
    change_student,
    close,
    discard,
    generate,
    listed,
    preview,
    rows,
    save,
)

S = SigningState
SIGNED_ALREADY = "您已有生效中的签约，不能再录入协议书。"
EVERY_LATER = pytest.mark.parametrize("later", [generated, issued, scanned, scan_refused, approved, ending])


def copy_of(world, signing) -> Paper:
    with world.reading() as work:
        return work.session.scalars(select(Paper).where(Paper.signing_id == signing.id)).one()


# Begun


def test_a_draft_is_the_students_alone_and_nothing_is_told_of_it(world):
    signing = draft(world)
    assert (signing.state, signing.turn, signing.number, signing.terms_version) == (S.DRAFT, Turn.STUDENT, None, 0)
    assert (copy_of(world, signing).typed, labels(world), messages(world)) == ({}, [], [])
    with world.reading(of(world)) as work:
        assert being_entered(work).id == signing.id


def test_nothing_is_begun_before_the_school_opens_or_after_it_closed(world):
    with refused(world, "学校尚未开放纸质签约。"):
        begin(world)
    close(world)
    with refused(world, "学校的纸质签约已经结束。"):
        begin(world)
    opened(world)
    assert begin(world).state is S.DRAFT


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"training": "定向"}, "您的培养方式为“定向”，不参加网上签约。"),
        ({"source_reviewed": False}, "您的生源信息尚未审核，审核通过后才能签约。"),
        ({"restricted": True, "restriction_reason": "材料待补。"}, "学校限制了签约，原因：材料待补。"),
    ],
)
def test_who_is_not_eligible_begins_nothing(world, facts, sentence):
    opened(world)
    change_student(world, **facts)
    with refused(world, sentence):
        begin(world)


def test_whose_plan_went_another_way_begins_nothing(world):
    opened(world)
    with world.working(SYSTEM) as work:
        work.session.get_one(Plan, world.student.id).source = PlanSource.OTHER
    with refused(world, "您的就业方案已通过其他方式提交，不再参加网上签约。"):
        begin(world)


@pytest.mark.parametrize("signed", ["accepted", "approved"])
def test_i1_who_signed_online_begins_nothing_on_paper(world, signed):
    opened(world)
    getattr(world, signed)()
    with refused(world, SIGNED_ALREADY):
        begin(world)


@EVERY_LATER
def test_i1_who_signed_on_paper_begins_no_other(world, later):
    later(world)
    with refused(world, SIGNED_ALREADY):
        begin(world)


@pytest.mark.parametrize("in_entry", [draft, form_rejected])
def test_one_agreement_is_entered_at_a_time(world, in_entry):
    in_entry(world)
    with refused(world, IN_ENTRY):
        begin(world)


def test_one_that_the_office_returned_is_active_and_in_the_way_too(world):
    form_returned(world)
    with refused(world, SIGNED_ALREADY):
        begin(world)


def test_the_database_itself_keeps_one_in_entry(world):
    signing = draft(world)
    facts = {"state": S.FORM_REJECTED, "kind": signing.kind}
    with pytest.raises(MoveRefused) as caught:
        world.saved(makers.an_online_signing(world.student, world.employer, **facts))
    assert caught.value.message in {IN_ENTRY, STUDENT_SIGNED}  # SQLite names the column alone


def test_an_invitation_is_in_nobodys_way(world):
    opened(world)
    invited = world.invited()
    signing = begin(world)
    assert (world.fresh(invited).state, signing.state) == (S.INVITED, S.DRAFT)


def test_only_a_student_begins(world):
    opened(world)
    for actor in (office(world), makers.as_college(world.college), makers.as_employer(world.employer)):
        with refused(world, kind=NotAllowed), world.working(actor) as work:
            papers.begin(work)


# Saved


def test_what_is_wrong_or_half_typed_is_kept_and_shown_as_it_is(world):
    signing = save(world, draft(world), typed=WRONG)
    typed = copy_of(world, signing).typed
    assert {name: typed[name] for name in WRONG} == WRONG
    assert typed["position"] == ""
    assert (world.fresh(signing).employer_name, world.fresh(signing).uscc) == ("上海永久", "9131")
    with world.reading(of(world)) as work:
        entry = student_papers.entry(work, signing.public_id)
        assert (entry.typed, entry.previewed) == (typed, False)


def test_saving_is_not_told(world):
    save(world, draft(world), typed=WRONG)
    save(world, form_rejected_after(world), position="库管")
    assert labels(world) == ["生成协议书", "协议书审核不通过"]


def form_rejected_after(world) -> Signing:
    """The draft in entry, generated and refused."""
    with world.reading(of(world)) as work:
        signing = being_entered(work)
    return by(world, office(world), review.reject_form, generated(world, signing), reason="单位名称有误")


def test_saving_what_was_refused_makes_it_a_draft_again_that_the_student_sees(world):
    signing = save(world, form_rejected(world))
    assert (signing.state, listed(world)) == (S.DRAFT, [signing.id])


def test_saving_what_was_returned_leaves_it_returned(world):
    assert save(world, form_returned(world), unit_name="上海永久").state is S.FORM_RETURNED


def test_the_office_sees_what_it_returned_in_its_place_and_unchanged_until_it_comes_back(world):
    before = form_returned(world)
    world.clock.forward(hours=1)
    after = save(world, before, unit_name="上海永久", position="另一职位")
    for name in ("employer_name", "position", "last_act_at", "turn_since"):
        assert getattr(after, name) == getattr(before, name)
    assert after.version > before.version


def test_saving_a_draft_is_an_act_that_ends_nobodys_wait(world):
    begun = draft(world)
    world.clock.forward(hours=1)
    saved = save(world, begun)
    assert saved.last_act_at == world.clock() > begun.last_act_at
    assert saved.turn_since == begun.turn_since


def test_i10_a_tab_that_shows_an_older_copy_saves_nothing(world):
    signing = save(world, draft(world))
    with refused(world, kind=StalePage), world.working(of(world)) as work:
        papers.save(work, signing.public_id, seen=signing.version - 1, typed=WRONG)


@pytest.mark.parametrize("act", [save, preview])
def test_i1_who_signed_online_meanwhile_changes_nothing_and_may_let_it_go(world, act):
    signing = form_rejected(world)
    world.accepted()
    with refused(world, SIGNED):
        act(world, signing)
    discard(world, signing)


@pytest.mark.parametrize("act", [save, preview, generate, discard])
def test_another_student_finds_nothing(world, act):
    signing = previewed(world)
    world.student = world.saved_student()
    with refused(world, kind=NotFound):
        act(world, signing)


# Let go


def test_a_draft_goes_without_a_trace_and_its_files_are_named_to_be_cleared(world):
    signing = previewed(world)
    draw(world)
    keys = discard(world, signing)
    assert len(keys) == 1
    assert world.services.store.exists(keys[0])
    assert [rows(world, model) for model in (Signing, Paper, Document)] == [0, 0, 0]
    assert begin(world).state is S.DRAFT


@pytest.mark.parametrize("saved_since", [False, True])
def test_one_that_the_office_saw_keeps_its_trail_hidden_from_the_students_list(world, saved_since):
    signing = form_rejected(world)
    if saved_since:
        save(world, signing)
    assert discard(world, signing) == []
    kept = world.fresh(signing)
    assert (kept.discarded_at, kept.state) == (world.clock(), S.DRAFT if saved_since else S.FORM_REJECTED)
    assert (labels(world), listed(world)) == (["生成协议书", "协议书审核不通过"], [])
    assert begin(world).state is S.DRAFT


@pytest.mark.parametrize("act", [save, preview, generate, discard])
def test_what_was_let_go_does_not_come_back(world, act):
    signing = form_rejected(world)
    discard(world, signing)
    with refused(world, kind=NotFound):
        act(world, signing)


def test_i10_a_draft_that_changed_since_it_was_shown_is_not_let_go(world):
    signing = save(world, draft(world))
    with refused(world, kind=StalePage), world.working(of(world)) as work:
        papers.discard(work, signing.public_id, seen=signing.version - 1)


def test_a_draft_may_say_more_than_the_lists_can_show(world):
    signing = save(world, draft(world), uscc="9" * 30, unit_name="甲" * 90, position="乙" * 90)
    assert (signing.uscc, len(signing.employer_name), len(signing.position)) == ("9" * 18, 60, 50)
    with world.reading(of(world)) as work:
        assert student_papers.entry(work, signing.public_id).typed["uscc"] == "9" * 30


def test_the_office_neither_sees_nor_touches_what_is_being_entered(world):
    signing = previewed(world)
    for act, given in ((papers.save, {"typed": a_paper()}), (papers.discard, {})):
        with refused(world, kind=NotAllowed):
            by(world, office(world), act, signing, **given)
