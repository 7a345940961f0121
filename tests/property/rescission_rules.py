"""How a signing is ended, as the rules say it: asked for, answered, reviewed, or forced."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.property.cast import DESTINATION, IN_FORCE_ON_PAPER, ONLINE, OPEN_RESCISSION, PAPER, Step, Who

if TYPE_CHECKING:
    from tests.property.model import Model


ENDED = {ONLINE: "RESCINDED", PAPER: "RESCINDED", DESTINATION: "RELEASED"}
FORCIBLE = {ONLINE: {"APPROVED"}, PAPER: IN_FORCE_ON_PAPER, DESTINATION: {"APPROVED"}}


class Endings:
    """The part of the model that ends what was approved, of every kind."""

    def ask(self: Model, step: Step, at: datetime) -> bool:
        deal = self._shown(step, self._is_party(step) and self.deals[step.deal].kind == ONLINE)
        if deal is None or deal.state != "APPROVED" or deal.rescission in OPEN_RESCISSION or not step.complete:
            return False
        if step.by.role == "STUDENT" and self.cap is not None and self.students[deal.student].ended >= self.cap:
            return False
        deal.rescission, deal.asked_by = "AWAITING_COUNTERPART", step.by.role
        return self._move(deal, "APPROVED", at)

    def agree(self: Model, step: Step, at: datetime) -> bool:
        return step.complete and self._answered(step, "AWAITING_REVIEW", at)

    def disagree(self: Model, step: Step, at: datetime) -> bool:
        return self._answered(step, "DECLINED", at)

    def grant(self: Model, step: Step, at: datetime) -> bool:
        """The office approves a rescission on which both agreed."""
        deal = self._shown(step, self._approves(step))
        if deal is None or deal.rescission != "AWAITING_REVIEW":
            return False
        self.students[deal.student].ended += deal.asked_by == "STUDENT"
        self._end_of_approval(deal)
        deal.rescission = "APPROVED"
        return self._move(deal, ENDED[deal.kind], at)

    def pass_request(self: Model, step: Step, at: datetime) -> bool:
        """The first of two levels passes a rescission."""
        deal = self._shown(step, self._passes(step))
        if deal is None or deal.passed or deal.rescission != "AWAITING_REVIEW":
            return False
        self._move(deal, "APPROVED", at)
        deal.passed = True
        return True

    def deny(self: Model, step: Step, at: datetime) -> bool:
        """The office refuses a request, answered or not."""
        deal = self._shown(step, self._reviews(step))
        if deal is None or deal.rescission not in OPEN_RESCISSION or not step.complete:
            return False
        deal.rescission = "REJECTED"
        return self._move(deal, "APPROVED", at)

    def force(self: Model, step: Step, at: datetime) -> bool:
        deal = self._shown(step, step.by == Who("SCHOOL", 0))
        if deal is None or deal.state not in FORCIBLE[deal.kind] or not step.complete:
            return False
        self._end_of_approval(deal)
        deal.rescission, deal.asked_by = "FORCED", "SCHOOL"
        return self._move(deal, ENDED[deal.kind], at)

    def _answered(self: Model, step: Step, outcome: str, at: datetime) -> bool:
        deal = self._shown(step, self._is_party(step))
        if deal is None or deal.rescission != "AWAITING_COUNTERPART" or deal.asked_by == step.by.role:
            return False
        deal.rescission = outcome
        return self._move(deal, "APPROVED", at)
