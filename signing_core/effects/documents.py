"""Documents: what an agreement's document and its certificate of rescission show, frozen by the act; drawn later."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from signing_core.agreement_sheet import AgreementSheet, FrozenSheet
from signing_core.frozen import Frozen
from signing_core.models import COPY, Document, DocumentKind, Rescission, Signing, Terms
from signing_core.paper_sheet import PREVIEW, FrozenPaper, PaperSheet
from signing_core.rescission_sheet import Agreement, FrozenRelease, FrozenRescission, ReleaseForm, RescissionSheet
from signing_core.scope import kept
from signing_core.states import EFFECTIVE, RESCISSION_BY, SigningKind, SigningState, agreement_status
from signing_core.work import UnitOfWork

from . import trail

S = SigningState
Sheet = AgreementSheet | PaperSheet | RescissionSheet | ReleaseForm
KIND_OF = {SigningKind.ONLINE: DocumentKind.AGREEMENT, SigningKind.PAPER: DocumentKind.FORM}
DRAWN = {SigningKind.PAPER: {S.FORM_REVIEW, S.AWAITING_FEEDBACK}}
FROZEN: dict[DocumentKind, type[Frozen[Any]]] = {
    DocumentKind.AGREEMENT: FrozenSheet,
    DocumentKind.FORM: FrozenPaper,
    DocumentKind.PREVIEW: FrozenPaper,
    DocumentKind.RELEASE: FrozenRelease,
    DocumentKind.RESCISSION: FrozenRescission,
}
# 32 characters that are told apart when they are read aloud or written by hand: no 0, O, 1, I.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10

OF_KIND = (Document.signing_id == bindparam("signing_id"), Document.kind == bindparam("kind"))
THE_COPY = kept(select(Document).where(*OF_KIND, Document.issue == COPY))
COPY_HELD = THE_COPY.with_for_update()
LAST_ISSUE = kept(select(Document).where(*OF_KIND, Document.issue > COPY).order_by(Document.issue.desc()).limit(1))
LAST_NUMBER = kept(select(func.max(Document.issue)).where(*OF_KIND))


def order(work: UnitOfWork, signing: Signing) -> None:
    """Have the document drawn as it stands after this act: in force its next issue, else anew the copy marked 未生效.

    Called before the act is recorded, so that the act's entry is the next one of the signing: its hash is printed.
    A paper agreement is issued with its form: what is decided later changes nothing on it. A destination has none.
    """
    work.session.flush()
    work.point("documents.order")
    if signing.kind not in KIND_OF or signing.state not in DRAWN.get(signing.kind, {signing.state}):
        return
    kind = KIND_OF[signing.kind]
    content = work.one(Terms, signing_id=signing.id, version=signing.agreed_version).content
    if signing.state in EFFECTIVE[signing.kind]:
        document = _next(work, signing, kind)
        printed = {"number": signing.number, **_printed(work, signing, document)}
        _freeze(work, signing, document, SHEETS[signing.kind](signing, content, made_at=work.at, **printed))
    else:
        mark = agreement_status(signing.kind, signing.state)
        document = _copy(work, signing, kind)
        _freeze(work, signing, document, SHEETS[signing.kind](signing, content, made_at=work.at, copy=mark))


def preview(work: UnitOfWork, signing: Signing, content: Mapping[str, Any]) -> None:
    """Have a paper agreement drawn as it would print, marked 预览: nobody has generated it yet."""
    work.session.flush()
    work.point("documents.preview")
    document = _copy(work, signing, DocumentKind.PREVIEW)
    version = signing.terms_version + 1
    sheet = PaperSheet.of(signing.student, content, version=version, made_at=work.at, copy=PREVIEW)
    _freeze(work, signing, document, sheet)


def certify(work: UnitOfWork, signing: Signing, rescission: Rescission) -> None:
    """Have the certificate drawn of an agreement that this act ends, from what its issued document said.

    Called before the ending is recorded, so that its entry is the next one of the signing: its hash is printed.
    A destination had no agreement that could be certified to have ended.
    """
    work.session.flush()
    work.point("documents.certify")
    if signing.kind not in KIND_OF:
        return
    issued, agreed = _issued(work, signing)
    document = _next(work, signing, DocumentKind.RESCISSION)
    sheet = RescissionSheet.of(
        agreed,
        approved_at=issued.ordered_at,
        rescinded_at=work.at,
        asked_by=RESCISSION_BY[rescission.asked_by],
        reason=rescission.reason,
        made_at=work.at,
        **_printed(work, signing, document),
    )
    _freeze(work, signing, document, sheet)


def release(work: UnitOfWork, signing: Signing) -> None:
    """Have 解除证明 drawn, filled in from the issued document, unless just this is there already."""
    issued, agreed = _issued(work, signing)
    province = work.services.settings.province
    sheet = ReleaseForm.of(agreed, province=province, approved_at=issued.ordered_at, made_at=issued.ordered_at)
    earlier = _asked(work, THE_COPY, signing, DocumentKind.RELEASE)
    if earlier is None or FrozenRelease.read(earlier.sheet).sheet != sheet:
        work.point("documents.release")
        _freeze(work, signing, _copy(work, signing, DocumentKind.RELEASE), sheet)


def grouped(code: str) -> str:
    """A verification code as it is printed."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def plain(typed: str) -> str:
    """A verification code as it is stored, from whatever somebody read off the paper."""
    return "".join(character for character in typed.upper() if character in ALPHABET)


def _copy(work: UnitOfWork, signing: Signing, kind: DocumentKind) -> Document:
    """The copy, to be drawn anew."""
    document: Document = _asked(work, COPY_HELD, signing, kind) or _new(work, signing, kind, issue=COPY)
    document.ordered_at, document.leased_until, document.drawn_at = work.at, None, None
    return document


def _issued(work: UnitOfWork, signing: Signing) -> tuple[Document, Agreement]:
    """The last issue of the agreement's document, and what it says."""
    kind = KIND_OF[signing.kind]
    issued: Document = _asked(work, LAST_ISSUE, signing, kind)
    return issued, FROZEN[kind].read(issued.sheet).sheet


def _next(work: UnitOfWork, signing: Signing, kind: DocumentKind) -> Document:
    """The next issue of its kind, with a verification code of its own."""
    document = _new(work, signing, kind, issue=(_asked(work, LAST_NUMBER, signing, kind) or COPY) + 1)
    document.code = _code(work.services.token())
    return document


def _asked(work: UnitOfWork, statement: Select[Any], signing: Signing, kind: DocumentKind) -> Any:
    return work.session.scalar(statement, {"signing_id": signing.id, "kind": kind})


def _new(work: UnitOfWork, signing: Signing, kind: DocumentKind, *, issue: int) -> Document:
    return Document(public_id=work.new_id(), signing_id=signing.id, kind=kind, issue=issue, ordered_at=work.at)


def _printed(work: UnitOfWork, signing: Signing, document: Document) -> dict[str, Any]:
    """What an issue says of itself."""
    address = f"{work.services.settings.base_url}/verify/{signing.number}"
    return {"issue": document.issue, "code": grouped(document.code or ""), "address": address}


def _freeze(work: UnitOfWork, signing: Signing, document: Document, sheet: Sheet) -> None:
    """Keep the values, and how many entries of the trail came before the one that is about to be written."""
    document.sheet = FROZEN[document.kind](sheet, trail.told(work, signing)).text()
    work.session.add(document)


def _of_agreement(signing: Signing, content: Mapping[str, Any], *, copy: str = "", **printed: Any) -> AgreementSheet:
    made_at = printed.pop("made_at")
    return replace(AgreementSheet.of(signing, content, made_at=made_at), copy=copy, **printed)


def _of_paper(signing: Signing, content: Mapping[str, Any], **printed: Any) -> PaperSheet:
    return PaperSheet.of(signing.student, content, version=signing.terms_version, **printed)


SHEETS: dict[SigningKind, Callable[..., Sheet]] = {SigningKind.ONLINE: _of_agreement, SigningKind.PAPER: _of_paper}


def _code(token: str) -> str:
    """A code made of a random token."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in hashlib.sha256(token.encode()).digest()[:CODE_LENGTH])
