"""Who may enter, by which name and through which door, and when a session ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM, Role
from signing_core.crypto import digest
from signing_core.errors import Refusal, TooMany
from signing_core.models import Account, Contact, Plan, SignedIn, Student
from signing_core.states import PlanSource
from signing_core.use_cases import entry, sessions
from signing_core.use_cases.entry import MayNotEnter, WhichSchool
from tests import makers
from tests.dumps import refused

PASSWORD = "correct horse battery"
AN_ID_NUMBER_WITH_X = next(one for one in map(makers.an_id_number, range(9000, 9100)) if one.endswith("X"))


def an_account(world, role=Role.STUDENT, **facts) -> Account:
    of_role = {
        Role.STUDENT: {"student_id": world.student.id, "login": None},
        Role.EMPLOYER: {"employer_id": world.employer.id},
        Role.COLLEGE: {"school_id": world.school.id, "college_id": world.college.id},
        Role.SCHOOL: {"school_id": world.school.id},
        Role.PROVINCE: {},
    }[role]
    hashed = {"password_hash": world.services.passwords.hash(PASSWORD)}
    return world.saved(makers.an_account(role, **of_role | hashed | facts))


def sign_in(world, login, *, door="student", password=PASSWORD, **given) -> str:
    given = {"address": "192.0.2.1"} | given
    return entry.sign_in(world.services, door=door, login=login, password=password, **given)


def test_a_student_signs_in_by_student_number_id_number_or_phone(world):
    account = an_account(world)
    for login in (world.student.student_number, world.student.id_number, world.student.phone):
        actor = sessions.who_is(world.services, sign_in(world, f" {login} "))
        assert (actor.role, actor.account_id, actor.student_id) == (Role.STUDENT, account.id, world.student.id)
        assert (actor.school_id, actor.college_id) == (world.school.id, world.college.id)


@pytest.mark.parametrize(
    ("role", "door"),
    [(Role.EMPLOYER, "employer"), (Role.COLLEGE, "staff"), (Role.SCHOOL, "staff"), (Role.PROVINCE, "staff")],
)
def test_everybody_else_signs_in_by_login_through_their_own_door_only(world, role, door):
    account = an_account(world, role)
    actor = sessions.who_is(world.services, sign_in(world, account.login, door=door))
    assert (actor.role, actor.employer_id, actor.school_id) == (role, account.employer_id, account.school_id)
    for other in {"student", "employer", "staff"} - {door}:
        with refused(world, entry.WRONG, Refusal):
            sign_in(world, account.login, door=other)


def test_i12_wrong_unknown_disabled_and_unset_are_answered_alike(world):
    student = an_account(world)
    disabled = an_account(world, Role.SCHOOL, disabled_at=makers.NOON)
    unset = an_account(world, Role.COLLEGE, password_hash=None)
    for given in (
        {"login": world.student.student_number, "password": "wrong horse battery"},
        {"login": "2019999999"},
        {"login": disabled.login, "door": "staff"},
        {"login": unset.login, "door": "staff"},
    ):
        with refused(world, entry.WRONG, Refusal):
            sign_in(world, **given)
    assert student.id


def test_a_number_that_several_schools_know_asks_which_and_is_no_try(world):
    number = world.student.student_number
    an_account(world)
    school = world.saved_school()
    twin = world.saved_student(world.saved(makers.a_college(school)), student_number=number)
    account = an_account(world, student_id=twin.id)
    for _ in range(6):
        with pytest.raises(WhichSchool) as caught:
            sign_in(world, number)
    assert caught.value.schools == sorted((s.code, s.name) for s in (world.school, school))
    token = sign_in(world, number, school_code=school.code)
    assert sessions.who_is(world.services, token).account_id == account.id


def test_five_wrong_passwords_shut_the_name_even_to_the_right_one_until_the_window_ends(world):
    an_account(world)
    for _ in range(5):
        with pytest.raises(Refusal, match=entry.WRONG):
            sign_in(world, world.student.student_number, password="wrong horse battery")
    with pytest.raises(TooMany, match="密码错误次数过多"):
        sign_in(world, world.student.student_number)
    world.clock.forward(minutes=15)
    assert sign_in(world, world.student.student_number)


def test_a_student_has_five_tries_however_the_name_is_typed(world):
    student = world.saved_student(id_number=AN_ID_NUMBER_WITH_X)
    an_account(world, student_id=student.id)
    for _ in range(5):
        with pytest.raises(Refusal, match=entry.WRONG):
            sign_in(world, student.student_number, password="wrong horse battery")
    for name in (student.phone, student.id_number, student.id_number.lower()):
        with pytest.raises(TooMany, match="密码错误次数过多"):
            sign_in(world, name)


@pytest.mark.parametrize("door", ["student", "staff"])
def test_a_name_that_nobody_has_is_counted_in_any_case_of_letters_like_one_that_somebody_has(world, door):
    account = an_account(world, Role.SCHOOL, login="office")
    names = {"staff": (account.login, "nobody"), "student": (AN_ID_NUMBER_WITH_X, makers.an_id_number(1))}[door]
    for name in names:
        for _ in range(5):
            with pytest.raises(Refusal, match=entry.WRONG):
                sign_in(world, name, door=door, password="wrong horse battery")
        for spelling in (name, name.upper(), name.lower()):
            with pytest.raises(TooMany, match="密码错误次数过多"):
                sign_in(world, spelling, door=door)


def test_right_passwords_do_not_count_for_the_name_nor_for_the_address(world):
    an_account(world)
    for _ in range(201):
        sign_in(world, world.student.student_number)


def test_an_address_has_200_wrong_passwords_in_a_quarter_of_an_hour(world):
    an_account(world)
    for serial in range(200):
        with pytest.raises(Refusal, match=entry.WRONG):
            sign_in(world, f"nobody{serial}")
    with pytest.raises(TooMany, match="本网络"):
        sign_in(world, world.student.student_number)
    assert sign_in(world, world.student.student_number, address="192.0.2.2")


def in_two_rosters(world) -> tuple[Account, Account]:
    """One person, with an account at one school, and with a later one at another."""
    facts = {"id_number": world.student.id_number, "phone": world.student.phone, "cohort": makers.COHORT + 1}
    later = world.saved_student(world.saved(makers.a_college(world.saved_school())), **facts)
    return an_account(world), an_account(world, student_id=later.id)


def test_i12_where_a_person_is_enrolled_is_not_told_to_whoever_types_the_id_number_or_the_phone(world):
    in_two_rosters(world)
    for name in (world.student.id_number, world.student.phone):
        with refused(world, entry.WRONG, Refusal):
            sign_in(world, name, password="wrong horse battery")


def test_an_id_number_or_a_phone_means_the_last_roster_and_a_student_number_its_own(world):
    earlier, later = in_two_rosters(world)
    names = (world.student.id_number, world.student.phone, world.student.student_number)
    entered = [sessions.who_is(world.services, sign_in(world, name)).account_id for name in names]
    assert entered == [later.id, later.id, earlier.id]


def test_an_account_that_nobody_can_enter_does_not_stand_before_one_that_somebody_can(world):
    earlier, later = in_two_rosters(world)
    with world.working(SYSTEM) as work:
        work.session.get_one(Account, later.id).password_hash = None
    assert sessions.who_is(world.services, sign_in(world, world.student.id_number)).account_id == earlier.id


@pytest.mark.parametrize(
    ("facts", "reason"),
    [({"training": "定向"}, "培养方式为“定向”"), ({"source_reviewed": False}, "生源信息尚未审核")],
)
def test_a_student_who_is_not_eligible_is_told_why_and_whom_to_turn_to(world, facts, reason):
    world.saved(Contact(school_id=world.school.id, office="就业指导中心", phone="027-87654321"))
    student = world.saved_student(**facts)
    an_account(world, student_id=student.id)
    with pytest.raises(MayNotEnter, match=reason) as caught:
        sign_in(world, student.student_number)
    assert caught.value.contact == "就业指导中心，027-87654321"


def test_the_college_is_named_before_the_school_and_the_school_before_the_province(world):
    student = world.saved_student(training="定向")
    an_account(world, student_id=student.id)
    for contact in (
        Contact(office="省中心"),
        Contact(school_id=world.school.id, office="就业指导中心"),
        Contact(school_id=world.school.id, college_id=world.college.id, office="学院办公室"),
    ):
        world.saved(contact)
        with pytest.raises(MayNotEnter) as caught:
            sign_in(world, student.student_number)
        assert caught.value.contact == contact.office


def test_a_student_who_is_no_longer_eligible_enters_while_a_signing_is_active(world):
    world.accepted()
    an_account(world)
    with world.working(SYSTEM) as work:
        work.session.get_one(Student, world.student.id).source_reviewed = False
    assert sign_in(world, world.student.student_number)


def test_a_plan_submitted_by_another_way_keeps_the_student_out(world):
    an_account(world)
    with world.working(SYSTEM) as work:
        work.session.get_one(Plan, world.student.id).source = PlanSource.OTHER
    with refused(world, "已通过其他方式提交", MayNotEnter):
        sign_in(world, world.student.student_number)


def test_a_session_is_stored_by_the_digest_of_its_token_and_never_the_same_twice(world):
    an_account(world)
    tokens = [sign_in(world, world.student.student_number) for _ in range(3)]
    with world.reading() as work:
        stored = set(work.session.scalars(select(SignedIn.token_sha256)))
    assert stored == {digest(token) for token in tokens}


def test_signing_out_ends_that_session_at_once_and_no_other(world):
    an_account(world)
    one, other = (sign_in(world, world.student.student_number) for _ in range(2))
    sessions.sign_out(world.services, one)
    assert sessions.who_is(world.services, one) is None
    assert sessions.who_is(world.services, other) is not None


def test_a_made_up_token_is_nobody(world):
    assert sessions.who_is(world.services, "made up") is None


def test_disabling_an_account_ends_its_sessions_at_once(world):
    account = an_account(world)
    token = sign_in(world, world.student.student_number)
    with world.working(SYSTEM) as work:
        work.session.get_one(Account, account.id).disabled_at = world.clock()
    assert sessions.who_is(world.services, token) is None


@pytest.mark.parametrize("role", [Role.COLLEGE, Role.SCHOOL, Role.PROVINCE])
def test_staff_who_are_idle_for_thirty_minutes_are_out(world, role):
    token = sign_in(world, an_account(world, role).login, door="staff")
    for _ in range(3):
        world.clock.forward(minutes=29, seconds=59)
        assert sessions.who_is(world.services, token) is not None
    world.clock.forward(minutes=30)
    assert sessions.who_is(world.services, token) is None


@pytest.mark.parametrize(("role", "door", "hours"), [(Role.SCHOOL, "staff", 12), (Role.EMPLOYER, "employer", 24)])
def test_a_session_ends_after_its_hours_however_busy_it_is(world, role, door, hours):
    token = sign_in(world, an_account(world, role).login, door=door)
    for _ in range(hours * 4 - 1):
        world.clock.forward(minutes=15)
        assert sessions.who_is(world.services, token) is not None
    world.clock.forward(minutes=15)
    assert sessions.who_is(world.services, token) is None


def test_the_last_seen_moment_is_written_at_most_once_a_minute(world):
    token = sign_in(world, an_account(world, Role.SCHOOL).login, door="staff")

    def seen_after(span: timedelta):
        world.clock.now += span
        sessions.who_is(world.services, token)
        with world.reading() as work:
            return work.session.scalars(select(SignedIn.seen_at)).one()

    assert seen_after(timedelta(seconds=59)) == makers.NOON
    assert seen_after(timedelta(seconds=1)) == makers.NOON + timedelta(minutes=1)
