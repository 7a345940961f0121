"""Documents: what an agreement's document and its certificate of rescission show, frozen by the act; drawn later."""

import hashlib
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from signing_core.agreement_sheet import AgreementSheet, FrozenSheet
from signing_core.models import COPY, Document, DocumentKind, Rescission, Signing, Terms
from signing_core.rescission_sheet import FrozenRescission, RescissionSheet
from signing_core.states import EFFECTIVE, RESCISSION_BY
from signing_core.work import UnitOfWork

from . import trail

# 32 characters that are told apart when they are read aloud or written by hand: no 0, O, 1, I.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10


def order(work: UnitOfWork, signing: Signing) -> None:
    """Have the document drawn as it stands after this act: in force its next issue, else anew the copy marked 未生效.

    Called before the act is recorded, so that the act's entry is the next one of the signing: its hash is printed.
    """
    work.session.flush()
    work.point("documents.order")
    if signing.state in EFFECTIVE[signing.kind]:
        _order_issue(work, signing)
    else:
        _order_copy(work, signing)
    work.session.flush()


def certify(work: UnitOfWork, signing: Signing, rescission: Rescission) -> None:
    """Have the certificate drawn of an agreement that this act ends, from what its issued document said.

    Called before the ending is recorded, so that its entry is the next one of the signing: its hash is printed.
    """
    work.session.flush()
    work.point("documents.certify")
    agreed = select(Document).where(Document.signing_id == signing.id, Document.kind == DocumentKind.AGREEMENT)
    issued = work.session.scalars(agreed.order_by(Document.issue.desc()).limit(1)).one()
    document = _next(work, signing, DocumentKind.RESCISSION)
    sheet = RescissionSheet.of(
        FrozenSheet.read(issued.sheet).sheet,
        approved_at=issued.ordered_at,
        rescinded_at=work.at,
        asked_by=RESCISSION_BY[rescission.asked_by],
        reason=rescission.reason,
        made_at=work.at,
        **_printed(work, signing, document),
    )
    document.sheet = FrozenRescission(sheet, trail.told(work, signing)).text()
    work.session.add(document)
    work.session.flush()


def grouped(code: str) -> str:
    """A verification code as it is printed."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def plain(typed: str) -> str:
    """A verification code as it is stored, from whatever somebody read off the paper."""
    return "".join(character for character in typed.upper() if character in ALPHABET)


def _order_issue(work: UnitOfWork, signing: Signing) -> None:
    document = _next(work, signing, DocumentKind.AGREEMENT)
    _freeze(work, signing, document, **_printed(work, signing, document))
    work.session.add(document)


def _order_copy(work: UnitOfWork, signing: Signing) -> None:
    kind = DocumentKind.AGREEMENT
    earlier = select(Document).where(Document.signing_id == signing.id, Document.kind == kind, Document.issue == COPY)
    document = work.session.scalars(earlier.with_for_update()).one_or_none() or _new(work, signing, kind, issue=COPY)
    document.ordered_at, document.leased_until, document.drawn_at = work.at, None, None
    _freeze(work, signing, document)
    work.session.add(document)


def _next(work: UnitOfWork, signing: Signing, kind: DocumentKind) -> Document:
    """The next issue of its kind, with a verification code of its own."""
    issues = select(func.max(Document.issue)).where(Document.signing_id == signing.id, Document.kind == kind)
    document = _new(work, signing, kind, issue=(work.session.scalar(issues) or COPY) + 1)
    document.code = _code(work.services.token())
    return document


def _new(work: UnitOfWork, signing: Signing, kind: DocumentKind, *, issue: int) -> Document:
    return Document(public_id=work.new_id(), signing_id=signing.id, kind=kind, issue=issue, ordered_at=work.at)


def _printed(work: UnitOfWork, signing: Signing, document: Document) -> dict[str, Any]:
    """What an issue says of itself."""
    address = f"{work.services.settings.base_url}/verify/{signing.number}"
    return {"issue": document.issue, "code": grouped(document.code or ""), "address": address}


def _freeze(work: UnitOfWork, signing: Signing, document: Document, **printed: Any) -> None:
    """Keep the values, and how many entries of the trail came before the one that is about to be written."""
    terms = select(Terms).where(Terms.signing_id == signing.id, Terms.version == signing.agreed_version)
    content = work.session.scalars(terms).one().content
    sheet = replace(AgreementSheet.of(signing, content, made_at=work.at), **printed)
    document.sheet = FrozenSheet(sheet, trail.told(work, signing)).text()


def _code(token: str) -> str:
    """A code made of a random token."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in hashlib.sha256(token.encode()).digest()[:CODE_LENGTH])
