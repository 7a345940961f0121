"""The paper lifecycle as the rules say it: what a student and the office do with an agreement on paper."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.property.cast import ACTIVE, IN_ENTRY, MOST_IMAGES, OPEN_RESCISSION, PAPER, Deal, Step, Who

if TYPE_CHECKING:
    from tests.property.model import Model


class OnPaper:
    """The part of the model that only agreements on paper have."""

    def begin(self: Model, step: Step, at: datetime) -> bool:
        role, student = step.by
        if role != "STUDENT" or not self._open_on_paper(student) or self._signed(student):
            return False
        if any(deal.student == student and deal.is_entered for deal in self.deals):
            return False
        self.deals.append(Deal(-1, student, None, kind=PAPER, state="DRAFT", terms=0, versions=0, since=at))
        return True

    def save(self: Model, step: Step, at: datetime) -> bool:
        deal = self._entered(step)
        if deal is None or self._signed(deal.student, but=deal):
            return False
        deal.previewed, deal.typed = False, step.seen
        return self._move(deal, "FORM_RETURNED" if deal.state == "FORM_RETURNED" else "DRAFT", at)

    def preview(self: Model, step: Step, at: datetime) -> bool:
        if not step.complete or not self.save(step, at):
            return False
        self.deals[step.deal].previewed = True
        return True

    def generate(self: Model, step: Step, at: datetime) -> bool:
        deal = self._entered(step)
        if deal is None or not deal.previewed or not step.complete or self._signed(deal.student, but=deal):
            return False
        if deal.state == "FORM_RETURNED":
            deal.decided_by = ""
        elif not self._open_on_paper(deal.student):
            return False
        deal.versions += 1
        deal.terms = deal.agreed = deal.versions
        deal.previewed = False
        return self._move(deal, "FORM_REVIEW", at)

    def discard(self: Model, step: Step, at: datetime) -> bool:
        """Gone, or only hidden once the office has seen it."""
        deal = self._entered(step)
        if deal is None or deal.state not in IN_ENTRY:
            return False
        deal.discarded = deal.versions > 0
        return self._move(deal, deal.state if deal.discarded else "GONE", at)

    def approve_form(self: Model, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_office(step))
        if deal is None or deal.state != "FORM_REVIEW":
            return False
        self.last_on_paper += 1
        deal.serial, deal.decided_by = self.last_on_paper, step.by.role
        return self._move(deal, "AWAITING_FEEDBACK", at)

    def reject_form(self: Model, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_office(step))
        if deal is None or deal.state not in {"FORM_REVIEW", "FORM_RETURNED"} or not step.complete:
            return False
        deal.decided_by = step.by.role
        return self._move(deal, "FORM_REJECTED", at)

    def upload(self: Model, step: Step, at: datetime) -> bool:
        deal = self.deals[step.deal]
        if not self._is_writer(step) or not deal.wants_scans or deal.scans == MOST_IMAGES:
            return False
        deal.scans += 1
        return True

    def take_back(self: Model, step: Step, at: datetime) -> bool:
        deal = self.deals[step.deal]
        if not self._is_writer(step) or not deal.wants_scans or not deal.scans:
            return False
        deal.scans -= 1
        return True

    def prove(self: Model, step: Step, at: datetime) -> bool:
        deal = self.deals[step.deal]
        if not self._is_writer(step) or deal.state != "APPROVED" or deal.proofs == MOST_IMAGES:
            return False
        deal.proofs += 1
        return True

    def submit(self: Model, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_writer(step))
        if deal is None or not deal.wants_scans or not deal.scans:
            return False
        deal.scans, deal.rounds, deal.decided_by = 0, deal.rounds + 1, ""
        return self._move(deal, "AWAITING_REVIEW", at)

    def ask_on_paper(self: Model, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_writer(step))
        if deal is None or deal.state != "APPROVED" or deal.rescission in OPEN_RESCISSION or not step.complete:
            return False
        if not deal.proofs or (self.cap is not None and self.students[deal.student].ended >= self.cap):
            return False
        deal.rescission, deal.asked_by, deal.proofs = "AWAITING_REVIEW", "STUDENT", 0
        return self._move(deal, "APPROVED", at)

    def _entered(self: Model, step: Step) -> Deal | None:
        deal = self._shown(step, self._is_writer(step))
        editable = deal is not None and (deal.is_entered or deal.state == "FORM_RETURNED")
        return deal if editable else None

    def _is_writer(self: Model, step: Step) -> bool:
        deal = self.deals[step.deal]
        return deal.kind == PAPER and step.by == Who("STUDENT", deal.student)

    def _open_on_paper(self: Model, student: int) -> bool:
        person = self.students[student]
        return self.paper_open and not person.restricted and person.plan != "OTHER"

    def _signed(self: Model, student: int, but: Deal | None = None) -> bool:
        return any(d.student == student and d is not but and d.state in ACTIVE[d.kind] for d in self.deals)
