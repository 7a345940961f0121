"""单位审核 and 单位列表: the queue of registrations, the list of employers, and by what both are narrowed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from signing_core.catalogues import codes
from signing_core.models import REGISTERED as TAKEN
from signing_core.models import Employer, EmployerBlock
from signing_core.states import EmployerState
from signing_core.work import UnitOfWork

from . import keyset, narrowing
from .keyset import Seek
from .narrowing import EVERY, Question

PENDING, REJECTED = "pending", "rejected"
REGISTERED, SUSPENDED, BLOCKED = "registered", "suspended", "blocked"
BATCH = 1000

BLOCKED_HERE = exists().where(EmployerBlock.employer_id == Employer.id)  # the scope leaves a school its own
SHOWN = (
    Employer.name,
    Employer.uscc,
    Employer.nature,
    Employer.industry,
    Employer.place,
    Employer.state,
    Employer.last_act_at,
)
COLUMNS = (Employer.public_id, Employer.version, *SHOWN)


def _name_or_code(typed: str) -> Any:
    part = Employer.name.contains(typed, autoescape=True)
    return or_(part, narrowing.begins(Employer.uscc)(typed.upper())) if typed.isascii() else part


SEARCH = narrowing.Filter(name="search", label="单位名称或代码", where=_name_or_code, check=narrowing.text)
FILTERS = (
    SEARCH,
    narrowing.by_choice("nature", "单位性质", codes.names("单位性质"), lambda given: Employer.nature == given),
    narrowing.by_choice("industry", "单位行业", codes.names("单位行业"), lambda given: Employer.industry == given),
    narrowing.Filter(
        name="place",
        label="单位所在地",
        where=lambda given: Employer.place.startswith(given, autoescape=True),
        check=narrowing.text,
    ),
)


class Reviews:
    """The queue: whoever waits longest first; of what was judged the last first."""

    QUEUES: Mapping[str, str] = {PENDING: "待审核", REJECTED: "审核不通过", EVERY: "全部"}
    FILTERS = (SEARCH,)
    CONDITIONS: Mapping[str, Any] = {
        PENDING: Employer.state == EmployerState.PENDING,
        REJECTED: Employer.state == EmployerState.REJECTED,
        EVERY: Employer.id.is_not(None),
    }
    ORDER = (Employer.last_act_at, Employer.id)

    @classmethod
    def found(cls, question: Question, queue: str, *columns: Any) -> Select[Any]:
        return narrowing.narrowed(select(*columns).where(cls.CONDITIONS[queue]), cls.FILTERS, question.wanted)

    @classmethod
    def page(cls, session: Session, question: Question, *, at: Seek | None, size: int) -> keyset.Page:
        rows = cls.found(question, question.queue, *COLUMNS)
        return keyset.page(session, rows, cls.ORDER, at=at, size=size, newest_first=question.queue != PENDING)

    @classmethod
    def counts(cls, session: Session, question: Question) -> dict[str, str]:
        return keyset.counts(session, {queue: cls.found(question, queue, Employer.id) for queue in cls.QUEUES})

    @classmethod
    def neighbours(cls, session: Session, question: Question, employer: Employer) -> tuple[str | None, str | None]:
        """上一条 and 下一条 beside an employer, whether or not it is in the queue itself."""
        here, newest = (employer.last_act_at, employer.id), question.queue != PENDING

        def beside(at: Seek) -> str | None:
            rows = cls.found(question, question.queue, Employer.public_id)
            nearest = rows.where(keyset.beside(cls.ORDER, at, newest_first=newest))
            down = newest is not at.before
            ordered = nearest.order_by(*(c.desc() if down else c.asc() for c in cls.ORDER))
            public_id: str | None = session.scalar(ordered.limit(1))
            return public_id

        return beside(Seek(here, before=True)), beside(Seek(here))

    @staticmethod
    def place_of(row: Row[Any]) -> str:
        return keyset.place_in_time(row.last_act_at, row.public_id)

    @staticmethod
    def seek(place: str, *, before: bool) -> Seek | None:
        return keyset.seek_in_time(place, Employer, before=before)


class Listing:
    """Every employer by name, with whether the school's own door is shut to it."""

    QUEUES: Mapping[str, str] = {REGISTERED: "审核通过", SUSPENDED: "已暂停", BLOCKED: "已停止签约", EVERY: "全部"}
    FILTERS = FILTERS
    CONDITIONS: Mapping[str, Any] = {
        REGISTERED: Employer.state == EmployerState.APPROVED,
        SUSPENDED: Employer.state == EmployerState.SUSPENDED,
        BLOCKED: BLOCKED_HERE,
        EVERY: Employer.id.is_not(None),
    }
    ORDER = (Employer.name, Employer.id)

    @classmethod
    def found(cls, question: Question, queue: str, *columns: Any) -> Select[Any]:
        return narrowing.narrowed(select(*columns).where(cls.CONDITIONS[queue]), cls.FILTERS, question.wanted)

    @classmethod
    def page(cls, session: Session, question: Question, *, at: Seek | None, size: int) -> keyset.Page:
        rows = cls.found(question, question.queue, *COLUMNS, BLOCKED_HERE.label("blocked"))
        return keyset.page(session, rows, cls.ORDER, at=at, size=size)

    @classmethod
    def counts(cls, session: Session, question: Question) -> dict[str, str]:
        return keyset.counts(session, {queue: cls.found(question, queue, Employer.id) for queue in cls.QUEUES})

    @staticmethod
    def place_of(row: Row[Any]) -> str:
        return str(row.public_id)

    @staticmethod
    def seek(place: str, *, before: bool) -> Seek | None:
        """The row's name is asked for again: no address carries one."""
        the_row = Employer.public_id == place
        named = (select(column).where(the_row).scalar_subquery() for column in (Employer.name, Employer.id))
        return Seek(tuple(named), before=before)


def count(work: UnitOfWork, question: Question) -> int:
    """How many employers an export of that question has."""
    return work.session.scalar(Listing.found(question, question.queue, func.count(Employer.id))) or 0


def every(work: UnitOfWork, question: Question) -> Iterator[Row[Any]]:
    """All of them in the list's order, a batch at a time."""
    rows = Listing.found(question, question.queue, *COLUMNS, BLOCKED_HERE.label("blocked"), Employer.address)
    yield from work.session.execute(rows.order_by(*Listing.ORDER).execution_options(yield_per=BATCH))


def by_code(work: UnitOfWork, codes: Sequence[str]) -> dict[str, Employer]:
    """Of these codes those that are in use, each with its employer: the registered one, else one that waits."""
    found: dict[str, Employer] = {}
    states = (EmployerState.PENDING, *TAKEN)
    for start in range(0, len(codes), BATCH):
        some = select(Employer).where(Employer.uscc.in_(codes[start : start + BATCH]), Employer.state.in_(states))
        for employer in work.session.scalars(some.order_by(Employer.id)):
            if employer.state is not EmployerState.PENDING or employer.uscc not in found:
                found[employer.uscc] = employer
    return found
