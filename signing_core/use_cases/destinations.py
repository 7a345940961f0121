"""其他去向: the student registers where it goes, from the first choice to the office's review, and may take it back."""

import json
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from signing_core import clock, fields
from signing_core.catalogues import destinations
from signing_core.effects import terms, trail
from signing_core.errors import MoveRefused, NotAllowed, Problems
from signing_core.fields import Content
from signing_core.lifecycles.machine import Move
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.models import Destination, ImagePurpose, Signing, Student, Terms
from signing_core.queries import eligibility
from signing_core.queries.papers import being_entered, destination_of, last_round, waiting_images
from signing_core.queries.signings import act_on, held, signing_of, terms_of
from signing_core.states import SigningKind, SigningState
from signing_core.work import UnitOfWork, refuse_if_changed

from . import images

Typed = Mapping[str, str]
NO_PROOF = "请上传就业证明材料：{}。"


def begin(work: UnitOfWork, detail: str) -> Signing:
    """A new draft of that detail for the student who acts, or the refusal that stands in its way."""
    if work.actor.student_id is None:
        raise NotAllowed("只有学生可以登记其他去向。")
    _refuse_unknown(detail)
    eligibility.hold(work)
    student = work.session.scalars(select(Student).where(Student.id == work.actor.student_id)).one()
    _refuse_unless_free(work, student)
    signing = Signing(
        public_id=work.new_id(),
        kind=SigningKind.DESTINATION,
        state=SigningState.DRAFT,
        school_id=student.school_id,
        cohort=student.cohort,
        student=student,
        destination=detail,
        employer_name="",
        uscc="",
        position="",
        rescission_status="",
        terms_version=0,
    )
    signing.show(student)
    signing.acted(work.at)
    work.session.add(signing)
    work.session.flush()
    work.session.add(Destination(public_id=work.new_id(), signing_id=signing.id, text="{}", saved_at=work.at))
    work.session.flush()
    return signing


def save(work: UnitOfWork, public_id: str, *, seen: int, typed: Typed) -> Signing:
    """暂存: keep what was typed, right or wrong; what another detail asks for stays, should it come back."""
    signing, copy = _mine(work, public_id, seen)
    _keep(work, signing, copy, typed)
    return signing


def choose(work: UnitOfWork, public_id: str, *, seen: int, detail: str, typed: Typed) -> Signing:
    """返回重新选择毕业去向: the same draft of another detail; what fits of what was typed stays."""
    _refuse_unknown(detail)
    signing, copy = _mine(work, public_id, seen)
    signing.destination = detail
    _keep(work, signing, copy, typed)
    return signing


def submit(work: UnitOfWork, public_id: str, *, seen: int, typed: Typed) -> Signing:
    """保存并送审: freeze what was typed as the next version and hand it to the office. Raises Problems by field."""
    eligibility.hold(work)
    held(work, public_id)  # what is uploaded now is not taken back meanwhile
    signing, copy = _mine(work, public_id, seen)
    move = _fire(work, signing, "submit")
    copy.text, copy.saved_at = _text(copy, typed), work.at
    content = _checked(work, signing, copy)
    last = work.session.scalar(select(func.max(Terms.version)).where(Terms.signing_id == signing.id)) or 0
    signing.terms_version = signing.agreed_version = last + 1
    _show(signing, content)
    work.session.flush()
    terms.add(work, signing, content, version=signing.terms_version)
    if waiting_images(work, signing, ImagePurpose.DESTINATION):
        images.hand_in(work, signing, ImagePurpose.DESTINATION)
    trail.record(work, signing, move)
    return signing


def withdraw(work: UnitOfWork, public_id: str, *, seen: int) -> Signing:
    """撤回: back to the student before the office has decided, who is free then to sign otherwise."""
    signing, _ = _mine(work, public_id, seen)
    move = _fire(work, signing, "withdraw")
    work.session.flush()
    trail.record(work, signing, move)
    return signing


def _checked(work: UnitOfWork, signing: Signing, copy: Destination) -> Content:
    """The content as it is frozen; raises Problems that name every wrong field, and a proof that is missing."""
    declared, problems = destinations.fields_of(signing.destination), {}
    try:
        content = fields.clean(declared, copy.typed | {"destination": signing.destination}, today=clock.today(work.at))
    except Problems as wrong:
        problems = dict(wrong.by_field)
    if not _proven(work, signing):
        problems["images"] = NO_PROOF.format(destinations.category_of(signing.destination).proof)
    if problems:
        raise Problems(problems)
    return content


def _proven(work: UnitOfWork, signing: Signing) -> bool:
    """Whether the proof is there: uploaded now, or handed in before for the same detail."""
    if not destinations.category_of(signing.destination).proof:
        return True
    if waiting_images(work, signing, ImagePurpose.DESTINATION):
        return True
    handed_in = signing.terms_version and last_round(work, signing, ImagePurpose.DESTINATION)
    return bool(handed_in) and terms_of(work, signing).content["destination"] == signing.destination


def _keep(work: UnitOfWork, signing: Signing, copy: Destination, typed: Typed) -> None:
    acted, since = signing.last_act_at, signing.turn_since
    _fire(work, signing, "save")
    signing.turn_since = since or work.at  # saving ends nobody's wait
    if signing.state is SigningState.RETURNED:
        signing.last_act_at = acted  # the office's list has what was returned, in its place, until it comes back
    flag_modified(signing, "last_act_at")  # another tab shows an older copy now, whatever else has changed
    work.session.flush()  # the signing's own row is locked before its working copy
    copy.text, copy.saved_at = _text(copy, typed), work.at
    if signing.state is not SigningState.RETURNED:
        _show(signing, copy.typed)
    work.session.flush()


def _show(signing: Signing, content: Mapping[str, str | int]) -> None:
    """What the lists show of it."""
    of_it = dict(content) | {"destination": signing.destination}
    signing.employer_name = destinations.named(of_it)
    code = str(of_it.get("uscc", ""))
    signing.uscc = code if len(code) == 18 else ""


def _text(copy: Destination, typed: Typed) -> str:
    """The working copy as it is kept: what was typed, over what was there of fields that this form does not have."""
    return json.dumps(fields.kept(WORKED_ON, {**copy.typed, **typed}), ensure_ascii=False, sort_keys=True)


WORKED_ON = [field for field in destinations.every_field() if field is not destinations.WHICH]


def _mine(work: UnitOfWork, public_id: str, seen: int) -> tuple[Signing, Destination]:
    signing = signing_of(work, public_id)
    refuse_if_changed(signing, seen)
    return signing, destination_of(work, signing)


def _fire(work: UnitOfWork, signing: Signing, trigger: str) -> Move:
    return lifecycle_of(signing.kind).fire(signing, trigger, act_on(work, signing))


def _refuse_unknown(detail: str) -> None:
    if detail not in destinations.DETAILS:
        raise Problems({"detail": "请选择正确的毕业去向分类。"})


def _refuse_unless_free(work: UnitOfWork, student: Student) -> None:
    facts = eligibility.destination_facts(work, student)
    if facts.closed_because:
        raise MoveRefused(facts.closed_because)
    if facts.other_active:
        raise MoveRefused("您已有生效中的签约，不能再登记其他去向。")
    if being_entered(work, SigningKind.DESTINATION) is not None:
        raise MoveRefused("您已有正在填写的其他去向，请先完成。")
