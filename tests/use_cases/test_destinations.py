"""其他去向: begun, chosen anew, saved and handed in with proof."""

import pytest

from signing_core.errors import BadValue, MoveRefused, NotAllowed, Problems, StalePage
from signing_core.queries import agreement_case
from signing_core.queries.papers import being_entered
from signing_core.states import SigningKind, SigningState
from signing_core.turns import Turn
from signing_core.use_cases import destinations
from tests.destinations import (
    IDLE,
    PROOF,
    STUDY,
    a_study,
    an_idle,
    approved,
    draft,
    opened,
    rejected,
    returned,
    submitted,
)
from tests.dumps import labels
from tests.exports.papers import a_paper
from tests.papers import of, office, uploaded
from tests.parties import by
from tests.rules import SIGNED
from tests.use_cases.destination_acts import (
    EMPTY,
    begin,
    contents,
    plan_of,
    retired,
    rounds,
    save,
    submit,
    typed_in,
)
from tests.use_cases.paper_acts import change_student

S = SigningState
ABROAD, CONTRACT = "出国出境学习深造", "劳动合同"
EVERYTHING = {  # what any of the details here asks for
    **{name: text for name, text in a_paper().items() if not name.startswith("archive")},
    "unit_nature": "高等教育单位",
    "country": "法国",
    "abroad_name": "示例大学",
    "pay": "6000",
    "term_from": "2020-07-01",
    "term_to": "2023-06-30",
}


def test_a_draft_is_the_students_alone_and_waits_for_it(world):
    signing = draft(world)
    assert (signing.state, signing.destination, signing.turn) == (S.DRAFT, STUDY, Turn.STUDENT)
    assert labels(world) == []
    with world.reading(of(world)) as work:
        assert being_entered(work, SigningKind.DESTINATION).id == signing.id


@pytest.mark.parametrize("detail", ["", "升学", "签就业协议形式就业"])
def test_only_a_detail_of_the_catalogue_is_begun(world, detail):
    opened(world)
    with pytest.raises(BadValue) as no:
        begin(world, detail)
    assert no.value.message == "请选择正确的毕业去向分类。"


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
    assert typed_in(world, signing)["unit_place"] == "武汉"
    assert signing.employer_name == "武汉大学"
    assert labels(world) == []


def test_another_choice_keeps_what_fits_and_what_comes_back(world):
    signing = save(world, draft(world))
    signing = by(world, of(world), destinations.choose, signing, detail=IDLE, typed={})
    assert (signing.destination, signing.employer_name) == (IDLE, IDLE)
    assert typed_in(world, signing)["dispatch_name"] == "武汉大学"
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


@pytest.mark.parametrize(
    ("detail", "answers"),
    [
        (STUDY, {"unit_place": "湖北省武汉市汉阳县"}),
        (STUDY, {"level": "博士后"}),
        (STUDY, {"dispatch_place": "四川省重庆市"}),
        (ABROAD, {"country": "南斯拉夫"}),
        (CONTRACT, {"unit_industry": "批发零售贸易"}),
    ],
)
def test_an_answer_that_was_retired_since_it_was_saved_is_named_and_the_draft_kept(world, detail, answers):
    signing = save(world, draft(world, detail), **EVERYTHING)
    retired(world, signing, **answers)
    uploaded(world, signing, PROOF)
    before = typed_in(world, signing)
    with pytest.raises(Problems) as no:
        submit(world, signing, {})
    assert set(no.value.by_field) == answers.keys()
    assert (world.fresh(signing).state, typed_in(world, signing)) == (S.DRAFT, before)
    assert (labels(world), contents(world, signing), rounds(world, signing)) == ([], [], [0])


@pytest.mark.parametrize("act", [destinations.save, destinations.submit])
def test_a_detail_that_was_retired_is_named_and_another_one_is_chosen_instead(world, act):
    signing = save(world, draft(world))
    retired(world, signing, destination="升学（脱产）")
    uploaded(world, signing, PROOF)
    with pytest.raises(BadValue, match=r"请选择正确的毕业去向分类。"):
        by(world, of(world), act, signing, typed=a_study())
    assert (world.fresh(signing).state, typed_in(world, signing)["school_name"]) == (S.DRAFT, "武汉大学")
    signing = by(world, of(world), destinations.choose, signing, detail=STUDY, typed={})
    assert submit(world, signing, {}).state is S.AWAITING_REVIEW


def test_what_another_detail_asked_for_is_not_handed_in(world):
    signing = save(world, draft(world))
    signing = by(world, of(world), destinations.choose, signing, detail=IDLE, typed=an_idle())
    submit(world, signing, {})
    assert "school_name" not in contents(world, signing)[0]
    assert typed_in(world, signing)["school_name"] == "武汉大学"


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
