"""The images that belong to what a student enters, as the rules say it: gathered, and handed in by another act."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.property.cast import MOST_IMAGES, ONLINE, Step, Who

if TYPE_CHECKING:
    from tests.property.model import Model


class Images:
    """The part of the model that is about images, on paper and of other destinations; whatever the page showed."""

    def upload(self: Model, step: Step, at: datetime) -> bool:
        deal = self.deals[step.deal]
        if not self._is_sender(step) or not deal.gathers_images or deal.scans == MOST_IMAGES:
            return False
        deal.scans += 1
        return True

    def take_back(self: Model, step: Step, at: datetime) -> bool:
        deal = self.deals[step.deal]
        if not self._is_sender(step) or not deal.gathers_images or not deal.scans:
            return False
        deal.scans -= 1
        return True

    def prove(self: Model, step: Step, at: datetime) -> bool:
        """Of the ending that is to be asked for."""
        deal = self.deals[step.deal]
        if not self._is_sender(step) or deal.state != "APPROVED" or deal.proofs == MOST_IMAGES:
            return False
        deal.proofs += 1
        return True

    def _is_sender(self: Model, step: Step) -> bool:
        deal = self.deals[step.deal]
        return deal.kind != ONLINE and step.by == Who("STUDENT", deal.student)
