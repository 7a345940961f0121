"""解约: one party asks and the other answers, the office reviews; or the school ends an approved signing by force."""

from dataclasses import replace

from signing_core import values
from signing_core.actors import Role
from signing_core.catalogues.agreements import RESCISSION_TYPES
from signing_core.effects import documents, mails, notices, plans, trail
from signing_core.errors import BadValue, MoveRefused, NotFound, Problems, Refusal
from signing_core.lifecycles.machine import Act
from signing_core.lifecycles.registry import ENDING, lifecycle_of
from signing_core.lifecycles.rescission import RESCISSION
from signing_core.models import ImagePurpose, Rescission, Signing
from signing_core.queries.papers import waiting_images
from signing_core.queries.signings import act_on, held, open_rescission_of
from signing_core.states import RescissionState, SigningKind, SigningState
from signing_core.work import UnitOfWork, refuse_if_changed

from . import images

R = RescissionState
NOTICE_NOT_TICKED = "请先阅读解约须知，并勾选同意。"


def ask(work: UnitOfWork, public_id: str, *, seen: int, reason: str, ticked: bool) -> Signing:
    """A party asks to end an approved signing; it cannot be taken back, and only the other one can answer."""
    _refuse_unless(ticked)
    signing, act = _act(work, public_id, seen, values.reason(reason))
    if signing.kind is not SigningKind.ONLINE:
        raise NotFound
    move = lifecycle_of(signing.kind).fire(signing, "ask_rescission", act)
    _show(work, signing, R.AWAITING_COUNTERPART, by=work.actor.role)
    work.session.add(_new(work, signing, R.AWAITING_COUNTERPART, act.reason))
    work.session.flush()
    trail.record(work, signing, move)
    notices.tell(work, mails.rescission_asked(signing))
    return signing


def ask_on_paper(work: UnitOfWork, public_id: str, *, seen: int, type: str, reason: str) -> Signing:
    """The student asks to end a paper agreement, with proof; the office reviews it next. Raises Problems by field."""
    return _ask_the_office(work, public_id, SigningKind.PAPER, seen=seen, type=type, reason=reason)


def ask_release(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Signing:
    """申请解除: the student asks to end another destination, with proof if there is some. Raises Problems by field."""
    return _ask_the_office(work, public_id, SigningKind.DESTINATION, seen=seen, type="", reason=reason)


def _ask_the_office(
    work: UnitOfWork, public_id: str, kind: SigningKind, *, seen: int, type: str, reason: str
) -> Signing:
    signing, act = _act(work, public_id, seen)
    if signing.kind is not kind:
        raise NotFound
    problems = _problems_of(work, signing, type, reason)
    if problems:
        raise Problems(problems)
    act = replace(act, reason=values.reason(reason))
    move = lifecycle_of(signing.kind).fire(signing, "ask_rescission", act)
    _show(work, signing, R.AWAITING_REVIEW, by=work.actor.role)
    asked = _new(work, signing, R.AWAITING_REVIEW, act.reason)
    asked.type = type
    work.session.add(asked)
    work.session.flush()
    images.hand_in(work, signing, ImagePurpose.RESCISSION)
    trail.record(work, signing, move)
    return signing


def release_form(work: UnitOfWork, public_id: str) -> Signing:
    """《…就业协议解除证明》, filled in, for the student to have stamped; drawn by the worker."""
    signing = held(work, public_id)
    if signing.kind is not SigningKind.PAPER or work.actor.role is not Role.STUDENT:
        raise NotFound
    if signing.state is not SigningState.APPROVED:
        raise MoveRefused("签约审核通过之后才能下载解除证明。")
    documents.release(work, signing)
    return signing


def agree(work: UnitOfWork, public_id: str, *, seen: int, ticked: bool, reason: str = "") -> Signing:
    """The other party agrees; the office reviews it next."""
    _refuse_unless(ticked)
    return _answer(work, public_id, "agree", seen, reason)


def disagree(work: UnitOfWork, public_id: str, *, seen: int, reason: str = "") -> Signing:
    """The other party does not agree: the signing stays valid, and either may ask again."""
    return _answer(work, public_id, "disagree", seen, reason)


def approve(work: UnitOfWork, public_id: str, *, seen: int) -> Signing:
    """The office passes a rescission that both agreed on: the signing ends, the plan follows, the student is free."""
    signing, act = _act(work, public_id, seen)
    rescission = _open(work, signing)
    move = RESCISSION.fire(rescission, "approve", act)
    _show(work, signing, R.APPROVED)
    trail.record_event(work, signing, move.label)
    ending = lifecycle_of(signing.kind).fire(signing, ENDING[signing.kind], act)
    plans.sync(work, signing)
    documents.certify(work, signing, rescission)
    trail.record(work, signing, ending)
    notices.tell(work, *mails.decided(signing, move.label))
    return signing


def college_pass(work: UnitOfWork, public_id: str, *, seen: int) -> Signing:
    """院系初审通过 of a request, which the school then reviews; nobody is told."""
    signing, act = _act(work, public_id, seen)
    rescission = _open(work, signing)
    move = RESCISSION.fire(rescission, "college_pass", act)
    _show(work, signing, R.AWAITING_REVIEW, passed=rescission)
    trail.record_event(work, signing, move.label)
    return signing


def reject(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Signing:
    """The office refuses a request, answered or not, and says why: the signing stays valid."""
    signing, act = _act(work, public_id, seen, values.reason(reason))
    move = RESCISSION.fire(_open(work, signing), "reject", act)
    _show(work, signing, R.REJECTED)
    trail.record_event(work, signing, move.label, remark=act.reason)
    notices.tell(work, *mails.decided(signing, move.label, act.reason))
    return signing


def force(work: UnitOfWork, public_id: str, *, seen: int, reason: str) -> Signing:
    """强制解约: the school ends a signing without the parties, closes what they asked for, and both are told."""
    signing, act = _act(work, public_id, seen, values.reason(reason))
    _supersede(work, signing, act)
    ending = lifecycle_of(signing.kind).fire(signing, "force_rescission", act)
    _show(work, signing, R.SUPERSEDED, by=work.actor.role)
    plans.sync(work, signing)
    forced = _new(work, signing, R.APPROVED, act.reason)
    forced.decided_by, forced.decision_reason, forced.decided_at = work.actor.role, act.reason, work.at
    work.session.add(forced)
    documents.certify(work, signing, forced)
    trail.record(work, signing, ending)
    notices.tell(work, *mails.decided(signing, ending.label, act.reason))
    return signing


def _act(work: UnitOfWork, public_id: str, seen: int, reason: str = "") -> tuple[Signing, Act]:
    """The signing's row is locked before that of its rescission."""
    signing = held(work, public_id)
    refuse_if_changed(signing, seen)
    return signing, act_on(work, signing, reason=reason)


def _answer(work: UnitOfWork, public_id: str, trigger: str, seen: int, reason: str) -> Signing:
    signing, act = _act(work, public_id, seen, values.reason(reason) if values.tidy(reason) else "")
    move = RESCISSION.fire(_open(work, signing), trigger, act)
    agreed = move.after is R.AWAITING_REVIEW
    _show(work, signing, R(move.after))
    trail.record_event(work, signing, move.label, remark=act.reason)
    notices.tell(work, mails.rescission_answered(signing, agreed=agreed, reason=act.reason))
    return signing


def _open(work: UnitOfWork, signing: Signing) -> Rescission:
    rescission = open_rescission_of(work, signing)
    if rescission is None:
        raise MoveRefused("该签约没有正在办理的解约申请。")
    return rescission


def _supersede(work: UnitOfWork, signing: Signing, act: Act) -> None:
    """What was asked for is overtaken; the trail says so, before the ending itself."""
    asked = open_rescission_of(work, signing)
    if asked is not None:
        move = RESCISSION.fire(asked, "supersede", act)
        work.session.flush()  # at most one is open, and the forced one is new
        trail.record_event(work, signing, move.label, remark="由学校强制解约")


def _show(
    work: UnitOfWork,
    signing: Signing,
    state: RescissionState,
    *,
    by: Role | None = None,
    passed: Rescission | None = None,
) -> None:
    """Copy to the signing what the lists show of its latest rescission, and whether the college has ``passed`` it."""
    signing.rescission_status = state.label
    signing.rescission_by = by or signing.rescission_by
    signing.college_passed_by = passed.college_passed_by if passed else None
    signing.college_passed_at = passed.college_passed_at if passed else None
    signing.acted(work.at)
    work.session.flush()
    work.point("rescissions.write")


def _new(work: UnitOfWork, signing: Signing, state: RescissionState, reason: str) -> Rescission:
    return Rescission(
        public_id=work.new_id(),
        signing_id=signing.id,
        state=state,
        asked_by=work.actor.role,
        reason=reason,
        asked_at=work.at,
        last_act_at=work.at,
    )


def _problems_of(work: UnitOfWork, signing: Signing, type: str, reason: str) -> dict[str, str]:
    on_paper = signing.kind is SigningKind.PAPER
    problems = {"type": "请选择解约类型。"} if on_paper and type not in RESCISSION_TYPES else {}
    try:
        values.reason(reason)
    except BadValue as problem:
        problems["reason"] = problem.message
    if on_paper and not waiting_images(work, signing, ImagePurpose.RESCISSION):
        problems["images"] = "请上传解约证明图片。"
    return problems


def _refuse_unless(ticked: bool) -> None:
    if not ticked:
        raise Refusal(NOTICE_NOT_TICKED)
