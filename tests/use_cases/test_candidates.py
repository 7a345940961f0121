"""拟签约名单: four exact facts find a student, every miss looks alike, and misses are counted."""

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from signing_core.actors import SYSTEM
from signing_core.errors import NotAllowed, NotFound, TooMany
from signing_core.models import Candidate, Employer, Limit, Plan, Student
from signing_core.queries import employer_pages
from signing_core.states import EmployerState, PlanSource
from signing_core.use_cases import candidates
from signing_core.use_cases.candidates import FourFacts
from tests import makers
from tests.dumps import refused

MIDNIGHT = datetime(2020, 3, 2, 16, tzinfo=UTC)  # in Shanghai


def facts_of(world, student=None) -> FourFacts:
    student = student or world.student
    return FourFacts(school=world.school.name, cohort="2020", name=student.name, proof=student.id_number)


def search(world, facts: FourFacts):
    return candidates.search(world.services, makers.as_employer(world.employer), facts)


def add(world, found) -> None:
    with world.working(makers.as_employer(world.employer)) as work:
        candidates.add(work, found)


def listed(world) -> list[int]:
    with world.reading() as work:
        return list(work.session.scalars(select(Candidate.student_id)))


def test_four_exact_facts_find_the_student_by_id_number_or_phone(world):
    facts = facts_of(world)
    for proof in (world.student.id_number, world.student.phone, f" {world.student.id_number.lower()} "):
        found = search(world, replace(facts, proof=proof))
        assert (found.student_id, found.name, found.college) == (
            world.student.id,
            world.student.name,
            world.college.name,
        )


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (EmployerState.PENDING, "该单位尚未通过审核。"),
        (EmployerState.REJECTED, "该单位尚未通过审核。"),
        (EmployerState.SUSPENDED, "该单位已被暂停签约。"),
    ],
)
def test_an_employer_that_is_not_approved_learns_nothing_and_lists_nobody(world, state, sentence):
    found = search(world, facts_of(world))
    with world.working(SYSTEM) as work:
        work.get(Employer, world.employer.public_id).state = state
    for facts in (facts_of(world), replace(facts_of(world), name="别人")):
        with refused(world, sentence):
            search(world, facts)
    with refused(world, sentence):
        add(world, found)


def test_a_name_is_counted_as_it_is_compared_however_its_dot_is_typed(world):
    facts = replace(facts_of(world), name="阿·古丽")
    for _ in range(20):
        with suppress(NotFound):
            search(world, facts)
    for dot in "·•‧・∙":
        with pytest.raises(TooMany):
            search(world, replace(facts, name=f"阿{dot}古丽"))


@pytest.mark.parametrize(
    "wrong",
    [{"school": "别的大学"}, {"cohort": "2021"}, {"cohort": "明年"}, {"name": "黄河"}, {"proof": "13900000000"}],
)
def test_i12_each_single_wrong_fact_is_the_same_miss(world, wrong):
    with refused(world, candidates.MISS, NotFound):
        search(world, replace(facts_of(world), **wrong))


@pytest.mark.parametrize("facts", [{"source_reviewed": False}, {"training": "定向"}, {"restricted": True}])
def test_i12_a_student_who_is_not_open_is_the_same_miss(world, facts):
    student = world.saved_student(**facts)
    with refused(world, candidates.MISS, NotFound):
        search(world, facts_of(world, student))


def test_i12_a_plan_submitted_by_another_way_is_the_same_miss(world):
    with world.working(SYSTEM) as work:
        work.session.get_one(Plan, world.student.id).source = PlanSource.OTHER
    with refused(world, candidates.MISS, NotFound):
        search(world, facts_of(world))


def test_a_student_with_an_active_signing_is_still_found(world):
    world.approved()
    assert search(world, facts_of(world)).student_id == world.student.id


def test_namesakes_who_share_a_phone_are_told_apart_by_id_number_only(world):
    twins = [world.saved_student(name="李雷", phone="13377778888") for _ in range(2)]
    facts = facts_of(world, twins[1])
    with refused(world, candidates.MISS, NotFound):
        search(world, replace(facts, proof="13377778888"))
    assert search(world, facts).student_id == twins[1].id


def test_only_an_employer_searches(world):
    with refused(world, kind=NotAllowed):
        candidates.search(world.services, makers.as_student(world.student), facts_of(world))


def miss(world, name: str = "无此人") -> None:
    with pytest.raises(NotFound):
        search(world, replace(facts_of(world), name=name))


def test_twenty_misses_on_one_name_use_up_the_day_for_that_name_alone(world, caplog):
    for _ in range(20):
        miss(world)
    with caplog.at_level(logging.WARNING), pytest.raises(TooMany, match="今天对该姓名的查询次数已用完"):
        search(world, replace(facts_of(world), name="无此人"))
    assert "miss_of_name" in caplog.text
    assert "无此人" not in caplog.text
    miss(world, name="另一人")


def test_two_hundred_misses_in_all_use_up_the_day_for_hits_too(world):
    miss(world)
    with world.working(SYSTEM) as work:
        work.session.execute(update(Limit).where(Limit.name == "misses").values(count=200))
    with pytest.raises(TooMany, match="今天的查询次数已用完"):
        search(world, facts_of(world))


def test_hits_do_not_count(world):
    for _ in range(25):
        search(world, facts_of(world))


def test_the_day_begins_anew_at_midnight_in_the_office(world):
    miss(world)
    with world.working(SYSTEM) as work:
        work.session.execute(update(Limit).values(count=200))
    world.clock.now = MIDNIGHT - timedelta(seconds=1)
    with pytest.raises(TooMany):
        search(world, facts_of(world))
    world.clock.now = MIDNIGHT
    assert search(world, facts_of(world))


def test_another_employer_has_its_own_misses(world):
    miss(world)
    with world.working(SYSTEM) as work:
        work.session.execute(update(Limit).values(count=200))
    other = makers.as_employer(world.saved(makers.an_employer()))
    assert candidates.search(world.services, other, facts_of(world))


def test_a_found_student_is_listed_once_and_then_visible(world):
    found = search(world, facts_of(world))
    with world.reading(makers.as_employer(world.employer)) as work:
        assert work.session.get(Student, found.student_id) is None
    add(world, found)
    add(world, found)
    assert listed(world) == [world.student.id]
    with world.reading(makers.as_employer(world.employer)) as work:
        assert work.get(Student, world.student.public_id)


def test_a_line_that_is_taken_off_leaves_invitations_as_they_are(world):
    signing = world.invited()
    with world.reading() as work:
        line = work.session.scalars(select(Candidate.public_id)).one()
    with world.working(makers.as_employer(world.employer)) as work:
        candidates.remove(work, line)
    assert listed(world) == []
    assert world.fresh(signing).state == "INVITED"


def test_i12_a_line_of_another_employer_is_not_there(world):
    world.listed(world.saved(makers.an_employer()), world.student)
    with world.reading() as work:
        line = work.session.scalars(select(Candidate.public_id)).one()
    with refused(world, kind=NotFound), world.working(makers.as_employer(world.employer)) as work:
        candidates.remove(work, line)


def look_up(world, *facts: FourFacts) -> list[object]:
    return candidates.look_up(world.services, makers.as_employer(world.employer), facts)


def test_many_are_looked_up_as_if_one_after_the_other(world):
    hit = facts_of(world)
    other = replace(hit, name="无此人")
    answers = look_up(world, *[other] * 19, hit, other, other, hit)
    assert [type(answer).__name__ for answer in answers[-4:]] == ["Found", "NotFound", "TooMany", "Found"]
    with world.reading() as work:
        assert set(work.session.scalars(select(Limit.count).where(Limit.count > 0))) == {20}
    with pytest.raises(TooMany, match="今天对该姓名"):
        search(world, other)


def test_look_ups_at_the_same_time_overrun_no_limit(world):
    asked = [[replace(facts_of(world), name=f"无此人{n}", proof=str(m)) for n in range(90)] for m in range(4)]
    with ThreadPoolExecutor(4) as together:
        answers = [answer for some in together.map(lambda facts: look_up(world, *facts), asked) for answer in some]
    assert sum(isinstance(answer, NotFound) for answer in answers) == 200
    assert sum(isinstance(answer, TooMany) for answer in answers) == 160


def test_a_name_and_a_number_may_be_typed_as_people_type_them(world):
    student = world.saved_student(name="阿依·古丽", phone="13377778888")
    facts = facts_of(world, student)
    assert search(world, replace(facts, name="阿依•古丽")).student_id == student.id
    assert search(world, replace(facts, proof="133 7777-8888")).student_id == student.id


def test_a_whole_list_is_added_once_with_the_first_on_top(world):
    students = [world.saved_student() for _ in range(3)]
    found = look_up(world, *(facts_of(world, student) for student in students))
    for expected in (3, 0):
        with world.working(makers.as_employer(world.employer)) as work:
            assert candidates.add(work, *found) == expected
    with world.reading(makers.as_employer(world.employer)) as work:
        lines = employer_pages.candidates(work).page.rows
    assert [line.student_id for line in lines] == [student.id for student in students]
