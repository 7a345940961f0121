"""信息验证: the roster's facts, a code to the phone, and an own password; each step once and counted."""

import re

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM, Role
from signing_core.errors import BadValue, Refusal, TooMany
from signing_core.models import Account, Channel, Code, Contact
from signing_core.use_cases import codes, entry, first_sign_in, roster, sessions
from signing_core.use_cases.entry import MayNotEnter
from tests import makers
from tests.dumps import messages, refused

PASSWORD = "correct horse battery"


def a_newcomer(world, **facts):
    student = world.saved_student(**facts)
    world.saved(makers.an_account(Role.STUDENT, login=None, student_id=student.id, name=student.name))
    return student


def facts_of(student, **other) -> dict[str, str]:
    facts = {name: getattr(student, name) for name in ("student_number", "name", "id_number", "phone")}
    return facts | other


def begin(world, student, *, address="192.0.2.1", **other) -> str:
    return first_sign_in.begin(world.services, **facts_of(student, **other), address=address)


def code_sent(world) -> str:
    return re.search(r"\d{6}", messages(world)[-1].body)[0]


def finish(world, handle, code, password=PASSWORD) -> str:
    return first_sign_in.finish(world.services, handle=handle, code=code, password=password)


def test_the_right_facts_and_the_code_open_a_session_and_set_the_password(world):
    student = a_newcomer(world)
    handle = begin(world, student)
    (sms,) = messages(world)
    assert (sms.channel, sms.recipient) == (Channel.SMS, student.phone)
    token = finish(world, handle, code_sent(world))
    assert sessions.who_is(world.services, token).student_id == student.id
    again = entry.sign_in(
        world.services, door="student", login=student.student_number, password=PASSWORD, address="192.0.2.1"
    )
    assert again != token


@pytest.mark.parametrize("wrong", ["student_number", "name", "id_number", "phone"])
def test_i12_each_wrong_fact_is_refused_alike_and_sends_nothing(world, wrong):
    student, other = a_newcomer(world), world.saved_student()
    with refused(world, first_sign_in.NO_MATCH, Refusal):
        begin(world, student, **{wrong: getattr(other, wrong)})


def test_the_code_is_not_stored_in_the_clear(world):
    handle = begin(world, a_newcomer(world))
    with world.reading() as work:
        code = work.session.scalars(select(Code)).one()
    assert handle not in repr(vars(code))
    assert code_sent(world) not in repr(vars(code))


def test_i12_a_student_without_a_phone_gets_no_code_whatever_phone_is_given_and_reads_whom_to_turn_to(world):
    world.saved(Contact(school_id=world.school.id, office="就业指导中心", phone="027-87654321"))
    student = a_newcomer(world, phone="")
    for phone in ("13900000001", "13900000002"):
        with refused(world, first_sign_in.NO_PHONE, MayNotEnter):
            begin(world, student, phone=phone)
    with pytest.raises(MayNotEnter) as caught:
        begin(world, student, phone="13900000003")
    assert caught.value.contact == "就业指导中心，027-87654321"
    assert world.fresh(student).phone == ""


def test_once_the_office_confirmed_a_phone_the_code_goes_there(world):
    student = a_newcomer(world, phone="")
    confirm_phone(world, student, "13900000001")
    finish(world, begin(world, student, phone="139 0000 0001"), code_sent(world))
    assert messages(world)[-1].recipient == "13900000001"


def test_i12_a_code_that_went_to_an_earlier_phone_opens_nothing(world):
    student = a_newcomer(world)
    handle = begin(world, student)
    code = code_sent(world)
    confirm_phone(world, student, "13900000001")
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, handle, code)


def confirm_phone(world, student, phone) -> None:
    with world.working(makers.as_college(world.college)) as work:
        roster.confirm_phone(work, student.public_id, seen=world.fresh(student).version, phone=phone)


def test_five_wrong_codes_use_a_code_up(world):
    student = a_newcomer(world)
    handle = begin(world, student)
    right = code_sent(world)
    for _ in range(5):
        with pytest.raises(BadValue, match=codes.WRONG):
            finish(world, handle, f"{(int(right) + 1) % 10**6:06}")
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, handle, right)


def test_a_code_is_good_for_less_than_ten_minutes_and_once(world):
    student = a_newcomer(world)
    handle = begin(world, student)
    code = code_sent(world)
    world.clock.forward(minutes=10)
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, handle, code)
    world.clock.forward(seconds=-1)
    finish(world, handle, code)
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, handle, code, "another password")


def test_once_a_password_is_set_no_other_code_sets_another(world):
    student = a_newcomer(world)
    earlier = begin(world, student)
    earlier_code = code_sent(world)
    finish(world, begin(world, student), code_sent(world))
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, earlier, earlier_code, "a stranger's password")


def test_i12_a_code_sent_while_another_was_used_sets_no_second_password(world):
    student = a_newcomer(world)
    handle = begin(world, student)
    with world.working(SYSTEM) as work:
        work.session.scalars(select(Account)).one().password_hash = "set meanwhile"
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, handle, code_sent(world))


def test_i12_a_code_of_an_account_that_was_disabled_meanwhile_sets_no_password(world):
    student = a_newcomer(world)
    handle = begin(world, student)
    with world.working(SYSTEM) as work:
        work.session.scalars(select(Account)).one().disabled_at = world.clock()
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, handle, code_sent(world))
    with world.reading() as work:
        assert work.session.scalars(select(Account)).one().password_hash is None


def test_i12_who_has_a_password_is_sent_to_the_ordinary_sign_in(world):
    student = a_newcomer(world)
    finish(world, begin(world, student), code_sent(world))
    with refused(world, "该账号已完成首次登录，请直接登录。", Refusal):
        begin(world, student)


def test_i12_who_is_not_eligible_is_told_before_any_code_is_sent(world):
    student = a_newcomer(world, training="定向")
    with refused(world, "培养方式为“定向”", MayNotEnter):
        begin(world, student)


def test_i12_a_disabled_account_gets_no_code(world):
    student = a_newcomer(world)
    with world.working(SYSTEM) as work:
        work.session.scalars(select(Account)).one().disabled_at = world.clock()
    with refused(world, first_sign_in.NO_MATCH, Refusal):
        begin(world, student)


def test_five_misses_of_who_knows_number_and_id_number_shut_them_for_the_hour(world):
    student = a_newcomer(world)
    for serial in range(5):
        with pytest.raises(Refusal, match=first_sign_in.NO_MATCH):
            begin(world, student, phone=f"1390000000{serial}")
    with pytest.raises(TooMany, match="信息核对次数过多"):
        begin(world, student)
    world.clock.forward(hours=1)
    assert begin(world, student)


def test_who_does_not_know_the_id_number_cannot_shut_its_holder_out(world):
    student = a_newcomer(world)
    for serial in range(7):
        with pytest.raises(Refusal, match=first_sign_in.NO_MATCH):
            begin(world, student, id_number=makers.an_id_number(7000 + serial % 2))  # the phone is known to them
    assert begin(world, student)


def test_an_address_has_200_misses_an_hour_and_right_facts_do_not_count(world):
    student = a_newcomer(world)
    for serial in range(200):
        with pytest.raises(Refusal, match=first_sign_in.NO_MATCH):
            begin(world, student, id_number=makers.an_id_number(7000 + serial))
        if serial < 3:
            begin(world, student)
    with pytest.raises(TooMany, match="本网络"):
        begin(world, student)
    assert begin(world, student, address="192.0.2.2")


def test_one_phone_gets_five_codes_an_hour(world):
    student = a_newcomer(world)
    for _ in range(5):
        begin(world, student)
    with pytest.raises(TooMany, match="验证码发送次数过多"):
        begin(world, student)
    assert len(messages(world)) == 5


@pytest.mark.parametrize("password", ["", "short", "x" * 129])
def test_a_password_that_is_not_acceptable_spends_no_try(world, password):
    student = a_newcomer(world)
    handle = begin(world, student)
    with refused(world, "密码须为", BadValue):
        finish(world, handle, code_sent(world), password)


def test_another_code_goes_to_the_same_phone_and_counts_with_the_first(world):
    student = a_newcomer(world)
    handle = begin(world, student)
    for _ in range(4):
        handle = first_sign_in.send_again(world.services, handle)
    assert {sms.recipient for sms in messages(world)} == {student.phone}
    with pytest.raises(TooMany, match="验证码发送次数过多"):
        first_sign_in.send_again(world.services, handle)
    assert finish(world, handle, code_sent(world))


@pytest.mark.parametrize("late", ["made up", "used", "old"])
def test_another_code_is_sent_to_nobody_who_was_not_recognised_just_now(world, late):
    handle = begin(world, a_newcomer(world))
    if late == "used":
        finish(world, handle, code_sent(world))
    if late == "old":
        world.clock.forward(minutes=10)
    with refused(world, first_sign_in.TOO_LATE, first_sign_in.TooLate):
        first_sign_in.send_again(world.services, late if late == "made up" else handle)


def test_an_address_that_is_given_takes_the_place_of_the_roster_s_and_none_leaves_it(world):
    for email, kept in (("Hua@Example.com ", "Hua@example.com"), (" ", None)):
        student = a_newcomer(world)
        handle = begin(world, student)
        given = {"code": code_sent(world), "password": PASSWORD, "email": email}
        first_sign_in.finish(world.services, handle=handle, **given)
        assert world.fresh(student).email == (kept or student.email)


def test_an_address_that_is_none_spends_no_try(world):
    handle = begin(world, a_newcomer(world))
    with refused(world, "邮箱格式不对", BadValue):
        first_sign_in.finish(world.services, handle=handle, code=code_sent(world), password=PASSWORD, email="x")


def test_the_address_of_the_roster_is_told_to_who_was_recognised_only(world):
    student = a_newcomer(world)
    handle = begin(world, student)
    assert first_sign_in.known_email(world.services, handle) == student.email
    assert first_sign_in.known_email(world.services, "made up") == ""
