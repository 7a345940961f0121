"""签约内容: immutable versions, each with the SHA-256 of its text."""

import json
from typing import Any

from signing_core.crypto import digest
from signing_core.models import Signing, Terms
from signing_core.work import UnitOfWork


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
