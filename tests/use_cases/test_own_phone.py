"""更换手机号: with the password and the code from the new phone, told to the phone of before."""

import pytest

from signing_core.actors import Role
from signing_core.errors import BadValue, Problems, TooMany
from signing_core.models import Account, Channel, Purpose
from signing_core.use_cases import codes, own_phone, reset
from tests import makers
from tests.dumps import labels, messages, refused
from tests.faults.entries import code_sent
from tests.world import FAST_HASH

PASSWORD, NEW = "correct horse battery", "13912345678"


@pytest.fixture
def holder(world):
    """The student, signed in."""
    hashed = FAST_HASH.hash(PASSWORD)
    account = world.saved(
        makers.an_account(Role.STUDENT, login=None, student_id=world.student.id, password_hash=hashed)
    )
    return makers.as_student(world.student, account.id)


def begin(world, holder, phone=NEW, password=PASSWORD) -> str:
    return own_phone.begin(world.services, holder, phone=phone, password=password)


def finish(world, holder, handle, code, phone=NEW) -> None:
    own_phone.tried(world.services, holder, handle=handle, phone=phone, code=code)
    with world.working(holder) as work:
        own_phone.finish(work, handle=handle, phone=phone)


def test_the_code_goes_to_the_new_phone_and_the_old_one_is_told(world, holder):
    before = world.student.phone
    handle = begin(world, holder)
    (code,) = messages(world)
    assert (code.channel, code.recipient) == (Channel.SMS, NEW)
    finish(world, holder, handle, code_sent(world.services))
    told = messages(world)[-1]
    assert (told.channel, told.recipient) == (Channel.SMS, before)
    assert NEW not in told.body
    assert (world.fresh(world.student).phone, labels(world)[-1]) == (NEW, "更换手机号")


def test_a_forgotten_password_is_set_by_the_new_phone_from_then_on(world, holder):
    finish(world, holder, begin(world, holder), code_sent(world.services))
    reset.begin(
        world.services, door="student", login=world.student.id_number, school="", by=Channel.SMS, address="192.0.2.1"
    )
    assert messages(world)[-1].recipient == NEW


def test_a_wrong_password_sends_nothing_and_the_sixth_is_not_even_tried(world, holder):
    for _ in range(5):
        with refused(world, "请更正标出的内容后再提交。", Problems):
            begin(world, holder, password="not the password")
    with pytest.raises(TooMany):
        begin(world, holder)
    assert messages(world) == []


def test_i12_a_code_is_good_for_the_phone_it_was_sent_to_its_holder_and_its_purpose_alone(world, holder):
    handle, code = begin(world, holder), code_sent(world.services)
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, holder, handle, code, phone="13912345679")
    with pytest.raises(BadValue):
        codes.tried(world.services, Purpose.RESET_PASSWORD, handle, code, at=NEW)
    other = world.saved_student()
    account: Account = world.saved(makers.an_account(Role.STUDENT, login=None, student_id=other.id))
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, makers.as_student(other, account.id), handle, code)
    assert world.fresh(other).phone == other.phone


def test_i12_the_sixth_wrong_code_ends_it_even_for_the_right_one(world, holder):
    handle, code = begin(world, holder), code_sent(world.services)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for given in [wrong] * codes.TRIES + [code]:
        with pytest.raises(BadValue, match=codes.WRONG):
            finish(world, holder, handle, given)


def test_a_code_is_used_once(world, holder):
    handle, code = begin(world, holder), code_sent(world.services)
    finish(world, holder, handle, code)
    with pytest.raises(BadValue, match=codes.WRONG):
        finish(world, holder, handle, code)


def test_whether_another_has_the_phone_is_told_to_who_holds_it_alone(world, holder):
    other = world.saved_student(phone=NEW)
    handle = begin(world, holder)
    with pytest.raises(BadValue, match="该手机号已登记给本届另一名学生"):
        finish(world, holder, handle, code_sent(world.services))
    assert world.fresh(other).phone == NEW


@pytest.mark.parametrize(("phone", "sentence"), [("12345", ""), ("present", "这就是您现在的手机号。")])
def test_a_phone_that_is_none_or_is_there_already_gets_no_code(world, holder, phone, sentence):
    with pytest.raises(Problems) as caught:
        begin(world, holder, phone=world.student.phone if phone == "present" else phone)
    assert sentence in caught.value.by_field["phone"]
    assert messages(world) == []


def test_codes_are_sent_to_many_phones_no_more_often_than_to_one(world, holder):
    for n in range(5):
        begin(world, holder, phone=f"1391234560{n}")
    with pytest.raises(TooMany):
        begin(world, holder, phone="13912345609")
