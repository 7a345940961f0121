"""The engine, its transactions, one Flask-free session registry, and what database errors mean to users."""

import time
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import scoped_session, sessionmaker

from .actors import Actor
from .errors import Busy, MoveRefused, Refusal
from .scope import Scope

PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=5000", "synchronous=FULL")
POOLED = 12  # eight threads of a web process with a list and a unit each, and the worker beside them
GIVEN_WAY = 0.005  # seconds; SQLite looks for a lock after 1, 2, 5, 10 ms and so on, and must find it free just then
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
LOCK_NOT_AVAILABLE, DEADLOCK = "55P03", "40P01"

# The rule that a unique index keeps when a race got past the guard. PostgreSQL names the index, SQLite its columns.
INTEGRITY_MESSAGES = {
    "one_active_signing_per_student": "{actor.the_student}已有生效中的签约。",
    "signings.student_id": "{actor.the_student}已有生效中的签约。",
    "one_paper_in_entry_per_student": "您已有正在录入的协议书，请先完成或删除。",
    "one_destination_in_entry_per_student": "您已有正在填写的其他去向，请先完成。",
    "one_live_invitation_per_pair": "已向该学生发出邀请，请等待其答复。",
    "signings.employer_id, signings.student_id": "已向该学生发出邀请，请等待其答复。",
    "one_open_rescission_per_signing": "该签约已有正在办理的解约申请。",
    "rescissions.signing_id": "该签约已有正在办理的解约申请。",
    "one_open_proposal_per_signing": "已有等待学生答复的修改。",
    "proposals.signing_id": "已有等待学生答复的修改。",
    "one_registered_employer_per_uscc": "该统一社会信用代码已有审核通过的单位。",
    "employers.uscc": "该统一社会信用代码已有审核通过的单位。",
    "uq_candidates_employer_id_student_id": "该学生已在拟签约名单中。",
    "candidates.employer_id, candidates.student_id": "该学生已在拟签约名单中。",
    "one_open_report_per_act": "这一项已经反映过，学校正在处理。",
    "reports.entry_id": "这一项已经反映过，学校正在处理。",
    "one_open_objection_per_student": "您已提出过异议，学校正在处理。",
    "reports.student_id": "您已提出过异议，学校正在处理。",
    "uq_students_school_id_cohort_student_number": "该学号在本届生源中已存在。",
    "students.school_id, students.cohort, students.student_number": "该学号在本届生源中已存在。",
    "uq_students_school_id_cohort_id_number_index": "该身份证号在本届生源中已存在。",
    "students.school_id, students.cohort, students.id_number_index": "该身份证号在本届生源中已存在。",
    "uq_employer_blocks_school_id_employer_id": "该单位已被停止在本校签约。",
    "employer_blocks.school_id, employer_blocks.employer_id": "该单位已被停止在本校签约。",
    "uq_schools_code": "该院校标识码已存在。",
    "schools.code": "该院校标识码已存在。",
    "uq_colleges_school_id_name": "本校已有这个院系。",
    "colleges.school_id, colleges.name": "本校已有这个院系。",
    "uq_contacts_school_id_college_id": "联系方式刚被他人修改，请重新查看后再保存。",
    "contacts.school_id, contacts.college_id": "联系方式刚被他人修改，请重新查看后再保存。",
    "uq_accounts_login": "该登录名已被使用。",
    "uq_saved_filters_account_id_name": "已有同名的检索，请换一个名称。",
    "saved_filters.account_id, saved_filters.name": "已有同名的检索，请换一个名称。",
    "accounts.login": "该登录名已被使用。",
}


def make_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL with the settings that the rules rely on; errors quote no values."""
    if url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = {"options": "-c lock_timeout=5s"}
    return create_engine(
        url, pool_pre_ping=True, hide_parameters=True, connect_args=options, pool_size=POOLED, max_overflow=POOLED
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: see _begin_sqlite
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A unit that writes takes the lock at once: a later upgrade of a read lock could only fail."""
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


class Database:
    """One database: its engine, sessions for units of work, and the registry that lists are read through.

    The registry's session asks statement by statement: nothing is begun that would have to be ended.
    """

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self._reader = sessionmaker(self.engine, class_=Scope, expire_on_commit=False)
        self._writer = sessionmaker(self.engine.execution_options(writes=True), class_=Scope, expire_on_commit=False)
        singly = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self.registry = scoped_session(sessionmaker(singly, class_=Scope, expire_on_commit=False))

    @property
    def session(self) -> scoped_session[Scope]:
        """Flask-Admin asks its database for this."""
        return self.registry

    def open(self, *, writes: bool) -> Scope:
        return self._writer() if writes else self._reader()

    def give_way(self) -> None:
        """Between two of very many units: on SQLite whoever waits for the lock would not get it before the last."""
        if self.engine.dialect.name == "sqlite":
            time.sleep(GIVEN_WAY)


def insert_of(session: Scope, model: type[Any]) -> Any:
    """An INSERT that can say ON CONFLICT: both databases have it, SQLAlchemy names it per dialect."""
    return _INSERT[session.get_bind().dialect.name](model)


def insert_if_new(session: Scope, model: Any, *told: Any) -> Any:
    """An INSERT that leaves out rows whose key is taken, and tells these columns of the others.

    It is made and compiled once, so its rows are given as parameters.
    """
    return _if_new(session.get_bind().dialect.name, model, told)


@cache
def _if_new(dialect: str, model: Any, told: tuple[Any, ...]) -> Any:
    adding = _INSERT[dialect](model).on_conflict_do_nothing()
    return adding.returning(*told) if told else adding


def hold_word(session: Scope, word: str) -> None:
    """Until the unit ends nobody else holds the same word, of which no row stands; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(word, 0))))


def refusal_of(error: DBAPIError, actor: Actor) -> Refusal | None:
    """What the actor is told of an error that a race may cause; None for one that is our mistake."""
    text = str(error.orig)
    if isinstance(error, IntegrityError):
        name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        columns = text.removeprefix("UNIQUE constraint failed: ")
        sentence = INTEGRITY_MESSAGES.get(name or columns)
        return MoveRefused(sentence.format(actor=actor)) if sentence else None
    if getattr(error.orig, "sqlstate", None) in {LOCK_NOT_AVAILABLE, DEADLOCK} or "database is locked" in text:
        return Busy()
    return None
