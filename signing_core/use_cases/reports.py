"""What a student says of its own record: right, or not; and of acts in its name that were not its own."""

from sqlalchemy import func, select

from signing_core import values
from signing_core.actors import Role
from signing_core.clock import as_minute
from signing_core.effects import outbox, trail
from signing_core.effects.outbox import Letter
from signing_core.errors import BadValue, MoveRefused, NotAllowed
from signing_core.models import Channel, Report, ReportKind, Student, TrailEntry
from signing_core.models.reports import OPEN_REPORT
from signing_core.queries import own_record
from signing_core.work import UnitOfWork, refuse_if_changed

MOST_OPEN = 10
K = ReportKind


def confirm_source(work: UnitOfWork, *, seen: int) -> Student:
    """The student says that its source record is right, before the office reviews it."""
    student = _own(work)
    refuse_if_changed(student, seen)
    if student.source_reviewed:
        raise MoveRefused("您的生源信息已审核通过，无需再确认。")
    if student.source_confirmed_at is None:
        student.source_confirmed_at = work.at
        trail.record_about(work, student, "确认生源信息无误")
    return student


def object_to_source(work: UnitOfWork, *, seen: int, text: str) -> Report:
    """The student says what is wrong with its source record, before the office reviews it: one open objection."""
    student = _own(work)
    refuse_if_changed(student, seen)
    if student.source_reviewed:
        raise MoveRefused("您的生源信息已审核通过，如有错误请在基本信息管理中反映。")
    report = _file(work, student, K.OBJECTION, text)
    student.source_confirmed_at = None
    trail.record_about(work, student, "对生源信息提出异议")
    return report


def report_datum(work: UnitOfWork, *, text: str) -> Report:
    """信息有误: anything in the student's record that the office alone can change."""
    return _file(work, _own(work), K.WRONG_DATUM, text)


def report_act(work: UnitOfWork, mark: str, *, text: str) -> Report:
    """不是本人操作: an act in the student's name that it did not do; once while the case is open."""
    entry = own_record.act(work, mark)
    if entry is None:
        raise BadValue("没有这一项操作记录。")
    return _file(work, _own(work), K.NOT_MINE, text, entry)


def answer(work: UnitOfWork, public_id: str, *, seen: int, text: str) -> Report:
    """The school's office closes the case with its answer, which the student reads and is told of by mail."""
    if work.actor.role is not Role.SCHOOL:
        raise NotAllowed("学生反映的情况由学校就业办答复。")
    report = work.get(Report, public_id)
    refuse_if_changed(report, seen)
    if report.answered_at is not None:
        raise MoveRefused("这一项已经答复过。")
    report.answer, report.answered_at = values.reason(text), work.at
    report.answered_by, report.answered_role = work.actor.name, work.actor.role
    trail.record_about(work, report.student, "答复学生反映", remark=report.kind.label)
    outbox.queue(work, _letter(report))
    return report


def _letter(report: Report) -> Letter | None:
    if not report.student.email:
        return None
    return Letter(
        channel=Channel.MAIL,
        recipient=report.student.email,
        subject="学校已答复您反映的情况",
        body=f"您反映的“{report.kind.label}”，学校已答复，请登录后在“我的记录”中查看。",
    )


def _file(work: UnitOfWork, student: Student, kind: ReportKind, text: str, entry: TrailEntry | None = None) -> Report:
    said = values.reason(text)
    open_ones = select(func.count(Report.id)).where(Report.student_id == student.id, OPEN_REPORT)
    if (work.session.scalar(open_ones) or 0) >= MOST_OPEN:
        raise MoveRefused(f"您已有 {MOST_OPEN} 项反映等待学校处理，请待答复后再提交。")
    report = Report(
        public_id=work.new_id(),
        school_id=student.school_id,
        cohort=student.cohort,
        student_id=student.id,
        kind=kind,
        entry_id=entry.id if entry else None,
        about=f"{as_minute(entry.at)} {entry.label}" if entry else "",
        text=said,
        device=work.actor.device,
        filed_at=work.at,
    )
    report.show(student)
    work.session.add(report)
    work.session.flush()
    return report


def _own(work: UnitOfWork) -> Student:
    if work.actor.student_id is None:
        raise NotAllowed("只有学生本人可以办理。")
    return work.session.scalars(select(Student).where(Student.id == work.actor.student_id)).one()
