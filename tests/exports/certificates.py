"""Certificates to draw: one rescission with ordinary content, and changes to it."""

from dataclasses import replace
from datetime import UTC, datetime

from signing_core.rescission_sheet import RescissionSheet
from tests.exports.sheets import a_sheet

REASON = "乙方被研究生院录取，经与甲方协商一致，双方同意解除就业协议。"


def a_certificate(**facts) -> RescissionSheet:
    """The first certificate of an agreement that its student asked to end."""
    certificate = RescissionSheet.of(
        a_sheet(),
        approved_at=datetime(2020, 3, 4, 7, 40, tzinfo=UTC),
        rescinded_at=datetime(2020, 5, 6, 2, 15, tzinfo=UTC),
        asked_by="学生解约",
        reason=REASON,
        made_at=datetime(2020, 5, 6, 2, 15, tzinfo=UTC),
        issue=1,
        code="H4RWE-9TQ2K",
        address="https://sign.example.edu.cn/verify/1202019097200002",
    )
    return replace(certificate, entry_hash="5b" * 32, **facts)
