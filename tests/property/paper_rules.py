"""The paper lifecycle as the rules say it: what a student and the office do with an agreement on paper."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.property.cast import IN_ENTRY, OPEN_RESCISSION, PAPER, Deal, Step, Who

if TYPE_CHECKING:
    from tests.property.model import Model


class OnPaper:
    """The part of the model that only agreements on paper have."""

    def begin(self: Model, step: Step, at: datetime) -> bool:
        role, student = step.by
        if role != "STUDENT" or not self._open_for(PAPER, student) or self._signed(student):
            return False
        if self._enters(PAPER, student):
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
        elif not self._open_for(PAPER, deal.student):
            return False
        deal.versions += 1
        deal.terms = deal.agreed = deal.versions
        deal.previewed = False
        return self._move(deal, "FORM_REVIEW", at)

    def discard(self: Model, step: Step, at: datetime) -> bool:
        """Gone, or only hidden once the office has seen it."""
        deal = self._entered(step)
        if deal is None or deal.state not in IN_ENTRY[PAPER]:
            return False
        deal.discarded = deal.versions > 0
        return self._move(deal, deal.state if deal.discarded else "GONE", at)

    def approve_form(self: Model, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._approves(step))
        if deal is None or deal.state != "FORM_REVIEW":
            return False
        self.last_on_paper += 1
        deal.serial, deal.decided_by = self.last_on_paper, step.by.role
        return self._move(deal, "AWAITING_FEEDBACK", at)

    def reject_form(self: Model, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._reviews(step))
        if deal is None or deal.state not in {"FORM_REVIEW", "FORM_RETURNED"} or not step.complete:
            return False
        deal.decided_by = step.by.role
        return self._move(deal, "FORM_REJECTED", at)

    def submit(self: Model, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_writer(step))
        if deal is None or not deal.gathers_images or not deal.scans:
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
