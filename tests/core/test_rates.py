"""毕业去向落实率: what each year's formula adds up, typed by hand from the rules."""

from fractions import Fraction

import pytest

from signing_core.catalogues import codes
from signing_core.catalogues.rates import FORMULAS, GROUPS, OF_2021, OF_2024
from signing_core.figures_sheet import Line, Share, Standing
from signing_core.states import PlanSource, PlanStatus, SigningKind

CODES = [entry.code for entry in codes.entries("去向")]
ONE_OF_EACH = dict.fromkeys(CODES, 1)
AGREED = {"10", "11", "27", "46", "50", "51", "271", "502", "503", "512", "519"}
FURTHER = {"80", "85", "801", "802"}
NOT_EMPLOYED = {"70", "71", "72"}


def codes_in(formula, label: str) -> set[str]:
    part = next(part for part in formula.parts if part.label == label)
    return {code for code in CODES if part.has(code)}


def test_the_formula_of_2021_adds_up_contracts_own_business_flexible_work_and_further_study():
    assert [part.label for part in OF_2021.parts] == ["协议和合同就业", "自主创业", "灵活就业", "升学"]
    assert codes_in(OF_2021, "协议和合同就业") == AGREED
    assert codes_in(OF_2021, "自主创业") == {"75"}
    assert codes_in(OF_2021, "灵活就业") == {"12", "76"}
    assert codes_in(OF_2021, "升学") == FURTHER


def test_the_formula_of_2024_counts_other_employment_with_the_units_and_freelancers_by_themselves():
    assert [part.label for part in OF_2024.parts] == ["单位就业", "自主创业", "自由职业", "升学"]
    assert codes_in(OF_2024, "单位就业") == AGREED | {"12"}
    assert codes_in(OF_2024, "自主创业") == {"75"}
    assert codes_in(OF_2024, "自由职业") == {"76"}
    assert codes_in(OF_2024, "升学") == FURTHER


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: str(formula.since))
def test_no_code_counts_twice_and_whoever_is_not_employed_in_none(formula):
    assert formula.counted(ONE_OF_EACH) == len(AGREED | {"12", "75", "76"} | FURTHER)
    assert formula.counted(dict.fromkeys(NOT_EMPLOYED, 1)) == 0


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: str(formula.since))
def test_a_code_that_is_not_assigned_counts_in_no_formula(formula):
    assert formula.counted({"": 5}) == 0


def test_each_formula_is_named_by_its_year_and_spelt_out():
    assert OF_2021.name == "毕业去向落实率（2021年口径）"
    assert OF_2024.spelt_out == "（单位就业 ＋ 自主创业 ＋ 自由职业 ＋ 升学）÷ 毕业生人数"


def test_every_group_of_the_code_table_has_a_column():
    assert set(GROUPS) == {entry.counts_as for entry in codes.entries("去向")}


def a_line(**by_code: int) -> Line:
    standings = {
        Standing(PlanStatus.AWAITING_COLLEGE, PlanSource.SIGNING, SigningKind.DESTINATION, code.removeprefix("c")): n
        for code, n in by_code.items()
    }
    return Line("全部", {}, standings | {Standing(PlanStatus.NOT_SUBMITTED, PlanSource.NONE, "", ""): 3})


def test_a_rate_is_over_all_graduates_those_without_a_plan_included():
    line = a_line(c10=4, c12=2, c70=1)
    assert [line.rate(formula) for formula in FORMULAS] == [Share(6, 10), Share(6, 10)]
    assert str(line.rate(OF_2021)) == "60.00%"
    assert Fraction(line.rate(OF_2024).value).limit_denominator(100) == Fraction(6, 10)


def test_a_rate_over_nobody_is_a_dash_and_no_error():
    nobody = Line("无", {}, {})
    assert [str(nobody.rate(formula)) for formula in FORMULAS] == ["-", "-"]
    assert (Share(0, 0).value, Share(0, 0).percent) == (None, 0)


def test_everybody_is_in_exactly_one_group():
    line = a_line(c10=4, c75=1, c12=2, c80=5, c71=1, c=2)
    assert line.groups == {
        "协议和合同就业": 4,
        "自主创业": 1,
        "灵活就业": 2,
        "升学": 5,
        "未就业": 1,
        "待指定": 2,
        "学生未提交": 3,
    }
    assert sum(line.groups.values()) == line.graduates
