"""An actor sees what its role allows, however it asks: one rule per model and role, foreign rows are never there."""

from dataclasses import replace
from functools import cache

import pytest
from sqlalchemy import bindparam, delete, exists, func, select, update
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import aliased, joinedload, selectinload

from signing_core import models as m
from signing_core.actors import Actor, Opened, Role
from signing_core.criteria import LOOKED_AT
from signing_core.errors import NotFound
from signing_core.scope import NoPrincipal, Scope, Shape, kept, options_of
from tests import makers
from tests.houses import ASKING, TwoHouses, its_parts


@pytest.fixture
def houses(world):
    return TwoHouses(world)


@cache
def once(model):
    """A statement that is kept for whoever asks."""
    return kept(select(model).where(model.id == bindparam("row_id")))


WAYS = {
    "kept": lambda s, row: s.scalars(once(type(row)), {"row_id": row.id}).first(),
    "get": lambda s, row: s.get(type(row), row.id),
    "select": lambda s, row: s.scalars(select(type(row)).where(type(row).id == row.id)).first(),
    "column": lambda s, row: s.scalar(select(type(row).public_id).where(type(row).id == row.id)),
    "count": lambda s, row: s.scalar(select(func.count()).select_from(type(row)).where(type(row).id == row.id)),
    "alias": lambda s, row: s.scalars(select(other := aliased(type(row))).where(other.id == row.id)).first(),
    "exists": lambda s, row: s.scalar(select(exists().where(type(row).id == row.id))),
    "subquery": lambda s, row: s.scalar(select(select(type(row).id).where(type(row).id == row.id).scalar_subquery())),
    "union": lambda s, row: s.execute(
        select(type(row).id).where(type(row).id == row.id).union(select(type(row).id).where(type(row).id == row.id))
    ).first(),
    "join": lambda s, row: s.scalar(select(m.School.id).join(type(row), type(row).id == row.id)),
    "update": lambda s, row: s.execute(update(type(row)).where(type(row).id == row.id).values(version=9)).rowcount,
    "delete": lambda s, row: s.execute(delete(type(row)).where(type(row).id == row.id)).rowcount,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_foreign_row_is_never_there_whichever_way_it_is_asked_for(houses, way):
    part = houses.world.saved(its_parts(houses.theirs)[0])
    for role in ASKING:
        with houses.world.reading(houses.actor(role)) as work:
            for row in (houses.theirs, houses.stranger, part):
                assert not WAYS[way](work.session, row), f"{role} reached {type(row).__name__}"


def looking(houses) -> Actor:
    """The province with our school open."""
    school = houses.world.school
    opened = Opened(school_id=school.id, name=school.name, reason="核查", until=makers.NOON)
    return replace(makers.as_province(), opened=opened)


@pytest.mark.parametrize("way", WAYS)
def test_the_province_reaches_the_rows_of_the_school_it_opened_by_reading_only(houses, way):
    reads = way not in {"update", "delete"}
    with houses.world.reading(looking(houses)) as work:
        for row in (houses.ours, houses.world.student):
            assert bool(WAYS[way](work.session, row)) is reads
        for row in (houses.theirs, houses.stranger):
            assert not WAYS[way](work.session, row)


@pytest.mark.parametrize("model", sorted(LOOKED_AT, key=lambda model: model.__name__))
def test_the_province_sees_no_business_data_before_it_opened_a_school(houses, model):
    with houses.world.reading(makers.as_province()) as work:
        assert work.session.scalars(select(model)).all() == []


def test_the_province_writes_no_row_of_the_school_it_opened(houses):
    for spoil in (
        lambda s: setattr(s.get(m.Student, houses.world.student.id), "name", "别人"),
        lambda s: s.delete(s.get(m.Signing, houses.ours.id)),
        lambda s: s.add(m.SchoolSettings(school_id=houses.world.school.id, cohort=2030, changed_at=makers.NOON)),
    ):
        with pytest.raises(NotFound), houses.world.working(looking(houses)) as work:
            spoil(work.session)


@pytest.mark.parametrize("way", [way for way in WAYS if way not in {"update", "delete"}])
def test_the_own_row_is_there_whichever_way_it_is_asked_for(houses, way):
    part = houses.world.saved(its_parts(houses.ours)[0])
    for role in (Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL):
        with houses.world.reading(houses.actor(role)) as work:
            for row in (houses.ours, houses.world.student, part):
                assert WAYS[way](work.session, row), f"{role} did not reach {type(row).__name__}"


@pytest.mark.parametrize("role", [Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL])
def test_an_alias_joined_under_a_condition_of_its_own_never_shows_a_foreign_row(houses, role):
    """The library leaves the criterion of such an alias as it was: the database must then know no such column."""
    foreign = houses.world.saved(its_parts(houses.theirs)[0])
    houses.world.saved(its_parts(houses.ours)[0])
    other = aliased(m.Proposal)
    joined = select(other.id).select_from(m.School).join(other, other.signing_id == foreign.signing_id)
    with houses.world.reading(houses.actor(role)) as work:
        try:
            assert work.session.scalars(joined).all() == []
        except DBAPIError as error:
            assert "proposals.signing_id" in str(error.orig) or 'table "proposals"' in str(error.orig)  # noqa: PT017


def test_two_of_one_role_ask_in_the_same_words_and_each_finds_its_own(houses):
    """What was made of a statement for the first is kept for the second, but for the values."""
    theirs, signings = houses.theirs, kept(select(m.Signing.id))
    for ours, others in (
        (makers.as_school(houses.world.school), Actor(role=Role.SCHOOL, name="", school_id=theirs.school_id)),
        (houses.actor(Role.COLLEGE), Actor(role=Role.COLLEGE, name="", school_id=1, college_id=theirs.college_id)),
        (houses.actor(Role.STUDENT), Actor(role=Role.STUDENT, name="", school_id=1, student_id=theirs.student_id)),
        (houses.actor(Role.EMPLOYER), Actor(role=Role.EMPLOYER, name="", employer_id=theirs.employer_id)),
    ):
        for actor, its_own in ((ours, houses.ours), (others, theirs), (ours, houses.ours)):
            with houses.world.reading(actor) as work:
                assert set(work.session.scalars(signings)) == {its_own.id}
                assert set(work.session.scalars(select(m.Signing.id))) == {its_own.id}
                assert set(work.session.scalars(select(m.TrailEntry.signing_id))) == {its_own.id}


def test_a_criterion_without_its_value_is_never_sent(world):
    with world.reading(makers.as_school(world.school)) as work, pytest.raises(StatementError, match="school_id"):
        work.session.connection().execute(select(m.School).options(*options_of(Shape.of(work.actor))))


@pytest.mark.parametrize("role", ASKING)
def test_foreign_and_missing_rows_are_refused_alike(houses, role):
    with houses.world.reading(houses.actor(role)) as work:
        refusals = []
        for public_id in (houses.theirs.public_id, "no such row"):
            with pytest.raises(NotFound) as caught:
                work.get(m.Signing, public_id)
            refusals.append((caught.value.message, caught.value.status))
        assert refusals[0] == refusals[1]


@pytest.mark.parametrize("role", [Role.STUDENT, Role.EMPLOYER, Role.COLLEGE])
def test_a_sibling_of_the_same_school_is_foreign_too(houses, role):
    with houses.world.reading(houses.actor(role)) as work:
        assert work.session.get(m.Student, houses.sibling.id) is None


@pytest.mark.parametrize("how", [lambda r: [], lambda r: [joinedload(r)], lambda r: [selectinload(r)]])
def test_a_relationship_does_not_lead_out_of_scope(world, how):
    foreign = world.saved(makers.a_college(world.saved_school()))
    account = world.saved(makers.an_account(Role.COLLEGE, school_id=world.school.id, college_id=foreign.id))
    with world.reading(makers.as_school(world.school)) as work:
        loaded = work.session.scalars(
            select(m.Account).where(m.Account.id == account.id).options(*how(m.Account.college))
        ).one()
        assert loaded.college is None


@pytest.mark.parametrize("role", [Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL])
def test_what_belongs_to_a_foreign_signing_is_foreign(houses, role):
    for signing in (houses.ours, houses.theirs):
        for row in its_parts(signing):
            houses.world.saved(row)
    with houses.world.reading(houses.actor(role)) as work:
        for part in (m.Terms, m.TrailEntry, m.Proposal, m.Return, m.Rescission, m.Notice):
            assert set(work.session.scalars(select(part.signing_id))) == {houses.ours.id}, part


@pytest.mark.parametrize(("role", "column"), [(Role.STUDENT, "student_id"), (Role.EMPLOYER, "employer_id")])
def test_a_party_reads_the_notices_to_itself_and_not_those_to_the_other_side(houses, role, column):
    with houses.world.reading(houses.actor(role)) as work:
        notices = work.session.scalars(select(m.Notice)).all()
        assert notices
        assert all(getattr(notice, column) is not None for notice in notices)


@pytest.mark.parametrize("role", ASKING)
def test_a_foreign_row_outlives_every_attempt(houses, role):
    with houses.world.working(houses.actor(role)) as work:
        for model in (m.Student, m.Signing):
            work.session.execute(update(model).values(version=99))
    assert houses.world.fresh(houses.theirs).version != 99
    assert houses.world.fresh(houses.stranger).version != 99


def test_nobody_adds_a_row_to_another_school(houses):
    foreign = m.College(school_id=houses.stranger.school_id, name="新学院")
    for role in (Role.STUDENT, Role.COLLEGE, Role.SCHOOL):
        with pytest.raises(NotFound), houses.world.working(houses.actor(role)) as work:
            work.session.add(foreign)
        assert houses.world.fresh(houses.world.school)


def test_a_session_without_an_actor_answers_nothing_and_takes_nothing(world):
    with Scope(world.services.database.engine) as session:
        with pytest.raises(NoPrincipal):
            session.scalars(select(m.School))
        with pytest.raises(NoPrincipal):
            session.get(m.School, world.school.id)
        session.add(m.School(code="12345", name="无主大学"))
        with pytest.raises(NoPrincipal):
            session.flush()


def test_the_system_sees_everything(houses):
    with houses.world.reading() as work:
        assert work.session.scalar(select(func.count(m.Signing.id))) == 2
