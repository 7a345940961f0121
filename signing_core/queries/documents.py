"""Which document of a signing is shown, and to whom."""

from sqlalchemy import ColumnElement, select

from signing_core.actors import OFFICE
from signing_core.errors import NotFound
from signing_core.models import COPY, Document, DocumentKind, Signing
from signing_core.states import EFFECTIVE, FINAL
from signing_core.work import UnitOfWork


def in_force(signing: Signing) -> bool:
    """Whether the agreement holds: then its issued document can be downloaded."""
    return signing.state in EFFECTIVE[signing.kind]


def readable(signing: Signing) -> bool:
    """Whether the parties have a document to look at: from the student's agreement to the end of the signing."""
    return signing.agreed_version is not None and signing.state not in FINAL


def shown(work: UnitOfWork, public_id: str) -> tuple[Signing, Document]:
    """The last issue while the agreement holds, before that its copy; of an ended one the office still sees the issue.

    Raises NotFound where there is none.
    """
    signing = work.get(Signing, public_id)
    document = present(work, signing)
    if document is None:
        ended = signing.state in FINAL
        raise NotFound("这份签约已经结束，不再提供协议书。" if ended else "这份签约现在没有协议书可以查看。")
    return signing, document


def present(work: UnitOfWork, signing: Signing) -> Document | None:
    """The document that ``shown`` shows, or None."""
    ended = signing.state in FINAL
    if ended and work.actor.role not in OFFICE:
        return None
    issue = Document.issue > COPY if ended or in_force(signing) else Document.issue == COPY
    return _last(work, signing, Document.kind == DocumentKind.AGREEMENT, issue)


def certificate(work: UnitOfWork, signing: Signing) -> Document | None:
    """解约证明 of a signing that was rescinded after its agreement had been in force."""
    return _last(work, signing, Document.kind == DocumentKind.RESCISSION)


def certificate_shown(work: UnitOfWork, public_id: str) -> tuple[Signing, Document]:
    """解约证明 of a signing in scope; raises NotFound where there is none."""
    signing = work.get(Signing, public_id)
    document = certificate(work, signing)
    if document is None:
        raise NotFound("这份签约没有解约证明。")
    return signing, document


def _last(work: UnitOfWork, signing: Signing, *wanted: ColumnElement[bool]) -> Document | None:
    documents = select(Document).where(Document.signing_id == signing.id, *wanted)
    return work.session.scalars(documents.order_by(Document.issue.desc()).limit(1)).first()
