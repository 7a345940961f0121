"""Every decision on a paper agreement: version, scope, role, reason, notice; and what others see of it."""

from contextlib import suppress

import pytest

from signing_core.errors import BadValue, NotAllowed, NotFound, StalePage
from signing_core.states import agreement_status
from signing_core.use_cases import images, review, verification
from tests import makers
from tests.dumps import labels, refused
from tests.invariants import broken
from tests.papers import (
    approved,
    draft,
    ending,
    form_rejected,
    form_returned,
    generated,
    issued,
    of,
    office,
    previewed,
    scanned,
    uploaded,
)
from tests.papers import refused as scan_refused
from tests.parties import by
from tests.use_cases.paper_acts import MARKED, REASON, decide, forms, notices, plan_of

DECISIONS = [  # what is ready, the decision, what is given
    (generated, review.approve_form, {}),
    (generated, review.reject_form, REASON),
    (form_returned, review.reject_form, REASON),
    (generated, review.send_back, MARKED),
    (form_returned, review.revoke, REASON),
    (scanned, review.approve, {}),
    (scanned, review.reject, REASON),
    (scan_refused, review.revoke, REASON),
    (approved, review.revoke, REASON),
]
EVERY_DECISION = pytest.mark.parametrize(
    ("ready", "act", "given"), DECISIONS, ids=[f"{r.__name__}-{a.__name__}" for r, a, _ in DECISIONS]
)
WITH_A_REASON = pytest.mark.parametrize(
    ("ready", "act", "given"),
    [decision for decision in DECISIONS if decision[2]],
    ids=[f"{r.__name__}-{a.__name__}" for r, a, given in DECISIONS if given],
)


# Every decision


@EVERY_DECISION
def test_the_student_is_told_of_each_decision_once_with_its_reason(world, ready, act, given):
    signing = ready(world)
    before = len(notices(world))
    decide(world, act, signing, **given)
    (told,) = notices(world)[before:]
    assert (told.student_id, told.employer_id) == (world.student.id, None)
    assert labels(world)[-1] in told.subject
    assert given.get("reason", "") in told.text
    with world.reading() as work:
        assert broken(work) == []


@EVERY_DECISION
def test_i10_nobody_decides_on_another_version_than_the_one_shown(world, ready, act, given):
    signing = ready(world)
    with refused(world, kind=StalePage), world.working(office(world)) as work:
        act(work, signing.public_id, seen=signing.version - 1, **given)


@EVERY_DECISION
def test_i10_nobody_decides_outside_their_scope(world, ready, act, given):
    signing = ready(world)
    sibling = makers.as_college(world.saved(makers.a_college(world.school)))
    elsewhere = makers.as_school(world.saved_school())
    for actor in (sibling, elsewhere, makers.as_employer(world.employer), makers.as_province()):
        with refused(world, kind=NotFound):
            decide(world, act, signing, actor, **given)


@EVERY_DECISION
def test_the_student_decides_nothing(world, ready, act, given):
    signing = ready(world)
    with refused(world, kind=NotAllowed):
        decide(world, act, signing, of(world), **given)


@EVERY_DECISION
def test_under_either_level_the_college_decides_what_the_school_did_not(world, ready, act, given):
    signing, college = ready(world), makers.as_college(world.college)
    if act is review.revoke:
        with refused(world, "该审核由学校就业办作出，请由学校就业办撤回。"):
            decide(world, act, signing, college, **given)
    else:
        assert decide(world, act, signing, college, **given).decided_by == "COLLEGE"


@WITH_A_REASON
@pytest.mark.parametrize("reason", ["", " 　\n ", "很" * 201])
def test_i12_the_decision_needs_a_reason_of_1_to_200_characters(world, ready, act, given, reason):
    signing = ready(world)
    with refused(world, kind=BadValue):
        decide(world, act, signing, **given | {"reason": reason})


@EVERY_DECISION
def test_i13_a_decision_that_rolls_back_leaves_nothing(world, ready, act, given):
    signing = ready(world)
    before = (len(notices(world)), labels(world), plan_of(world), len(forms(world)))
    with suppress(ZeroDivisionError), world.working(office(world)) as work:
        act(work, signing.public_id, seen=signing.version, **given)
        work.session.flush()
        raise ZeroDivisionError
    assert (len(notices(world)), labels(world), plan_of(world), len(forms(world))) == before


# What others see


IN_FORCE = [
    (draft, "未生效"),
    (previewed, "未生效"),
    (generated, "未生效"),
    (form_returned, "未生效"),
    (form_rejected, "未生效"),
    (issued, "已生效"),
    (scanned, "已生效"),
    (scan_refused, "已生效"),
    (approved, "已生效"),
    (ending, "已生效"),
]


@pytest.mark.parametrize(("ready", "status"), IN_FORCE)
def test_i4_an_agreement_is_in_force_from_its_form_to_its_end(world, ready, status):
    signing = world.fresh(ready(world))
    assert agreement_status(signing.kind, signing.state) == status


def test_anybody_who_holds_the_form_verifies_it_in_every_state_after_it_was_issued(world):
    def status() -> str:
        code = forms(world)[0].code
        return verification.check(world.services, address="127.0.0.1", number=signing.number, code=code).status

    signing, told = issued(world), []
    told.append(status())
    uploaded(world, signing)
    for actor, act, given in (
        (of(world), images.submit, {}),
        (office(world), review.reject, REASON),
        (office(world), review.revoke, REASON),
        (office(world), review.approve, {}),
        (office(world), review.revoke, REASON),
    ):
        by(world, actor, act, signing, **given)
        told.append(status())
    assert told == ["已鉴证生效"] * 6
