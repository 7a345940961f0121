"""An actor sees what its role allows, however it asks: one rule per model and role, foreign rows are never there."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import aliased, joinedload, selectinload

from signing_core import models as m
from signing_core.actors import Actor, Opened, Role
from signing_core.errors import NotFound
from signing_core.scope import LOOKED_AT, OF_ROLE, NoPrincipal, Scope
from tests import makers
from tests.world import World

OWN_ACCOUNT = {m.Account, m.SignedIn, m.SignIn, m.KeptFile, m.Job, m.BulkRow, m.Operation}
EVERYBODY = OWN_ACCOUNT | {m.School, m.College, m.Contact}
OF_SIGNINGS = {
    *(
        m.Signing,
        m.Terms,
        m.Paper,
        m.Destination,
        m.Image,
        m.Proposal,
        m.Return,
        m.Rescission,
        m.Document,
        m.Notice,
        m.TrailEntry,
    ),
}
SECOND_STEPS = {m.SecondFactor, m.RecoveryCode}
OF_THE_OFFICE = SECOND_STEPS | {
    *(m.SchoolSettings, m.OwnCode, m.ReasonTemplate, m.CaseOpening),
    *(m.Student, m.Employer, m.Plan, m.Tally),
    *(m.Name, m.NamePiece, m.SavedFilter, m.Report),
}
OF_THE_REVIEW = {m.EmployerBlock, m.EmployerEvent, m.Licence}
VISIBLE = {  # typed by hand: what is not named is invisible to the role
    Role.STUDENT: EVERYBODY | OF_SIGNINGS | {m.Report, m.SchoolSettings, m.Student, m.Employer, m.Plan},
    Role.EMPLOYER: EVERYBODY | OF_SIGNINGS | {m.Student, m.Employer, m.Licence, m.Candidate},
    Role.COLLEGE: EVERYBODY | OF_SIGNINGS | OF_THE_OFFICE,
    Role.SCHOOL: EVERYBODY
    | OF_SIGNINGS
    | OF_THE_OFFICE
    | OF_THE_REVIEW
    | {
        m.ExportedPlan,
        m.LogEntry,
        m.SettingsChange,
    },
    Role.PROVINCE: EVERYBODY | SECOND_STEPS | OF_THE_REVIEW | {m.Employer, m.Tally, m.LogEntry},
}
NOBODYS = {m.Code, m.Limit, m.Message, m.NumberCounter, m.TrailHead}
MAPPED = {mapper.class_ for mapper in m.Base.registry.mappers}
ASKING = [Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.PROVINCE]


def test_every_role_of_an_account_has_rules():
    assert set(OF_ROLE) == set(Role) - {Role.SYSTEM} == set(VISIBLE)


@pytest.mark.parametrize("role", ASKING)
def test_every_mapped_class_has_a_rule_or_is_invisible(role):
    actor = Actor(role=role, name="某人", account_id=1, school_id=1, college_id=1, student_id=1, employer_id=1)
    assert set(OF_ROLE[role](actor)) == VISIBLE[role]
    assert VISIBLE[role].isdisjoint(NOBODYS)


def test_every_mapped_class_was_thought_of():
    assert set.union(NOBODYS, *VISIBLE.values()) == MAPPED


class TwoHouses:
    """A signing of ours and one of strangers; every foreign row belongs to another school, student and employer."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ours = world.approved()
        school = world.saved_school()
        college = world.saved(makers.a_college(school))
        self.stranger = world.saved_student(college)
        self.theirs = world.invited(self.stranger, world.saved(makers.an_employer()))
        self.sibling_college = world.saved(makers.a_college(world.school))
        self.sibling = world.saved_student(self.sibling_college)

    def actor(self, role: Role) -> Actor:
        world = self.world
        return {
            Role.STUDENT: makers.as_student(world.student),
            Role.EMPLOYER: makers.as_employer(world.employer),
            Role.COLLEGE: makers.as_college(world.college),
            Role.SCHOOL: makers.as_school(world.school),
            Role.PROVINCE: makers.as_province(),
        }[role]


@pytest.fixture
def houses(world):
    return TwoHouses(world)


WAYS = {
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
    for role in ASKING:
        with houses.world.reading(houses.actor(role)) as work:
            for row in (houses.theirs, houses.stranger):
                assert not WAYS[way](work.session, row), f"{role} reached {type(row).__name__}"


def looking(houses) -> Actor:
    """The province with our school open."""
    school = houses.world.school
    opened = Opened(school_id=school.id, name=school.name, reason="核查", until=makers.NOON)
    return replace(makers.as_province(), opened=opened)


OPENED = OF_SIGNINGS | {m.SchoolSettings, m.Student, m.Name, m.NamePiece, m.Plan}


def test_an_opened_school_adds_its_students_and_signings_to_what_the_province_sees_and_nothing_else(houses):
    assert set(OF_ROLE[Role.PROVINCE](looking(houses))) == VISIBLE[Role.PROVINCE] | OPENED
    assert OPENED == LOOKED_AT


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
    for role in (Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL):
        with houses.world.reading(houses.actor(role)) as work:
            for row in (houses.ours, houses.world.student):
                assert WAYS[way](work.session, row), f"{role} did not reach {type(row).__name__}"


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


def its_parts(signing: m.Signing) -> list[m.Base]:
    """One of each thing that may hang on a signing and that this one has not by itself."""
    of_it = {"public_id": makers.new_id(), "signing_id": signing.id}
    return [
        m.Proposal(**of_it, version=2, state="LAPSED", proposed_at=makers.NOON, deadline=makers.NOON),
        m.Return(**of_it, fields=["position"], reason="有误", returned_at=makers.NOON, role="SCHOOL", who="就业办"),
        m.Rescission(
            **of_it,
            state="DECLINED",
            asked_by="STUDENT",
            reason="另有安排",
            asked_at=makers.NOON,
            last_act_at=makers.NOON,
        ),
    ]


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


@pytest.mark.parametrize("role", ASKING)
def test_what_only_the_system_may_see_is_invisible(houses, role):
    with houses.world.reading(houses.actor(role)) as work:
        for model in NOBODYS:
            assert work.session.scalars(select(model)).all() == []
