"""导入用人单位 in the console: a small file by its preview, a large one by the worker."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from portals.operator import tasks
from signing_core.models import Employer, KeptFile
from signing_core.use_cases import jobs
from tests.employer_files import a_file, a_row
from tests.web import console

IMPORT, JOBS = "/admin/employer_import/", "/admin/jobs/"


def known(site, model=Employer):
    with site.world.reading() as work:
        return work.session.scalar(select(func.count()).select_from(model))


def work(site):
    jobs.run_due(site.world.services, tasks.RUNNERS)


def upload(client, *rows):
    answer = client.post(IMPORT, file=(BytesIO(a_file(*rows)), "单位.csv"))
    assert answer.status_code == 303
    return answer.location


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr("admin_views.importing.ROWS_AT_ONCE", 1)


@pytest.mark.parametrize("who", ["school", "province"])
def test_a_small_file_is_shown_and_written_once_confirmed(site, who):
    office, before = getattr(site, who)(), known(site)
    preview = upload(office, a_row(0), a_row(1, 邮箱="不是邮箱"))
    assert console.cells(office.get(preview).text, "行号") == ["3"]
    assert known(site) == before
    answer = office.post(f"{preview}/confirm")
    assert "新增 1 个单位" in office.get(answer.location).text
    assert (known(site), known(site, KeptFile)) == (before + 1, 0)


@pytest.mark.usefixtures("few")
def test_a_large_file_is_checked_by_the_worker_and_then_written(site):
    school, before = site.school(), known(site)
    job = upload(school, a_row(0), a_row(1))
    assert job.startswith(JOBS)
    work(site)
    page = school.get(job).text
    assert "<dt>新增</dt><dd>2 个单位</dd>" in page
    assert "届</" not in page.partition("检查结果")[2].partition("</header>")[0]
    done = school.post(f"{IMPORT}{job.removeprefix(JOBS)}/order").location
    assert known(site) == before
    work(site)
    page = school.get(done).text
    assert "查看单位列表" in page
    assert (known(site), known(site, KeptFile)) == (before + 2, 0)


@pytest.mark.usefixtures("few")
def test_the_check_of_a_roster_orders_no_import_of_employers(site):
    school = site.school()
    job = upload(school, a_row(0), a_row(1))
    work(site)
    school.post(f"/admin/roster/{job.removeprefix(JOBS)}/order")
    work(site)
    assert known(site, KeptFile) == 1
