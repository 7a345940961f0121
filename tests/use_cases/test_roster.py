"""生源信息: students come in by the whole workbook, and what follows from the roster follows every change of it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from signing_core.actors import SYSTEM, Role
from signing_core.errors import BadValue, MoveRefused, NotAllowed, NotFound, StalePage
from signing_core.models import Account, College, Plan, Student, TrailEntry
from signing_core.states import PlanSource, PlanStatus
from signing_core.use_cases import invitations, review, roster
from signing_core.use_cases.sessions import actor_of
from tests import databases, makers
from tests.dumps import dump, labels, refused


def of_the_roster(serial: int) -> str:
    """Of another district than those that the makers count up."""
    return makers.an_id_number(serial, "420102")


def a_row(serial: int, **facts) -> dict[str, str]:
    return {
        "student_number": f"2020{serial:06}",
        "name": f"学生{serial}",
        "gender": "男",
        "id_number": of_the_roster(serial),
        "phone": f"139{serial:08}",
        "email": f"s{serial}@example.com",
        "college": "信息学院",
        "major": "软件工程",
        "class_name": "1班",
        "education": "本科生毕业",
        "training": "非定向",
        "origin": "湖北省武汉市洪山区",
    } | facts


def row_of(world, student: Student, **facts) -> dict[str, str]:
    """What the workbook says of a student who is there already."""
    stored = {name: getattr(student, name) for name in roster.FACTS}
    sealed = {"id_number": student.id_number, "phone": student.phone, "college": world.college.name}
    return stored | sealed | facts


def bring_in(world, *rows, actor=None, school_id=None, cohort=2020) -> int:
    with world.working(actor or makers.as_school(world.school)) as work:
        return roster.import_students(work, school_id=school_id or world.school.id, cohort=cohort, rows=rows)


def stored(world, number: str) -> Student:
    with world.reading() as work:
        return work.session.scalars(select(Student).where(Student.student_number == number)).one()


def test_a_new_student_has_an_empty_plan_and_an_account_without_a_password(world):
    assert bring_in(world, a_row(1)) == 1
    student = stored(world, "2020000001")
    assert (student.id_number, student.phone) == (of_the_roster(1), "13900000001")
    assert not student.source_reviewed
    with world.reading() as work:
        plan = work.session.get_one(Plan, student.id)
        assert (plan.status, plan.source) == (PlanStatus.NOT_SUBMITTED, PlanSource.NONE)
        account = work.session.scalars(select(Account).where(Account.student_id == student.id)).one()
        assert (account.role, account.name, account.password_hash) == (Role.STUDENT, "学生1", None)
        actor = actor_of(account)
    assert (actor.school_id, actor.college_id) == (world.school.id, student.college_id)


def test_a_college_is_made_once_where_it_is_missing(world):
    bring_in(world, a_row(1), a_row(2), a_row(3, college=world.college.name))
    with world.reading() as work:
        assert work.session.scalar(select(func.count(College.id))) == 2


def test_no_personal_number_is_stored_in_the_clear(world):
    bring_in(world, a_row(1))
    everything = repr(dump(world))
    assert of_the_roster(1) not in everything
    assert "13900000001" not in everything


def test_what_says_nothing_new_changes_nothing(world):
    bring_in(world, a_row(1), a_row(2))
    before = dump(world)
    assert bring_in(world, a_row(1), a_row(2)) == 0
    assert dump(world) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "新名字"),
        ("major", "网络工程"),
        ("id_number", makers.an_id_number(9)),
        ("phone", ""),
        ("training", "定向"),
    ],
)
def test_a_changed_fact_is_stored_under_the_same_identity(world, name, value):
    bring_in(world, a_row(1), a_row(2))
    before = stored(world, "2020000001")
    assert bring_in(world, a_row(1, **{name: value}), a_row(2)) == 1
    after = stored(world, "2020000001")
    assert getattr(after, name) == value
    assert (after.id, after.public_id) == (before.id, before.public_id)


def test_the_copies_on_signings_and_account_follow_the_roster(world):
    signing = world.accepted()
    account = world.saved(makers.an_account(Role.STUDENT, student_id=world.student.id))
    bring_in(world, row_of(world, world.student, name="黄河清", major="网络工程", class_name="2班", college="新学院"))
    signing = world.fresh(signing)
    assert (signing.student_name, signing.major, signing.class_name) == ("黄河清", "网络工程", "2班")
    assert signing.college_name == "新学院"
    assert world.fresh(account).name == "黄河清"


def test_i10_a_student_who_moved_is_reviewed_by_the_new_college_and_no_more_by_the_old(world):
    signing = world.accepted()
    bring_in(world, row_of(world, world.student, college="新学院"))
    with world.reading() as work:
        moved_to = work.session.scalars(select(College).where(College.name == "新学院")).one()
    version = world.fresh(signing).version
    with refused(world, kind=NotFound), world.working(makers.as_college(world.college)) as work:
        review.approve(work, signing.public_id, seen=version)
    with world.working(makers.as_college(moved_to)) as work:
        assert review.approve(work, signing.public_id, seen=version).state == "APPROVED"


def test_the_number_of_statements_does_not_grow_with_the_rows(world):
    counts = []
    for first, last in ((1, 3), (100, 400)):
        with databases.asked(world.services.database) as statements:
            bring_in(world, *(a_row(serial) for serial in range(first, last)))
        counts.append(len(statements))
    assert counts[1] <= counts[0]


def test_i12_an_id_number_that_another_student_has_is_refused_whole(world):
    bring_in(world, a_row(1))
    with refused(world, "该身份证号在本届生源中已存在。"):
        bring_in(world, a_row(2), a_row(3, id_number=of_the_roster(1)))


def test_the_same_number_may_come_again_in_another_cohort(world):
    bring_in(world, a_row(1))
    assert bring_in(world, a_row(1), cohort=2021) == 1


@pytest.mark.parametrize("who", ["college", "student", "employer", "province"])
def test_i12_only_the_school_imports(world, who):
    actor = {
        "college": makers.as_college(world.college),
        "student": makers.as_student(world.student),
        "employer": makers.as_employer(world.employer),
        "province": makers.as_province(),
    }[who]
    with refused(world, kind=NotAllowed):
        bring_in(world, a_row(1), actor=actor)


def test_i12_a_school_imports_into_itself_only(world):
    other = world.saved_school()
    with refused(world, kind=NotFound):
        bring_in(world, a_row(1), school_id=other.id)


def set_reviewed(world, student: Student, reviewed: bool, *, actor=None, seen=None) -> Student:
    with world.working(actor or makers.as_college(world.college)) as work:
        return roster.review_source(work, student.public_id, seen=seen or student.version, reviewed=reviewed)


def test_staff_pass_a_source_record_and_take_it_back_with_an_entry_each(world):
    student = set_reviewed(world, world.saved_student(source_reviewed=False), True)
    assert student.source_reviewed
    assert not set_reviewed(world, student, False).source_reviewed
    assert labels(world) == ["生源信息审核通过", "撤回生源信息审核"]
    with world.reading() as work:
        assert set(work.session.scalars(select(TrailEntry.student_id))) == {student.id}


def test_i3_passing_what_is_passed_writes_no_entry(world):
    set_reviewed(world, world.student, True)
    assert labels(world) == []


def test_i12_a_source_record_is_not_taken_back_while_a_signing_is_active(world):
    world.accepted()
    with refused(world, "该学生已有生效中的签约，不能撤回生源审核。", MoveRefused):
        set_reviewed(world, world.fresh(world.student), False)


def test_i12_only_staff_in_scope_review_a_source_record(world):
    student = world.saved_student(source_reviewed=False)
    other_college = makers.as_college(world.saved(makers.a_college(world.school)))
    with refused(world, kind=NotAllowed):
        set_reviewed(world, student, True, actor=makers.as_student(student))
    with refused(world, kind=NotFound):
        set_reviewed(world, student, True, actor=other_college)
    with refused(world, kind=StalePage):
        set_reviewed(world, student, True, seen=student.version + 1)


def test_the_system_may_review_for_a_command(world):
    assert set_reviewed(world, world.saved_student(source_reviewed=False), True, actor=SYSTEM).source_reviewed


def confirm(world, student: Student, phone: str, *, actor=None, seen=None) -> Student:
    with world.working(actor or makers.as_college(world.college)) as work:
        seen = seen or world.fresh(student).version
        return roster.confirm_phone(work, student.public_id, seen=seen, phone=phone)


def test_a_source_is_not_taken_back_while_its_student_signs(world):
    signing, taken_back = world.invited(), threading.Event()

    def take_back() -> str:
        try:
            with world.working(makers.as_school(world.school)) as work:
                roster.review_source(work, world.student.public_id, seen=world.student.version, reviewed=False)
        except MoveRefused as refusal:
            return refusal.message
        taken_back.set()
        return "taken back"

    with ThreadPoolExecutor(1) as pool, world.working(makers.as_student(world.student)) as work:
        invitations.accept(work, signing.public_id, seen_terms=1)
        other = pool.submit(take_back)
        taken_back.wait(timeout=0.5)  # it comes to an end only where nothing holds it
    assert other.result() == "该学生已有生效中的签约，不能撤回生源审核。"


@pytest.mark.parametrize("before", ["", "13900000009"])
def test_staff_confirm_a_phone_with_an_entry_that_masks_it(world, before):
    student = world.saved_student(phone=before)
    assert confirm(world, student, " 139-0000-0001 ").phone == "13900000001"
    with world.reading() as work:
        entry = work.session.scalars(select(TrailEntry)).one()
    assert (entry.label, entry.remark, entry.student_id) == ("确认手机号", "139****0001", student.id)


def test_a_phone_that_stood_already_is_confirmed_by_an_entry_and_changes_nothing_else(world):
    confirm(world, world.student, world.student.phone, actor=makers.as_school(world.school))
    assert labels(world) == ["确认手机号"]
    assert world.fresh(world.student).version == world.student.version


@pytest.mark.parametrize("phone", ["", "12345", "027-87654321"])
def test_i12_what_is_no_mobile_number_is_not_confirmed(world, phone):
    with refused(world, kind=BadValue):
        confirm(world, world.student, phone)


def test_i12_a_phone_of_another_student_of_the_cohort_is_not_confirmed(world):
    elsewhere = world.saved_student(world.saved(makers.a_college(world.school)))
    with refused(world, "该手机号已登记给本届另一名学生，请核对。", BadValue):
        confirm(world, world.student, elsewhere.phone)
    older = world.saved_student(cohort=makers.COHORT - 1)
    assert confirm(world, world.student, older.phone).phone == older.phone


def test_i12_only_staff_in_scope_confirm_a_phone(world):
    other_college = makers.as_college(world.saved(makers.a_college(world.school)))
    for actor in (makers.as_student(world.student), makers.as_employer(world.employer), makers.as_province()):
        with refused(world, kind=NotAllowed):
            confirm(world, world.student, "13900000001", actor=actor)
    with refused(world, kind=NotFound):
        confirm(world, world.student, "13900000001", actor=other_college)
    with refused(world, kind=StalePage):
        confirm(world, world.student, "13900000001", seen=world.student.version + 1)
