"""忘记密码: a code to a known address and a new password; whoever asks learns nothing of who is known here."""

import re

import pytest
from sqlalchemy import func, select

from signing_core.actors import SYSTEM, Role
from signing_core.errors import BadValue, Refusal, TooMany
from signing_core.models import Account, Channel, Code, Purpose, SignedIn, Student
from signing_core.use_cases import codes, entry, first_sign_in, passwords, reset, sessions
from signing_core.use_cases.entry import MayNotEnter
from tests import makers
from tests.dumps import messages, refused

OLD, NEW = "correct horse battery", "another horse battery"
HERE = {"address": "192.0.2.1"}


@pytest.fixture
def account(world) -> Account:
    """The student's, who has signed in before."""
    return an_account(world, Role.STUDENT, login=None, student_id=world.student.id)


def an_account(world, role: Role, **facts) -> Account:
    return world.saved(makers.an_account(role, **{"password_hash": world.services.passwords.hash(OLD)} | facts))


def an_employers(world, **facts) -> Account:
    employer = world.saved(makers.an_employer(**facts))
    return an_account(world, Role.EMPLOYER, employer_id=employer.id, name=employer.name)


def ask(world, login, *, door="student", school="", by=Channel.SMS, **more) -> str:
    return reset.begin(world.services, door=door, login=login, school=school, by=by, **HERE | more)


def finish(world, handle, code, password=NEW) -> str:
    return reset.finish(world.services, handle=handle, code=code, password=password, **HERE)


def code_sent(world) -> str:
    return re.search(r"\d{6}", messages(world)[-1].body)[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def counted(world, table) -> int:
    with world.reading() as work:
        return work.session.scalar(select(func.count()).select_from(table))


def test_a_student_sets_a_new_password_by_a_code_to_the_roster_s_phone(world, account):
    handle = ask(world, world.student.id_number)
    (sms,) = messages(world)
    assert (sms.channel, sms.recipient) == (Channel.SMS, world.student.phone)
    token = finish(world, handle, code_sent(world))
    assert sessions.who_is(world.services, token).account_id == account.id
    given = {"door": "student", "login": world.student.phone, "password": NEW}
    assert entry.sign_in(world.services, **given, **HERE)


def test_the_code_goes_by_mail_where_that_is_asked_for_and_where_nothing_else_is_known(world, account):
    ask(world, world.student.phone, by=Channel.MAIL)
    without = world.saved_student(phone="")
    an_account(world, Role.STUDENT, login=None, student_id=without.id)
    ask(world, without.id_number, by=Channel.SMS)
    assert [(m.channel, m.recipient) for m in messages(world)] == [
        (Channel.MAIL, world.student.email),
        (Channel.MAIL, without.email),
    ]


def test_an_employer_s_code_goes_to_its_contact_and_to_no_fixed_line(world):
    by_line, by_mobile = (
        an_employers(world, contact_phone="021-62883643"),
        an_employers(world, contact_phone="13900000001"),
    )
    ask(world, by_line.login, door="employer", by=Channel.SMS)
    ask(world, by_mobile.login, door="employer", by=Channel.SMS)
    mail, sms = messages(world)
    assert mail.channel is Channel.MAIL
    assert (sms.channel, sms.recipient) == (Channel.SMS, "13900000001")


def test_a_student_number_is_asked_for_with_its_school_whether_or_not_somebody_has_it(world, account):
    for number in (world.student.student_number, "2019999999"):
        with refused(world, reset.WHICH_SCHOOL, BadValue):
            ask(world, number)
    ask(world, world.student.student_number, school="没有这所学校")
    assert messages(world) == []
    ask(world, world.student.student_number, school=world.school.name)
    assert messages(world)[-1].recipient == world.student.phone


def the_unreachable(world) -> dict[str, dict]:
    """Names that no code is sent for, each for another reason."""
    disabled, newcomer, bare = (world.saved_student(**facts) for facts in ({}, {}, {"phone": "", "email": ""}))
    an_account(world, Role.STUDENT, login=None, student_id=disabled.id, disabled_at=world.clock())
    an_account(world, Role.STUDENT, login=None, student_id=newcomer.id, password_hash=None)
    an_account(world, Role.STUDENT, login=None, student_id=bare.id)
    staff = an_account(world, Role.SCHOOL, school_id=world.school.id)
    return {
        "nobody": {"login": makers.an_id_number(9999)},
        "disabled": {"login": disabled.id_number},
        "never signed in": {"login": newcomer.id_number},
        "no address": {"login": bare.id_number},
        "staff by another door": {"login": staff.login, "door": "employer"},
        "staff by their own": {"login": staff.login, "door": "staff"},
    }


def test_i12_a_name_without_an_account_is_answered_like_one_with_and_nothing_is_sent(world, account):
    known = ask(world, world.student.id_number)
    for given in the_unreachable(world).values():
        before = counted(world, Code)
        handle = ask(world, **given)
        assert (type(handle), len(handle)) == (type(known), len(known))
        assert counted(world, Code) == before + 1  # what is stored is as much
        for _ in range(6):
            with pytest.raises(BadValue, match=codes.WRONG):
                finish(world, handle, "123456")
    assert len(messages(world)) == 1


def test_the_sixth_try_of_a_code_is_refused_even_if_it_is_right(world, account):
    handle = ask(world, world.student.phone)
    for _ in range(5):
        with pytest.raises(BadValue, match=codes.WRONG):
            finish(world, handle, wrong(code_sent(world)))
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, handle, code_sent(world))


def test_a_code_lives_ten_minutes(world, account):
    handle = ask(world, world.student.phone)
    world.clock.forward(minutes=10)
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, handle, code_sent(world))
    world.clock.forward(seconds=-1)
    assert finish(world, handle, code_sent(world))


def test_a_code_is_used_once(world, account):
    handle = ask(world, world.student.phone)
    code = code_sent(world)
    finish(world, handle, code)
    with refused(world, codes.WRONG, BadValue):
        finish(world, handle, code, OLD)


def test_i12_a_code_is_of_the_browser_that_asked_for_it(world, account):
    mine = ask(world, world.student.phone)
    code = code_sent(world)
    of_another_browser = ask(world, world.student.phone)
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, of_another_browser, code)
    assert finish(world, mine, code)


def test_i12_a_code_of_another_purpose_or_account_sets_no_password(world, account):
    newcomer = world.saved_student()
    an_account(world, Role.STUDENT, login=None, student_id=newcomer.id, password_hash=None)
    facts = {name: getattr(newcomer, name) for name in ("student_number", "name", "id_number", "phone")}
    first = first_sign_in.begin(world.services, **facts, **HERE)
    of_first = code_sent(world)
    mine = ask(world, world.student.phone)
    with world.working(SYSTEM) as work:
        link = passwords.new_link(work, account)
        second = codes.issue(work, Purpose.SECOND_STEP, account.id)
    for handle, code in ((first, of_first), (mine, of_first), (link, ""), (second, "")):
        with pytest.raises(BadValue, match=codes.WRONG):
            finish(world, handle, code)
    with pytest.raises(BadValue, match=codes.WRONG):
        first_sign_in.finish(world.services, handle=mine, code=code_sent(world), password=NEW)
    assert finish(world, mine, code_sent(world))


def test_a_code_opens_nothing_once_the_address_it_went_to_is_no_longer_known(world, account):
    handle = ask(world, world.student.phone)
    with world.working(SYSTEM) as work:
        work.session.get_one(Student, world.student.id).phone = "13900000009"
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, handle, code_sent(world))


def test_a_new_password_ends_every_session_and_every_other_code_and_is_told(world, account):
    before = [sessions.start_session(world.services, account.id) for _ in range(2)]
    other = ask(world, world.student.phone)
    of_other = code_sent(world)
    handle = ask(world, world.student.phone)
    token = finish(world, handle, code_sent(world))
    assert [sessions.who_is(world.services, old) for old in before] == [None, None]
    assert counted(world, SignedIn) == 1
    assert sessions.who_is(world.services, token)
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, other, of_other)
    told = messages(world)[-1]
    assert (told.channel, told.recipient, told.subject) == (Channel.MAIL, world.student.email, "您的密码已修改")


def test_a_student_who_may_not_enter_reads_why_and_the_password_stays(world):
    student = world.saved_student(training="定向")
    account = an_account(world, Role.STUDENT, login=None, student_id=student.id)
    handle = ask(world, student.phone)
    with pytest.raises(MayNotEnter, match="定向"):
        finish(world, handle, code_sent(world))
    assert world.services.passwords.verify(world.fresh(account).password_hash, OLD)


def test_a_password_that_is_not_acceptable_spends_no_try(world, account):
    handle = ask(world, world.student.phone)
    with refused(world, "密码须为", BadValue):
        finish(world, handle, code_sent(world), "short")


@pytest.mark.parametrize("known", [True, False])
def test_a_name_is_asked_for_five_times_an_hour_whether_or_not_somebody_has_it(world, account, known):
    login = world.student.phone if known else "13900000002"
    for _ in range(5):
        ask(world, login)
    with pytest.raises(TooMany, match="找回密码的次数过多"):
        ask(world, login)
    world.clock.forward(hours=1)
    assert ask(world, login)


def test_an_account_is_sent_five_codes_an_hour_by_whichever_name_and_none_of_them_tells(world, account):
    for _ in range(5):
        ask(world, world.student.phone)
    for _ in range(5):
        assert ask(world, world.student.id_number)
    assert len(messages(world)) == 5


def test_an_address_has_200_tries_an_hour_and_right_codes_do_not_count(world, account):
    handle = ask(world, world.student.phone)
    for _ in range(198):
        with pytest.raises(Refusal):
            finish(world, "made up", "123456")
    finish(world, handle, code_sent(world))
    assert ask(world, "13900000003")
    with pytest.raises(TooMany, match="本网络"):
        ask(world, "13900000003")
    assert ask(world, "13900000003", address="192.0.2.2")
