"""Schools: their names, and one by its code."""

from collections.abc import Sequence

from sqlalchemy import select

from signing_core.errors import NotFound
from signing_core.models import School
from signing_core.work import UnitOfWork

MOST = 3000


def names(work: UnitOfWork) -> Sequence[str]:
    """Every school that 毕业学校 may name."""
    return work.session.scalars(select(School.name).order_by(School.code).limit(MOST)).all()


def by_code(work: UnitOfWork, code: str) -> School:
    """The school of that code; raises NotFound with the code in the sentence."""
    school = work.session.scalars(select(School).where(School.code == code)).one_or_none()
    if school is None:
        raise NotFound(f"没有院校标识码为 {code} 的学校。")
    return school


def every(work: UnitOfWork) -> list[School]:
    """The schools in scope by code, for the field that chooses one."""
    return list(work.session.scalars(select(School).order_by(School.code).limit(MOST)))
