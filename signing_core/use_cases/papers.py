"""纸质签约: the student's entry of a paper agreement, from the first draft to the generated form."""

import json
from collections.abc import Mapping

from sqlalchemy import func, select

from signing_core import clock, fields
from signing_core.catalogues.paper import PAPER
from signing_core.crypto import digest
from signing_core.effects import documents, trail
from signing_core.errors import MoveRefused
from signing_core.lifecycles.paper import exactly_this_content_was_previewed
from signing_core.models import Document, Paper, Signing, TrailEntry
from signing_core.queries import eligibility
from signing_core.queries.papers import paper_of
from signing_core.queries.signings import signing_of
from signing_core.states import SigningKind
from signing_core.work import UnitOfWork, refuse_if_changed

from . import drafts

Typed = Mapping[str, str]
NOT_TICKED = "请先阅读协议书生成须知，并勾选同意。"
SHOWN = {"employer_name": "unit_name", "uscc": "uscc", "position": "position"}


def begin(work: UnitOfWork) -> Signing:
    """A new draft of the student who acts, or the refusal that stands in its way."""
    return drafts.begin(work, SigningKind.PAPER)


def save(work: UnitOfWork, public_id: str, *, seen: int, typed: Typed) -> Signing:
    """Keep what was typed, right or wrong; what changed has to be previewed again."""
    signing, paper = _mine(work, public_id, seen)
    drafts.save(work, signing, _shown(fields.kept(PAPER, typed)))
    text = _text(typed)
    if text != paper.text:
        paper.text, paper.previewed_sha256 = text, None
    paper.saved_at = work.at
    work.session.flush()
    return signing


def preview(work: UnitOfWork, public_id: str, *, seen: int, typed: Typed) -> Signing:
    """Keep what was typed and have it drawn as it would print; raises Problems by field, and then keeps nothing."""
    signing = save(work, public_id, seen=seen, typed=typed)
    paper = paper_of(work, signing)
    content = fields.clean(PAPER, paper.typed, today=clock.today(work.at))
    paper.previewed_sha256 = digest(paper.text)
    documents.preview(work, signing, content)
    return signing


def generate(work: UnitOfWork, public_id: str, *, seen: int, typed: Typed, ticked: bool) -> Signing:
    """Freeze exactly what was previewed as the next version, and hand it to the office; raises Problems by field."""
    if not ticked:
        raise MoveRefused(NOT_TICKED)
    eligibility.hold(work)
    signing, paper = _mine(work, public_id, seen)
    if _text(typed) != paper.text:
        raise MoveRefused(exactly_this_content_was_previewed.message)  # type: ignore[attr-defined]
    move = drafts.fire(work, signing, "generate")
    content = drafts.checked(work, signing, PAPER, paper.typed)
    drafts.freeze(work, signing, content, _shown(content))
    paper.previewed_sha256 = None
    documents.order(work, signing)
    trail.record(work, signing, move)
    return signing


def discard(work: UnitOfWork, public_id: str, *, seen: int) -> list[str]:
    """Let a draft go; one that the office has seen keeps its trail. Returns the keys of files to clear afterwards."""
    signing, paper = _mine(work, public_id, seen)
    drafts.fire(work, signing, "discard")
    if work.session.scalar(select(func.count(TrailEntry.id)).where(TrailEntry.signing_id == signing.id)):
        signing.discarded_at = work.at
        work.session.flush()
        return []
    copies = work.session.scalars(select(Document).where(Document.signing_id == signing.id)).all()
    work.session.flush()  # the signing's own row is locked before what belongs to it goes
    for row in (*copies, paper):
        work.session.delete(row)
    work.session.flush()
    work.point("papers.discard")
    work.session.delete(signing)
    return [copy.key for copy in copies if copy.key]


def _shown(content: Mapping[str, str | int]) -> dict[str, str]:
    """What the lists show of the agreement."""
    return {column: str(content[name]) for column, name in SHOWN.items()}


def _text(typed: Typed) -> str:
    """The working copy as it is kept."""
    return json.dumps(fields.kept(PAPER, typed), ensure_ascii=False, sort_keys=True)


def _mine(work: UnitOfWork, public_id: str, seen: int) -> tuple[Signing, Paper]:
    signing = signing_of(work, public_id)
    refuse_if_changed(signing, seen)
    return signing, paper_of(work, signing)
