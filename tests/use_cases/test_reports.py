"""What a student says of its record and of acts in its name, and the office's answer."""

import pytest
from sqlalchemy import select

from signing_core.errors import BadValue, MoveRefused, NotAllowed, NotFound, StalePage
from signing_core.models import Report, TrailEntry
from signing_core.use_cases import reports
from tests import makers
from tests.dumps import labels, messages, refused


def unreviewed(world, **facts):
    return world.saved_student(source_reviewed=False, **facts)


def objected(world, student, text="专业写错了，应为软件工程。"):
    with world.working(makers.as_student(student)) as work:
        return reports.object_to_source(work, seen=world.fresh(student).version, text=text)


def answered(world, report, *, actor=None, text="已经核对并更正。", seen=None):
    with world.working(actor or makers.as_school(world.school)) as work:
        return reports.answer(work, report.public_id, seen=seen or report.version, text=text)


def own_act(world) -> TrailEntry:
    world.accepted()
    with world.reading() as work:
        return work.session.scalars(select(TrailEntry).where(TrailEntry.label.contains("同意签约"))).one()


def test_a_student_confirms_its_source_record_once_before_the_review(world):
    student = unreviewed(world)
    for _ in range(2):
        with world.working(makers.as_student(student)) as work:
            confirmed = reports.confirm_source(work, seen=world.fresh(student).version)
    assert confirmed.source_confirmed_at == world.clock()
    assert labels(world) == ["确认生源信息无误"]


def test_an_objection_opens_a_case_and_takes_the_confirmation_back(world):
    student = unreviewed(world, source_confirmed_at=world.clock())
    report = objected(world, student)
    assert (report.kind, report.college_id, report.answered_at) == ("OBJECTION", student.college_id, None)
    assert world.fresh(student).source_confirmed_at is None


def test_i12_one_objection_is_open_at_a_time(world):
    student = unreviewed(world)
    report = objected(world, student)
    with refused(world, "您已提出过异议，学校正在处理。", MoveRefused):
        objected(world, student)
    answered(world, report)
    objected(world, student)


@pytest.mark.parametrize("act", ["confirm", "object"])
def test_i12_a_reviewed_record_is_neither_confirmed_nor_objected_to(world, act):
    with refused(world, "您的生源信息已审核通过", MoveRefused), world.working(makers.as_student(world.student)) as work:
        if act == "confirm":
            reports.confirm_source(work, seen=world.student.version)
        else:
            reports.object_to_source(work, seen=world.student.version, text="不对。")


def test_i12_a_record_that_changed_under_the_page_is_not_confirmed(world):
    student = unreviewed(world)
    with refused(world, kind=StalePage), world.working(makers.as_student(student)) as work:
        reports.confirm_source(work, seen=student.version + 1)


def test_an_act_that_was_not_ones_own_is_reported_with_the_act_and_the_device(world):
    entry = own_act(world)
    with world.working(makers.as_student(world.student)) as work:
        report = reports.report_act(work, entry.hash[:16], text="我没有同意过。")
    assert (report.kind, report.entry_id) == ("NOT_MINE", entry.id)
    assert "同意签约" in report.about


def test_i12_one_act_has_one_open_case(world):
    entry, me = own_act(world), makers.as_student(world.student)
    with world.working(me) as work:
        reports.report_act(work, entry.hash[:16], text="我没有同意过。")
    with refused(world, "这一项已经反映过，学校正在处理。"), world.working(me) as work:
        reports.report_act(work, entry.hash[:16], text="我没有同意过。")


def test_i10_an_act_of_another_student_cannot_be_reported(world):
    entry, other = own_act(world), world.saved_student()
    with refused(world, "没有这一项操作记录。", BadValue), world.working(makers.as_student(other)) as work:
        reports.report_act(work, entry.hash[:16], text="不是我。")


def test_i12_an_act_of_the_office_is_not_the_students_to_disown(world):
    signing = world.approved()
    with world.reading() as work:
        entry = work.session.scalars(
            select(TrailEntry).where(TrailEntry.signing_id == signing.id, TrailEntry.label == "签约审核通过")
        ).one()
    with refused(world, "没有这一项操作记录。", BadValue), world.working(makers.as_student(world.student)) as work:
        reports.report_act(work, entry.hash[:16], text="不是我。")


def test_the_answer_closes_the_case_and_is_mailed_to_the_student(world):
    student = unreviewed(world)
    report = answered(world, objected(world, student))
    assert (report.answer, report.answered_by) == ("已经核对并更正。", makers.as_school(world.school).name)
    assert messages(world)[-1].recipient == student.email
    with refused(world, "这一项已经答复过。", MoveRefused):
        answered(world, report)


def test_i12_only_the_own_schools_office_answers(world):
    report = objected(world, unreviewed(world))
    for actor, kind in (
        (makers.as_college(world.college), NotAllowed),
        (makers.as_student(world.student), NotAllowed),
        (makers.as_school(world.saved_school()), NotFound),
    ):
        with refused(world, kind=kind):
            answered(world, report, actor=actor)
    with refused(world, kind=StalePage):
        answered(world, report, seen=report.version + 1)
    with refused(world, kind=BadValue):
        answered(world, report, text=" ")


def test_i12_a_student_with_many_open_cases_waits_for_answers(world):
    for number in range(reports.MOST_OPEN):
        with world.working(makers.as_student(world.student)) as work:
            reports.report_datum(work, text=f"第 {number} 项有误。")
    with refused(world, "等待学校处理"), world.working(makers.as_student(world.student)) as work:
        reports.report_datum(work, text="又一项。")


def test_i10_a_college_reads_its_own_students_cases_only(world):
    report = objected(world, unreviewed(world))
    for college, seen in ((world.college, 1), (world.saved(makers.a_college(world.school)), 0)):
        with world.reading(makers.as_college(college)) as work:
            assert len(work.session.scalars(select(Report).where(Report.id == report.id)).all()) == seen
