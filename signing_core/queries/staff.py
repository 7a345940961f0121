"""管理员: the staff accounts in scope, by login."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import Session, aliased

from signing_core.actors import STAFF, Role
from signing_core.models import Account, College, School
from signing_core.work import UnitOfWork

from . import keyset, narrowing
from .narrowing import EVERY, Question

DEPUTIES, DISABLED = "deputies", "disabled"
QUEUES = {EVERY: "全部", DEPUTIES: "代理", DISABLED: "已停用"}
CONDITIONS = {DEPUTIES: (Account.deputy_of_id.is_not(None),), DISABLED: (Account.disabled_at.is_not(None),), EVERY: ()}
ORDER = (Account.login,)
MOST_FELLOWS = 200
_original = aliased(Account)
COLUMNS = (
    Account.public_id,
    Account.login,
    Account.name,
    Account.role,
    School.name.label("school"),
    College.name.label("college"),
    _original.name.label("deputy_of"),
    Account.ends_at,
    Account.disabled_at,
    Account.password_hash,
)


def _found_by(part: str) -> ColumnElement[bool]:
    texts = (Account.login, Account.name, School.name, College.name)
    return or_(School.code == part, *(text.contains(part, autoescape=True) for text in texts))


FILTERS = (narrowing.Filter(name="search", label="登录名、名称或单位", where=_found_by, check=narrowing.text),)


def page(session: Session, question: Question, *, at: keyset.Seek | None, size: int) -> keyset.Page:
    """One page of the list, in the scope of the session."""
    return keyset.page(session, _narrowed(question, question.queue, *COLUMNS), ORDER, at=at, size=size)


def counts(session: Session, question: Question) -> dict[str, str]:
    """By queue how many accounts the same question has there, in one statement."""
    return keyset.counts(session, {queue: _narrowed(question, queue, Account.id) for queue in QUEUES})


def place_of(row: Row[Any]) -> str:
    """A row's place in the order, as an address carries it: logins may have any letter."""
    return str(row.public_id)


def seek(place: str, *, before: bool) -> keyset.Seek | None:
    """What ``place_of`` gave, read back."""
    here = select(Account.login).where(Account.public_id == place).scalar_subquery()
    return keyset.Seek((here,), before=before) if place else None


def deputised(work: UnitOfWork) -> list[Account]:
    """Whom a new account of the actor's may stand in for: those that it could make itself."""
    below = {Role.SCHOOL: Role.COLLEGE, Role.PROVINCE: Role.SCHOOL}[work.actor.role]
    found = select(Account).where(Account.role == below, Account.deputy_of_id.is_(None), Account.disabled_at.is_(None))
    return list(work.session.scalars(found.order_by(Account.login).limit(MOST_FELLOWS)))


def _narrowed(question: Question, queue: str, *columns: Any) -> Select[Any]:
    rows = select(*columns).select_from(Account).where(Account.role.in_(STAFF), *CONDITIONS[queue])
    rows = rows.outerjoin(School, School.id == Account.school_id).outerjoin(College, College.id == Account.college_id)
    rows = rows.outerjoin(_original, _original.id == Account.deputy_of_id)
    return narrowing.narrowed(rows, FILTERS, question.wanted)
