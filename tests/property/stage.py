"""The product behind the model's steps: one school with two colleges and students, three employers, every role."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from signing_core import clock
from signing_core.actors import SYSTEM, Actor
from signing_core.errors import Refusal
from signing_core.models import Candidate
from signing_core.states import SigningKind
from signing_core.use_cases import changes, invitations, rescind, review, sweep
from signing_core.work import Services, UnitOfWork
from tests import databases, makers
from tests.invariants import broken_in
from tests.property.cast import Deal, Person, Step, Who
from tests.property.circumstances import Circumstances
from tests.property.destination_stage import OnDestinations, on_destinations
from tests.property.image_stage import Images
from tests.property.model import Model
from tests.property.paper_stage import REASON, OnPaper, on_paper
from tests.stored import Stored, read
from tests.world import SettableClock, services_for

CLOCKS = {"sweep": sweep.expire_due, "remind": sweep.remind_due}
RESCISSIONS = {
    "": "",
    "待对方处理": "AWAITING_COUNTERPART",
    "等待解约审核": "AWAITING_REVIEW",
    "对方不同意": "DECLINED",
    "解约审核不通过": "REJECTED",
    "解约审核通过": "APPROVED",
    "已由学校强制解约": "FORCED",
}


def services_on(database: str) -> Services:
    """Services on a database of that name that is migrated and, but for other tests' rows, empty."""
    folder = Path(tempfile.mkdtemp(prefix="signing-stage-"))
    url = databases.sqlite_url(folder) if database == "sqlite" else databases.postgresql_url()
    return services_for(url, folder)


class Stage(OnPaper, OnDestinations, Images, Circumstances):
    """Fresh rows of one school on a database that others use as well."""

    def __init__(self, services: Services) -> None:
        self.services = replace(services, clock=SettableClock())
        with self.services.working(SYSTEM) as work:
            self._furnish(work)
        self.ids: dict[int, str] = {}
        self.typed_on: dict[int, int] = {}
        self.versions: dict[tuple[int, int], int] = {}

    def _furnish(self, work: UnitOfWork) -> None:
        def kept(*rows: Any) -> Any:
            work.session.add_all(rows)
            work.session.flush()
            return rows

        earlier = makers.NOON - timedelta(days=30)
        self.school, self.other_school = kept(makers.a_school(), makers.a_school())
        kept(
            makers.a_trail_head(self.school),
            makers.open_settings(self.school, paper_from=earlier, other_from=earlier),
            makers.a_trail_head(self.other_school),
        )
        self.colleges = kept(makers.a_college(self.school), makers.a_college(self.school))
        self.students = kept(*(makers.a_student(college) for college in self.colleges))
        kept(*(makers.a_plan(student) for student in self.students))
        kept(*(makers.a_tally(student) for student in self.students))
        self.firms = kept(*(makers.an_employer() for _ in range(3)))
        for firm in self.firms:
            kept(*(self._candidate(firm.id, student.id) for student in self.students))

    def _candidate(self, employer_id: int, student_id: int) -> Candidate:
        return Candidate(
            public_id=makers.new_id(), employer_id=employer_id, student_id=student_id, created_at=makers.NOON
        )

    def actor(self, who: Who) -> Actor:
        role, index = who
        if role == "STUDENT":
            return makers.as_student(self.students[index])
        if role == "EMPLOYER":
            return makers.as_employer(self.firms[index])
        if role == "COLLEGE":
            return makers.as_college(self.colleges[index])
        if role == "SCHOOL":
            return makers.as_school([self.school, self.other_school][index])
        return makers.as_province()

    def do(self, step: Step, point: Callable[[str], None] | None = None) -> Refusal | None:
        """Make the step in a unit of its own; the refusal, if there was one. Anything else is raised."""
        clock_ = self.services.clock if step.at is None else SettableClock(step.at)
        services = replace(self.services, clock=clock_, point=point or self.services.point)
        try:
            if step.trigger in CLOCKS:
                CLOCKS[step.trigger](services)
            else:
                with services.working(self.actor(step.by)) as work:
                    getattr(self, f"_{step.trigger}")(work, step)
        except Refusal as refusal:
            return refusal
        return None

    def stored(self) -> Stored:
        with self.services.reading(SYSTEM) as work:
            return read(work, self.school.id)

    def note_versions(self, stored: Stored, model: Model) -> None:
        """Signings stand in the order in which they were made; keep which row version each revision has."""
        for row, (index, deal) in zip(stored.signings, living(model), strict=True):
            self.ids[index] = row.public_id
            self.versions[index, deal.revision] = row.version
            self.typed_on[index] = deal.typed

    def as_model(self, stored: Stored) -> Model:
        """What is stored, as a model would have it; revisions, who decided and since when a turn lasts are left out."""
        firms, students = ([row.id for row in rows] for rows in (self.firms, self.students))
        deals = [
            Deal(
                kind=row.kind,
                firm=firms.index(row.employer_id) if row.employer_id else -1,
                student=students.index(row.student_id),
                deadline=row.deadline,
                state=row.state,
                terms=row.terms_version,
                agreed=row.agreed_version,
                serial=int(row.number[-6:]) if row.number else None,
                versions=len(stored.terms[row.id]),
                proposed=row.proposed_version,
                answer_by=row.proposal_deadline,
                rescission=RESCISSIONS[row.rescission_status],
                asked_by=row.rescission_by or "",
                passed=row.college_passed_at is not None,
                reminded=row.reminded_at,
                discarded=row.discarded_at is not None,
                **entered(stored, row),
            )
            for row in stored.signings
        ]
        return Model(students=[Person(plan=stored.plans[student].source) for student in students], deals=deals)

    def differences(self, model: Model) -> list[str]:
        """Where the stored state is not the model's, and which invariants are broken."""
        stored = self.stored()
        self.note_versions(stored, model)
        product, found = self.as_model(stored), broken_in(stored)
        for is_, (index, deal) in zip(product.deals, living(model), strict=True):
            unseen = {name: getattr(is_, name) for name in ("revision", "decided_by", "since", "typed")}
            wanted = replace(deal, **unseen)
            if is_ != wanted:
                found.append(f"signing {index} is {is_}, the rules say {wanted}")
        plans = [[person.plan for person in m.students] for m in (product, model)]
        if plans[0] != plans[1]:
            found.append(f"plans are {plans[0]}, the rules say {plans[1]}")
        return found

    def _seen(self, step: Step) -> int:
        return self.versions.get((step.deal, step.seen), 0)

    def _terms(self, work: UnitOfWork, step: Step) -> dict[str, str]:
        report_by = clock.today(work.at) + timedelta(days=90)
        position = "市场助理" if step.complete else ""
        return makers.terms(reply_days=str(step.days), report_by=report_by.isoformat(), position=position)

    def _invite(self, work: UnitOfWork, step: Step) -> None:
        invitations.invite(work, student_id=self.students[step.student].public_id, terms=self._terms(work, step))

    def _revise(self, work: UnitOfWork, step: Step) -> None:
        invitations.revise(work, self.ids[step.deal], seen=self._seen(step), terms=self._terms(work, step))

    def _withdraw(self, work: UnitOfWork, step: Step) -> None:
        invitations.withdraw(work, self.ids[step.deal], seen=self._seen(step))

    def _accept(self, work: UnitOfWork, step: Step) -> None:
        invitations.accept(work, self.ids[step.deal], seen_terms=step.seen)

    def _decline(self, work: UnitOfWork, step: Step) -> None:
        invitations.decline(work, self.ids[step.deal], seen_terms=step.seen)

    def _college_pass(self, work: UnitOfWork, step: Step) -> None:
        review.college_pass(work, self.ids[step.deal], seen=self._seen(step))

    def _approve(self, work: UnitOfWork, step: Step) -> None:
        review.approve(work, self.ids[step.deal], seen=self._seen(step))

    def _reject(self, work: UnitOfWork, step: Step) -> None:
        review.reject(work, self.ids[step.deal], seen=self._seen(step), reason=REASON if step.complete else " ")

    def _revoke(self, work: UnitOfWork, step: Step) -> None:
        review.revoke(work, self.ids[step.deal], seen=self._seen(step), reason=REASON if step.complete else " ")

    def _propose(self, work: UnitOfWork, step: Step) -> None:
        terms = self._terms(work, step) | {"other_terms": f"第 {step.seen} 次修改。"}
        changes.propose(work, self.ids[step.deal], seen=self._seen(step), terms=terms)

    def _retract(self, work: UnitOfWork, step: Step) -> None:
        changes.withdraw(work, self.ids[step.deal], seen=self._seen(step))

    def _agree_change(self, work: UnitOfWork, step: Step) -> None:
        changes.answer(work, self.ids[step.deal], seen_terms=step.seen, agree=True)

    def _refuse_change(self, work: UnitOfWork, step: Step) -> None:
        changes.answer(work, self.ids[step.deal], seen_terms=step.seen, agree=False, reason=REASON)

    def _send_back(self, work: UnitOfWork, step: Step) -> None:
        given = {"reason": REASON, "fields": ["position", "dispatch_name"] if step.complete else []}
        review.send_back(work, self.ids[step.deal], seen=self._seen(step), **given)

    def _ask(self, work: UnitOfWork, step: Step) -> None:
        rescind.ask(work, self.ids[step.deal], seen=self._seen(step), reason=REASON, ticked=step.complete)

    def _agree(self, work: UnitOfWork, step: Step) -> None:
        rescind.agree(work, self.ids[step.deal], seen=self._seen(step), reason=REASON, ticked=step.complete)

    def _disagree(self, work: UnitOfWork, step: Step) -> None:
        rescind.disagree(work, self.ids[step.deal], seen=self._seen(step), reason=REASON)

    def _grant(self, work: UnitOfWork, step: Step) -> None:
        rescind.approve(work, self.ids[step.deal], seen=self._seen(step))

    def _pass_request(self, work: UnitOfWork, step: Step) -> None:
        rescind.college_pass(work, self.ids[step.deal], seen=self._seen(step))

    def _deny(self, work: UnitOfWork, step: Step) -> None:
        rescind.reject(work, self.ids[step.deal], seen=self._seen(step), reason=REASON if step.complete else " ")

    def _force(self, work: UnitOfWork, step: Step) -> None:
        rescind.force(work, self.ids[step.deal], seen=self._seen(step), reason=REASON if step.complete else " ")


def living(model: Model) -> list[tuple[int, Deal]]:
    """The deals of which the product has a row, each with its place in the model."""
    return [(index, deal) for index, deal in enumerate(model.deals) if deal.state != "GONE"]


def entered(stored: Stored, row: Any) -> dict[str, Any]:
    """What only that has which a student enters."""
    if row.kind == SigningKind.PAPER:
        return on_paper(stored, row)
    return on_destinations(stored, row) if row.kind == SigningKind.DESTINATION else {}
