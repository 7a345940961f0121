"""The employer invites, revises and withdraws: whom, when, and what follows in the same transaction."""

import hashlib
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.errors import NotAllowed, NotFound, Problems, StalePage
from signing_core.models import Channel, Plan, Signing, Terms
from signing_core.queries.signings import terms_of
from signing_core.states import EmployerState, PlanSource, SigningState
from signing_core.use_cases import invitations
from tests import makers
from tests.dumps import labels, messages, refused
from tests.use_cases.offers import (
    DEADLINE,
    SENT_ALREADY,
    another_employer,
    block,
    by_employer,
    change,
    invite,
)


def test_the_whole_path_gives_the_first_number_of_the_manual(world):
    signing = world.fresh(world.approved())
    assert signing.state is SigningState.APPROVED
    assert signing.number == f"12020{world.school.code}200001"
    assert labels(world) == ["发起邀约", "同意签约，待管理员审核", "签约审核通过"]
    assert len(messages(world)) == 4


def test_an_invitation_waits_with_its_terms_its_deadline_and_a_mail_to_the_student(world):
    signing = world.fresh(world.invited())
    assert (signing.state, signing.deadline, signing.number) == (SigningState.INVITED, DEADLINE, None)
    assert (signing.student_name, signing.college_name) == (world.student.name, world.college.name)
    (mail,) = messages(world)
    assert (mail.channel, mail.recipient, mail.signing_id) == (Channel.MAIL, world.student.email, signing.id)
    assert "3月8日 0 时" in mail.body
    assert signing.public_id in mail.body


def test_terms_are_kept_with_the_digest_of_their_canonical_json(world):
    signing = world.invited(penalty="3,000")
    with world.reading() as work:
        terms = terms_of(work, signing)
        assert terms.content["penalty"] == 3000
        canonical = json.dumps(terms.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert terms.sha256 == hashlib.sha256(canonical.encode()).hexdigest()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"state": EmployerState.PENDING}, "该单位尚未通过审核。"),
        ({"state": EmployerState.REJECTED}, "该单位尚未通过审核。"),
        ({"state": EmployerState.SUSPENDED}, "该单位已被暂停签约。"),
        ({"confirmed_at": None}, "请先确认本单位的签约信息。"),
    ],
)
def test_i12_only_an_approved_employer_with_confirmed_data_invites(world, facts, sentence):
    world.listed(world.employer, world.student)
    change(world, world.employer, **facts)
    with refused(world, sentence):
        invite(world)


def test_i12_a_school_that_blocks_an_employer_keeps_its_own_students_from_it_only(world):
    world.listed(world.employer, world.student)
    block(world)
    with refused(world, "学校已停止该单位在本校签约。"):
        invite(world)
    elsewhere = world.saved_student(world.saved(makers.a_college(world.saved_school())))
    world.listed(world.employer, elsewhere)
    assert invite(world, elsewhere).state is SigningState.INVITED


@pytest.mark.parametrize(
    "facts",
    [{"training": "定向"}, {"source_reviewed": False}, {"restricted": True, "restriction_reason": "欠费"}],
)
def test_i12_a_student_who_is_not_open_is_not_invited_and_the_reason_stays_with_the_school(world, facts):
    student = world.saved_student(**facts)
    world.listed(world.employer, student)
    with refused(world, invitations.NOT_OPEN):
        invite(world, student)


def test_a_plan_submitted_by_another_way_or_a_closed_channel_is_a_student_who_is_not_open(world):
    world.listed(world.employer, world.student)
    world.clock.now = makers.NOON - timedelta(days=31)
    with refused(world, invitations.NOT_OPEN):
        invite(world, report_by="2020-06-01")
    world.clock.now = makers.NOON
    with world.working(SYSTEM) as work:
        work.session.get_one(Plan, world.student.id).source = PlanSource.OTHER
    with refused(world, invitations.NOT_OPEN):
        invite(world)


def test_a_student_who_is_not_on_the_list_is_not_there(world):
    with refused(world, kind=NotFound):
        invite(world)
    with refused(world, kind=NotFound), world.working(makers.as_province()) as work:
        invitations.invite(work, student_id=world.student.public_id, terms=makers.terms())


def test_nobody_but_an_employer_invites(world):
    with refused(world, kind=NotAllowed), world.working(makers.as_school(world.school)) as work:
        invitations.invite(work, student_id=world.student.public_id, terms=makers.terms())


def test_every_wrong_term_is_named_at_once(world):
    world.listed(world.employer, world.student)
    with pytest.raises(Problems) as caught:
        invite(world, position="", reply_days="31", report_by="2019-07-01")
    assert set(caught.value.by_field) == {"position", "reply_days", "report_by"}


def test_i8_a_second_invitation_waits_for_the_answer_to_the_first(world):
    world.invited()
    with refused(world, SENT_ALREADY):
        invite(world)


def test_i8_past_the_deadline_a_new_invitation_expires_the_old_one_in_the_same_transaction(world):
    old = world.invited()
    world.clock.now = DEADLINE - timedelta(microseconds=1)
    with refused(world, SENT_ALREADY):
        invite(world)
    world.clock.now = DEADLINE
    assert invite(world).state is SigningState.INVITED
    assert world.fresh(old).state is SigningState.EXPIRED
    assert labels(world) == ["发起邀约", "邀约过期", "发起邀约"]


def test_i12_an_invitation_that_is_refused_expires_nothing(world):
    old = world.invited()
    world.clock.now = DEADLINE
    with refused(world, kind=Problems):
        invite(world, position="")
    assert world.fresh(old).state is SigningState.INVITED


@pytest.mark.parametrize("reached", ["accepted", "approved"])
def test_between_the_same_two_a_running_signing_stands_in_the_way(world, reached):
    getattr(world, reached)()
    with refused(world, "贵单位与该学生已有进行中的签约。"):
        invite(world)


def test_being_signed_does_not_stop_other_employers_from_inviting(world):
    world.approved()
    assert invite(world, employer=another_employer(world)).state is SigningState.INVITED


def test_revising_makes_a_new_version_keeps_the_seen_one_and_sets_the_deadline_anew(world):
    signing = world.invited()
    world.clock.forward(days=1)
    by_employer(world, invitations.revise, signing, terms=makers.terms(position="产品经理", reply_days="2"))
    signing = world.fresh(signing)
    assert (signing.terms_version, signing.position) == (2, "产品经理")
    assert signing.deadline == datetime(2020, 3, 5, 16, tzinfo=UTC)
    with world.reading() as work:
        kept = select(Terms).where(Terms.signing_id == signing.id).order_by(Terms.version)
        assert [terms.content["position"] for terms in work.session.scalars(kept)] == ["市场助理", "产品经理"]
    assert [m.subject for m in messages(world)][1] == f"{world.employer.name} 修改了签约邀请"


def test_i12_a_page_that_is_older_than_the_row_neither_revises_nor_withdraws(world):
    signing = world.invited()
    by_employer(world, invitations.revise, signing, terms=makers.terms(penalty="0"))
    signing.version = 1
    with refused(world, kind=StalePage):
        by_employer(world, invitations.revise, signing, terms=makers.terms())
    with refused(world, kind=StalePage):
        by_employer(world, invitations.withdraw, signing)


def test_a_signing_of_others_is_not_there(world):
    signing = world.invited()
    other, stranger = makers.as_student(world.saved_student()), makers.as_employer(world.saved(makers.an_employer()))
    with refused(world, kind=NotFound), world.working(other) as work:
        invitations.accept(work, signing.public_id, seen_terms=1)
    with refused(world, kind=NotFound), world.working(stranger) as work:
        invitations.withdraw(work, signing.public_id, seen=1)


def test_i13_a_unit_that_rolls_back_leaves_no_mail_and_no_signing(world):
    world.listed(world.employer, world.student)
    with suppress(ZeroDivisionError), world.working(makers.as_employer(world.employer)) as work:
        invitations.invite(work, student_id=world.student.public_id, terms=makers.terms())
        work.session.flush()
        raise ZeroDivisionError
    assert messages(world) == []
    with world.reading() as work:
        assert work.session.scalars(select(Terms)).all() == work.session.scalars(select(Signing)).all() == []


def test_a_student_without_mail_is_told_by_sms_and_one_without_either_not_at_all(world):
    for facts, told in (({"email": ""}, [Channel.SMS]), ({"email": "", "phone": ""}, [])):
        before = len(messages(world))
        world.invited(world.saved_student(**facts))
        assert [m.channel for m in messages(world)[before:]] == told
