"""The demo data: all of the contract, in order, once."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import create_app
from importers import demo, demo_employers
from signing_core import values
from signing_core.actors import SYSTEM
from signing_core.catalogues import destinations
from signing_core.errors import NotAllowed
from signing_core.models import (
    Account,
    Base,
    Employer,
    EmployerBlock,
    Image,
    ImagePurpose,
    Licence,
    Message,
    Plan,
    School,
    Signing,
    Student,
    TrailEntry,
)
from signing_core.queries import agreement_case, eligibility
from signing_core.queries.audit import broken_entries
from signing_core.queries.papers import used_elsewhere
from signing_core.states import EmployerState, SigningKind, SigningState
from signing_core.use_cases import entry, images
from tests import databases
from tests.invariants import broken
from tests.world import FAST_HASH, services_for

S = SigningState
FORMS = {S.DRAFT, S.FORM_REVIEW, S.FORM_RETURNED, S.FORM_REJECTED}
OF_A_DESTINATION = {S.DRAFT, S.AWAITING_REVIEW, S.RETURNED, S.REJECTED, S.APPROVED, S.RELEASED}
OF_PAPER = FORMS | {S.AWAITING_FEEDBACK, S.AWAITING_REVIEW, S.REJECTED, S.APPROVED, S.RESCINDED}


@pytest.fixture
def empty(database_url, tmp_path):
    services = services_for(database_url, tmp_path)
    yield services
    services.database.engine.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def loaded(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    with databases.of_ones_own(request, folder) as url:
        services = services_for(url, folder)
        assert demo.is_empty(services)
        assert demo.load(services)
        yield services
        services.database.engine.dispose()


def size_of_everything(services):
    with services.reading(SYSTEM) as work:
        tables = Base.metadata.sorted_tables
        return {table.name: work.session.scalar(select(func.count()).select_from(table)) for table in tables}


def sign_in(services, door, login):
    return entry.sign_in(services, door=door, login=login, password=demo.PASSWORD, address="127.0.0.1")


def test_a_second_load_changes_nothing(loaded):
    before = size_of_everything(loaded)
    assert not demo.is_empty(loaded)
    assert not demo.load(loaded)
    assert size_of_everything(loaded) == before


def test_everybody_of_the_contract_signs_in_with_the_one_password(loaded):
    for login in ("province", "school19097", "college19097", "deputy19097", "school19098", "college19098"):
        assert sign_in(loaded, "staff", login)
    for login in ("xingguang", "yongjiu", "cuisi", "newco", "weiming", "jiuyou"):
        assert sign_in(loaded, "employer", login)
    for number in (20191001, 20191009, 20191013, 20191020, 20191074, 20191106):
        assert sign_in(loaded, "student", str(number))


@pytest.mark.parametrize(("number", "reason"), [("20191011", "定向"), ("20191012", "尚未审核")])
def test_who_may_not_sign_is_told_why_and_whom_to_turn_to(loaded, number, reason):
    with pytest.raises(entry.MayNotEnter, match=reason) as refusal:
        sign_in(loaded, "student", number)
    assert "计算机科学与技术学院" in refusal.value.contact


def test_the_first_sign_in_of_20191010_is_still_to_do(loaded):
    with loaded.reading(SYSTEM) as work:
        account = work.session.scalars(
            select(Account).join(Account.student).where(Student.student_number == "20191010")
        ).one()
        assert account.password_hash is None


def test_the_first_nine_and_nobody_else_of_the_thirteen_are_open_for_signing(loaded):
    with loaded.reading(SYSTEM) as work:
        students = work.session.scalars(select(Student).where(Student.name.startswith("黄河水")))
        open_ = {s.student_number for s in students if not eligibility.closed_because(work, s)}
    assert open_ == {str(number) for number in range(20191001, 20191011)}


def test_every_state_of_an_agreement_is_there_and_the_trail_holds(loaded):
    with loaded.reading(SYSTEM) as work:
        assert set(work.session.scalars(select(Signing.state))) == set(SigningState)
        assert list(broken_entries(work)) == []
        numbers = [n for n in work.session.scalars(select(Signing.number)) if n]
        assert min(numbers) == "1202019097200001"
        live = select(func.count()).where(Signing.state == SigningState.INVITED, Signing.deadline > work.at)
        assert work.session.scalar(live)


def test_every_state_of_a_paper_agreement_is_there_and_each_can_be_told(loaded):
    with loaded.reading(SYSTEM) as work:
        papers = work.session.scalars(select(Signing).where(Signing.kind == SigningKind.PAPER)).all()
        assert {one.state for one in papers} == OF_PAPER
        assert min(one.number for one in papers if one.number) == "2202019097200001"
        asked = {one.rescission_status for one in papers}
        assert asked >= {"", "等待解约审核", "解约审核通过", "解约审核不通过", "已由学校强制解约"}
        versions = [len(agreement_case.told(one, agreement_case.read(work, one)).versions) for one in papers]
        assert set(versions) == {0, 1, 2}


def test_every_state_of_another_destination_is_there_of_several_categories_and_each_can_be_told(loaded):
    with loaded.reading(SYSTEM) as work:
        registered = select(Signing).where(Signing.kind == SigningKind.DESTINATION)
        found = work.session.scalars(registered).all()
        assert {one.state for one in found} == OF_A_DESTINATION
        assert len({destinations.category_of(one.destination).name for one in found}) == 6
        asked = {one.rescission_status for one in found}
        assert asked == {"", "等待解约审核", "解约审核通过", "解约审核不通过", "已由学校强制解约"}
        versions = [len(agreement_case.told(one, agreement_case.read(work, one)).versions) for one in found]
        assert set(versions) == {0, 1, 2}
        passed = {one.student_id for one in found if one.state is S.APPROVED}
        codes = select(Plan.destination_code).where(Plan.student_id.in_(passed))
        assert all(work.session.scalars(codes))


def test_no_invariant_is_broken(loaded):
    with loaded.reading(SYSTEM) as work:
        assert broken(work) == []


def test_images_of_stamped_pages_are_whole_and_two_students_sent_the_same(loaded):
    with loaded.reading(SYSTEM) as work:
        found = work.session.scalars(select(Image)).all()
        elsewhere = used_elsewhere(work, found)
    assert {image.purpose for image in found} == set(ImagePurpose)
    assert {image.round for image in found} == {0, 1, 2}
    assert len(elsewhere) == 2
    for image in found:
        for thumbnail in (False, True):
            assert images.content(loaded, image, thumbnail=thumbnail).startswith(b"\xff\xd8\xff")


def test_a_load_that_fails_leaves_no_picture_behind(empty, monkeypatch):
    def fails(*_):
        raise OSError("power cut")

    monkeypatch.setattr(demo._Loading, "letters_have_left", fails)
    with pytest.raises(OSError, match="power cut"):
        demo.load(empty)
    assert demo.is_empty(empty)
    assert not [path for path in Path(empty.settings.uploads).rglob("*") if path.is_file()]


def test_the_trail_is_told_in_the_order_of_time(loaded):
    with loaded.reading(SYSTEM) as work:
        for school in work.session.scalars(select(School)):
            trail = select(TrailEntry.at).where(TrailEntry.school_id == school.id).order_by(TrailEntry.position)
            times = work.session.scalars(trail).all()
            assert times == sorted(times)
            assert times[-1] <= work.at


def test_nothing_of_the_past_is_sent_again(loaded):
    with loaded.reading(SYSTEM) as work:
        assert work.session.scalar(select(func.count()).where(Message.sent_at.is_(None))) == 0


def test_every_made_up_number_is_well_formed(loaded):
    with loaded.reading(SYSTEM) as work:
        for student in work.session.scalars(select(Student)):
            values.id_number(student.id_number)
            values.mobile(student.phone)
        for employer in work.session.scalars(select(Employer)):
            values.uscc(employer.uscc)
            values.contact_phone(employer.contact_phone)


def test_a_line_for_each_of_the_thirteen(loaded):
    lines = [line.split("\t") for line in demo.lines(loaded)]
    assert [line[0] for line in lines] == [str(number) for number in range(20191001, 20191014)]
    assert all(len(line) == 3 for line in lines)


def test_demo_load_prints_the_same_lines_each_time(empty):
    command = create_app(empty.settings, passwords=FAST_HASH, database=empty.database).test_cli_runner()
    first, second = (command.invoke(args=["demo", "load"]) for _ in range(2))
    assert first.exit_code == second.exit_code == 0
    assert first.stdout == second.stdout
    assert first.stdout.count("\n") == 13


def test_production_refuses_the_demo(empty):
    production = replace(empty, settings=replace(empty.settings, env="production"))
    with pytest.raises(NotAllowed):
        demo.load(production)
    assert demo.is_empty(empty)


def test_employers_of_every_kind_are_there_to_be_judged_and_looked_at(loaded):
    with loaded.reading(SYSTEM) as work:
        states = dict(work.session.execute(select(Account.login, Employer.state).join(Account.employer)).all())
        block = work.session.scalars(select(EmployerBlock)).one()
        blocked = work.session.get_one(Employer, block.employer_id)
        refused = work.session.scalars(select(Employer).where(Employer.state == EmployerState.REJECTED)).one()
        licences = work.session.scalars(select(Licence)).all()
    approved = dict.fromkeys(("xingguang", "yongjiu", "cuisi", "jiuyou"), EmployerState.APPROVED)
    assert states == approved | {"newco": EmployerState.PENDING, "weiming": EmployerState.REJECTED}
    assert (blocked.name, block.school.code) == ("江汉旧友贸易有限公司", demo.OTHER_SCHOOL)
    assert (block.reason, refused.said_because) == (demo_employers.COMPLAINED, demo_employers.NOT_THE_SAME)
    assert len(licences) == len(states)
    assert all(images.content(loaded, licence).startswith(b"\xff\xd8\xff") for licence in licences)


def test_every_letter_of_the_past_weeks_has_left(loaded):
    with loaded.reading(SYSTEM) as work:
        assert not work.session.scalar(select(func.count(Message.id)).where(Message.sent_at.is_(None)))
