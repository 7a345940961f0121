"""The lifecycle of another destination as the rules say it: what a student registers, hands in and takes back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.property.cast import DESTINATION, OPEN_RESCISSION, WITHOUT_PROOF, Deal, Step, Who

if TYPE_CHECKING:
    from tests.property.model import Model


class OnDestinations:
    """The part of the model that only other destinations have."""

    def register(self: Model, step: Step, at: datetime) -> bool:
        role, student = step.by
        if role != "STUDENT" or not self._open_for(DESTINATION, student) or self._signed(student):
            return False
        if self._enters(DESTINATION, student):
            return False
        facts = {"chosen": step.detail, "shown": step.detail, "terms": 0, "versions": 0}
        self.deals.append(Deal(-1, student, None, kind=DESTINATION, state="DRAFT", since=at, **facts))
        return True

    def fill(self: Model, step: Step, at: datetime) -> bool:
        return self._kept(step, self.deals[step.deal].chosen, at)

    def choose(self: Model, step: Step, at: datetime) -> bool:
        return self._kept(step, step.detail, at)

    def send(self: Model, step: Step, at: datetime) -> bool:
        deal = self._registered(step)
        if deal is None or not step.complete or self._signed(deal.student, but=deal):
            return False
        if deal.state != "RETURNED" and not self._open_for(DESTINATION, deal.student):
            return False
        proven = deal.scans > 0 or (deal.rounds > 0 and deal.frozen == deal.chosen)
        if not proven and deal.chosen not in WITHOUT_PROOF:
            return False
        deal.versions += 1
        deal.terms = deal.agreed = deal.versions
        deal.rounds, deal.scans = deal.rounds + (deal.scans > 0), 0
        deal.shown = deal.frozen = deal.chosen
        deal.decided_by = ""
        return self._move(deal, "AWAITING_REVIEW", at)

    def recall(self: Model, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_registrant(step))
        if deal is None or deal.state not in {"AWAITING_REVIEW", "RETURNED"}:
            return False
        deal.decided_by = ""
        return self._move(deal, "DRAFT", at)

    def ask_release(self: Model, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_registrant(step))
        if deal is None or deal.state != "APPROVED" or deal.rescission in OPEN_RESCISSION or not step.complete:
            return False
        if self.cap is not None and self.students[deal.student].ended >= self.cap:
            return False
        deal.rescission, deal.asked_by, deal.proofs = "AWAITING_REVIEW", "STUDENT", 0
        return self._move(deal, "APPROVED", at)

    def _kept(self: Model, step: Step, detail: str, at: datetime) -> bool:
        """Saved; of what was returned the lists show what the office has read."""
        deal = self._registered(step)
        if deal is None or self._signed(deal.student, but=deal):
            return False
        deal.chosen = detail
        if deal.state == "RETURNED":
            return self._move(deal, "RETURNED", at)
        deal.shown = detail
        return self._move(deal, "DRAFT", at)

    def _registered(self: Model, step: Step) -> Deal | None:
        deal = self._shown(step, self._is_registrant(step))
        return deal if deal is not None and (deal.is_entered or deal.state == "RETURNED") else None

    def _is_registrant(self: Model, step: Step) -> bool:
        deal = self.deals[step.deal]
        return deal.kind == DESTINATION and step.by == Who("STUDENT", deal.student)
