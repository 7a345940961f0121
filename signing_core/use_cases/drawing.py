"""Documents are drawn outside any transaction, from frozen values, and then kept for good; each once."""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from signing_core.actors import SYSTEM
from signing_core.effects.documents import FROZEN, Sheet
from signing_core.models import COPY, Document, DocumentKind, TrailEntry
from signing_core.store import get_whole, put_sealed
from signing_core.work import Services, UnitOfWork

from . import uploads

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
REPLACED_BY = {DocumentKind.PREVIEW: DocumentKind.FORM, DocumentKind.RELEASE: DocumentKind.RESCISSION}
BATCH, MOST_DROPPED = 20, 1000

Draw = Callable[[Sheet], bytes]


@dataclass(frozen=True, kw_only=True)
class Task:
    """One document to draw. Its key is made of what was ordered: drawn a second time it lands on the same file."""

    id: str
    key: str
    sheet: Sheet


def draw_due(services: Services, draw: Draw) -> int:
    """Draw what waits; returns how many were kept. Called by the worker."""
    kept = 0
    while claimed := _claim(services):
        for document, entries in claimed:
            services.point("drawing.claimed")
            try:
                task = _task(document, entries)
                data = draw(task.sheet)
            except Exception:  # whatever is wrong with one document, the others are drawn
                log.exception("document %s cannot be drawn; it is tried again", document.public_id)
            else:
                services.point("drawing.drawn")
                kept += _keep(services, task, data)
    return kept


def content(services: Services, document: Document) -> bytes:
    """The bytes as they were drawn; raises Damaged where the store no longer holds just these."""
    return get_whole(services.store, document.key or "", _where(document.public_id), document.sha256)


def drop_copies(services: Services) -> None:
    """Forget copies that a later document has replaced: an issue its copy (to revoke an approval orders a new one), a
    form its preview, a certificate the form that asked for it.
    """
    other = aliased(Document)
    replaces = or_(
        and_(other.kind == Document.kind, other.issue > COPY),
        *(and_(Document.kind == kind, other.kind == by) for kind, by in REPLACED_BY.items()),
    )
    later = select(other.id).where(
        other.signing_id == Document.signing_id, replaces, other.ordered_at > Document.ordered_at
    )
    replaced = select(Document).where(Document.issue == COPY, Document.drawn_at.is_not(None), later.exists())
    with services.working(SYSTEM) as work:
        copies = work.session.scalars(replaced.limit(MOST_DROPPED).with_for_update(skip_locked=True)).all()
        for copy in copies:
            work.session.delete(copy)
    uploads.clear(services, [copy.key for copy in copies if copy.key])


def _claim(services: Services) -> list[tuple[Document, list[TrailEntry]]]:
    with services.working(SYSTEM) as work:
        waiting = work.session.scalars(
            select(Document)
            .where(Document.drawn_at.is_(None), or_(Document.leased_until.is_(None), Document.leased_until <= work.at))
            .order_by(Document.ordered_at, Document.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        ).all()
        for document in waiting:
            document.leased_until = work.at + LEASE
        told = _entries(work, {document.signing_id for document in waiting})
        return [(document, told[document.signing_id]) for document in waiting]


def _entries(work: UnitOfWork, signing_ids: Iterable[int]) -> dict[int, list[TrailEntry]]:
    entries = select(TrailEntry).where(TrailEntry.signing_id.in_(signing_ids)).order_by(TrailEntry.position)
    told: dict[int, list[TrailEntry]] = defaultdict(list)
    for entry in work.session.scalars(entries):
        told[entry.signing_id or 0].append(entry)
    return told


def _task(document: Document, entries: list[TrailEntry]) -> Task:
    sheet = FROZEN[document.kind].read(document.sheet).whole(entries)
    return Task(id=document.public_id, key=_key(document), sheet=sheet)


def _keep(services: Services, task: Task, data: bytes) -> bool:
    """Keep the bytes, unless another worker has or the copy was ordered anew meanwhile."""
    put_sealed(services.store, task.key, data, _where(task.id))
    services.point("drawing.stored")
    outdated = ""
    with services.working(SYSTEM) as work:
        document = work.session.scalars(select(Document).where(Document.public_id == task.id).with_for_update()).first()
        if document is None or _key(document) != task.key:
            outdated = task.key
        elif document.drawn_at is None:
            outdated = document.key or ""
            document.key, document.sha256, document.drawn_at = task.key, hashlib.sha256(data).hexdigest(), work.at
    if outdated:
        uploads.clear(services, [outdated])
    return outdated != task.key


def _key(document: Document) -> str:
    return hashlib.sha256(document.sheet_sealed).hexdigest()


def _where(public_id: str) -> str:
    return f"documents.{public_id}"
