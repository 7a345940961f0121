"""The check of a list of candidates before anything is looked up, and what waits between check and import."""

from dataclasses import replace

import pytest

from importers import candidates
from importers.bad_workbook import BadWorkbook
from importers.candidates import CANDIDATE_COLUMNS, COHORT, NAME, PROOF, SCHOOL
from importers.report import Report, packed, returned_workbook, unpacked
from importers.templates import names
from importers.workbook import TooManyRows
from signing_core.crypto import Keyring, _Process
from signing_core.errors import NotFound, TooMany
from signing_core.queries.matching import Found
from tests.importers.hostile import a_workbook

COLUMNS = names(CANDIDATE_COLUMNS)
RIGHT = {SCHOOL: "示范大学", COHORT: "2020", NAME: "黄河水", PROOF: "13312345660"}
FOUND = Found(
    student_id=1,
    name="黄河水",
    school="示范大学",
    cohort=2020,
    college="计算机学院",
    education="本科生毕业",
    major="软件工程",
)


@pytest.fixture(autouse=True)
def _keys(monkeypatch):
    """Proofs are compared by their blind index."""
    monkeypatch.setattr(_Process, "keyring", Keyring({1: bytes(32)}))


@pytest.fixture
def asked(monkeypatch):
    """Which facts were looked up; who is called 黄河水 is found, 限 is used up."""
    looked_up = []

    def look_up(_services, _actor, facts):
        looked_up.extend(facts)
        return [
            FOUND if one.name == "黄河水" else TooMany("用完。") if one.name == "限" else NotFound("没有。")
            for one in facts
        ]

    monkeypatch.setattr(candidates.candidates, "look_up", look_up)
    return looked_up


def check(*rows: dict[str, str]) -> Report:
    data = a_workbook([COLUMNS, *([row[name] for name in COLUMNS] for row in rows)])
    return candidates.check(None, None, data, "名单.xlsx")


def messages(report: Report) -> dict[tuple[int, str], str]:
    return {(problem.number, problem.column): problem.message for problem in report.problems}


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        (SCHOOL, "", "请填写此项"),
        (SCHOOL, "大" * 61, "最多 60 个字"),
        (COHORT, "20", "四位年份"),
        (NAME, "", "请填写此项"),
        (PROOF, "", "请填写此项"),
        (PROOF, "12800000000", "手机号码应为 11 位"),
        (PROOF, "110101200401010000", "校验码不对"),
        (PROOF, "G12345678", "应为 18 位"),
    ],
)
def test_a_value_that_cannot_be_right_is_named_by_its_column_and_not_looked_up(asked, column, value, sentence):
    report = check(RIGHT | {column: value}, RIGHT | {NAME: "李雷"})
    assert sentence in messages(report)[2, column]
    assert [facts.name for facts in asked] == ["李雷"]


def test_a_mobile_with_blanks_and_an_id_number_in_small_letters_are_right(asked):
    check(RIGHT | {PROOF: "133 1234-5660"}, RIGHT | {PROOF: "11010519491231002x"})
    assert len(asked) == 2


def test_of_rows_that_ask_for_the_same_only_the_first_is_looked_up(asked):
    report = check(RIGHT, RIGHT | {PROOF: "+86 13312345660", COHORT: "2020届"}, RIGHT | {NAME: " 黄河水 "})
    assert messages(report) == {(3, ""): "与第 2 行重复。", (4, ""): "与第 2 行重复。"}
    assert len(asked) == 1


def test_rows_that_were_not_looked_up_are_named_in_spans(asked):
    used_up = RIGHT | {NAME: "限"}
    numbered = [used_up | {PROOF: f"133000000{n:02}"} for n in range(10, 14)]
    report = check(*numbered[:3], RIGHT, numbered[3], RIGHT | {NAME: "别人"})
    assert report.notes == ["今天的查询次数不够，第 2-4、6 行没有查找。请核对信息，明天再导入这些行。"]
    assert messages(report)[6, ""] == "没有查找：用完。"
    assert messages(report)[7, ""] == "没有。"
    assert [number for number, _ in report.good] == [5]


def test_a_file_of_more_than_500_rows_is_refused_before_any_look_up(asked):
    with pytest.raises(BadWorkbook, match="”内容过多"):
        candidates.check(None, None, b"PK" + bytes(2**20), "名单.xlsx")
    with pytest.raises(TooManyRows, match="最多处理 500 行"):
        check(*[RIGHT | {PROOF: f"133{n:08}"} for n in range(501)])
    assert asked == []


def test_a_packed_report_is_the_same_report(asked):
    report = check(RIGHT, RIGHT | {NAME: "别人"}, RIGHT | {NAME: "限"}, RIGHT | {COHORT: "?"})
    again = unpacked(packed(report))
    assert again == replace(report)
    assert returned_workbook(again)
