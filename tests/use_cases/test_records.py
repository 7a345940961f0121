"""One source record: corrected with old and new kept, begun anew, its contact kept by the student."""

import pytest
from sqlalchemy import select

from signing_core.errors import NotAllowed, NotFound, Problems, Refusal, StalePage
from signing_core.models import Student, Tally, TrailEntry
from signing_core.use_cases import entry, records, sessions
from tests import makers
from tests.dumps import labels, refused
from tests.use_cases.test_first_sign_in import PASSWORD, a_newcomer, begin, code_sent, finish

TYPED = ("student_number", "name", "gender", "email", "major", "class_name", "education", "training", "origin")


def record_of(world, student: Student, **facts) -> dict[str, str]:
    return {name: getattr(student, name) for name in TYPED} | {"college": world.college.name} | facts


def correct(world, student: Student, *, actor=None, seen=None, **facts) -> Student:
    with world.working(actor or makers.as_school(world.school)) as work:
        return records.correct(
            work, student.public_id, seen=seen or student.version, record=record_of(world, student, **facts)
        )


def remarks(world) -> list[tuple[str, str]]:
    with world.reading() as work:
        rows = work.session.execute(select(TrailEntry.label, TrailEntry.remark).order_by(TrailEntry.id))
        return [tuple(row) for row in rows]


def test_each_corrected_fact_leaves_an_entry_with_old_and_new(world):
    student = correct(world, world.student, major="网络工程", training="定向")
    assert (student.major, student.training) == ("网络工程", "定向")
    assert remarks(world) == [
        ("修改生源信息", "专业：计算机应用技术 → 网络工程"),
        ("修改生源信息", "培养方式：非定向 → 定向"),
    ]


def test_a_corrected_id_number_stands_masked_in_the_trail(world):
    new = makers.an_id_number(777)
    student = correct(world, world.student, id_number=new)
    assert student.id_number == new
    ((_, remark),) = remarks(world)
    assert new not in remark
    assert remark.count("*****") == 2


def test_an_id_number_left_empty_stays_as_it_is(world):
    before = world.student.id_number
    assert correct(world, world.student, id_number="", major="网络工程").id_number == before


def test_a_transfer_takes_signings_reports_and_figures_along(world):
    signing, college = world.accepted(), world.saved(makers.a_college(world.school, name="外国语学院"))
    student = correct(world, world.fresh(world.student), college="外国语学院")
    assert (student.college_id, world.fresh(signing).college_id) == (college.id, college.id)
    assert labels(world)[-1] == "转学院"
    with world.reading() as work:
        counted = work.session.execute(select(Tally.college_id, Tally.count)).all()
    assert sum(count for id, count in counted if id == college.id) == 1
    assert sum(count for id, count in counted if id == world.college.id) == 0


def test_i10_after_a_transfer_the_new_college_sees_the_student_and_the_old_one_does_not(world):
    college = world.saved(makers.a_college(world.school, name="外国语学院"))
    correct(world, world.student, college="外国语学院")
    for actor, seen in ((makers.as_college(college), 1), (makers.as_college(world.college), 0)):
        with world.reading(actor) as work:
            assert len(work.session.scalars(select(Student)).all()) == seen


def test_what_the_student_confirmed_is_open_again_after_a_correction(world):
    student = world.saved_student(source_reviewed=False, source_confirmed_at=world.clock())
    assert correct(world, student, major="网络工程").source_confirmed_at is None


def test_i12_every_wrong_fact_is_named_at_once(world):
    with refused(world, kind=Problems) as caught:
        correct(world, world.student, name="", gender="无", id_number="123")
    assert set(caught.value.by_field) == {"name", "gender", "id_number"}


def test_i12_a_number_of_somebody_else_is_refused_beside_its_field(world):
    other = world.saved_student()
    with refused(world, kind=Problems) as caught:
        correct(world, world.student, student_number=other.student_number, id_number=other.id_number)
    assert set(caught.value.by_field) == {"student_number", "id_number"}


def test_i12_a_college_that_the_school_has_not_is_refused(world):
    world.saved(makers.a_college(world.saved_school(), name="别校学院"))
    with refused(world, kind=Problems) as caught:
        correct(world, world.student, college="别校学院")
    assert set(caught.value.by_field) == {"college"}


def test_i12_nothing_changed_and_an_older_page_are_refused(world):
    with refused(world, "生源信息没有改动。", Refusal):
        correct(world, world.student)
    with refused(world, kind=StalePage):
        correct(world, world.student, seen=world.student.version + 1, major="网络工程")


def test_i12_only_the_own_school_corrects(world):
    for actor in (makers.as_college(world.college), makers.as_province(), makers.as_student(world.student)):
        with refused(world, kind=NotAllowed):
            correct(world, world.student, actor=actor, major="网络工程")
    elsewhere = makers.as_school(world.saved_school())
    with refused(world, kind=NotFound):
        correct(world, world.student, actor=elsewhere, major="网络工程")


def test_a_first_sign_in_begun_anew_ends_sessions_and_codes_and_asks_for_the_facts_again(world):
    student = a_newcomer(world)
    token = finish(world, begin(world, student), code_sent(world))
    with world.working(makers.as_college(world.college)) as work:
        records.begin_anew(work, student.public_id, seen=student.version)
    assert sessions.who_is(world.services, token) is None
    with pytest.raises(Refusal, match=entry.WRONG):
        entry.sign_in(world.services, door="student", login=student.student_number, password=PASSWORD, address="a")
    assert finish(world, begin(world, student), code_sent(world))
    assert labels(world) == ["重置首次登录"]


def test_i12_who_never_signed_in_has_nothing_to_begin_anew(world):
    student = a_newcomer(world)
    with (
        refused(world, "该学生尚未完成首次登录，无需重置。", Refusal),
        world.working(makers.as_school(world.school)) as work,
    ):
        records.begin_anew(work, student.public_id, seen=student.version)


def test_i12_only_staff_in_scope_begin_anew(world):
    student = a_newcomer(world)
    elsewhere = makers.as_college(world.saved(makers.a_college(world.school)))
    for actor, kind in ((elsewhere, NotFound), (makers.as_student(world.student), NotAllowed)):
        with refused(world, kind=kind), world.working(actor) as work:
            records.begin_anew(work, student.public_id, seen=student.version)


def test_the_student_keeps_its_own_mail_and_address(world):
    with world.working(makers.as_student(world.student)) as work:
        student = records.save_contact(work, seen=world.student.version, email="New@Example.com", address=" 珞喻路1号 ")
    assert (student.email, student.address) == ("New@example.com", "珞喻路1号")
    assert labels(world) == ["修改联系方式"]
    with world.working(makers.as_student(world.student)) as work:
        records.save_contact(work, seen=student.version, email="New@example.com", address="珞喻路1号")
    assert labels(world) == ["修改联系方式"]


def test_i12_a_mail_that_is_none_is_refused_and_only_students_have_such_data(world):
    with refused(world, kind=Problems) as caught, world.working(makers.as_student(world.student)) as work:
        records.save_contact(work, seen=world.student.version, email="nobody", address="x" * 121)
    assert set(caught.value.by_field) == {"email", "address"}
    with refused(world, kind=NotAllowed), world.working(makers.as_employer(world.employer)) as work:
        records.save_contact(work, seen=1, email="a@example.com", address="")
