"""Schools and staff accounts are made by whoever stands above them, without a default password."""

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM, Actor, Role
from signing_core.errors import BadValue, NotAllowed, NotFound
from signing_core.models import Account, College, Contact, School, TrailHead
from signing_core.use_cases import passwords, schools, sessions, staff
from tests import makers
from tests.dumps import refused


def actor(world, role: Role) -> Actor:
    return {
        Role.STUDENT: makers.as_student(world.student),
        Role.EMPLOYER: makers.as_employer(world.employer),
        Role.COLLEGE: makers.as_college(world.college),
        Role.SCHOOL: makers.as_school(world.school),
        Role.PROVINCE: makers.as_province(),
        Role.SYSTEM: SYSTEM,
    }[role]


def new_staff(world, of: Role, *, by: Actor, login: str = "zhang", **given) -> str:
    where = {
        Role.COLLEGE: {"school": world.school, "college": world.college},
        Role.SCHOOL: {"school": world.school},
        Role.PROVINCE: {},
    }[of]
    with world.working(by) as work:
        return staff.create_staff(work, login=login, **where | given)


MAY_CREATE = {  # who stands above whom
    Role.COLLEGE: {Role.SCHOOL, Role.SYSTEM},
    Role.SCHOOL: {Role.PROVINCE, Role.SYSTEM},
    Role.PROVINCE: {Role.SYSTEM},
}


@pytest.mark.parametrize("of", MAY_CREATE)
@pytest.mark.parametrize("by", Role)
def test_staff_are_created_by_staff_above_them_only(world, of, by):
    if by in MAY_CREATE[of]:
        assert new_staff(world, of, by=actor(world, by))
        return
    with refused(world, kind=NotAllowed):
        new_staff(world, of, by=actor(world, by))


@pytest.mark.parametrize("of", MAY_CREATE)
def test_an_account_belongs_where_it_was_made_and_opens_by_its_link_only(world, of):
    link = new_staff(world, of, by=SYSTEM)
    with world.reading() as work:
        account = work.session.scalars(select(Account).where(Account.login == "zhang")).one()
    assert (account.role, account.password_hash) == (of, None)
    assert account.school_id == (None if of is Role.PROVINCE else world.school.id)
    assert account.college_id == (world.college.id if of is Role.COLLEGE else None)
    token = passwords.use_link(world.services, handle=link, password="correct horse battery")
    assert sessions.who_is(world.services, token).role is of


def test_i12_a_login_is_given_once(world):
    new_staff(world, Role.SCHOOL, by=SYSTEM)
    with refused(world, "登录名 zhang 已被使用。", BadValue):
        new_staff(world, Role.PROVINCE, by=SYSTEM)


def test_i12_a_school_makes_accounts_for_its_own_colleges_only(world):
    other = world.saved_school()
    college = world.saved(makers.a_college(other))
    with refused(world, kind=NotFound):
        new_staff(world, Role.COLLEGE, by=makers.as_school(world.school), school=other, college=college)


def test_a_new_school_has_an_empty_trail_and_its_office_as_contact(world):
    with world.working(makers.as_province()) as work:
        school = schools.create_school(work, code=" 19097 ", name="湖北第二师范学院")
    with world.reading() as work:
        head = work.session.get_one(TrailHead, school.id)
        assert (head.count, head.hash) == (0, "0" * 64)
        contact = work.session.scalars(select(Contact).where(Contact.school_id == school.id)).one()
        assert contact.office == "湖北第二师范学院就业办"
        assert work.session.get_one(School, school.id).code == "19097"


@pytest.mark.parametrize("code", ["", "1909", "190970", "1909A", "１９０９"])
def test_i12_a_school_code_has_five_digits(world, code):
    with refused(world, "院校标识码须为 5 位数字。", BadValue), world.working(SYSTEM) as work:
        schools.create_school(work, code=code, name="某大学")


def test_i12_a_school_code_is_given_once(world):
    with refused(world, "已存在", BadValue), world.working(SYSTEM) as work:
        schools.create_school(work, code=world.school.code, name="某大学")


@pytest.mark.parametrize("by", [Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL])
def test_i12_only_the_province_makes_schools(world, by):
    with refused(world, kind=NotAllowed), world.working(actor(world, by)) as work:
        schools.create_school(work, code="19097", name="某大学")


def test_a_college_is_made_where_it_is_missing(world):
    with world.working(makers.as_school(world.school)) as work:
        first = schools.create_college(work, world.school, "信息学院")
        assert schools.create_college(work, world.school, " 信息学院 ") is first
    with world.reading() as work:
        names = work.session.scalars(select(College.name).where(College.school_id == world.school.id))
        assert sorted(names) == sorted([world.college.name, "信息学院"])


def test_i12_a_college_is_made_by_its_own_school_only(world):
    other = makers.as_school(world.saved_school())
    with refused(world, kind=NotFound), world.working(other) as work:
        schools.create_college(work, world.school, "信息学院")
    with refused(world, kind=NotAllowed), world.working(makers.as_college(world.college)) as work:
        schools.create_college(work, world.school, "信息学院")
