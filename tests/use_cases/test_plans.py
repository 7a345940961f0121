"""就业方案: another way of submitting, codes of the school's own, and marks of what was exported."""

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM, Role
from signing_core.catalogues import destination_codes
from signing_core.errors import MoveRefused, NotAllowed, NotFound, Problems, StalePage
from signing_core.models import LogEntry, OwnCode, Plan
from signing_core.queries import eligibility, plan_codes
from signing_core.states import PlanSource, PlanStatus
from signing_core.use_cases import invitations, papers, plans
from signing_core.use_cases import plan_codes as codes
from tests import destinations, makers
from tests import papers as made
from tests.dumps import labels
from tests.invariants import broken
from tests.papers import of, office
from tests.use_cases.destination_acts import EMPTY, plan_of

WHY = "由学院集体上报"


def the_plan(world):
    with world.reading() as work:
        return work.session.get_one(Plan, world.student.id)


def set_other(world, actor=None, **given):
    with world.working(actor or office(world)) as work:
        asked = {"seen": the_plan(world).version, "reason": WHY} | given
        return plans.set_other(work, world.student.public_id, **asked)


def undo(world, **given):
    with world.working(office(world)) as work:
        return plans.undo_other(work, world.student.public_id, **{"seen": the_plan(world).version} | given)


def test_another_way_fills_the_plan_and_makes_the_student_not_eligible(world):
    set_other(world, destination="应征义务兵")
    assert plan_of(world) == (PlanStatus.AWAITING_COLLEGE, PlanSource.OTHER, None, "应征义务兵", "46")
    assert the_plan(world).other_reason == WHY
    with world.reading() as work:
        assert eligibility.not_eligible_because(work, world.student).startswith("您的就业方案已通过其他方式提交")
        assert broken(work) == []


def test_taken_back_the_plan_is_empty_and_the_student_free(world):
    set_other(world)
    undo(world)
    assert plan_of(world) == EMPTY
    made.opened(world)
    with world.working(of(world)) as work:
        papers.begin(work)


STORIES = [
    lambda world: world.accepted(),
    lambda world: world.approved(),
    made.generated,
    made.issued,
    made.refused,
    destinations.submitted,
    destinations.returned,
]


@pytest.mark.parametrize("story", STORIES)
def test_beside_an_active_signing_there_is_no_other_way(world, story):
    story(world)
    before = plan_of(world)
    with pytest.raises(MoveRefused, match="生效中的签约"):
        set_other(world)
    assert plan_of(world) == before


@pytest.mark.parametrize("story", [lambda world: world.invited(), made.draft, destinations.rejected])
def test_what_is_not_active_does_not_stand_in_its_way(world, story):
    story(world)
    set_other(world)
    assert the_plan(world).source is PlanSource.OTHER


def test_who_is_set_so_cannot_accept(world):
    signing = world.invited()
    set_other(world)
    with world.working(of(world)) as work, pytest.raises(MoveRefused, match="其他方式"):
        invitations.accept(work, signing.public_id, seen_terms=1)


def test_twice_or_without_cause_is_refused(world):
    with pytest.raises(MoveRefused, match="不是以其他方式提交"):
        undo(world)
    set_other(world)
    with pytest.raises(MoveRefused, match="已设为其他方式"):
        set_other(world)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"reason": " "}, "reason"), ({"reason": "长" * 201}, "reason"), ({"destination": "?"}, "destination")],
)
def test_a_reason_is_needed_and_a_destination_must_be_one(world, given, field):
    with pytest.raises(Problems) as no:
        set_other(world, **given)
    assert set(no.value.by_field) == {field}
    assert plan_of(world) == EMPTY


def test_only_the_office_of_the_own_school_sets_it_on_the_version_shown(world):
    with pytest.raises(NotAllowed):
        set_other(world, makers.as_college(world.college))
    with pytest.raises(NotFound):
        set_other(world, makers.as_school(world.saved_school()))
    with pytest.raises(StalePage):
        set_other(world, seen=2)
    assert (plan_of(world), labels(world)) == (EMPTY, [])


def test_each_change_is_told_once(world):
    set_other(world)
    undo(world)
    assert labels(world) == ["设为其他方式提交", "撤销其他方式提交"]


def test_a_plan_that_was_never_exported_needs_no_correction(world):
    set_other(world)
    assert not the_plan(world).needs_correction
    with world.working(SYSTEM) as work:
        work.session.get_one(Plan, world.student.id).exported_at = world.clock()
    undo(world)
    assert the_plan(world).needs_correction


@pytest.fixture
def staff(world):
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    return makers.as_school(world.school, account.id)


def set_code(world, staff, key, code, seen=None):
    with world.working(staff) as work:
        shown = seen or plan_codes.seen_as(plan_codes.doubted(work, makers.COHORT))
        return codes.set_own(work, cohort=makers.COHORT, seen=shown, wanted={key: code})


def test_a_code_of_the_schools_own_holds_for_plans_there_are_and_to_come(world, staff):
    set_other(world, destination="村官")
    assert the_plan(world).destination_code == "50"
    assert set_code(world, staff, ("村官", "50"), "51") == 1
    assert (the_plan(world).assigned_code, the_plan(world).destination_code) == ("50", "51")
    undo(world)
    set_other(world, destination="村官")
    assert the_plan(world).destination_code == "51"
    assert set_code(world, staff, ("村官", "50"), "50") == 1
    assert the_plan(world).destination_code == "50"
    with world.reading() as work:
        assert work.session.scalars(select(OwnCode)).all() == []
        told = [entry.detail for entry in work.session.scalars(select(LogEntry).order_by(LogEntry.id))]
    assert told == ["2020届：村官 50 改为 51", "2020届：村官 51 改为 50"]


def test_what_is_not_assigned_at_all_can_be_set(world, staff):
    set_other(world, destination="农村义务教育学校教师")
    assert the_plan(world).destination_code == ""
    set_code(world, staff, ("农村义务教育学校教师", ""), "51")
    assert the_plan(world).destination_code == "51"


def test_a_sure_code_cannot_be_replaced_nor_another_schools(world, staff):
    set_other(world, destination="应征义务兵")
    assert set_code(world, staff, ("应征义务兵", "46"), "51") == 0
    assert the_plan(world).destination_code == "46"
    with pytest.raises(Problems):
        set_code(world, staff, ("村官", "50"), "99")
    with pytest.raises(StalePage):
        set_code(world, staff, ("村官", "50"), "51", seen="another")
    with pytest.raises(NotAllowed):
        set_code(world, makers.as_college(world.college), ("村官", "50"), "51")


def test_only_doubted_codes_are_offered_those_of_further_study_by_level(world):
    with world.reading(office(world)) as work:
        now, later = (plan_codes.doubted(work, cohort) for cohort in (2020, 2022))
    assert [(row.destination, row.assigned) for row in now] == [
        *(("选调生", "51"), ("农村义务教育学校教师", ""), ("特岗教师", "50"), ("村官", "50"), ("其他基层项目", "51"))
    ]
    study = [(row.assigned, row.only_if) for row in later if row.destination == "升学（全日制）"]
    assert study == [("801", "硕士研究生、博士研究生"), ("802", "第二学士学位")]


@pytest.mark.parametrize(
    ("facts", "mark"),
    [
        (("应征义务兵", "46", "46"), ""),
        (("村官", "50", "50"), "待核定"),
        (("村官", "50", "51"), "自定代码"),
        (("", "", ""), ""),
    ],
)
def test_what_is_not_surely_the_ministrys_is_marked(facts, mark):
    assert destination_codes.mark_of(*facts, 2020) == mark
    assert destination_codes.mark_of("农村义务教育学校教师", "", "", 2020) == "待指定"
