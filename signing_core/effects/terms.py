"""签约内容: immutable versions, each with the SHA-256 of its text."""

import json
from typing import Any

from sqlalchemy import bindparam, select

from signing_core.crypto import digest
from signing_core.models import Signing, Terms
from signing_core.scope import kept
from signing_core.work import UnitOfWork

VERSION = kept(select(Terms).where(Terms.signing_id == bindparam("signing_id"), Terms.version == bindparam("version")))


def content(work: UnitOfWork, signing: Signing, version: int | None) -> dict[str, Any]:
    """What one version of the signing's terms says."""
    return work.session.scalars(VERSION, {"signing_id": signing.id, "version": version}).one().content


def add(work: UnitOfWork, signing: Signing, content: dict[str, Any], *, version: int) -> None:
    """Freeze the content as that version of the signing's terms."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    work.point("terms.add")
    work.session.add(
        Terms(
            public_id=work.new_id(),
            signing_id=signing.id,
            version=version,
            text=text,
            sha256=digest(text),
            created_at=work.at,
        )
    )
