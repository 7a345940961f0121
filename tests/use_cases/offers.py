"""What the tests of invitations and of their answers begin with: an offer, its employer, and the sentences."""

from datetime import UTC, datetime

from signing_core.actors import SYSTEM
from signing_core.models import EmployerBlock, Signing
from signing_core.use_cases import invitations
from tests import makers

DEADLINE = datetime(2020, 3, 7, 16, tzinfo=UTC)  # sent on 2 March, 5 days to reply: the 8th begins in Shanghai
SENT_ALREADY = "已向该学生发出邀请，请等待其答复。"
TOO_LATE = "邀请已过应约截止时间，不能再答复。"


def invite(world, student=None, employer=None, **terms) -> Signing:
    with world.working(makers.as_employer(employer or world.employer)) as work:
        return invitations.invite(work, student_id=(student or world.student).public_id, terms=makers.terms(**terms))


def by_employer(world, act, signing, **given) -> Signing:
    with world.working(makers.as_employer(world.employer)) as work:
        return act(work, signing.public_id, seen=signing.version, **given)


def change(world, row, **facts) -> None:
    with world.working(SYSTEM) as work:
        stored = work.session.merge(row)
        for name, value in facts.items():
            setattr(stored, name, value)


def another_employer(world):
    employer = world.saved(makers.an_employer())
    world.listed(employer, world.student)
    return employer


def block(world) -> None:
    world.saved(
        EmployerBlock(school_id=world.school.id, employer_id=world.employer.id, reason="投诉", created_at=makers.NOON)
    )
