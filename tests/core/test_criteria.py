"""What each role sees, typed by hand: every mapped class has a rule or is invisible to the role."""

import pytest
from sqlalchemy import select

from signing_core import models as m
from signing_core.actors import Actor, Opened, Role
from signing_core.criteria import LOOKED_AT, OF_ROLE
from tests import makers
from tests.houses import ASKING, TwoHouses

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


def test_every_role_of_an_account_has_rules():
    assert set(OF_ROLE) == set(Role) - {Role.SYSTEM} == set(VISIBLE)


@pytest.mark.parametrize("role", ASKING)
def test_every_mapped_class_has_a_rule_or_is_invisible(role):
    actor = Actor(role=role, name="某人", account_id=1, school_id=1, college_id=1, student_id=1, employer_id=1)
    assert set(OF_ROLE[role](actor)) == VISIBLE[role]
    assert VISIBLE[role].isdisjoint(NOBODYS)


def test_every_mapped_class_was_thought_of():
    assert set.union(NOBODYS, *VISIBLE.values()) == MAPPED


OPENED = OF_SIGNINGS | {m.SchoolSettings, m.Student, m.Name, m.NamePiece, m.Plan}


def test_an_opened_school_adds_its_students_and_signings_to_what_the_province_sees_and_nothing_else():
    opened = Opened(school_id=1, name="本校", reason="核查", until=makers.NOON)
    looking = Actor(role=Role.PROVINCE, name="省中心", account_id=1, opened=opened)
    assert set(OF_ROLE[Role.PROVINCE](looking)) == VISIBLE[Role.PROVINCE] | OPENED
    assert OPENED == LOOKED_AT


@pytest.mark.parametrize("role", ASKING)
def test_what_only_the_system_may_see_is_invisible(world, role):
    with world.reading(TwoHouses(world).actor(role)) as work:
        for model in NOBODYS:
            assert work.session.scalars(select(model)).all() == []
