"""Hostile and damaged images as a licence: a plain sentence and nothing kept, or a picture of our own."""

from io import BytesIO

from sqlalchemy import func, select

from signing_core.models import Employer, Licence
from signing_core.states import EmployerState
from tests import databases, makers
from tests.attack.test_images import files
from tests.importers.hostile_images import CANARY
from tests.web.client import Site
from tests.web.test_registration import facts
from tests.world import World, services_for

OWN = "/employer/registration"


def test_a_hostile_licence_gets_a_sentence_or_becomes_a_picture_of_our_own(tmp_path):
    services = services_for(databases.sqlite_url(tmp_path), tmp_path)
    site = Site(World(services))
    employer = site.world.saved(makers.an_employer(state=EmployerState.REJECTED))
    client, kept = site.employer(employer), 0
    for name, data in files():
        status, page = sent(site, client, employer, data)
        assert status in {303, 422}, name
        kept += status == 303
        assert licences(site) == kept, name
        assert "图片“执照.jpg”" in page if status == 422 else b"Exif" not in newest(site, client), name
    assert kept > 0
    services.database.engine.dispose()


def sent(site, client, employer, data):
    """The status and the text of the answer; the test's client leaves the file open that it wrote a long form to."""
    form = facts(uscc=employer.uscc, seen=str(site.world.fresh(employer).version))
    with client.post(OWN, licence=(BytesIO(data), "执照.jpg"), **form) as answer:
        answer.request.environ["wsgi.input"].close()
        return answer.status_code, answer.text


def licences(site):
    with site.world.reading() as work:
        return work.session.scalar(select(func.count(Licence.id)))


def newest(site, client):
    with site.world.reading() as work:
        public_id = work.session.scalars(select(Licence.public_id).order_by(Licence.id.desc())).first()
        assert work.session.scalars(select(Employer.state).where(Employer.state == EmployerState.PENDING)).first()
    data = client.get(f"/employer/licence/{public_id}").data
    assert data.startswith(b"\xff\xd8\xff")
    assert CANARY not in data
    return data
