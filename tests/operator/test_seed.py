"""Synthetic data: believed by every rule and page that real data is believed by."""

import pytest
from sqlalchemy import func, select

from importers import synthetic
from signing_core.actors import SYSTEM
from signing_core.crypto import keyring
from signing_core.errors import NotAllowed
from signing_core.models import Account, Signing, Student
from signing_core.settings import Settings
from signing_core.states import REPLY_STATUS, SigningState
from signing_core.use_cases import invitations, sessions
from tests import databases, invariants, makers
from tests.web.client import Client, create_app
from tests.world import FAST_HASH, services_for

SIZE = synthetic.Size(schools=2, students=90, signings=240, seed=7)


@pytest.fixture
def services(database_url, tmp_path):
    services = services_for(database_url, tmp_path)
    yield services
    services.database.engine.dispose()


@pytest.fixture
def seeded(services):
    assert list(synthetic.load(services, SIZE)) == [45, 90]
    return services


def test_every_invariant_holds_and_the_trail_is_whole(seeded):
    with seeded.reading(SYSTEM) as work:
        assert invariants.broken(work) == []
        assert work.session.scalar(select(func.count(Signing.id))) == 240
        assert set(work.session.scalars(select(Signing.state))) == set(REPLY_STATUS)  # those of an online signing


def test_sealed_values_open_and_are_found_by_their_index(seeded):
    with seeded.reading(SYSTEM) as work:
        student = work.session.scalars(select(Student)).first()
        assert len(student.id_number) == 18
        assert len(student.phone) == 11
        assert student.id_number_index == keyring().index(student.id_number)


def test_the_same_seed_makes_the_same_people(seeded, tmp_path):
    again = services_for(databases.sqlite_url(tmp_path), tmp_path)
    assert list(synthetic.load(again, SIZE))
    assert people(again) == people(seeded)
    again.database.engine.dispose()


def people(services):
    with services.reading(SYSTEM) as work:
        return work.session.execute(select(Student.public_id, Student.name).order_by(Student.id)).all()


def test_life_goes_on_after_the_data(seeded):
    with seeded.working(SYSTEM) as work:
        signing = work.session.scalars(select(Signing).where(Signing.state == SigningState.INVITED)).first()
        employer = signing.employer
    with seeded.working(makers.as_employer(employer)) as work:
        assert invitations.withdraw(work, signing.public_id, seen=1).state is SigningState.WITHDRAWN
    with seeded.reading(SYSTEM) as work:
        assert [s for s in invariants.broken(work) if not s.startswith("I13")] == []


def test_the_pages_of_the_office_and_of_a_signing_open(seeded):
    app = create_app(seeded.settings, passwords=FAST_HASH, database=seeded.database, clock=seeded.clock)
    with seeded.reading(SYSTEM) as work:
        office = work.session.scalars(select(Account).where(Account.login == "school10001")).one()
        listed = work.session.scalars(
            select(Signing.public_id).where(Signing.school_id == office.school_id, Signing.state == "APPROVED")
        ).first()
    client = Client(app, sessions.start_session(seeded, office.id))
    assert "签约审核通过" in client.get("/admin/signing/").text
    assert client.get(f"/admin/signing/{listed}").status_code == 200


def test_a_database_that_holds_anything_is_left_alone(seeded):
    with pytest.raises(NotAllowed, match="已有数据"):
        next(synthetic.load(seeded, SIZE))


def test_more_signings_than_there_are_numbers_for_are_refused(services):
    with pytest.raises(NotAllowed, match="请增加学校数"):
        next(synthetic.load(services, synthetic.Size(schools=1, students=10, signings=200_000)))


def test_production_is_refused(database_url, tmp_path):
    services = services_for(database_url, tmp_path, settings=Settings(env="production", database_url=database_url))
    with pytest.raises(NotAllowed, match="生产环境"):
        next(synthetic.load(services, SIZE))
