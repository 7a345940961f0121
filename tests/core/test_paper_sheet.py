"""A paper agreement's values: what a copy hides, what the version code tells apart, kept as text and read back."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from signing_core.paper_sheet import FrozenPaper, PaperSheet
from signing_core.rescission_sheet import RescissionSheet
from tests.exports.papers import MADE_AT, STUDENT, a_paper_content, a_paper_sheet, a_preview

ENTRIES = [SimpleNamespace(hash=f"{number:064x}") for number in range(5)]


def a_copy() -> PaperSheet:
    return PaperSheet.of(STUDENT, a_paper_content(), version=2, made_at=MADE_AT, copy="未生效")


def said(sheet: PaperSheet) -> dict[str, str]:
    return {label: text for _, group in [("", sheet.employer), *sheet.terms] for label, text in group}


def test_the_issued_form_says_everything_in_full():
    sheet = a_paper_sheet()
    assert sheet.fact("身份证号") == STUDENT.id_number
    assert sheet.fact("联系电话") == STUDENT.phone
    assert sheet.fact("联系邮箱") == STUDENT.email
    assert said(sheet)["联系电话"] == "021-62883643"
    assert said(sheet)["试用起薪(元/月)"] == "6,000"


def test_a_copy_masks_what_identifies_or_reaches_somebody():
    sheet = a_copy()
    assert sheet.fact("身份证号") == "420106*****0839"
    assert sheet.fact("联系电话") == "133****5660"
    assert sheet.fact("联系邮箱") == "wa***@example.com"
    assert said(sheet)["联系电话"] == "021****3643"
    assert said(sheet)["单位邮箱"] == "h***@example.com"
    assert (sheet.number, sheet.code, sheet.address) == ("", "", "")


def test_a_preview_shows_what_was_typed_as_it_was_typed():
    assert said(a_preview()) == said(a_paper_sheet())
    assert a_preview().fact("身份证号") == "420106*****0839"
    assert a_preview().number == ""


def test_a_student_without_phone_or_mail_has_none_on_the_form():
    nobody = SimpleNamespace(**vars(STUDENT) | {"phone": None, "email": ""})
    for copy in ("", "预览"):
        sheet = PaperSheet.of(nobody, a_paper_content(), version=1, made_at=MADE_AT, copy=copy)
        assert (sheet.fact("联系电话"), sheet.fact("联系邮箱")) == ("", "-")


@pytest.mark.parametrize(
    "other",
    [
        a_paper_sheet(penalty="2999"),
        a_paper_sheet(unit_name="上海永久自行车股份有限公司"),
        replace(a_paper_sheet(), version=3),
        replace(a_paper_sheet(), number="2202019097200002"),
        replace(a_paper_sheet(), student=[("姓名", "王喆"), *a_paper_sheet().student[1:]]),
    ],
    ids=["term", "employer", "version", "number", "student"],
)
def test_another_content_or_version_has_another_code(other):
    assert other.version_code != a_paper_sheet().version_code


def test_another_issue_of_the_same_content_has_the_same_code():
    other = replace(a_paper_sheet(), issue=2, code="X", entry_hash="", made_at=MADE_AT.replace(year=2021))
    assert other.version_code == a_paper_sheet().version_code
    assert FrozenPaper.read(FrozenPaper(other, 1).text()).sheet.version_code == other.version_code


def test_what_is_kept_is_json_and_is_read_back_as_it_was():
    sheet = replace(a_paper_sheet(), entry_hash="")
    kept = FrozenPaper(sheet, 3)
    assert "entry_hash" not in json.loads(kept.text())["sheet"]
    assert FrozenPaper.read(kept.text()) == kept
    assert FrozenPaper.read(kept.text()).whole(ENTRIES) == replace(sheet, entry_hash=ENTRIES[3].hash)


def test_a_certificate_of_rescission_takes_the_parties_from_the_form():
    facts = {"asked_by": "学生解约", "reason": "原因", "made_at": MADE_AT, "code": "C", "address": "A"}
    certificate = RescissionSheet.of(a_paper_sheet(), approved_at=MADE_AT, rescinded_at=MADE_AT, **facts)
    assert certificate.number == "2202019097200001-01"
    assert certificate.kind == "纸质签约"
    assert certificate.fact("统一社会信用代码") == "91310000MA1FL0002W"
