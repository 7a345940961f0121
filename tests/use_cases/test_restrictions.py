"""签约开放列表: a restriction holds at once for everything that begins a signing, and for nothing that ends one."""

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.errors import BadValue, MoveRefused, NotAllowed, NotFound, StalePage
from signing_core.models import Student, TrailEntry
from signing_core.queries import eligibility
from signing_core.queries.matching import Found, FourFacts, matching
from signing_core.states import SigningState as S
from signing_core.use_cases import destinations, invitations, papers, restrictions, review
from signing_core.use_cases.restrictions import Wish
from tests import destinations as others
from tests import makers, parties
from tests.dumps import refused
from tests.papers import by, of, opened
from tests.use_cases.offers import invite
from tests.use_cases.paper_acts import begin, generate, preview

WHY = "学籍信息正在核实"
TOLD = f"学校限制了签约，原因：{WHY}"
OPENED_AGAIN = "已核实"


def change(world, *, restricted=True, reason=WHY, actor=None, student=None, seen=None) -> Student:
    student = world.fresh(student or world.student)
    with world.working(actor or makers.as_school(world.school, 1)) as work:
        asked = {"restricted": restricted, "reason": reason}
        return restrictions.change(work, student.public_id, seen=seen or student.version, **asked)


def change_many(world, wishes, *, actor=None) -> int:
    with world.working(actor or makers.as_school(world.school, 1)) as work:
        return restrictions.change_many(work, wishes, cohort=makers.COHORT)


def told(world, student=None) -> list[tuple[str, str]]:
    with world.reading() as work:
        entries = select(TrailEntry).where(TrailEntry.student_id == (student or world.student).id)
        return [(one.label, one.remark) for one in work.session.scalars(entries.order_by(TrailEntry.position))]


def found(world) -> list[Found]:
    student, school = world.student, world.school
    facts = FourFacts(school=school.name, cohort=str(student.cohort), name=student.name, proof=student.phone)
    with world.reading() as work:
        return list(matching(work, [facts]).values())


def answer(world, act, signing) -> object:
    with world.working(makers.as_student(world.student)) as work:
        return act(work, signing.public_id, seen_terms=1)


def test_each_change_is_kept_with_its_reason_and_the_record_says_why(world):
    assert change(world).restriction_reason == WHY
    change(world, reason="欠费")
    assert change(world, restricted=False, reason=OPENED_AGAIN).restriction_reason == ""
    assert told(world) == [("限制签约", WHY), ("限制签约", "欠费"), ("开放签约", OPENED_AGAIN)]


def test_i12_what_is_so_already_and_a_page_of_yesterday_change_nothing(world):
    with refused(world, "该学生没有被限制签约。"):
        change(world, restricted=False)
    change(world)
    with refused(world, "已经以同样的原因限制签约"):
        change(world)
    with refused(world, kind=StalePage):
        change(world, restricted=False, seen=world.student.version)


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201])
def test_i12_a_reason_is_one_to_two_hundred_characters(world, reason):
    for restricted in (True, False):
        with refused(world, kind=BadValue):
            change(world, restricted=restricted, reason=reason)


def test_i12_only_the_school_decides_and_about_its_own_only(world):
    for actor in (
        makers.as_student(world.student),
        makers.as_employer(world.employer),
        makers.as_college(world.college),
        makers.as_province(),
        SYSTEM,
    ):
        with refused(world, kind=NotAllowed):
            change(world, actor=actor)
        with refused(world, kind=NotAllowed):
            change_many(world, {world.student.student_number: Wish(True, WHY)}, actor=actor)
    foreign = world.saved_student(world.saved(makers.a_college(world.saved_school())))
    with refused(world, kind=NotFound):
        change(world, student=foreign)
    assert change_many(world, {foreign.student_number: Wish(True, WHY)}) == 0
    assert not world.fresh(foreign).restricted


def test_many_are_changed_at_once_and_a_repetition_changes_nobody(world):
    students = [world.saved_student() for _ in range(3)]
    change(world, student=students[0])
    wishes = {one.student_number: Wish(True, WHY) for one in students}
    assert change_many(world, wishes) == 2
    assert change_many(world, wishes) == 0
    assert [told(world, one) for one in students] == [[("限制签约", WHY)]] * 3
    assert change_many(world, {one: Wish(False, OPENED_AGAIN) for one in wishes}) == 3


def test_i12_more_than_a_transaction_holds_are_refused_whole(world):
    with refused(world, "一次最多办理 5,000 人", MoveRefused):
        change_many(world, {str(number): Wish(True, WHY) for number in range(5001)})


def test_at_once_the_search_misses_the_student_and_finds_it_again(world):
    assert found(world)
    change(world)
    assert not found(world)
    change(world, restricted=False, reason=OPENED_AGAIN)
    assert found(world)


def test_at_once_no_employer_invites_the_student_whatever_page_it_had(world):
    world.listed(world.employer, world.student)
    change(world)
    with refused(world, invitations.NOT_OPEN):
        invite(world)
    change(world, restricted=False, reason=OPENED_AGAIN)
    assert invite(world).state is S.INVITED


def test_at_once_the_student_accepts_nothing_and_may_still_decline(world):
    signing = world.invited()
    change(world)
    with refused(world, TOLD):
        answer(world, invitations.accept, signing)
    assert answer(world, invitations.decline, signing).state is S.DECLINED


def test_opened_again_the_same_invitation_can_be_accepted(world):
    signing = world.invited()
    change(world)
    change(world, restricted=False, reason=OPENED_AGAIN)
    assert answer(world, invitations.accept, signing).state is S.AWAITING_REVIEW


def test_at_once_no_agreement_on_paper_is_begun_or_generated_and_what_was_typed_stays(world):
    opened(world)
    signing = preview(world, begin(world))
    change(world)
    with refused(world, TOLD):
        generate(world, signing)
    by(world, of(world), papers.discard, signing)
    with refused(world, TOLD):
        begin(world)


def test_at_once_no_other_destination_is_begun_or_submitted(world):
    signing = others.draft(world)
    others.uploaded(world, signing, others.PROOF)
    change(world)
    with refused(world, TOLD):
        by(world, of(world), destinations.submit, signing, typed=others.a_study())
    second = world.saved_student(restricted=True, restriction_reason=WHY)
    with refused(world, TOLD):
        others.draft(world, student=second)


def test_a_student_with_an_active_signing_finishes_and_ends_it(world):
    signing = world.accepted()
    change(world)
    with world.working(makers.as_school(world.school)) as work:
        signing = review.approve(work, signing.public_id, seen=signing.version)
    assert signing.state is S.APPROVED
    assert parties.asked_by_student(world, signing).rescission_status == "待对方处理"


def test_the_office_and_the_student_read_the_same_reason(world):
    student = change(world)
    assert [one.to_student for one in eligibility.barriers(student)] == [TOLD]
