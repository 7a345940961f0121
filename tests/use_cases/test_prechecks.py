"""预审 of what is stored: the facts are gathered in one statement, a stop refuses a submission, a look does not."""

import pytest

from signing_core.errors import Problems
from signing_core.models import Signing
from signing_core.prechecks import Level
from signing_core.queries import prechecks
from signing_core.queries.signings import signing_of, terms_of
from signing_core.states import SigningState as S
from signing_core.use_cases import destinations, invitations, opening, papers
from tests import makers
from tests.destinations import PROOF, STUDY, a_study, draft, submitted
from tests.dumps import refused
from tests.exports.papers import a_paper
from tests.papers import generated, of, office, previewed, uploaded
from tests.parties import by
from tests.use_cases.destination_acts import submit
from tests.web.console import statements

SAME_ID = "这个身份证号在同届另一所学校的生源信息中也有登记，须先由学校就业办核对更正。"


def elsewhere(world, **facts):
    """A student of another school."""
    return world.saved_student(world.saved(makers.a_college(world.saved_school())), **facts)


def findings(world, signing, actor=None) -> dict[str, tuple[Level, str]]:
    with world.reading(actor or office(world)) as work:
        one = signing_of(work, signing.public_id)
        found = prechecks.findings(work, one, terms_of(work, one).content)
    return {one.name: (one.level, one.sentence) for one in found}


def looks(world, signing: Signing, actor=None) -> set[str]:
    return {name for name, (level, _) in findings(world, signing, actor).items() if level is not Level.FINE}


def test_i12_an_id_number_that_another_record_of_the_cohort_has_stops_a_destination(world):
    signing = draft(world)
    uploaded(world, signing, PROOF)
    elsewhere(world, id_number=world.student.id_number)
    with refused(world, kind=Problems) as no:
        submit(world, signing, a_study())
    assert no.value.by_field == {"student": SAME_ID}
    assert world.fresh(signing).state is S.DRAFT


def test_i12_and_a_paper_agreement(world):
    signing = previewed(world)
    elsewhere(world, id_number=world.student.id_number)
    with refused(world, kind=Problems) as no:
        by(world, of(world), papers.generate, signing, typed=a_paper(), ticked=True)
    assert no.value.by_field == {"student": SAME_ID}


def test_every_stop_is_named_with_every_wrong_field(world):
    signing = draft(world)
    elsewhere(world, id_number=world.student.id_number)
    with refused(world, kind=Problems) as no:
        submit(world, signing, a_study(unit_place="武汉", school_name=""))
    assert set(no.value.by_field) == {"unit_place", "school_name", "images", "student"}


def test_an_earlier_study_of_the_same_person_stops_nothing_and_is_no_look(world):
    elsewhere(world, cohort=2017, id_number=world.student.id_number, phone=world.student.phone)
    world.saved_student(cohort=2017, id_number=world.student.id_number, phone=world.student.phone)
    assert looks(world, submitted(world)) == set()


def test_a_look_refuses_nothing(world):
    world.saved_student(phone=world.student.phone)
    signing = draft(world)
    uploaded(world, signing, PROOF)
    signing = submit(world, signing, a_study(dispatch_place="湖北省"))
    assert signing.state is S.AWAITING_REVIEW
    assert looks(world, signing) == {"学生手机号", "派遣所在地"}


def handed_in(world, signing: Signing) -> Signing:
    return by(world, of(world, signing), destinations.submit, signing, typed=a_study())


def test_the_same_picture_of_another_student_is_seen_once_both_are_handed_in(world):
    drafts = [draft(world, STUDY, student) for student in (world.student, world.saved_student())]
    for one in drafts:
        uploaded(world, one, PROOF, pixel_sha256="a" * 64)
    first = handed_in(world, drafts[0])
    assert findings(world, first)["证明图片"] == (Level.FINE, "1 张图片，其他学生都没有提交过。")
    handed_in(world, drafts[1])
    assert looks(world, first) == {"证明图片"}


def test_a_contact_is_compared_with_the_students_of_the_school_whichever_college_asks(world):
    other = world.saved_student(world.saved(makers.a_college(world.school)), phone="13900000001")
    outsider = elsewhere(world, phone="13900000002")
    for phone, expected in ((other.phone, {"单位联系电话"}), (outsider.phone, set())):
        signing = generated(world, contact_phone=phone)
        assert looks(world, signing, makers.as_college(world.college)) == expected
        world.student = world.saved_student()


def test_students_of_the_cohort_at_one_employer_are_counted_while_their_signings_hold(world):
    employer = world.saved(makers.an_employer(uscc="92420100MA0000001X"))
    signings = [world.accepted(world.saved_student(), employer) for _ in range(4)]
    signings.append(world.invited(world.student, employer))
    assert findings(world, signings[0])["同单位人数"][0] is Level.FINE
    with world.working(of(world)) as work:
        invitations.accept(work, signings[-1].public_id, seen_terms=1)
    level, said = findings(world, signings[0])["同单位人数"]
    assert level is Level.LOOK
    assert "已有 5 名学生" in said
    assert "个体工商户" in said


def test_pay_is_compared_with_the_wage_of_the_school_and_cohort(world):
    signing = world.accepted()
    assert "月薪" not in findings(world, signing)
    with world.working(office(world)) as work:
        for cohort, wage in ((makers.COHORT, 6500), (2021, 9000)):
            opening.change(work, school_id=world.school.id, cohort=cohort, minimum_wage=wage)
    said = "试用起薪 6,000 元/月，低于当地最低工资 6,500 元/月。"
    assert findings(world, signing)["月薪"] == (Level.LOOK, said)


def test_the_nature_is_compared_as_the_office_corrected_it(world):
    signing = draft(world, "公务员录用")
    uploaded(world, signing, PROOF)
    signing = submit(world, signing, a_paper() | a_study(unit_nature="其他企业", archive_contact=""))
    assert "单位性质" in looks(world, signing)
    with world.working(office(world)) as work:
        signing_of(work, signing.public_id).unit_nature = "机关"
    assert "单位性质" not in looks(world, signing)


@pytest.mark.parametrize("made", [lambda world: world.accepted(), generated, submitted])
def test_facts_are_gathered_in_one_statement(world, made):
    signing = made(world)
    with world.reading(office(world)) as work:
        one = signing_of(work, signing.public_id)
        content = terms_of(work, one).content
        with statements(world.services.database) as sent:
            prechecks.findings(work, one, content)
    assert len(sent) == 1
