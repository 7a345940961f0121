"""Damaged rosters by the upload page: a plain sentence or a right report, and a process that stays small."""

import re
import resource
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from signing_core import values
from signing_core.models import Student
from tests import databases
from tests.figures import SOAK, Record, note
from tests.importers.damage import damaged, honest
from tests.invariants import broken
from tests.race.processes import all_at_once
from tests.web.client import Client, Site
from tests.world import World, services_for

FILES = 300 if SOAK else 28
MOST_GROWTH = 300  # MiB
SENTENCE = re.compile(r"文件“[^”]*”[^<]+。")
FIGURES = re.compile(r"<dt>(新增|更新|没有变化|有误)</dt><dd>(\d+) [人行]</dd>")
PAGE = "/admin/roster/"


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path) -> Iterator[Site]:
    with databases.of_ones_own(request, tmp_path) as url:
        services = services_for(url, tmp_path)
        yield Site(World(services))
        services.database.engine.dispose()


def known(site: Site) -> int:
    with site.world.reading() as work:
        return work.session.scalar(select(func.count()).select_from(Student))


def peak() -> int:
    """The most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def answered(site: Site, office: Client, name: str, data: bytes) -> str:
    """Upload a file and import what is right of it; whatever else comes of it is an error."""
    before = known(site)
    answer = office.post(PAGE, file=(BytesIO(data), name))
    if answer.status_code == 422:
        assert SENTENCE.search(answer.text)
        assert known(site) == before
        return "refused"
    assert answer.status_code == 303
    preview = office.get(answer.location)
    assert preview.status_code == 200
    found = {label: int(count) for label, count in FIGURES.findall(preview.text)}
    if found["有误"]:
        handed_back = load_workbook(BytesIO(office.get(f"{answer.location}/wrong").data)).active
        assert handed_back.max_row == found["有误"] + 1
    if found["新增"] or found["更新"]:
        assert office.post(f"{answer.location}/confirm", cohort="2020").status_code == 303
    assert known(site) == before + found["新增"]
    return "reported with wrong rows" if found["有误"] else "reported as right"


def served(site: Site) -> tuple[Counter[str], int]:
    """How many files had which end, and by how much the process grew over an honest file."""
    office = site.school()
    for name, data in honest():
        assert answered(site, office, name, data) == "reported as right"
    before, ends = peak(), Counter[str]()
    for seed in range(FILES):
        name, done, data = damaged(seed)
        try:
            ends[answered(site, office, name, data)] += 1
        except Exception as error:
            raise AssertionError(f"seed {seed}: {name}, {done}") from error
    return ends, peak() - before


def test_a_damaged_roster_gets_a_sentence_or_a_report_from_a_process_that_stays_small(
    site: Site, record_property: Record, request: pytest.FixtureRequest
):
    site.world.services.database.engine.dispose()
    ((ends, growth),) = all_at_once([lambda: served(site)])
    assert sum(ends.values()) == FILES
    assert growth < MOST_GROWTH
    with site.world.reading() as work:
        assert broken(work) == []
        for student in work.session.scalars(select(Student)):
            assert values.id_number(student.id_number) == student.id_number
    kind = request.node.callspec.id
    note(record_property, f"damaged workbooks, {kind}: {FILES}, {dict(sorted(ends.items()))}, grown by {growth} MiB")
