"""Papers of a rescission to draw: a certificate and a form with ordinary content, and changes to them."""

from dataclasses import replace
from datetime import UTC, datetime

from signing_core.rescission_sheet import ReleaseForm, RescissionSheet
from tests.exports.papers import MADE_AT, a_paper_sheet
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


def a_release_form(province: str = "湖北省") -> ReleaseForm:
    """The form for the employer of a paper agreement."""
    return ReleaseForm.of(a_paper_sheet(), province=province, approved_at=MADE_AT, made_at=MADE_AT)


def with_the_longest_names(paper):
    """A certificate or form whose parties have names as long as the longest that are let in."""
    long = dict.fromkeys(("单位名称", "毕业学校", "学院", "专业"), "长" * 60)
    long |= {"单位所在地": "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗", "姓名": "长" * 50}
    return replace(
        paper,
        employer=[(label, long.get(label, said)) for label, said in paper.employer],
        student=[(label, long.get(label, said)) for label, said in paper.student],
    )
