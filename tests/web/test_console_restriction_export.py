"""导出 of 签约开放列表: what the filter shows, by the worker, read back; who took it along stands in the log."""

from io import BytesIO

import openpyxl

from portals.operator import tasks
from signing_core.actors import SYSTEM
from signing_core.models import Job, LogEntry
from signing_core.use_cases import jobs
from tests import makers
from tests.web.console import cells
from tests.web.test_console_restrictions import LIST, WHY, restrict

HEADINGS = ("学号", "姓名", "学院", "专业", "班级", "培养方式", "状态", "原因", "操作人", "操作时间")


def exported(site, client, **asked):
    """The page of the job, and the rows of its workbook with their headings."""
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    job = client.post(f"{LIST}export?{query}").location
    jobs.run_due(site.world.services, tasks.RUNNERS)
    with client.get(f"{job}/file") as answer:
        sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    return client.get(job).text, list(sheet.iter_rows(values_only=True))


def test_the_workbook_has_what_the_filter_shows_and_says_who_decided(site):
    world, school = site.world, site.school()
    world.saved_student(name="江月", major="会计学")
    restricted = world.saved_student(name="江水", major="会计学")
    restrict(school, restricted)
    page, rows = exported(site, school, queue="restricted", major="会计")
    assert rows[0] == HEADINGS
    [row] = rows[1:]
    assert row[:2] == (restricted.student_number, "江水")
    assert row[6:] == ("限制签约", WHY, world.school.name, "2020-03-02 12:00")
    assert "导出完成" in page
    assert f"{makers.COHORT}届，限制签约，专业“会计”" in page
    assert f'href="{LIST}">返回签约开放列表' in page


def test_the_order_and_the_texts_are_those_of_the_list(site):
    world, school = site.world, site.school()
    for training in ("定向", "非定向", "委托培养"):
        world.saved_student(training=training)
    listed = school.get(LIST).text
    _, rows = exported(site, school)
    for place, label in enumerate(HEADINGS):
        assert [row[place] or "" for row in rows[1:]] == cells(listed, label)


def test_every_export_is_logged_with_its_rows_and_its_filter(site):
    exported(site, site.school(), queue="open")
    with site.world.services.reading(SYSTEM) as work:
        [entry] = work.session.query(LogEntry).filter_by(act="导出签约开放列表").all()
    assert entry.detail == f"共 1 行；范围：{makers.COHORT}届，开放"


def test_a_college_exports_its_own_students_and_nobody_elses(site):
    world = site.world
    world.saved_student(world.saved(makers.a_college(world.school)), name="外院生")
    _, rows = exported(site, site.college())
    assert [row[1] for row in rows[1:]] == [world.student.name]


def test_a_list_with_a_wrong_condition_is_not_exported(site):
    site.school().post(f"{LIST}export?major={'长' * 61}")
    with site.world.reading() as work:
        assert work.session.query(Job).count() == 0
