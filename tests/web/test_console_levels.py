"""Two levels of review in the console: the buttons, queues and words of either level."""

import pytest

from signing_core.states import ReviewLevels as L
from signing_core.states import SigningState as S
from tests.use_cases.test_levels import passed, requested, review_by
from tests.web.console import cells, tab
from tests.web.test_console_decisions import LIST, buttons, decide, page_of


@pytest.mark.parametrize(
    ("levels", "of_college", "of_school"),
    [
        (L.EITHER, "签约审核通过", "签约审核通过"),
        (L.COLLEGE_THEN_SCHOOL, "院系初审通过", None),
        (L.SCHOOL, None, "签约审核通过"),
    ],
)
def test_each_level_is_offered_its_own_pass(site, levels, of_college, of_school):
    review_by(site.world, levels)
    signing = site.world.accepted()
    passes = {"签约审核通过", "院系初审通过"}
    for client, own in ((site.college(), of_college), (site.school(), of_school)):
        assert passes & set(buttons(page_of(client, signing))) == ({own} if own else set())


def test_who_may_only_read_is_told_so_once(site):
    review_by(site.world, L.SCHOOL)
    page = page_of(site.college(), site.world.accepted())
    assert page.count("本校由学校就业办审核，学院可以查看。") == 1


def test_a_signing_goes_through_both_levels(site):
    world = site.world
    review_by(world, L.COLLEGE_THEN_SCHOOL)
    signing, college, school = world.accepted(), site.college(), site.school()
    assert decide(college, world, signing, "college_pass").status_code == 303
    listed = school.get(LIST, queue="mine").text
    assert cells(listed, "签约审核状态") == ["等待学校审核"]
    assert tab(college.get(LIST).text, "待我审核") == "0"
    assert decide(school, world, signing, "approve").status_code == 303
    assert world.fresh(signing).state is S.APPROVED
    assert "院系初审通过" in page_of(school, signing)


def test_a_rescission_goes_through_both_levels(site):
    world = site.world
    signing = requested(world)
    assert buttons(page_of(site.college(), signing))[0] == "院系初审通过"
    assert decide(site.college(), world, signing, "college_pass_request").status_code == 303
    assert cells(site.school().get(LIST, queue="ending").text, "解约审核状态") == ["等待学校审核"]
    assert decide(site.school(), world, signing, "approve_rescission").status_code == 303
    assert world.fresh(signing).state is S.RESCINDED


def test_ticked_rows_are_passed_by_the_level_that_acts(site):
    world = site.world
    review_by(world, L.COLLEGE_THEN_SCHOOL)
    signings = [world.accepted(world.saved_student()) for _ in range(2)]
    college = site.college()
    page = college.get(LIST, queue="waiting").text
    assert 'value="college_pass"' in page
    assert 'value="approve"' not in page
    assert 'value="college_pass"' not in site.school().get(LIST, queue="waiting").text
    ticked = [f"{one.public_id}:{one.version}" for one in signings]
    assert college.post(f"{LIST}action/", action="college_pass", rowid=ticked, url=LIST).status_code == 303
    assert all(world.fresh(one).college_passed_at for one in signings)


def test_the_student_reads_that_the_school_is_next(site):
    review_by(site.world, L.COLLEGE_THEN_SCHOOL)
    passed(site.world, site.world.accepted())
    assert "等待学校审核" in site.student().get("/student/online").text
