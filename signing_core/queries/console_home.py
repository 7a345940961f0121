"""What the console's first page says to the province: how large it is, and what waits for it."""

from sqlalchemy import func, select

from signing_core.models import Employer, School
from signing_core.states import EmployerState
from signing_core.work import UnitOfWork


def province(work: UnitOfWork) -> dict[str, int]:
    """How many schools, and employers by what the province may have to do with them."""
    waiting = select(func.count()).select_from(Employer).where(Employer.state == EmployerState.PENDING)
    return {
        "schools": work.session.scalar(select(func.count()).select_from(School)) or 0,
        "employers": work.session.scalar(select(func.count()).select_from(Employer)) or 0,
        "waiting": work.session.scalar(waiting) or 0,
    }
