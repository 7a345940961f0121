"""强制解约: the school ends an approved signing, and everything that hung on it follows."""

import pytest
from sqlalchemy import select

from signing_core.actors import Role
from signing_core.errors import BadValue, NotAllowed, NotFound, StalePage
from signing_core.models import Plan, Rescission, Signing
from signing_core.states import PlanSource, RescissionState, SigningState
from signing_core.use_cases import invitations, rescind, review
from tests import makers
from tests.dumps import labels, messages, refused


def force(world, signing, *, actor=None, seen=None, reason="双方协商一致") -> Signing:
    with world.working(actor or makers.as_school(world.school)) as work:
        return rescind.force(work, signing.public_id, seen=signing.version if seen is None else seen, reason=reason)


def test_a_forced_rescission_ends_the_signing_and_keeps_its_number(world):
    approved = world.approved()
    signing = world.fresh(force(world, approved))
    assert (signing.state, signing.number) == (SigningState.RESCINDED, approved.number)
    assert signing.rescission_status == "已由学校强制解约"
    assert labels(world)[-1] == "学校强制解约"


def test_i6_it_leaves_one_decided_request_and_none_open(world):
    signing = force(world, world.approved())
    with world.reading() as work:
        (request,) = work.session.scalars(select(Rescission))
        assert (request.signing_id, request.state) == (signing.id, RescissionState.APPROVED)
        assert (request.asked_by, request.reason) == (Role.SCHOOL, "双方协商一致")
        assert request.decided_at == request.asked_at == world.clock()


def test_i5_the_plan_is_taken_back(world):
    force(world, world.approved())
    with world.reading() as work:
        assert work.session.get_one(Plan, world.student.id).source is PlanSource.NONE


def test_i1_the_student_is_free_and_may_sign_again_with_a_new_number(world):
    first = world.approved()
    force(world, first)
    second = world.approved(employer=world.saved(makers.an_employer()))
    assert second.number != first.number
    assert second.number.endswith("200002")


def test_the_same_two_may_begin_anew(world):
    force(world, world.approved())
    with world.working(makers.as_employer(world.employer)) as work:
        again = invitations.invite(work, student_id=world.student.public_id, terms=makers.terms())
    assert again.state is SigningState.INVITED


def test_both_parties_are_told_why(world):
    signing = world.approved()
    before = len(messages(world))
    force(world, signing, reason="双方协商一致")
    told = messages(world)[before:]
    assert {m.recipient for m in told} == {world.student.email, world.employer.email}
    assert all("双方协商一致" in m.body for m in told)


@pytest.mark.parametrize("reached", ["invited", "accepted"])
def test_i12_only_an_approved_signing_is_rescinded(world, reached):
    signing = getattr(world, reached)()
    with refused(world, "当前状态不能进行此操作"):
        force(world, signing)


def test_i11_a_rescinded_signing_is_neither_rescinded_again_nor_revoked(world):
    signing = force(world, world.approved())
    with refused(world, "当前状态不能进行此操作"):
        force(world, signing)
    with refused(world, "当前状态不能进行此操作"), world.working(makers.as_school(world.school)) as work:
        review.revoke(work, signing.public_id, seen=signing.version, reason="核对有误")


def test_i12_only_the_school_forces(world):
    signing = world.approved()
    for actor in (
        makers.as_college(world.college),
        makers.as_student(world.student),
        makers.as_employer(world.employer),
    ):
        with refused(world, kind=NotAllowed):
            force(world, signing, actor=actor)


def test_i10_only_its_own_school(world):
    signing = world.approved()
    for actor in (makers.as_school(world.saved_school()), makers.as_province()):
        with refused(world, kind=NotFound):
            force(world, signing, actor=actor)


@pytest.mark.parametrize("reason", ["", "  ", "很" * 201])
def test_i12_a_reason_of_1_to_200_characters_is_needed(world, reason):
    signing = world.approved()
    with refused(world, kind=BadValue):
        force(world, signing, reason=reason)


def test_i10_only_the_version_that_was_shown(world):
    signing = world.approved()
    with refused(world, kind=StalePage):
        force(world, signing, seen=signing.version - 1)
