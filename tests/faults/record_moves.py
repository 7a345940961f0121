"""Acts on one source record, and cases that students file."""

from signing_core.actors import Role
from signing_core.use_cases import records, reports
from tests import makers
from tests.faults.kills import Act
from tests.faults.moves import in_a_unit
from tests.world import FAST_HASH, World

FACTS = ("student_number", "name", "gender", "email", "class_name", "education", "origin")


def correct_a_record(world: World) -> Act:
    """Transfer and training at once: copies, kept counts and two entries follow."""
    world.accepted()
    college = world.saved(makers.a_college(world.school))
    student, by = world.fresh(world.student), makers.as_school(world.school)
    record = {name: getattr(student, name) for name in FACTS} | {"major": "会计", "training": "定向"}
    given = {"seen": student.version, "record": record | {"college": college.name}}
    return in_a_unit(by, lambda work: records.correct(work, student.public_id, **given))


def begin_an_account_anew(world: World) -> Act:
    student, by = world.student, makers.as_college(world.college)
    world.saved(makers.an_account(Role.STUDENT, login=None, student_id=student.id, password_hash=FAST_HASH.hash("x")))
    return in_a_unit(by, lambda work: records.begin_anew(work, student.public_id, seen=student.version))


def keep_own_contact(world: World) -> Act:
    student, by = world.student, makers.as_student(world.student)
    given = {"seen": student.version, "email": "new@example.com", "address": "珞喻路 1 号"}
    return in_a_unit(by, lambda work: records.save_contact(work, **given))


def answer_a_report(world: World) -> Act:
    with world.working(makers.as_student(world.student)) as work:
        report = reports.report_datum(work, text="专业有误。")
    given = {"seen": report.version, "text": "已更正。"}
    return in_a_unit(makers.as_school(world.school), lambda work: reports.answer(work, report.public_id, **given))


RECORD_MOVES = [correct_a_record, begin_an_account_anew, keep_own_contact, answer_a_report]
