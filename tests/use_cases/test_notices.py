"""Who is told of what: a notice for each party that an act concerns, a letter beside it, both iff it is committed."""

from contextlib import suppress

import pytest
from sqlalchemy import select

from signing_core.effects import notices
from signing_core.models import Channel, Message, Notice
from signing_core.turns import Turn
from signing_core.use_cases import sweep
from tests import makers, parties
from tests.deeds import DEEDS, REASON
from tests.dumps import dump
from tests.world import World

S, E = "student", "employer"
TOLD = {  # whom each act is told to, and how the subject puts it
    "propose": {S: "{employer} 提出修改签约内容"},
    "correct": {S: "{employer} 提出修改签约内容"},
    "take_back": {S: "{employer} 撤回了签约内容修改"},
    "agree_to_a_change": {E: "{student} 同意签约内容修改"},
    "agree_to_a_correction": {E: "{student} 同意签约内容修改"},
    "refuse_a_change": {E: "{student} 没有同意签约内容修改"},
    "send_back": dict.fromkeys((S, E), "{student} 与 {employer} 的签约：退回修改"),
    "reject_with_a_change": dict.fromkeys((S, E), "{student} 与 {employer} 的签约：签约审核不通过"),
    "reject_what_was_returned": dict.fromkeys((S, E), "{student} 与 {employer} 的签约：签约审核不通过"),
    "revoke_a_return": dict.fromkeys((S, E), "{student} 与 {employer} 的签约：撤回审核"),
    "student_asks": {E: "{student} 申请解约"},
    "employer_asks": {S: "{employer} 申请解约"},
    "student_agrees": {E: "{student} 同意解约"},
    "employer_agrees": {S: "{employer} 同意解约"},
    "student_disagrees": {E: "{student} 不同意解约"},
    "employer_disagrees": {S: "{employer} 不同意解约"},
    "grant": dict.fromkeys((S, E), "{student} 与 {employer} 的签约：解约审核通过"),
    "grant_what_the_employer_asked": dict.fromkeys((S, E), "{student} 与 {employer} 的签约：解约审核通过"),
    "deny": dict.fromkeys((S, E), "{student} 与 {employer} 的签约：解约审核不通过"),
    "deny_unanswered": dict.fromkeys((S, E), "{student} 与 {employer} 的签约：解约审核不通过"),
    "force": dict.fromkeys((S, E), "{student} 与 {employer} 的签约：学校强制解约"),
    "force_over_a_request": dict.fromkeys((S, E), "{student} 与 {employer} 的签约：学校强制解约"),
}
EACH = pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
TO_THE_STUDENT = pytest.mark.parametrize("deed", [d for d in DEEDS if S in TOLD[d.name]], ids=lambda deed: deed.name)


class SecondThoughts(Exception):
    """Ends a unit on purpose after everything was written."""


def told_by(world, deed) -> list[Notice]:
    """The notices of this act alone."""
    signing = deed.ready(world)
    with world.reading() as work:
        known = set(work.session.scalars(select(Notice.id)))
    with world.working(deed.actor(world)) as work:
        deed.do(work, signing)
    with world.reading() as work:
        found = work.session.scalars(select(Notice).order_by(Notice.id)).all()
        return [notice for notice in found if notice.id not in known]


def letters_beside(world, told: list[Notice]) -> list[Message]:
    with world.reading() as work:
        beside = Message.id.in_([notice.message_id for notice in told])
        return list(work.session.scalars(select(Message).where(beside).order_by(Message.id)))


@EACH
def test_i13_each_act_is_told_to_whom_it_concerns_and_to_nobody_else(world, deed):
    told = told_by(world, deed)
    names = {"student": world.student.name, "employer": world.employer.name}
    subjects = {S if notice.student_id else E: notice.subject for notice in told}
    assert subjects == {to: subject.format(**names) for to, subject in TOLD[deed.name].items()}
    assert {(n.student_id, n.employer_id) for n in told} <= {(world.student.id, None), (None, world.employer.id)}
    assert len(told) == len(subjects)
    assert {(notice.at, notice.read_at) for notice in told} == {(world.clock(), None)}


@EACH
def test_i13_the_letter_beside_a_notice_says_the_same_and_leads_to_the_item(world, deed):
    told = told_by(world, deed)
    addresses = [world.student.email if notice.student_id else world.employer.email for notice in told]
    letters = letters_beside(world, told)
    assert [letter.recipient for letter in letters] == addresses
    for notice, letter in zip(told, letters, strict=True):
        assert letter.subject == notice.subject
        assert f"\n\n{notice.text}\n\nhttp" in letter.body
        assert letter.body.partition("http")[2].count("/student/" if notice.student_id else "/employer/") == 1


@EACH
def test_i13_nothing_is_told_of_an_act_that_was_rolled_back(world, deed):
    signing = deed.ready(world)
    before = dump(world)
    with suppress(SecondThoughts), world.working(deed.actor(world)) as work:
        deed.do(work, signing)
        work.session.flush()
        raise SecondThoughts
    assert dump(world) == before


@TO_THE_STUDENT
@pytest.mark.parametrize("phone", [None, "13300000001"], ids=["no_phone", "by_phone"])
def test_a_student_without_mail_is_told_in_the_portal_and_by_phone_if_there_is_one(world, deed, phone):
    world.student = world.saved_student(email="", phone=phone)
    [told] = [notice for notice in told_by(world, deed) if notice.student_id == world.student.id]
    letters = letters_beside(world, [told])
    assert [(letter.channel, letter.recipient) for letter in letters] == ([(Channel.SMS, phone)] if phone else [])


@EACH
def test_names_of_the_greatest_length_and_the_longest_reason_find_room(world, deed):
    world.student = world.saved_student(name="江" * 50)
    world.employer = world.saved(makers.an_employer(name="甲" * 120))
    signing, reason = deed.ready(world), {"reason": "很" * 200} if "reason" in deed.given else {}
    with world.working(deed.actor(world)) as work:
        deed.do(work, signing, **reason)
    names = {"student": world.student.name, "employer": world.employer.name}
    with world.reading() as work:
        last = work.session.scalars(select(Notice).order_by(Notice.id.desc()).limit(1)).one()
    [*_, subject] = TOLD[deed.name].values()
    assert last.subject == subject.format(**names)[:120]
    assert len(last.text) <= 400


def test_the_employer_is_told_once_that_a_change_lapsed(world):
    signing = parties.proposed(world, reply_days="1")
    world.clock.now = signing.proposal_deadline
    sweep.expire_due(world.services)
    with world.reading() as work:
        told = work.session.scalars(select(Notice).where(Notice.at == world.clock())).all()
    assert [(notice.employer_id, notice.subject) for notice in told] == [
        (world.employer.id, f"{world.student.name} 逾期未答复签约内容修改")
    ]


@pytest.mark.parametrize(
    ("ready", "path"),
    [
        (World.invited, "/student/online/{id}"),
        (parties.proposed, "/student/online/{id}/change"),
        (parties.returned, "/student/online/{id}/detail"),
        (World.approved, "/student/online/{id}/detail"),
        (parties.asked_by_employer, "/student/rescissions/{id}"),
        (parties.asked_by_student, "/student/online/{id}/detail"),
        (parties.agreed, "/student/online/{id}/detail"),
        (World.rescinded, "/student/online/{id}/detail"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_waits_for_the_student_is_read_where_it_is_answered(world, ready, path):
    signing = ready(world)
    assert notices.path_of(signing, Turn.STUDENT) == path.format(id=signing.public_id)
    assert notices.path_of(signing, Turn.EMPLOYER) == f"/employer/signings/{signing.public_id}"


def test_a_reason_is_told_to_whom_the_decision_concerns(world):
    deed = next(deed for deed in DEEDS if deed.name == "deny")
    assert all(f"原因：{REASON}" in notice.text for notice in told_by(world, deed))
