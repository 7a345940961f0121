"""Refusals: each kind has a sentence and a status, and a lost race gets the ordinary sentence."""

import pytest
from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from signing_core import database, errors
from signing_core.actors import SYSTEM
from signing_core.database import INTEGRITY_MESSAGES
from signing_core.errors import Busy, MoveRefused, Refusal, SentTwice
from signing_core.models import Base, School
from tests import makers
from tests.dumps import refused

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Refusal)]
UNIQUE = (UniqueConstraint, PrimaryKeyConstraint)
WITHOUT_ARGUMENT = [errors.NotFound, errors.StalePage, Busy, SentTwice]


@pytest.mark.parametrize("kind", KINDS)
def test_every_refusal_answers_with_a_client_error_or_busy(kind):
    assert 400 <= kind.status < 500 or issubclass(kind, Busy)


@pytest.mark.parametrize("kind", WITHOUT_ARGUMENT)
def test_what_needs_no_sentence_brings_its_own(kind):
    assert kind().message.endswith("。")


def test_every_wrong_field_keeps_its_own_sentence():
    refusal = errors.Problems({"position": "请填写此项。"})
    assert refusal.by_field == {"position": "请填写此项。"}
    assert refusal.message


def unique_keys() -> set[str]:
    """Every unique rule of the models: its name, as PostgreSQL tells it, and its columns, as SQLite does."""
    tables = Base.metadata.tables.values()
    rules = [index for table in tables for index in table.indexes if index.unique]
    rules += [rule for table in tables for rule in table.constraints if isinstance(rule, UNIQUE)]
    return {str(rule.name) for rule in rules} | {
        ", ".join(f"{column.table.name}.{column.name}" for column in rule.columns) for rule in rules
    }


@pytest.mark.parametrize("key", INTEGRITY_MESSAGES)
def test_every_sentence_for_a_lost_race_belongs_to_a_unique_rule_that_exists(key):
    assert key in unique_keys()


def test_a_lost_race_gets_the_same_sentence_on_both_databases(world):
    twin = makers.a_student(world.college, student_number=world.student.student_number)
    with refused(world, "该学号在本届生源中已存在。", MoveRefused):
        world.saved(twin)
    with refused(world, "该统一社会信用代码已有审核通过的单位。", MoveRefused):
        world.saved(makers.an_employer(uscc=world.employer.uscc))


def test_a_broken_rule_that_no_race_explains_stays_an_error(world):
    with pytest.raises(IntegrityError):
        world.saved(School(code=None, name="无码大学"))


def test_an_error_of_the_database_does_not_quote_what_was_sent(world):
    with pytest.raises(DBAPIError, match="parameters hidden"):
        world.saved(makers.a_student(world.college, major=None))


def test_a_lock_that_is_not_had_in_time_is_busy_and_not_an_error(world, monkeypatch):
    engine = world.services.database.engine
    engine.dispose()
    monkeypatch.setattr(database, "PRAGMAS", ("journal_mode=WAL", "busy_timeout=10"))
    with engine.execution_options(writes=True).connect() as holder:
        holder.execute(text(HOLD[engine.dialect.name]))
        with pytest.raises(Busy, match="系统繁忙，请稍后再试。"):
            ask_for_the_lock(world)
        holder.rollback()


HOLD = {"sqlite": "UPDATE schools SET name = name", "postgresql": "LOCK TABLE schools"}


def ask_for_the_lock(world) -> None:
    with world.working(SYSTEM) as work:
        if world.services.database.engine.dialect.name == "postgresql":
            work.session.execute(text("SET LOCAL lock_timeout = '10ms'"))
        work.session.scalars(select(School)).all()
