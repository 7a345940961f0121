"""Many rows at once: COPY and executemany take the same rows and leave the same behind."""

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM, Role
from signing_core.bulk import insert_many
from signing_core.errors import MoveRefused
from signing_core.models import Account, College, SchoolSettings
from tests import makers


def insert(world, model, rows, **same) -> None:
    with world.working(SYSTEM) as work:
        insert_many(work.session.connection(), model, rows, **same)


def test_rows_may_name_their_columns_in_any_order(world):
    school = world.school.id
    insert(world, College, [{"school_id": school, "name": "文学院"}, {"name": "法学院", "school_id": school}])
    with world.reading() as work:
        assert {"文学院", "法学院"} <= set(work.session.scalars(select(College.name)))


def test_what_all_rows_have_is_stored_with_each(world):
    at = world.services.clock()
    rows = [{"public_id": makers.new_id(), "name": name} for name in ("甲", "乙")]
    insert(world, Account, rows, role=Role.SCHOOL, school_id=world.school.id, login=None, created_at=at)
    with world.reading() as work:
        for row in rows:
            account = work.get(Account, row["public_id"])
            stored = (account.name, account.role, account.school_id, account.login, account.created_at)
            assert stored == (row["name"], Role.SCHOOL, world.school.id, None, at)


def test_defaults_fill_in_what_no_row_says(world):
    school = world.school.id
    insert(world, SchoolSettings, [{"school_id": school, "cohort": 2031}], changed_at=world.services.clock())
    with world.reading() as work:
        assert work.session.scalars(select(SchoolSettings).where(SchoolSettings.cohort == 2031)).one().version == 1


def test_a_row_says_more_than_what_all_rows_have(world):
    insert(world, College, [{"name": "文学院", "school_id": world.school.id}], school_id=0)
    with world.reading() as work:
        assert work.session.scalars(select(College).where(College.name == "文学院")).one().school_id == world.school.id


def test_a_broken_rule_is_told_in_its_words_and_leaves_no_row(world):
    twice = [{"school_id": world.school.id, "name": name} for name in ("文学院", "法学院", "法学院")]
    with pytest.raises(MoveRefused, match="本校已有这个院系"):
        insert(world, College, twice)
    with world.reading() as work:
        assert "文学院" not in set(work.session.scalars(select(College.name)))


def test_no_rows_are_no_statement(world):
    insert(world, College, [])
