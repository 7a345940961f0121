"""批量办理: tried, confirmed once as it was tried, done row by row; nothing twice, nothing of others."""

from dataclasses import asdict, replace

import pytest
from sqlalchemy import select

from portals.operator.tasks import RUNNERS
from signing_core.actors import SYSTEM, Actor, Role
from signing_core.errors import BadValue, MoveRefused, NotAllowed, NotFound
from signing_core.models import Account, BulkRow, Job, JobState, LogEntry, Opinion, Signing
from signing_core.queries import narrowing, review_queues
from signing_core.states import ReviewLevels
from signing_core.states import SigningState as S
from signing_core.use_cases import bulk_runs, jobs, review
from tests import makers
from tests.dumps import labels, refused
from tests.use_cases.test_levels import passed, requested, review_by

PASS, REFUSE = Opinion.PASS, Opinion.REFUSE


@pytest.fixture
def officer(world) -> Actor:
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    return makers.as_school(world.school, account.id)


def waiting(world, count: int) -> list[Signing]:
    return [world.accepted(world.saved_student()) for _ in range(count)]


def run_due(world) -> None:
    jobs.run_due(world.services, RUNNERS)


def tried(world, officer, *, opinion=PASS, reason="", queue=review_queues.MINE, ticked=None) -> str:
    """A check that is done; its id."""
    question = narrowing.Question(cohort=makers.COHORT, queue=queue, role=officer.role)
    asked = {"question": asdict(question)} | ({"ticked": ticked} if ticked is not None else {})
    check = makers.new_id()
    with world.working(officer) as work:
        bulk_runs.order_check(work, asked, opinion=opinion, reason=reason, public_id=check)
    run_due(world)
    return check


def confirmed(world, officer, check: str) -> str:
    run = makers.new_id()
    with world.working(officer) as work:
        bulk_runs.confirm(work, check, public_id=run)
    return run


def done(world, officer, check: str) -> str:
    run = confirmed(world, officer, check)
    run_due(world)
    return run


def job(world, public_id: str) -> Job:
    with world.reading() as work:
        return work.session.scalars(select(Job).where(Job.public_id == public_id)).one()


def rows(world, check: str) -> list[BulkRow]:
    with world.reading() as work:
        return list(work.session.scalars(select(BulkRow).where(BulkRow.check == check).order_by(BulkRow.position)))


def states(world, signings) -> list[str]:
    return [world.fresh(one).state for one in signings]


def test_trying_decides_nothing_and_says_what_would_be_done(world, officer):
    signings = waiting(world, 3)
    before = labels(world)
    found = job(world, tried(world, officer)).found
    assert (found["rows"], found["passing"], found["acts"]) == (3, 3, [["签约审核通过", 3]])
    assert states(world, signings) == [S.AWAITING_REVIEW] * 3
    assert labels(world) == before


def test_what_was_confirmed_is_done_and_told_row_by_row(world, officer):
    signings = waiting(world, 3)
    check = tried(world, officer)
    run = done(world, officer, check)
    assert states(world, signings) == [S.APPROVED] * 3
    assert job(world, run).found | {"acts": None} == {"done": 3, "refused": 0, "acts": None, "reasons": []}
    assert {row.act for row in rows(world, check)} == {"签约审核通过"}
    with world.reading() as work:
        assert work.session.scalars(select(LogEntry.detail).where(LogEntry.act == "批量办理")).all() == [
            "办理 3 条，未能办理 0 条"
        ]


def test_a_refusal_of_many_needs_its_reason_and_tells_it(world, officer):
    signings = waiting(world, 2)
    with refused(world, kind=BadValue):
        tried(world, officer, opinion=REFUSE)
    done(world, officer, tried(world, officer, opinion=REFUSE, reason="材料不实。"))
    assert states(world, signings) == [S.REJECTED] * 2


def test_each_row_is_decided_by_what_it_waits_for(world, officer):
    ending = requested(world)
    review_by(world, ReviewLevels.EITHER)
    signing = world.accepted(world.saved_student())
    found = job(world, check := tried(world, officer)).found
    assert sorted(found["acts"]) == [["签约审核通过", 1], ["解约审核通过", 1]]
    done(world, officer, check)
    assert states(world, [ending, signing]) == [S.RESCINDED, S.APPROVED]


def test_a_college_passes_first_and_the_school_approves(world, officer):
    review_by(world, ReviewLevels.COLLEGE_THEN_SCHOOL)
    account = world.saved(makers.an_account(Role.COLLEGE, school_id=world.school.id, college_id=world.college.id))
    signings = waiting(world, 2)
    college = makers.as_college(world.college, account.id)
    check = tried(world, college)
    assert job(world, check).found["acts"] == [["院系初审通过", 2]]
    done(world, college, check)
    assert all(world.fresh(one).college_passed_at for one in signings)
    done(world, officer, tried(world, officer))
    assert states(world, signings) == [S.APPROVED] * 2


def test_i10_rows_that_changed_since_they_were_tried_are_refused_and_said(world, officer):
    first, second = waiting(world, 2)
    check = tried(world, officer)
    run = confirmed(world, officer, check)
    with world.working(makers.as_school(world.school)) as work:
        review.reject(work, first.public_id, seen=first.version, reason="材料不全")
    run_due(world)
    assert states(world, [first, second]) == [S.REJECTED, S.APPROVED]
    assert job(world, run).found["reasons"] == [["内容已变更，请重新查看后再操作。", 1]]


def test_rows_whose_review_was_revoked_meanwhile_are_refused(world, officer):
    signing = world.approved()
    (other,) = waiting(world, 1)
    check = tried(world, officer, queue=narrowing.EVERY)
    assert job(world, check).found["passing"] == 1
    with world.working(makers.as_school(world.school)) as work:
        review.revoke(work, signing.public_id, seen=signing.version, reason="核对有误")
    done(world, officer, check)
    assert states(world, [signing, other]) == [S.AWAITING_REVIEW, S.APPROVED]


def test_i12_what_was_confirmed_is_not_confirmed_again(world, officer):
    waiting(world, 1)
    check = tried(world, officer)
    confirmed(world, officer, check)
    with refused(world, "没有可以办理的记录，或者已经确认过。", MoveRefused):
        confirmed(world, officer, check)


def test_two_runs_over_the_same_rows_do_each_once(world, officer):
    (signing,) = waiting(world, 1)
    checks = [tried(world, officer), tried(world, officer)]
    runs = [confirmed(world, officer, check) for check in checks]
    run_due(world)
    assert [job(world, run).found["done"] for run in runs] == [1, 0]
    assert world.fresh(signing).state is S.APPROVED


def test_ticked_rows_are_tried_in_the_version_that_was_ticked(world, officer):
    first, second, third = waiting(world, 3)
    check = tried(world, officer, ticked=[[first.public_id, first.version], [second.public_id, second.version + 1]])
    assert [bool(row.said) for row in rows(world, check)] == [True, False]
    done(world, officer, check)
    assert states(world, [first, second, third]) == [S.APPROVED, S.AWAITING_REVIEW, S.AWAITING_REVIEW]


def test_a_row_that_a_precheck_stops_is_left_out(world, officer):
    signing = world.accepted()
    elsewhere = world.saved(makers.a_college(world.saved_school()))
    world.saved_student(elsewhere, id_number=world.student.id_number)
    check = tried(world, officer)
    assert job(world, check).found["passing"] == 0
    assert rows(world, check)[0].said.startswith("预审须更正：")
    with pytest.raises(MoveRefused):
        confirmed(world, officer, check)
    assert world.fresh(signing).state is S.AWAITING_REVIEW


def test_i10_a_college_tries_and_does_its_own_rows_only(world):
    account = world.saved(makers.an_account(Role.COLLEGE, school_id=world.school.id, college_id=world.college.id))
    elsewhere = world.saved(makers.a_college(world.school))
    ours, theirs = world.accepted(), world.accepted(world.saved_student(elsewhere))
    college = makers.as_college(world.college, account.id)
    done(world, college, tried(world, college))
    assert states(world, [ours, theirs]) == [S.APPROVED, S.AWAITING_REVIEW]


def test_i12_only_who_tried_it_confirms_or_stops_it(world, officer):
    waiting(world, 1)
    check = tried(world, officer)
    colleague = makers.as_school(
        world.school, world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id)).id
    )
    with refused(world, kind=NotFound):
        confirmed(world, colleague, check)
    run = confirmed(world, officer, check)
    with refused(world, kind=NotFound), world.working(colleague) as work:
        bulk_runs.stop(work, run)


def test_i12_only_the_office_decides_many(world):
    for actor in (makers.as_student(world.student), makers.as_employer(world.employer), makers.as_province()):
        with refused(world, kind=NotAllowed), world.working(actor) as work:
            bulk_runs.order_check(work, {}, opinion=PASS, reason="", public_id=makers.new_id())


def test_a_filter_that_matches_nothing_comes_to_nothing(world, officer):
    assert job(world, tried(world, officer)).found["rows"] == 0


def test_more_rows_than_the_limit_are_refused_with_a_sentence(world, officer, monkeypatch):
    monkeypatch.setattr(bulk_runs, "MOST", 1)
    waiting(world, 2)
    check = job(world, tried(world, officer))
    assert (check.state, check.message) == (JobState.FAILED, "符合条件的记录超过 1 条，请缩小范围后再办理。")


def test_a_stopped_run_leaves_the_rest_undone(world, officer):
    signings = waiting(world, 3)
    run = confirmed(world, officer, tried(world, officer))

    def point(name: str) -> None:
        if name == "bulk.row_done":
            with world.working(officer) as work:
                bulk_runs.stop(work, run)

    jobs.run_due(replace(world.services, point=point), RUNNERS)
    assert states(world, signings).count(S.APPROVED) == 1
    assert (job(world, run).found["done"], job(world, run).found["refused"]) == (1, 2)


def test_an_account_that_is_disabled_in_the_middle_decides_no_more(world, officer):
    signings = waiting(world, 3)
    run = confirmed(world, officer, tried(world, officer))

    def point(name: str) -> None:
        if name == "bulk.row_done":
            world.clock.forward(seconds=2)
            with world.working(SYSTEM) as work:
                work.session.get_one(Account, officer.account_id).disabled_at = work.at

    jobs.run_due(replace(world.services, point=point), RUNNERS)
    assert states(world, signings).count(S.APPROVED) == 1
    assert (job(world, run).state, job(world, run).message) == (JobState.FAILED, "提交人的账号已停用。")


def test_what_an_interrupted_worker_did_is_not_done_again(world, officer):
    signings = waiting(world, 4)
    run = confirmed(world, officer, tried(world, officer))
    seen = []

    def point(name: str) -> None:
        if name == "bulk.row_done":
            seen.append(name)
            if len(seen) == 2:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        jobs.run_due(replace(world.services, point=point), RUNNERS)
    world.clock.forward(minutes=4)
    run_due(world)
    assert states(world, signings) == [S.APPROVED] * 4
    assert (job(world, run).found["done"], labels(world).count("签约审核通过")) == (4, 4)


def test_passed_rows_wait_for_the_school_in_the_dry_run_too(world, officer):
    review_by(world, ReviewLevels.COLLEGE_THEN_SCHOOL)
    passed(world, world.accepted())
    waiting(world, 1)
    found = job(world, tried(world, officer, queue=review_queues.WAITING)).found
    assert (found["passing"], found["reasons"]) == (1, [["学院尚未初审通过，不能终审通过。", 1]])
