"""Colleges are named anew and let go, and each place keeps whom to turn to."""

import pytest
from sqlalchemy import select

from signing_core.actors import Role
from signing_core.errors import BadValue, NotAllowed, NotFound, Problems, Refusal
from signing_core.models import College, Contact, LogEntry
from signing_core.queries import eligibility
from signing_core.use_cases import schools
from signing_core.use_cases.schools import Place
from tests import makers
from tests.dumps import refused

TOLD = {"office": "就业指导中心", "person": "王老师", "phone": "027-87650000", "hours": "工作日"}


def in_school(world, act, *given):
    with world.working(makers.as_school(world.school)) as work:
        return act(work, *given)


def test_a_college_that_is_named_anew_takes_its_signings_with_it_and_no_others(world):
    sibling = world.saved(makers.a_college(world.school))
    signing, stranger = world.accepted(), world.accepted(world.saved_student(sibling))
    with world.working(makers.as_school(world.school)) as work:
        schools.rename_college(work, schools.college_named(work, world.college.name), " 人工智能学院 ")
    assert world.fresh(signing).college_name == world.fresh(world.college).name == "人工智能学院"
    assert world.fresh(stranger).college_name != "人工智能学院"
    assert world.fresh(signing).version == signing.version


def test_i12_two_colleges_of_a_school_have_different_names(world):
    other = world.saved(makers.a_college(world.school))
    with refused(world, "本校已有这个院系", BadValue), world.working(makers.as_school(world.school)) as work:
        schools.rename_college(work, schools.college_named(work, other.name), world.college.name)
    with refused(world, "本校已有这个院系", BadValue):
        in_school(world, schools.add_college, world.school, world.college.name)


def test_a_college_with_students_or_staff_stays(world):
    empty = world.saved(makers.a_college(world.school))
    account = world.saved(makers.an_account(Role.COLLEGE, school_id=world.school.id, college_id=empty.id))
    for college, said in ((world.college, "1 名学生"), (empty, "1 个管理员账号")):
        with refused(world, said, Refusal), world.working(makers.as_school(world.school)) as work:
            schools.delete_college(work, schools.college_named(work, college.name))
    assert world.fresh(account)


def test_a_college_of_nobody_goes_with_its_contact(world):
    empty = world.saved(makers.a_college(world.school))
    with world.working(makers.as_school(world.school)) as work:
        schools.set_contact(work, Place(world.school, empty), TOLD)
    with world.working(makers.as_school(world.school)) as work:
        schools.delete_college(work, schools.college_named(work, empty.name))
    with world.reading() as work:
        assert work.session.get(College, empty.id) is None
        assert work.session.scalars(select(Contact).where(Contact.college_id == empty.id)).all() == []


def test_a_foreign_college_is_none(world):
    other = world.saved_school()
    with refused(world, kind=NotFound), world.working(makers.as_school(other)) as work:
        schools.college_named(work, world.college.name)


def test_who_keeps_whose_contact(world):
    may = {
        Role.SCHOOL: {"school", "college"},
        Role.PROVINCE: {"school", "province"},
        Role.COLLEGE: set(),
        Role.STUDENT: set(),
    }
    places = {"college": Place(world.school, world.college), "school": Place(world.school), "province": Place()}
    actors = {
        Role.SCHOOL: makers.as_school(world.school),
        Role.PROVINCE: makers.as_province(),
        Role.COLLEGE: makers.as_college(world.college),
        Role.STUDENT: makers.as_student(world.student),
    }
    for role, actor in actors.items():
        for name, place in places.items():
            if name in may[role]:
                with world.working(actor) as work:
                    schools.set_contact(work, place, TOLD)
            else:
                with refused(world, kind=NotAllowed), world.working(actor) as work:
                    schools.set_contact(work, place, TOLD)


def test_i12_a_school_keeps_no_other_schools_contact(world):
    other = world.saved_school()
    with refused(world, kind=NotAllowed), world.working(makers.as_school(world.school)) as work:
        schools.set_contact(work, Place(other), TOLD)


def test_a_contact_is_what_a_student_is_told_to_turn_to(world):
    with world.working(makers.as_school(world.school)) as work:
        schools.set_contact(work, Place(world.school, world.college), TOLD)
    with world.reading() as work:
        told = eligibility.contact_of(work, school_id=world.school.id, college_id=world.college.id)
        assert str(told) == "就业指导中心，王老师，027-87650000，工作日"


@pytest.mark.parametrize(
    ("wrong", "field"), [({"office": " "}, "office"), ({"phone": "123"}, "phone"), ({"hours": "早" * 61}, "hours")]
)
def test_i12_a_wrong_contact_is_told_beside_its_field(world, wrong, field):
    with pytest.raises(Problems) as caught:
        in_school(world, schools.set_contact, Place(world.school), TOLD | wrong)
    assert list(caught.value.by_field) == [field]


def test_what_was_changed_stands_in_the_schools_log(world):
    with world.working(makers.as_province()) as work:
        school = schools.create_school(work, code="19099", name="示范大学")
        schools.rename_school(work, school, "示范理工大学")
        schools.set_contact(work, Place(school), TOLD)
    with world.reading(makers.as_school(school)) as work:
        acts = list(work.session.scalars(select(LogEntry.act).order_by(LogEntry.id)))
    assert acts == ["新建学校", schools.NAMED, schools.CONTACT_CHANGED]
