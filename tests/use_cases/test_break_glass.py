"""The province looks at a school for a reason and for a while, and the school reads of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from signing_core.actors import Actor, Role
from signing_core.errors import BadValue, NotAllowed, NotFound
from signing_core.models import DocumentKind, LogEntry, SignedIn, Signing
from signing_core.use_cases import break_glass, disclosure, review, sessions
from tests import makers
from tests.dumps import refused

REASON = "核查去向数据"


@pytest.fixture
def token(world) -> str:
    account = world.saved(makers.an_account(Role.PROVINCE))
    return sessions.start_session(world.services, account.id)


def who(world, token: str) -> Actor:
    actor = sessions.who_is(world.services, token)
    assert actor
    return actor


def opened(world, token: str, school=None, reason: str = REASON) -> Actor:
    with world.working(who(world, token)) as work:
        break_glass.open_school(work, school or world.school, token=token, reason=reason)
    return who(world, token)


def seen(world, token: str) -> set[int]:
    with world.reading(who(world, token)) as work:
        return set(work.session.scalars(select(Signing.school_id)))


def log_of(world, school) -> list[tuple[str, str]]:
    with world.reading(makers.as_school(school)) as work:
        return [(one.act, one.detail) for one in work.session.scalars(select(LogEntry).order_by(LogEntry.id))]


def test_it_sees_the_school_that_it_opened_and_no_other_until_the_time_is_over(world, token):
    elsewhere = world.saved_student(world.saved(makers.a_college(world.saved_school())))
    world.accepted()
    world.accepted(elsewhere)
    assert seen(world, token) == set()
    until = opened(world, token).opened.until
    assert until == world.clock() + break_glass.LASTS
    assert seen(world, token) == {world.school.id}
    for _ in range(3):
        world.clock.forward(minutes=19)
        assert seen(world, token) == {world.school.id}
    world.clock.now = until
    assert seen(world, token) == set()


def test_it_is_of_the_session_alone_and_goes_with_it(world, token):
    world.accepted()
    opened(world, token)
    with world.reading() as work:
        account_id = work.session.scalars(select(SignedIn.account_id)).one()
    other = sessions.start_session(world.services, account_id)
    assert seen(world, other) == set()
    sessions.sign_out(world.services, token)
    assert sessions.who_is(world.services, token) is None


def test_another_school_takes_the_place_of_the_one_before(world, token):
    other = world.saved_school()
    opened(world, token)
    assert opened(world, token, other).opened.school_id == other.id
    assert [act for act, _ in log_of(world, world.school)] == [break_glass.OPENED, break_glass.CLOSED]
    assert [act for act, _ in log_of(world, other)] == [break_glass.OPENED]


def test_it_is_closed_before_its_time(world, token):
    world.accepted()
    actor = opened(world, token)
    with world.working(actor) as work:
        break_glass.close(work, token=token)
    assert seen(world, token) == set()
    assert [act for act, _ in log_of(world, world.school)] == [break_glass.OPENED, break_glass.CLOSED]


def test_what_has_run_out_is_not_closed_again(world, token):
    actor = opened(world, token)
    world.clock.now += break_glass.LASTS + timedelta(minutes=5)
    with world.working(actor) as work:
        break_glass.close(work, token=token)
    assert [act for act, _ in log_of(world, world.school)] == [break_glass.OPENED]


@pytest.mark.parametrize("reason", ["", "  ", "因" * 201])
def test_i12_it_takes_a_reason(world, token, reason):
    actor = who(world, token)
    with refused(world, kind=BadValue), world.working(actor) as work:
        break_glass.open_school(work, world.school, token=token, reason=reason)


def test_i12_only_the_province_opens_a_school(world):
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    token = sessions.start_session(world.services, account.id)
    actor = who(world, token)
    with refused(world, kind=NotAllowed), world.working(actor) as work:
        break_glass.open_school(work, world.school, token=token, reason=REASON)


def test_the_school_reads_who_looked_why_and_which_numbers_were_shown_in_full(world, token):
    signing = world.approved()
    actor = opened(world, token)
    with world.working(actor) as work:
        disclosure.printed(work, signing, DocumentKind.AGREEMENT)
    (_, told), (act, shown) = log_of(world, world.school)
    assert REASON in told
    assert world.school.code in told
    assert act == "查看" + DocumentKind.AGREEMENT.label
    assert signing.student_number in shown
    assert world.school.name in shown


def test_it_decides_nothing(world, token):
    signing = world.accepted()
    actor = opened(world, token)
    with refused(world, kind=NotAllowed), world.working(actor) as work:
        review.approve(work, signing.public_id, seen=signing.version)


def test_it_writes_nothing_of_the_school_however_it_tries(world, token):
    signing = world.accepted()
    actor = opened(world, token)
    with refused(world, kind=NotFound), world.working(actor) as work:
        work.session.get_one(Signing, signing.id).employer_name = "别的单位"
    with refused(world, kind=NotFound), world.working(actor) as work:
        work.session.delete(work.session.get_one(Signing, signing.id))
