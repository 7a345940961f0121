"""审核意见: 通过 or 不通过 for whatever a signing waits for, by the level of the actor; tried first, then done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from signing_core.actors import Role
from signing_core.errors import MoveRefused, Refusal
from signing_core.lifecycles.machine import Act, Lifecycle
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.lifecycles.rescission import RESCISSION
from signing_core.models import Opinion, Rescission, Signing
from signing_core.prechecks import Level
from signing_core.queries import prechecks
from signing_core.queries.signings import act_on, open_rescission_of, signing_of, terms_of
from signing_core.states import OPEN_RESCISSION_STATUSES, RescissionState, ReviewLevels, SigningState
from signing_core.work import UnitOfWork, refuse_if_changed

from . import rescind, review

S = SigningState
NOTHING = "这份签约现在没有等待审核的事项。"
STOPPED = "预审须更正：{sentence}"
OF_STATE = {
    S.FORM_REVIEW: ("approve_form", review.approve_form, "reject_form", review.reject_form),
    S.AWAITING_REVIEW: ("approve", review.approve, "reject", review.reject),
}


@dataclass(frozen=True)
class Deed:
    """What an opinion comes to: the move, on what, and the use case that makes it."""

    trigger: str
    lifecycle: Lifecycle
    of: Signing | Rescission
    act: Callable[..., Signing]

    @property
    def label(self) -> str:
        return str(self.lifecycle.labels[self.trigger])


def tried(work: UnitOfWork, public_id: str, *, seen: int, opinion: Opinion) -> tuple[Signing, str]:
    """The signing, and what the opinion would do to it now; raises the Refusal that the act itself would."""
    signing, deed = _tried(work, public_id, seen=seen, opinion=opinion)
    return signing, deed.label


def carry_out(work: UnitOfWork, public_id: str, *, seen: int, opinion: Opinion, reason: str) -> str:
    """The office says this of what the signing waits for; returns what was done. A pre-check that stops is heeded."""
    _, deed = _tried(work, public_id, seen=seen, opinion=opinion)
    given: dict[str, Any] = {"reason": reason} if opinion is Opinion.REFUSE else {}
    deed.act(work, public_id, seen=seen, **given)
    return deed.label


def _tried(work: UnitOfWork, public_id: str, *, seen: int, opinion: Opinion) -> tuple[Signing, Deed]:
    signing = signing_of(work, public_id)
    refuse_if_changed(signing, seen)
    act = act_on(work, signing)
    deed = _deed(work, signing, act, opinion)
    if act.actor.role not in deed.lifecycle.makers[deed.trigger]:
        raise MoveRefused("您的身份不能进行此操作。")
    if refusals := deed.lifecycle.refusals(deed.of, deed.trigger, act):
        raise MoveRefused(refusals[0])
    if opinion is Opinion.PASS:
        refuse_stopped(work, signing)
    return signing, deed


def refuse_stopped(work: UnitOfWork, signing: Signing) -> None:
    """What a pre-check stops is passed by nobody in bulk: it wants somebody to look at it."""
    content = terms_of(work, signing).content
    for finding in prechecks.findings(work, signing, content):
        if finding.level is Level.STOP:
            raise Refusal(STOPPED.format(sentence=finding.sentence))


def _deed(work: UnitOfWork, signing: Signing, act: Act, opinion: Opinion) -> Deed:
    first = act.actor.role is Role.COLLEGE and act.facts.levels is ReviewLevels.COLLEGE_THEN_SCHOOL
    request = open_rescission_of(work, signing) if signing.rescission_status in OPEN_RESCISSION_STATUSES else None
    if request is not None:
        if request.state is not RescissionState.AWAITING_REVIEW:
            raise MoveRefused(NOTHING)
        if opinion is Opinion.REFUSE:
            return Deed("reject", RESCISSION, request, rescind.reject)
        if first:
            return Deed("college_pass", RESCISSION, request, rescind.college_pass)
        return Deed("approve", RESCISSION, request, rescind.approve)
    if signing.state not in OF_STATE:
        raise MoveRefused(NOTHING)
    passing, approve, refusing, refuse = OF_STATE[signing.state]
    lifecycle = lifecycle_of(signing.kind)
    if opinion is Opinion.REFUSE:
        return Deed(refusing, lifecycle, signing, refuse)
    if first:
        return Deed("college_pass", lifecycle, signing, review.college_pass)
    return Deed(passing, lifecycle, signing, approve)
