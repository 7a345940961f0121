"""去向统计 is kept counted: whatever happens, in whatever order, the sums are what counting everybody gives."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import delete, func, select

from signing_core.actors import SYSTEM
from signing_core.effects import tallies as kept
from signing_core.errors import Refusal
from signing_core.models import Student, Tally
from signing_core.states import PlanSource, PlanStatus, SigningKind
from signing_core.use_cases import rescind, review, tallies
from tests import destinations, makers, papers
from tests.invariants_of_tallies import counted_as_there_are
from tests.stored import read
from tests.use_cases.test_roster import a_row, bring_in, row_of
from tests.world import World

STEPS = 60
FILED = (Tally.status, Tally.source, Tally.kind, Tally.code, func.sum(Tally.count))


def wrong(world: World) -> list[str]:
    with world.reading() as work:
        return list(counted_as_there_are(read(work, None)))


def rows(world: World) -> int:
    with world.reading() as work:
        return work.session.scalar(select(func.count()).select_from(Tally))


def counted(world: World) -> dict[tuple, int]:
    """By standing how many, of the whole world."""
    with world.reading() as work:
        found = work.session.execute(select(*FILED).group_by(*FILED[:-1]).having(FILED[-1] != 0))
        return {tuple(standing): n for *standing, n in found}


NONE = (PlanStatus.NOT_SUBMITTED, PlanSource.NONE, "", "")
ONLINE = (PlanStatus.AWAITING_COLLEGE, PlanSource.SIGNING, SigningKind.ONLINE, "10")


def test_an_approval_counts_by_kind_and_code_and_its_end_takes_it_back(world):
    assert counted(world) == {NONE: 1}
    signing = world.approved()
    assert counted(world) == {ONLINE: 1}
    with world.working(makers.as_school(world.school)) as work:
        rescind.force(work, signing.public_id, seen=signing.version, reason="双方另有约定。")
    assert counted(world) == {NONE: 1}


def test_a_revoked_approval_is_taken_back(world):
    signing = world.approved()
    with world.working(makers.as_school(world.school)) as work:
        review.revoke(work, signing.public_id, seen=signing.version, reason="材料需要补充。")
    assert counted(world) == {NONE: 1}


def test_a_roster_counts_whom_it_brings_and_moves_whom_it_changes(world):
    world.approved()
    bring_in(world, *(a_row(serial, college=f"{serial % 2}院") for serial in range(30)))
    assert counted(world) == {NONE: 30, ONLINE: 1}
    changed = {"college": "新学院", "education": "硕士生毕业", "gender": "男", "major": "数学"}
    bring_in(world, row_of(world, world.student, **changed), a_row(0, college="1院"))
    assert counted(world) == {NONE: 30, ONLINE: 1}
    assert wrong(world) == []


def test_a_change_that_counts_for_nothing_adds_no_row(world):
    before = rows(world)
    bring_in(world, row_of(world, world.student, name="黄河清"))
    assert rows(world) == before


def test_rows_of_one_sort_are_put_together_and_what_came_to_nothing_goes(world):
    for _ in range(3):
        world.rescinded()
    before = counted(world)
    assert rows(world) > 6
    tallies.put_together(world.services)
    assert (rows(world), counted(world)) == (1, before)
    tallies.put_together(world.services)
    assert (rows(world), counted(world)) == (1, before)


def test_more_rows_than_a_batch_are_put_together_too(world, monkeypatch):
    monkeypatch.setattr(tallies, "AT_ONCE", 3)
    for _ in range(4):
        world.rescinded()
    world.approved(world.saved_student())
    before = counted(world)
    tallies.put_together(world.services)
    assert rows(world) == len(before) == 2
    assert counted(world) == before


def test_counting_everybody_anew_gives_the_same(world):
    world.approved(world.saved_student())
    papers.approved(world, papers.draft(world, world.saved_student()))
    before = counted(world)
    with world.services.working(SYSTEM) as work:
        work.session.execute(delete(Tally))
        work.session.execute(kept.counted_anew())
    assert counted(world) == before
    assert wrong(world) == []


class Lives:
    """Random acts of an office and its students, refused or not."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random = world, random.Random(seed)
        self.students, self.signings, self.serial = [world.student], [], 0

    def step(self) -> None:
        acts: list[Callable[[], object]] = [
            self.create, self.bring, self.edit, self.edit, self.online, self.paper, self.destination, self.revoke,
            self.rescind, self.together,
        ]  # fmt: skip
        with suppress(Refusal):
            self.random.choice(acts)()

    def create(self) -> None:
        self.students.append(self.world.saved_student())

    def bring(self) -> None:
        self.serial += 10
        several = [a_row(self.serial + n, college=self.random.choice("文理工")) for n in range(3)]
        bring_in(self.world, *several)
        with self.world.reading() as work:
            numbers = Student.student_number.in_([row["student_number"] for row in several])
            new = list(work.session.scalars(select(Student).where(numbers)))
        with self.world.working(SYSTEM) as work:
            for student in new:
                work.get(Student, student.public_id).source_reviewed = True
        self.students += [self.world.fresh(student) for student in new]

    def edit(self) -> None:
        student = self.one()
        facts = {
            "college": self.random.choice("文理工"),
            "major": self.random.choice(["数学", "英语"]),
            "education": self.random.choice(["本科生毕业", "硕士生毕业"]),
            "gender": self.random.choice("男女"),
        }
        chosen = dict(self.random.sample(sorted(facts.items()), 2))
        with self.world.reading() as work:
            college = work.get(Student, student.public_id).college.name
        bring_in(self.world, row_of(self.world, student, **{"college": college} | chosen))

    def online(self) -> None:
        self.signings.append(self.world.approved(self.one()))

    def paper(self) -> None:
        self.signings.append(papers.approved(self.world, papers.draft(self.world, self.one())))

    def destination(self) -> None:
        self.signings.append(destinations.approved(self.world, destinations.draft(self.world, student=self.one())))

    def revoke(self) -> None:
        self.end(lambda work, s: review.revoke(work, s.public_id, seen=s.version, reason="材料需要补充。"))

    def rescind(self) -> None:
        self.end(lambda work, s: rescind.force(work, s.public_id, seen=s.version, reason="双方另有约定。"))

    def end(self, act) -> None:
        if self.signings:
            signing = self.world.fresh(self.random.choice(self.signings))
            with self.world.working(makers.as_school(self.world.school)) as work:
                act(work, signing)

    def together(self) -> None:
        tallies.put_together(self.world.services)

    def one(self) -> Student:
        return self.world.fresh(self.random.choice(self.students))


@pytest.mark.parametrize("seed", range(4))
def test_after_random_acts_the_sums_are_what_counting_everybody_gives(world, seed):
    lives = Lives(world, seed)
    for step in range(STEPS):
        lives.step()
        assert wrong(world) == [], step
    assert len({signing.kind for signing in lives.signings}) == len(SigningKind)


def test_approvals_edits_and_the_worker_at_once_lose_nobody(world):
    """More than there are locks to wait for: who is refused tries again."""
    students = [world.saved_student() for _ in range(6)]
    accepted = [world.accepted(student, world.saved(makers.an_employer())) for student in students]

    def approve(signing) -> None:
        with world.working(makers.as_school(world.school)) as work:
            review.approve(work, signing.public_id, seen=world.fresh(signing).version)

    def edit(student) -> None:
        bring_in(world, row_of(world, world.fresh(student), education="硕士生毕业", gender="男"))

    def until_done(act, on) -> None:
        for _ in range(50):
            with suppress(Refusal):
                return act(on)
        raise AssertionError("refused for ever")

    with ThreadPoolExecutor(6) as pool:
        done = [pool.submit(until_done, approve, one) for one in accepted]
        done += [pool.submit(until_done, edit, one) for one in students]
        done += [pool.submit(until_done, tallies.put_together, world.services) for _ in range(4)]
        for one in done:
            one.result()
    assert wrong(world) == []
    assert counted(world) == {NONE: 1, ONLINE: 6}


def test_an_edit_under_way_is_seen_by_the_approval_that_waited_for_it(world):
    """The approval read the student before the edit, and counts what the student is when the plan is its own."""
    signing = world.accepted()
    if world.services.database.engine.dialect.name == "sqlite":
        pytest.skip("one writes after the other there")
    with world.working(makers.as_school(world.school)) as work:
        held = work.session.scalars(select(Student).where(Student.id == world.student.id)).one()
        assert held.gender == "女"
        bring_in(world, row_of(world, world.student, gender="男"))
        review.approve(work, signing.public_id, seen=signing.version)
    assert wrong(world) == []


def test_rows_that_another_worker_holds_are_left_to_it(world):
    for _ in range(2):
        world.rescinded()
    if world.services.database.engine.dialect.name == "sqlite":
        pytest.skip("one writes after the other there")
    before, there = counted(world), rows(world)
    with world.working(SYSTEM) as work:
        work.session.execute(select(Tally.id).with_for_update())
        tallies.put_together(world.services)
        assert rows(world) == there
    tallies.put_together(world.services)
    assert (rows(world), counted(world)) == (1, before)
