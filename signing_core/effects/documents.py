"""Documents: what an agreement's document shows, frozen by the act that changes it; the worker draws it afterwards."""

import hashlib
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from signing_core.agreement_sheet import AgreementSheet, FrozenSheet
from signing_core.models import COPY, Document, Signing, Terms
from signing_core.states import EFFECTIVE
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


def grouped(code: str) -> str:
    """A verification code as it is printed."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def plain(typed: str) -> str:
    """A verification code as it is stored, from whatever somebody read off the paper."""
    return "".join(character for character in typed.upper() if character in ALPHABET)


def _order_issue(work: UnitOfWork, signing: Signing) -> None:
    last = work.session.scalar(select(func.max(Document.issue)).where(Document.signing_id == signing.id))
    document = _new(work, signing, issue=(last or COPY) + 1)
    document.code = _code(work.services.token())
    address = f"{work.services.settings.base_url}/verify/{signing.number}"
    _freeze(work, signing, document, issue=document.issue, code=grouped(document.code), address=address)
    work.session.add(document)


def _order_copy(work: UnitOfWork, signing: Signing) -> None:
    earlier = select(Document).where(Document.signing_id == signing.id, Document.issue == COPY)
    document = work.session.scalars(earlier.with_for_update()).one_or_none() or _new(work, signing, issue=COPY)
    document.ordered_at, document.leased_until, document.drawn_at = work.at, None, None
    _freeze(work, signing, document)
    work.session.add(document)


def _new(work: UnitOfWork, signing: Signing, *, issue: int) -> Document:
    return Document(public_id=work.new_id(), signing_id=signing.id, issue=issue, ordered_at=work.at)


def _freeze(work: UnitOfWork, signing: Signing, document: Document, **printed: Any) -> None:
    """Keep the values, and how many entries of the trail came before the one that is about to be written."""
    terms = select(Terms).where(Terms.signing_id == signing.id, Terms.version == signing.agreed_version)
    content = work.session.scalars(terms).one().content
    sheet = replace(AgreementSheet.of(signing, content, made_at=work.at), **printed)
    document.sheet = FrozenSheet(sheet, trail.told(work, signing)).text()


def _code(token: str) -> str:
    """A code made of a random token."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in hashlib.sha256(token.encode()).digest()[:CODE_LENGTH])
