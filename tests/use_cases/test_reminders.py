"""Whoever has to answer soon is told: when two days are left and on the last day, once each."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from signing_core import clock
from signing_core.models import Notice
from signing_core.use_cases import changes, invitations, sweep
from tests import makers, parties
from tests.dumps import dump, messages

A_DAY = timedelta(days=1)
TWO_LEFT, LAST = "还有两天到期", "今天是最后一天"


def reminders(world) -> list[str]:
    """The subjects of all that the sweep told, in order."""
    with world.reading() as work:
        told = work.session.scalars(select(Notice).order_by(Notice.id)).all()
    return [one.subject for one in told if one.subject.endswith((TWO_LEFT, LAST))]


def day_before(deadline, days: int):
    """Noon of the day that many days before the deadline."""
    return deadline - days * A_DAY + timedelta(hours=12)


def test_one_is_told_two_days_before_the_end_and_one_on_the_last_day(world):
    signing = world.invited()
    for days, told in ((3, 0), (2, 1), (1, 2)):
        world.clock.now = day_before(signing.deadline, days)
        sweep.remind_due(world.services)
        assert len(reminders(world)) == told
    assert reminders(world)[0].endswith(TWO_LEFT)
    assert reminders(world)[1].endswith(LAST)


def test_at_most_one_a_day_however_often_the_sweep_comes(world):
    signing = world.invited()
    world.clock.now = day_before(signing.deadline, 1)
    assert sweep.remind_due(world.services) == 1
    before = dump(world)
    world.clock.forward(hours=3)
    assert sweep.remind_due(world.services) == 0
    assert dump(world) == before


def test_who_was_asked_today_is_not_reminded_today(world):
    signing = world.invited(reply_days="1")
    assert sweep.remind_due(world.services) == 0
    world.clock.now = day_before(signing.deadline, 1)
    assert sweep.remind_due(world.services) == 1


def test_nothing_is_told_once_it_is_answered_or_over(world):
    signing = world.invited()
    with world.working(makers.as_student(world.student)) as work:
        invitations.decline(work, signing.public_id, seen_terms=1)
    world.clock.now = day_before(signing.deadline, 1)
    assert sweep.remind_due(world.services) == 0
    late = world.invited(world.saved_student())
    world.clock.now = late.deadline
    assert sweep.remind_due(world.services) == 0


def test_a_revision_gives_time_anew_and_is_reminded_of_anew(world):
    signing = world.invited()
    world.clock.now = day_before(signing.deadline, 1)
    sweep.remind_due(world.services)
    employer = makers.as_employer(world.employer)
    signing = parties.by(world, employer, invitations.revise, signing, terms=makers.terms(position="会计"))
    world.clock.now = day_before(signing.deadline, 1)
    assert sweep.remind_due(world.services) == 1


def test_a_proposed_change_is_reminded_of_in_the_same_way(world):
    signing = parties.proposed(world)
    world.clock.now = day_before(signing.proposal_deadline, 1)
    assert sweep.remind_due(world.services) == 1
    assert "签约内容修改" in reminders(world)[0]
    with world.working(makers.as_student(world.student)) as work:
        changes.answer(work, signing.public_id, seen_terms=2, agree=False)
    world.clock.forward(days=1)
    assert sweep.remind_due(world.services) == 0


@pytest.mark.parametrize("reached", [True, False])
def test_the_letter_goes_to_the_student_who_can_be_reached_and_the_notice_to_everybody(world, reached):
    student = world.student if reached else world.saved_student(email="", phone=None)
    signing = world.invited(student)
    world.clock.now = day_before(signing.deadline, 1)
    before = len(messages(world))
    sweep.remind_due(world.services)
    assert len(messages(world)) - before == reached
    assert len(reminders(world)) == 1


def test_it_says_until_when(world):
    signing = world.invited()
    world.clock.now = day_before(signing.deadline, 1)
    sweep.remind_due(world.services)
    last = clock.local(signing.deadline)
    assert f"{last.month}月{last.day}日 0 时" in messages(world)[-1].body
