"""The chain of a school's trail: the hash of one entry over its facts and the hash before it."""

import hashlib
import json
from datetime import UTC
from typing import Any

GENESIS = "0" * 64


def chained(previous: str, entry: Any) -> str:
    """The hash of a stored entry, or of a row that has its attributes: personal data only as a salted digest."""
    facts = [
        previous,
        entry.school_id,
        entry.position,
        entry.signing_id,
        entry.student_id,
        entry.at.astimezone(UTC).isoformat(),
        entry.role,
        entry.label,
        entry.state_before,
        entry.state_after,
        len(entry.salt),  # else characters could be moved from the salt to the values unnoticed
        _salted(entry.salt, entry.who),
        _salted(entry.salt, entry.remark),
        *([_salted(entry.salt, entry.device)] if entry.device else []),  # as before there were devices
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def _salted(salt: str, value: str) -> str:
    return hashlib.sha256((salt + value).encode()).hexdigest()
