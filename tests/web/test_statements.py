"""How often a page asks the database: the same for one row, for a page of them and for many pages."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM, Role
from signing_core.models import Candidate, Image, Job, LogEntry, Student
from signing_core.states import SigningState as S
from tests import databases, makers
from tests.figures import Record, note
from tests.web.client import Site
from tests.web.console import statements
from tests.web.principals import ROLES, Town
from tests.web.rows import ROWS
from tests.web.test_matrix import expected
from tests.world import World, services_for

SIZES = (1, 20, 200)
EARLIER = makers.NOON - timedelta(days=1)  # 逐条审核 shows the newest, and these have no terms to show
OF_A_JOB = ("account_id", "kind", "state", "asked", "found", "done", "total")
MOST = 19  # of one page; the heaviest is 逐条审核, a queue and a whole case at once


@pytest.fixture
def town(tmp_path) -> Town:
    services = services_for(databases.sqlite_url(tmp_path), tmp_path)
    yield Town(Site(World(services)))
    services.database.engine.dispose()


def grow(town: Town, by: int) -> None:
    """More of whatever a list may show, to every party of the town."""
    world = town.site.world
    with world.services.working(SYSTEM) as work:
        students = [makers.a_student(world.college) for _ in range(by)]
        work.session.add_all(students)
        work.session.flush()
        for student in students:
            work.session.add_all(a_share(world, student))
        work.session.add_all(another(town.image) for _ in range(by))
        for _ in range(by):
            work.session.add_all(of_the_house(world))
        job = work.get(Job, town.job)
        facts = {
            name: getattr(job, name) for name in ("account_id", "kind", "state", "asked", "found", "done", "total")
        }
        work.session.add_all(Job(public_id=makers.new_id(), created_at=job.created_at, **facts) for _ in range(by))


def of_the_house(world: World) -> list[object]:
    """One more of what staff look after: a college, an account of it, a school, an entry of the log."""
    by = {"at": world.clock(), "who": "某人", "act": "某事", "detail": "", "role": Role.SCHOOL}
    place = {"school_id": world.school.id, "college_id": world.college.id}
    return [
        makers.a_college(world.school),
        makers.an_account(Role.COLLEGE, **place),
        makers.a_school(),
        LogEntry(**by, school_id=world.school.id),
        LogEntry(**by | {"role": Role.PROVINCE}),
    ]


def another(image: Image) -> Image:
    """One more of the same agreement."""
    facts = {column.key: getattr(image, column.key) for column in Image.__table__.columns if column.key != "id"}
    return Image(**facts | {"public_id": makers.new_id(), "key": makers.new_id(), "thumbnail_key": makers.new_id()})


def a_share(world: World, student: Student) -> list[object]:
    """What waits for the office, what stands in the employer's lists, and what waits for the town's student."""
    facts = {"public_id": makers.new_id(), "employer_id": world.employer.id, "student_id": student.id}
    return [
        Candidate(**facts, created_at=world.clock()),
        makers.a_plan(student),
        makers.an_online_signing(student, world.employer, state=S.AWAITING_REVIEW, last_act_at=EARLIER),
        makers.an_online_signing(world.student, makers.an_employer()),
    ]


def pages():
    """Every address that answers GET, and one principal of each role who may read it."""
    for endpoint, row in ROWS.items():
        readers = (
            {} if "GET" not in row.methods else {ROLES[n]: n for n in reversed(ROLES) if expected(row, n) == "open"}
        )
        yield from ((endpoint, name) for name in readers.values() if row.who != "PUBLIC")


def asked(town: Town, endpoint: str, name: str) -> int:
    with town.site.app.test_request_context():
        path = town.site.app.url_for(endpoint, **ROWS[endpoint].address(town), _external=False)
    town.clients[name].get(path).close()  # the first one may fill what the process remembers
    with statements(town.site.world.services.database) as sent, town.clients[name].get(path) as answer:
        assert answer.status_code < 500
        answer.get_data()
    return len(sent)


def test_no_page_asks_more_often_for_more_rows(town, record_property: Record):
    counts: dict[tuple[str, str], list[int]] = {}
    there = 0
    for size in SIZES:
        grow(town, size - there)
        there = size
        for page in pages():
            counts.setdefault(page, []).append(asked(town, *page))
    for page, found in counts.items():
        assert found[1] == found[2], page
        assert max(found) <= MOST, page
    heaviest, found = max(counts.items(), key=lambda page: max(page[1]))
    note(record_property, f"statements of {len(counts)} pages with {SIZES} rows: at most {max(found)}, {heaviest}")


def test_an_invitation_to_many_asks_no_more_than_one_to_one(town):
    world = town.site.world
    for _ in range(40):
        world.listed(world.employer, world.saved_student())
    with world.reading() as work:
        ticked = work.session.scalars(
            select(Candidate.public_id).where(Candidate.employer_id == world.employer.id)
        ).all()
    employer = town.clients["employer"]
    counts = []
    for rowid in (ticked[:1], ticked[:40]):
        with statements(world.services.database) as sent:
            assert f"受邀学生（{len(rowid)}）" in employer.get("/employer/invite", rowid=rowid).text
        counts.append(len(sent))
    assert counts[0] == counts[1]
