"""What waits for the actor: signings of which it is the actor's turn, those that wait longest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from signing_core.actors import Role
from signing_core.models import Signing
from signing_core.turns import Turn
from signing_core.work import UnitOfWork

from . import levels

SHOWN = 10
TURN_OF = {
    Role.STUDENT: Turn.STUDENT,
    Role.EMPLOYER: Turn.EMPLOYER,
    Role.COLLEGE: Turn.OFFICE,
    Role.SCHOOL: Turn.OFFICE,
}


@dataclass(frozen=True)
class Tasks:
    """The first of them, and how many there are in all."""

    first: Sequence[Signing]
    total: int


def of_actor(work: UnitOfWork, *only: ColumnElement[bool], cohort: int | None = None) -> Tasks:
    """The actor's own tasks, and only those of which the conditions hold; the office asks for one cohort."""
    mine = [Signing.turn == TURN_OF[work.actor.role], *only]
    if cohort is not None:
        mine += [Signing.cohort == cohort, levels.mine(work.actor.role, cohort)]
    first = select(Signing).where(*mine).order_by(Signing.turn_since, Signing.id).limit(SHOWN)
    total = work.session.scalar(select(func.count(Signing.id)).where(*mine)) or 0
    return Tasks(work.session.scalars(first).all(), total)
