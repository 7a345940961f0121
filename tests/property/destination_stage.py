"""The product behind the model's steps on another destination: what the student chooses, fills in and sends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from signing_core.crypto import keyring
from signing_core.models import ImagePurpose
from signing_core.use_cases import destinations, rescind
from signing_core.work import UnitOfWork
from tests.destinations import a_study, an_idle
from tests.invariants import text_of
from tests.property.cast import Step
from tests.property.image_stage import images_of
from tests.property.paper_stage import REASON
from tests.stored import Stored

if TYPE_CHECKING:
    from tests.property.stage import Stage


def filled_in(*, right: bool = True) -> dict[str, str]:
    """What any of the details asks for; otherwise with a place that is none."""
    return an_idle() | a_study(**({} if right else {"dispatch_place": "武汉"}))


class OnDestinations:
    """The part of the stage that only other destinations have."""

    def _register(self: Stage, work: UnitOfWork, step: Step) -> None:
        destinations.begin(work, step.detail)

    def _fill(self: Stage, work: UnitOfWork, step: Step) -> None:
        given = filled_in(right=step.complete)
        destinations.save(work, self.ids[step.deal], seen=self._seen(step), typed=given)

    def _choose(self: Stage, work: UnitOfWork, step: Step) -> None:
        destinations.choose(work, self.ids[step.deal], seen=self._seen(step), detail=step.detail, typed={})

    def _send(self: Stage, work: UnitOfWork, step: Step) -> None:
        given = filled_in(right=step.complete)
        destinations.submit(work, self.ids[step.deal], seen=self._seen(step), typed=given)

    def _recall(self: Stage, work: UnitOfWork, step: Step) -> None:
        destinations.withdraw(work, self.ids[step.deal], seen=self._seen(step))

    def _ask_release(self: Stage, work: UnitOfWork, step: Step) -> None:
        reason = REASON if step.complete else " "
        rescind.ask_release(work, self.ids[step.deal], seen=self._seen(step), reason=reason)


def on_destinations(stored: Stored, row: Any) -> dict[str, Any]:
    """What only another destination has: the detail of its working copy, the one shown, the one handed in last."""
    [copy] = stored.destinations[row.id]
    typed = json.loads(keyring().open(bytes(copy.text_sealed), f"destinations.text.{copy.public_id}"))
    newest = [json.loads(text_of(terms)) for terms in stored.terms[row.id] if terms.version == row.terms_version]
    return {
        "chosen": typed["destination"],
        "shown": row.destination,
        "frozen": newest[0]["destination"] if newest else "",
        **images_of(stored, row, ImagePurpose.DESTINATION),
    }
