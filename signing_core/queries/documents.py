"""Which document of a signing is shown, and to whom."""

from sqlalchemy import ColumnElement, select

from signing_core.actors import STAFF, Role
from signing_core.errors import NotFound
from signing_core.models import AGREEMENTS, COPY, Document, DocumentKind, Paper, Signing
from signing_core.states import EFFECTIVE, FINAL, IN_CONSOLE, SigningKind
from signing_core.work import UnitOfWork


def in_force(signing: Signing) -> bool:
    """Whether the agreement holds: then its issued document can be downloaded."""
    return signing.state in EFFECTIVE[signing.kind]


def readable(signing: Signing) -> bool:
    """Whether the parties have a document to look at: from the student's agreement to the end of the signing."""
    return signing.agreed_version is not None and signing.state not in FINAL


def shown(work: UnitOfWork, public_id: str) -> tuple[Signing, Document]:
    """The last issue while the agreement holds, before that its copy; of an ended one the office still sees the issue.

    To the student who previewed it as it stands, the preview. Raises NotFound where there is none.
    """
    signing = work.get(Signing, public_id)
    document = present(work, signing)
    if document is None:
        ended = signing.state in FINAL
        raise NotFound("这份签约已经结束，不再提供协议书。" if ended else "这份签约现在没有协议书可以查看。")
    return signing, document


def present(work: UnitOfWork, signing: Signing) -> Document | None:
    """The document that ``shown`` shows, or None."""
    ended, of_office = signing.state in FINAL, work.actor.role in STAFF
    if (of_office and signing.state not in IN_CONSOLE) or (ended and not of_office):
        return None
    if work.actor.role is Role.STUDENT and previewed(work, signing):
        return _last(work, signing, Document.kind == DocumentKind.PREVIEW)
    issue = Document.issue > COPY if ended or in_force(signing) else Document.issue == COPY
    return _last(work, signing, Document.kind.in_(AGREEMENTS), issue)


def previewed(work: UnitOfWork, signing: Signing) -> bool:
    """Whether the student saw a preview of the working copy just as it stands."""
    seen = select(Paper.id).where(Paper.signing_id == signing.id, Paper.previewed_sha256.is_not(None))
    return signing.kind is SigningKind.PAPER and work.session.scalar(seen) is not None


def release_form_shown(work: UnitOfWork, public_id: str) -> tuple[Signing, Document]:
    """解除证明 that the student ordered; raises NotFound where none was."""
    signing = work.get(Signing, public_id)
    document = _last(work, signing, Document.kind == DocumentKind.RELEASE)
    if document is None or signing.state in FINAL:
        raise NotFound("请先在解约申请页面下载解除证明。")
    return signing, document


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
