"""The sample workbooks in docs/samples: as the maker makes them, and fit for the demo without one refused row."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from importers import candidates, demo, samples, students
from importers.samples import CANDIDATES, ROSTER
from importers.templates import names
from importers.workbook import read_table
from signing_core.actors import SYSTEM, Actor
from signing_core.models import Account, Candidate, School, Student
from signing_core.use_cases import roster
from signing_core.use_cases.sessions import actor_of
from tests import databases
from tests.world import services_for

FOLDER = Path(__file__).parents[2] / "docs" / "samples"


@pytest.fixture
def services(tmp_path):
    """The demo's database."""
    services = services_for(databases.sqlite_url(tmp_path), tmp_path)
    demo.load(services)
    yield services
    services.database.engine.dispose()


def cells(data: bytes) -> dict[str, list[tuple]]:
    """Every value and its format, sheet by sheet."""
    book = load_workbook(io.BytesIO(data))
    return {
        sheet.title: [tuple((cell.value, cell.number_format) for cell in row) for row in sheet.iter_rows()]
        for sheet in book
    }


def actor(services, login: str) -> Actor:
    with services.reading(SYSTEM) as work:
        return actor_of(work.session.scalars(select(Account).where(Account.login == login)).one())


def rows(filename: str, columns) -> list[dict[str, str]]:
    data = (FOLDER / filename).read_bytes()
    return [row.cells for row in read_table(data, filename, names(columns)).rows]


def test_the_files_are_what_the_maker_makes():
    made = samples.samples()
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(made)
    for filename, data in made.items():
        assert cells((FOLDER / filename).read_bytes()) == cells(data)


def test_the_maker_makes_the_same_bytes_each_time():
    assert samples.samples() == samples.samples()


def test_the_candidates_are_people_of_the_roster():
    people = {
        (person["姓名"], proof)
        for person in rows(ROSTER, students.STUDENT_COLUMNS)
        for proof in (person["身份证号"], person["手机号"])
    }
    listed = rows(CANDIDATES, candidates.CANDIDATE_COLUMNS)
    assert {(row[candidates.NAME], row[candidates.PROOF]) for row in listed} <= people
    assert sorted({len(row[candidates.PROOF]) for row in listed}) == [11, 18]
    assert len(listed) == 10


def test_both_are_imported_by_the_demo_without_one_refused_row(services):
    import_roster(services)
    employer = actor(services, "xingguang")
    report = candidates.check(services, employer, (FOLDER / CANDIDATES).read_bytes(), CANDIDATES)
    assert report.all_right
    with services.working(employer) as work:
        before = len(work.session.scalars(select(Candidate)).all())
        assert candidates.apply(work, report) == 10
        assert len(work.session.scalars(select(Candidate)).all()) == before + 10


def import_roster(services) -> None:
    office = actor(services, "school19097")
    with services.working(office) as work:
        school = work.session.scalars(select(School).where(School.code == demo.SCHOOL)).one()
        where = {"school_id": school.id, "cohort": demo.COHORT}
        report = students.prepare(work, (FOLDER / ROSTER).read_bytes(), ROSTER, **where)
        assert (report.new, report.changed, report.unchanged, report.problems) == (12, 0, 0, [])
        assert students.apply(work, report, **where) == 12
        for student in work.session.scalars(select(Student).where(Student.student_number.startswith("201912"))):
            roster.review_source(work, student.public_id, seen=student.version, reviewed=True)
