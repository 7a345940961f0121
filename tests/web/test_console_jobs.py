"""导入生源 of a large file: checked and written by the worker, with a page that shows how far it is."""

from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from portals.operator import tasks
from signing_core.models import Job, JobState, KeptFile, Student
from signing_core.use_cases import jobs
from tests.web.console import cells
from tests.web.test_console_roster import IMPORT, a_file, a_line, known

JOBS = "/admin/jobs/"
NO_RUNNER = dict.fromkeys(jobs.JobKind, lambda running: running.tell("正在检查", 30, 120))


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    monkeypatch.setattr("admin_views.importing.ROWS_AT_ONCE", 1)


def work(site) -> int:
    return jobs.run_due(site.world.services, tasks.RUNNERS)


def upload(client, *lines) -> str:
    """Send a file; returns where its job is shown."""
    answer = client.post(IMPORT, file=a_file(*lines))
    assert (answer.status_code, answer.location.startswith(JOBS)) == (303, True)
    return answer.location


def confirmed(client, job: str) -> str:
    """确认导入 on the page of the check; returns where the import is shown."""
    answer = client.post(f"{IMPORT}{job.removeprefix(JOBS)}/order")
    assert answer.status_code == 303
    return answer.location


def test_a_large_roster_is_checked_shown_and_then_written(site):
    school, before = site.school(), known(site, Student)
    job = upload(school, a_line(1), a_line(2))
    assert "排队等待处理" in school.get(job).text
    work(site)
    page = school.get(job).text
    assert "<dt>新增</dt><dd>2 人</dd>" in page
    assert "将新增学院“文学院”。" in page
    assert known(site, Student) == before
    done = confirmed(school, job)
    assert known(site, Student) == before
    work(site)
    page = school.get(done).text
    assert "导入完成" in page
    assert "<dt>新增</dt><dd>2 人</dd>" in page
    assert known(site, Student) == before + 2


def test_wrong_rows_stay_out_and_come_back_with_their_reasons(site):
    school, before = site.school(), known(site, Student)
    wrong = a_line(2, 身份证号="110101200401010000")
    job = upload(school, a_line(1), wrong)
    work(site)
    page = school.get(job).text
    assert cells(page, "行号") == ["3"]
    assert "确认导入正确的 1 行" in page
    with school.get(f"{job}/file") as answer:
        sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [wrong["学号"]]
    done = confirmed(school, job)
    work(site)
    assert "1 行，没有导入" in school.get(done).text
    assert known(site, Student) == before + 1


def test_the_page_shows_how_far_the_work_is_without_a_script(site):
    school = site.school()
    job = upload(school, a_line(1), a_line(2))
    jobs.run_due(site.world.services, NO_RUNNER)
    page = school.get(job).text
    assert '<progress class="job-bar" aria-label="进度" max="120" value="30"></progress>' in page
    assert "30 / 120 行" in page
    assert "25%" in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_a_file_that_cannot_be_read_is_told_on_the_page(site, monkeypatch):
    monkeypatch.setattr("admin_views.importing.BYTES_AT_ONCE", 1)
    school = site.school()
    job = school.post(IMPORT, file=(BytesIO(b"\x89PNG\r\n\x1a\n"), "photo.xlsx")).location
    work(site)
    page = school.get(job).text
    assert "请上传 .xlsx、.xls 或 .csv 文件" in page
    assert "重新选择文件" in page


def test_a_file_is_not_imported_before_it_is_checked_nor_after_it_is_gone(site):
    school = site.school()
    job = upload(school, a_line(1), a_line(2))
    confirm = f"{IMPORT}{job.removeprefix(JOBS)}/order"
    school.post(confirm)
    assert "还没有检查完" in school.get(IMPORT).text
    work(site)
    upload(school, a_line(3), a_line(4))
    school.post(confirm)
    assert "可能已被新上传的文件替换" in school.get(IMPORT).text


def test_an_import_that_waits_twice_writes_once_and_says_so(site):
    school, before = site.school(), known(site, Student)
    job = upload(school, a_line(1), a_line(2))
    work(site)
    pages = [confirmed(school, job) for _ in range(2)]
    work(site)
    assert "导入完成" in school.get(pages[0]).text
    assert "没有写入任何数据" in school.get(pages[1]).text
    assert known(site, Student) == before + 2


def test_nothing_of_the_upload_remains_after_the_import(site):
    school = site.school()
    job = upload(school, a_line(1), a_line(2))
    with site.world.reading() as reading:
        key = reading.session.scalars(select(KeptFile.key)).one()
    work(site)
    confirmed(school, job)
    work(site)
    assert not site.world.services.store.exists(key)
    assert known(site, KeptFile) == 0


def test_jobs_are_listed_for_whoever_ordered_them_alone(site):
    school = site.school()
    job = upload(school, a_line(1), a_line(2))
    work(site)
    page = school.get(JOBS).text
    assert cells(page, "任务") == ["检查生源文件"]
    assert job in page
    colleague = site.school()
    assert job not in colleague.get(JOBS).text
    assert colleague.get(job).status_code == 404


def test_the_job_keeps_no_personal_number_in_plain(site):
    school, taken = site.school(), site.world.student
    upload(school, a_line(1), a_line(2, 身份证号=taken.id_number), a_line(3, 手机号="13"))
    work(site)
    with site.world.reading() as reading:
        job = reading.session.scalars(select(Job)).one()
    assert job.state is JobState.DONE
    assert taken.id_number not in str(job.found)
    assert a_line(1)["身份证号"] not in f"{job.found} {job.asked}"
