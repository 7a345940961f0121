"""其他去向: the student registers where it goes, from the first choice to the office's review, and may take it back."""

import json
from collections.abc import Mapping

from signing_core import fields
from signing_core.catalogues import destinations
from signing_core.effects import trail
from signing_core.errors import BadValue
from signing_core.models import Destination, ImagePurpose, Signing
from signing_core.queries import eligibility
from signing_core.queries.papers import destination_of, last_round, waiting_images
from signing_core.queries.signings import held, signing_of, terms_of
from signing_core.states import SigningKind
from signing_core.work import UnitOfWork, refuse_if_changed

from . import drafts, images

Typed = Mapping[str, str]


def begin(work: UnitOfWork, detail: str) -> Signing:
    """A new draft of that detail for the student who acts, or the refusal that stands in its way."""
    _refuse_unknown(detail)
    text = _text(detail, {})
    return drafts.begin(work, SigningKind.DESTINATION, text=text, **_shown(json.loads(text)))


def save(work: UnitOfWork, public_id: str, *, seen: int, typed: Typed) -> Signing:
    """暂存: keep what was typed, right or wrong; what another detail asks for stays, should it come back."""
    signing, copy = _mine(work, public_id, seen)
    _keep(work, signing, copy, copy.typed["destination"], typed)
    return signing


def choose(work: UnitOfWork, public_id: str, *, seen: int, detail: str, typed: Typed) -> Signing:
    """返回重新选择毕业去向: the same draft of another detail; what fits of what was typed stays.

    Of what was returned the office still has the detail that it read, until another is submitted.
    """
    signing, copy = _mine(work, public_id, seen)
    _keep(work, signing, copy, detail, typed)
    return signing


def submit(work: UnitOfWork, public_id: str, *, seen: int, typed: Typed) -> Signing:
    """保存并送审: freeze what was typed as the next version and hand it to the office. Raises Problems by field."""
    eligibility.hold(work)
    held(work, public_id)  # what is uploaded now is not taken back meanwhile
    signing, copy = _mine(work, public_id, seen)
    detail = copy.typed["destination"]
    _refuse_unknown(detail)
    move = drafts.fire(work, signing, "submit")
    copy.text, copy.saved_at = _text(detail, {**copy.typed, **typed}), work.at
    declared, proven = destinations.fields_of(detail), _proven(work, signing, detail)
    content = drafts.checked(work, signing, declared, copy.typed, proven=proven)
    drafts.freeze(work, signing, content, _shown(content))
    if waiting_images(work, signing, ImagePurpose.DESTINATION):
        images.hand_in(work, signing, ImagePurpose.DESTINATION)
    trail.record(work, signing, move)
    return signing


def withdraw(work: UnitOfWork, public_id: str, *, seen: int) -> Signing:
    """撤回: back to the student before the office has decided, who is free then to sign otherwise."""
    signing, _ = _mine(work, public_id, seen)
    move = drafts.fire(work, signing, "withdraw")
    work.session.flush()
    trail.record(work, signing, move)
    return signing


def _proven(work: UnitOfWork, signing: Signing, detail: str) -> bool:
    """Whether the proof is there: uploaded now, or handed in before for the same detail."""
    if waiting_images(work, signing, ImagePurpose.DESTINATION):
        return True
    handed_in = signing.terms_version and last_round(work, signing, ImagePurpose.DESTINATION)
    return bool(handed_in) and terms_of(work, signing).content["destination"] == detail


def _keep(work: UnitOfWork, signing: Signing, copy: Destination, detail: str, typed: Typed) -> None:
    _refuse_unknown(detail)
    text = _text(detail, {**copy.typed, **typed})
    drafts.save(work, signing, _shown(json.loads(text)))
    copy.text, copy.saved_at = text, work.at
    work.session.flush()


def _shown(content: Mapping[str, str | int]) -> dict[str, str]:
    """What the lists show of it."""
    return {
        "destination": str(content["destination"]),
        "employer_name": destinations.named(content),
        "uscc": str(content.get("uscc", "")),
    }


def _text(detail: str, typed: Typed) -> str:
    """The working copy of a detail as it is kept, with what others ask for."""
    kept = fields.kept(destinations.every_field(), {**typed, "destination": detail})
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _mine(work: UnitOfWork, public_id: str, seen: int) -> tuple[Signing, Destination]:
    signing = signing_of(work, public_id)
    refuse_if_changed(signing, seen)
    return signing, destination_of(work, signing)


def _refuse_unknown(detail: str) -> None:
    """A draft may be older than the catalogue."""
    if detail not in destinations.DETAILS:
        raise BadValue("请选择正确的毕业去向分类。")
