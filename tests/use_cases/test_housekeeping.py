"""What has served its time goes, and nothing else."""

from sqlalchemy import func, select

from signing_core.actors import Role
from signing_core.models import Limit, SignedIn
from signing_core.use_cases import housekeeping, limits, sessions
from tests import makers


def test_idle_sessions_and_past_limits_are_forgotten(world):
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    sessions.start_session(world.services, account.id)
    limits.spend(world.services, limits.SIGN_IN, "somebody")
    housekeeping.forget_old(world.services)
    assert _counts(world) == (1, 1)
    world.clock.forward(hours=13)
    housekeeping.forget_old(world.services)
    assert _counts(world) == (0, 0)


def _counts(world):
    with world.reading() as work:
        return tuple(work.session.scalar(select(func.count()).select_from(table)) for table in (SignedIn, Limit))
