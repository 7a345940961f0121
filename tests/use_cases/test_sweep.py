"""邀约过期: what the clock does to unanswered invitations, and to nothing else."""

from datetime import UTC, datetime, timedelta

from signing_core.states import SigningState
from signing_core.use_cases import sweep
from tests.dumps import dump, labels, messages

DEADLINE = datetime(2020, 3, 7, 16, tzinfo=UTC)


def test_i9_an_invitation_expires_at_its_deadline_and_not_an_instant_before(world):
    signing = world.invited()
    world.clock.now = DEADLINE - timedelta(microseconds=1)
    assert sweep.expire_due(world.services) == 0
    world.clock.now = DEADLINE
    assert sweep.expire_due(world.services) == 1
    assert world.fresh(signing).state is SigningState.EXPIRED


def test_the_system_is_named_and_the_employer_is_told(world):
    world.invited()
    world.clock.now = DEADLINE
    sweep.expire_due(world.services)
    assert labels(world) == ["发起邀约", "邀约过期"]
    assert messages(world)[-1].recipient == world.employer.email


def test_a_second_sweep_changes_nothing(world):
    world.invited()
    world.clock.now = DEADLINE
    sweep.expire_due(world.services)
    before = dump(world)
    assert sweep.expire_due(world.services) == 0
    assert dump(world) == before


def test_an_answered_invitation_does_not_expire(world):
    signing = world.accepted()
    world.clock.now = DEADLINE + timedelta(days=400)
    assert sweep.expire_due(world.services) == 0
    assert world.fresh(signing).state is SigningState.AWAITING_REVIEW


def test_every_late_invitation_expires_however_many_there_are(world, monkeypatch):
    monkeypatch.setattr(sweep, "BATCH", 2)
    late = [world.invited(world.saved_student()) for _ in range(5)]
    waiting = world.invited(reply_days="30")
    world.clock.now = DEADLINE
    assert sweep.expire_due(world.services) == 5
    assert {world.fresh(signing).state for signing in late} == {SigningState.EXPIRED}
    assert world.fresh(waiting).state is SigningState.INVITED


def test_an_invitation_that_changed_under_the_sweep_is_left_alone(world, monkeypatch):
    signing = world.invited()
    due = [[signing.id], [], []]
    monkeypatch.setattr(sweep, "_due", lambda _services, _due, _stuck: due.pop(0))
    assert sweep.expire_due(world.services) == 0
    assert world.fresh(signing).state is SigningState.INVITED


def test_one_invitation_that_cannot_expire_holds_no_other_back(world, monkeypatch, caplog):
    stuck, other = world.invited(), world.invited(world.saved_student())
    world.clock.now = DEADLINE
    expire = sweep.expire

    def fails_once(work, signing):
        if signing.id == stuck.id:
            raise RuntimeError("a row that no rule foresaw")
        expire(work, signing)

    monkeypatch.setattr(sweep, "expire", fails_once)
    assert sweep.expire_due(world.services) == 1
    assert world.fresh(other).state is SigningState.EXPIRED
    assert world.fresh(stuck).state is SigningState.INVITED
    assert "is stuck" in caplog.text
