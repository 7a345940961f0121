"""Sealed values open in their own place only, look-ups need the key, and no password answer tells who exists."""

import pytest
from argon2 import PasswordHasher
from cryptography.exceptions import InvalidTag

from signing_core import crypto
from signing_core.crypto import Keyring, Passwords, use_keyring
from signing_core.models import College, Student
from tests import makers

OLD, NEW = bytes(range(32)), bytes(range(1, 33))
PLACE = "students.id_number.abc"


@pytest.fixture(autouse=True)
def _a_keyring():
    before = crypto._Process.keyring
    use_keyring(Keyring({1: OLD}))
    yield
    crypto._Process.keyring = before


def a_student(**facts) -> Student:
    return makers.a_student(College(school_id=1, name="计算机学院"), **facts)


def test_a_sealed_text_opens_again():
    ring = Keyring({1: OLD})
    assert ring.open(ring.seal("420106199801010039", PLACE), PLACE) == "420106199801010039"


def test_the_same_text_is_sealed_differently_each_time():
    ring = Keyring({1: OLD})
    assert len({ring.seal("黄河", PLACE) for _ in range(50)}) == 50


@pytest.mark.parametrize("other", ["students.id_number.abd", "students.phone.abc", "outbox.id_number.abc", ""])
def test_a_sealed_text_opens_at_no_other_row_column_or_table(other):
    ring = Keyring({1: OLD})
    with pytest.raises(InvalidTag):
        ring.open(ring.seal("420106199801010039", PLACE), other)


def test_one_flipped_bit_anywhere_does_not_open():
    ring = Keyring({1: OLD})
    sealed = ring.seal("张三", PLACE)
    for position in range(len(sealed)):
        broken = bytearray(sealed)
        broken[position] ^= 1
        with pytest.raises(InvalidTag):
            ring.open(bytes(broken), PLACE)


@pytest.mark.parametrize("cut", [b"", b"\x01", b"\x01" * 13])
def test_a_cut_value_does_not_open(cut):
    with pytest.raises(InvalidTag):
        Keyring({1: OLD}).open(cut, PLACE)


def test_after_a_rotation_the_newest_key_seals_and_the_older_still_opens():
    before, after = Keyring({1: OLD}), Keyring({1: OLD, 2: NEW})
    old, new = before.seal("张三", PLACE), after.seal("张三", PLACE)
    assert (old[0], new[0]) == (1, 2)
    assert after.open(old, PLACE) == after.open(new, PLACE) == "张三"
    with pytest.raises(InvalidTag):
        before.open(new, PLACE)


def test_the_blind_index_outlives_a_rotation_and_needs_the_key():
    assert Keyring({1: OLD}).index("13300000001") == Keyring({1: OLD, 2: NEW}).index("13300000001")
    assert Keyring({1: OLD}).index("13300000001") != Keyring({1: NEW}).index("13300000001")
    assert Keyring({1: OLD}).index("13300000001") != Keyring({1: OLD}).index("13300000002")


def test_the_blind_index_stays_as_it_is_stored_however_often_it_is_asked_for():
    ring = Keyring({1: OLD})
    assert {ring.index("13300000001") for _ in range(3)} == {"29008aa914d650843d414eef648fb5be"}
    assert ring.index("") != ring.index("13300000001")


def test_a_row_shows_its_own_text_and_never_that_of_another_row_or_column():
    one, other = a_student(id_number="420106199801010039"), a_student()
    assert one.id_number == "420106199801010039"
    one.id_number_sealed = other.id_number_sealed
    with pytest.raises(InvalidTag):
        _ = one.id_number
    other.id_number_sealed = other.phone_sealed
    with pytest.raises(InvalidTag):
        _ = other.id_number


def test_the_index_follows_the_text_and_an_empty_text_has_neither():
    student = a_student(phone="13300000001")
    assert student.phone_index == crypto.keyring().index("13300000001")
    student.phone = ""
    assert (student.phone_sealed, student.phone_index, student.phone) == (None, None, "")


def test_a_text_cannot_be_sealed_before_the_row_has_its_identity():
    with pytest.raises(ValueError, match="public id"):
        Student(id_number="420106199801010039")


def test_a_process_without_keys_says_so():
    crypto._Process.keyring = None
    with pytest.raises(RuntimeError, match="use_keyring"):
        crypto.keyring()


class CountingHasher(PasswordHasher):
    """The real thing, and which hashes it was asked about."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.asked: list[str] = []

    def verify(self, hash: str, password: str) -> bool:
        self.asked.append(hash)
        return super().verify(hash, password)


def test_an_unknown_account_costs_one_verification_of_the_same_parameters_as_a_known_one():
    hasher = CountingHasher()
    passwords = Passwords(hasher)
    stored = passwords.hash("correct horse")
    assert passwords.verify(stored, "correct horse")
    assert not passwords.verify(stored, "wrong horse")
    assert not passwords.verify(None, "correct horse")
    assert len(hasher.asked) == 3
    assert len({asked.rsplit("$", 2)[0] for asked in hasher.asked}) == 1


def test_the_stand_in_for_nobody_opens_no_account():
    passwords = Passwords(CountingHasher())
    assert not passwords.verify(None, "nobody has this password")


def test_a_broken_stored_hash_is_a_wrong_password_not_an_error():
    assert not Passwords(CountingHasher()).verify("not a hash", "anything")


def test_passwords_are_argon2id_and_never_hashed_alike():
    passwords = Passwords(CountingHasher())
    one, other = passwords.hash("correct horse"), passwords.hash("correct horse")
    assert one.startswith("$argon2id$")
    assert one != other
