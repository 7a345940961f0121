"""Every use case that does more than one thing: those of the house beside those that move signings."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import delete, select

from portals.operator import tasks
from signing_core.actors import SYSTEM, Role
from signing_core.errors import Refusal
from signing_core.models import Job
from signing_core.queries import plan_codes as doubts
from signing_core.use_cases import (
    bulk_runs,
    candidates,
    delivery,
    drawing,
    jobs,
    opening,
    plan_codes,
    plans,
    restrictions,
    roster,
    tallies,
    uploads,
)
from signing_core.use_cases.jobs import JobKind
from signing_core.work import Services, UnitOfWork
from tests import makers
from tests.faults.destination_moves import DESTINATION_MOVES
from tests.faults.employer_moves import EMPLOYER_MOVES
from tests.faults.entries import ENTRIES
from tests.faults.filters import FILTERS
from tests.faults.house_acts import HOUSE_ACTS
from tests.faults.kills import Act
from tests.faults.moves import MOVES, in_a_unit
from tests.faults.paper_moves import PAPER_MOVES
from tests.faults.record_moves import RECORD_MOVES
from tests.world import World


def import_students(world: World) -> Act:
    rows = [_row(number, college) for number, college in enumerate(["新设学院", "新设学院", world.college.name])]
    rows[2] |= {"student_number": world.student.student_number, "major": "会计"}
    school_id, by = world.school.id, makers.as_school(world.school)
    facts = {"school_id": school_id, "cohort": makers.COHORT, "rows": rows}
    return in_a_unit(by, lambda work: roster.import_students(work, **facts))


def _row(number: int, college: str) -> dict[str, str]:
    facts = dict.fromkeys(roster.FACTS, "")
    facts |= {
        "student_number": f"X{number}",
        "name": "江水",
        "gender": "女",
        "major": "会计",
        "education": "本科生毕业",
    }
    return facts | {
        "training": "非定向",
        "college": college,
        "id_number": makers.an_id_number(20_000 + number),
        "phone": "",
    }


def confirm_phone(world: World) -> Act:
    student, by = world.saved_student(phone=""), makers.as_college(world.college)
    given = {"seen": student.version, "phone": f"138{student.id:08}"}
    return in_a_unit(by, lambda work: roster.confirm_phone(work, student.public_id, **given))


def review_a_source(world: World) -> Act:
    student, by = world.saved_student(source_reviewed=False), makers.as_college(world.college)
    given = {"seen": student.version, "reviewed": True}
    return in_a_unit(by, lambda work: roster.review_source(work, student.public_id, **given))


def list_a_candidate(world: World) -> Act:
    student, by = world.student, makers.as_employer(world.employer)
    facts = candidates.FourFacts(
        school=world.school.name, cohort=str(student.cohort), name=student.name, proof=student.phone
    )

    def act(services: Services) -> None:
        found = candidates.search(services, by, facts)
        with services.working(by) as work:
            candidates.add(work, found)

    return act


def deliver(world: World) -> Act:
    world.clock.forward(days=6)
    delivery.deliver_due(world.services, lambda _parcel: None)  # what other worlds left
    world.clock.forward(days=-6)
    world.accepted()
    return lambda services: delivery.deliver_due(services, lambda _parcel: None)


def draw(world: World) -> Act:
    world.clock.forward(days=6)
    drawing.draw_due(world.services, as_text)  # what other worlds left
    world.clock.forward(days=-6)
    world.rescinded()
    return lambda services: drawing.draw_due(services, as_text)


def put_tallies_together(world: World) -> Act:
    tallies.put_together(world.services)  # what other worlds left
    world.rescinded()
    world.approved(world.saved_student())
    return tallies.put_together


def as_text(sheet: drawing.Sheet) -> bytes:
    return repr(sheet).encode()


def set_another_way(world: World) -> Act:
    student, by = world.student, makers.as_school(world.school)
    given = {"seen": 1, "reason": "由学院集体上报"}
    return in_a_unit(by, lambda work: plans.set_other(work, student.public_id, **given))


def set_a_code(world: World) -> Act:
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    by, cohort = makers.as_school(world.school, account.id), makers.COHORT
    with world.working(by) as work:
        plans.set_other(work, world.student.public_id, seen=1, reason="由学院集体上报", destination="村官")
        seen = doubts.seen_as(doubts.doubted(work, cohort))
    given = {"cohort": cohort, "seen": seen, "wanted": {("村官", "50"): "51"}}
    return in_a_unit(by, lambda work: plan_codes.set_own(work, **given))


def report_plans(world: World) -> Act:
    world.approved()
    return _ordered(world, JobKind.PLAN_EXPORT, {"cohort": makers.COHORT})


def export_in_full(world: World) -> Act:
    world.accepted()
    asked = {"question": {"cohort": makers.COHORT}, "columns": ["student_name", "id_number"], "full": True}
    return _ordered(world, JobKind.REVIEW_EXPORT, asked)


def try_many(world: World) -> Act:
    """试算 of two rows, one of which cannot be passed."""
    world.accepted()
    world.approved(world.saved_student())
    question = {"cohort": makers.COHORT, "queue": "all", "role": "SCHOOL"}
    return _ordered(world, JobKind.BULK_CHECK, {"question": question, "opinion": "PASS", "reason": ""})


def decide_many(world: World) -> Act:
    """批量办理 confirmed and done: each row in a unit of its own."""
    for _ in range(2):
        world.accepted(world.saved_student())
    try_many(world)(world.services)
    with world.reading() as work:
        check = work.session.scalars(select(Job)).one()
    by, run = makers.as_school(world.school, check.account_id), makers.new_id()

    def act(services: Services) -> None:
        with suppress(Refusal), services.working(by) as work:  # confirmed before the worker died
            bulk_runs.confirm(work, check.public_id, public_id=run)
        services.clock.forward(minutes=4)
        jobs.run_due(services, tasks.RUNNERS)

    return act


def export_the_log(world: World) -> Act:
    return _ordered(world, JobKind.LOG_EXPORT, {"question": {"cohort": 0}})


def _ordered(
    world: World, kind: JobKind, asked: dict[str, Any], also: Callable[[UnitOfWork], Any] = lambda _work: None
) -> Act:
    with world.working(SYSTEM) as work:
        work.session.execute(delete(Job))  # what other worlds left
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    with world.working(makers.as_school(world.school, account.id)) as work:
        also(work)
        jobs.order(work, kind, asked)

    def act(services: Services) -> None:
        services.clock.forward(minutes=4)  # the lease of a worker that died is over
        jobs.run_due(services, tasks.RUNNERS)

    return act


def change_settings(world: World) -> Act:
    by, place = makers.as_school(world.school), {"school_id": world.school.id, "cohort": makers.COHORT}
    return in_a_unit(by, lambda work: opening.change(work, **place, seen=1, reply_days=9, rescission_cap=2))


def restrict_a_student(world: World) -> Act:
    student, by = world.student, makers.as_school(world.school)
    given = {"seen": student.version, "restricted": True, "reason": "学籍信息正在核实"}
    return in_a_unit(by, lambda work: restrictions.change(work, student.public_id, **given))


def restrict_all(world: World) -> Act:
    world.saved_student()
    wish = {"restricted": True, "reason": "学籍信息正在核实"}
    return _ordered(world, JobKind.RESTRICTION_CHANGE, {"question": {"cohort": makers.COHORT}, "wish": wish})


def import_restrictions(world: World) -> Act:
    """A list of two, one of whom is restricted already."""
    already = world.saved_student(restricted=True, restriction_reason="欠费")
    lines = [f"{one.student_number},{one.name},限制,欠费" for one in (world.student, already)]
    data, file = "\n".join(["学号,姓名,操作,原因", *lines]).encode(), makers.new_id()
    kept = {"name": "名单.csv", "purpose": uploads.Purpose.RESTRICTIONS}
    asked = {"file": file, "cohort": makers.COHORT, "name": "名单.csv"}
    return _ordered(world, JobKind.RESTRICTION_IMPORT, asked, lambda work: uploads.keep(work, file, data, **kept))


def export_restrictions(world: World) -> Act:
    return _ordered(world, JobKind.RESTRICTION_EXPORT, {"question": {"cohort": makers.COHORT}})


ACTS = [
    *MOVES,
    *PAPER_MOVES,
    *DESTINATION_MOVES,
    *ENTRIES,
    *RECORD_MOVES,
    *EMPLOYER_MOVES,
    *FILTERS,
    import_students,
    confirm_phone,
    review_a_source,
    list_a_candidate,
    deliver,
    draw,
    change_settings,
    restrict_a_student,
    restrict_all,
    import_restrictions,
    export_restrictions,
    set_another_way,
    set_a_code,
    report_plans,
    export_in_full,
    try_many,
    decide_many,
    export_the_log,
    *HOUSE_ACTS,
    put_tallies_together,
]
