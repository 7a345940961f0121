"""待我审核 by level: what the office has to review is the college's turn, the school's, or either one's."""

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from signing_core.actors import Role
from signing_core.models import SchoolSettings, Signing
from signing_core.states import ReviewLevels
from signing_core.turns import Turn

from .written import one_of

WAITS = one_of(Signing.turn, Turn.OFFICE)
PASSED = Signing.college_passed_at.is_not(None)


def of_cohort(session: Session, cohort: int) -> ReviewLevels:
    """What the school of the session's actor has set."""
    return session.scalar(_set_for(cohort)) or ReviewLevels.EITHER


def mine(role: str, cohort: int) -> ColumnElement[bool]:
    """What waits for the office and is that role's turn, in its own school: asked with the list, in one statement."""
    present = _set_for(cohort).scalar_subquery()
    if role == Role.COLLEGE:
        first = and_(present == ReviewLevels.COLLEGE_THEN_SCHOOL, ~PASSED)
        return and_(WAITS, or_(present.is_(None), present == ReviewLevels.EITHER, first))
    if role == Role.SCHOOL:
        return and_(WAITS, or_(present.is_(None), present != ReviewLevels.COLLEGE_THEN_SCHOOL, PASSED))
    return WAITS


def _set_for(cohort: int) -> Select[ReviewLevels]:
    """By a session of one school's staff, which sees only that school's."""
    return select(SchoolSettings.review_levels).where(SchoolSettings.cohort == cohort)
