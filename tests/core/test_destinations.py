"""The catalogue of other destinations: its labels, its fields, its codes, and that it alone drives the checks."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signing_core import fields
from signing_core.catalogues import countries, destination_codes, destinations
from signing_core.catalogues.agreements import correctable, fields_of
from signing_core.catalogues.codes import entries
from signing_core.errors import Problems
from signing_core.fields import Kind
from signing_core.states import SigningKind

TODAY = date(2020, 3, 2)
# The manual's nine choices and the five of 升学, typed from it.
CHOICES = (
    "我是签就业协议书形式就业（包括公务员、事业单位招聘通知书等）",
    "我是签劳动合同形式就业（我没有签毕业生就业协议书）",
    "我是其它录用形式就业（没有签就业协议，有用人单位提供的单位用人证明）",
    "我是自由职业（没有和具体的用人单位签约，以个体劳动为主）",
    "我是自主创业（参考《关于普通高等学校毕业生自主创业认定暂行办法》）",
    "我参加的是政策类就业项目（应征义务兵、选调生、科研助理、农村义务教育学校教师、特岗教师、西部计划、村官、三支一扶等）",
    "升学（包含全日制升学和非全日制升学、不含出国出境）",
    "出国、出境（包含出国出境工作和出国出境学习深造）",
    "我暂未就业（包含待就业、拟升学、其它暂不就业）",
)
STUDIES = (
    "升学（全日制）",
    "升学（非全日制），户档迁回原籍（默认）",
    "升学（非全日制），户档办理人事代理（托管）",
    "升学（非全日制），户档工作单位直接接收",
    "升学（非全日制），户档迁往就读高校",
)
NEVER = {  # what no field of its kind takes
    Kind.TEXT: "字" * 200,
    Kind.LONG_TEXT: "字" * 600,
    Kind.MONEY: "3,00",
    Kind.PERCENT: "101",
    Kind.DATE: "2020-02-30",
    Kind.DAY: "1999-12-31",
    Kind.PLACE: "湖北武汉",
    Kind.COUNTRY: "中国",
    Kind.PHONE: "12345",
    Kind.CONTACT: "13312345660",
    Kind.POSTCODE: "43007",
    Kind.CHOICE: "没有的选项",
    Kind.EMAIL: "不是邮箱",
    Kind.USCC: "911306007216356986",
}
RIGHT = {
    Kind.TEXT: "甲",
    Kind.LONG_TEXT: "甲\n乙",
    Kind.MONEY: "6,000",
    Kind.PERCENT: "50",
    Kind.DATE: "2020-07-01",
    Kind.DAY: "2020-07-01",
    Kind.PLACE: "湖北省武汉市",
    Kind.COUNTRY: "英国",
    Kind.PHONE: "13312345660",
    Kind.CONTACT: "王老师(027-87880000)",
    Kind.POSTCODE: "430074",
    Kind.EMAIL: "hr@example.com",
    Kind.USCC: "91310000MA1FL0002W",
}


def filled(detail):
    """Every field of a detail, as somebody might type it."""
    return {one.name: one.options[0] if one.options else RIGHT[one.kind] for one in destinations.fields_of(detail)} | {
        "destination": detail
    }


def test_the_choices_are_those_of_the_manual():
    assert tuple(category.label for category in destinations.CATEGORIES) == CHOICES
    assert destinations.CATEGORIES[6].details == STUDIES


def test_lists_show_a_category_without_i_am():
    names = [category.name for category in destinations.CATEGORIES]
    assert names[0] == "签就业协议书形式就业（包括公务员、事业单位招聘通知书等）"
    assert names[5].startswith("政策类就业项目（")
    assert names[6] == CHOICES[6]


def test_a_detail_belongs_to_one_category_and_fits_its_column():
    every = [detail for category in destinations.CATEGORIES for detail in category.details]
    assert len(set(every)) == len(every) == len(destinations.DETAILS)
    assert max(map(len, every)) <= 30


@pytest.mark.parametrize("detail", destinations.DETAILS)
def test_names_are_unique_in_a_detail_and_groups_stand_together(detail):
    declared = destinations.fields_of(detail)
    assert len({field.name for field in declared}) == len(declared)
    groups = list(dict.fromkeys(field.group for field in declared))
    assert groups == [destinations.JOB, destinations.DISPATCH, destinations.ARCHIVE]
    assert declared[0] is destinations.WHICH
    assert {"unit_nature", "unit_place", "dispatch_name", "dispatch_place"} <= {field.name for field in declared}


@pytest.mark.parametrize("detail", destinations.DETAILS)
def test_a_detail_that_is_filled_in_is_right_and_stays_so(detail):
    content = fields.clean(destinations.fields_of(detail), filled(detail), today=TODAY)
    assert fields.clean(destinations.fields_of(detail), content, today=TODAY) == content
    assert fields_of(SigningKind.DESTINATION, json.loads(json.dumps(content))) == destinations.fields_of(detail)
    assert destinations.named(content)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), detail=st.sampled_from(destinations.DETAILS))
def test_just_the_wrong_fields_of_any_category_are_named(data, detail):
    declared = destinations.fields_of(detail)[1:]
    wrong = {field.name: field for field in data.draw(st.sets(st.sampled_from(declared), min_size=1))}
    typed = filled(detail)
    for name, field in wrong.items():
        may_be_empty = field.required and not field.default
        typed[name] = "" if may_be_empty and data.draw(st.booleans()) else NEVER[field.kind]
    with pytest.raises(Problems) as refused:
        fields.clean(destinations.fields_of(detail), typed, today=TODAY)
    assert set(refused.value.by_field) == set(wrong)


@settings(max_examples=200, deadline=None)
@given(
    first=st.sampled_from(destinations.DETAILS),
    second=st.sampled_from(destinations.DETAILS),
    raw=st.dictionaries(st.sampled_from([f.name for f in destinations.every_field()]), st.text(max_size=150)),
)
def test_a_working_copy_keeps_what_another_choice_asks_for(first, second, raw):
    once = fields.kept(destinations.every_field(), filled(first) | raw)
    assert fields.kept(destinations.every_field(), once) == once
    shared = {f.name for f in destinations.fields_of(first)} & {f.name for f in destinations.fields_of(second)}
    assert all(once[name] == fields.kept(destinations.every_field(), once)[name] for name in shared)


def test_a_term_does_not_end_before_it_begins():
    typed = filled("劳动合同") | {"term_from": "2020-07-02", "term_to": "2020-07-01"}
    with pytest.raises(Problems) as refused:
        fields.clean(destinations.fields_of("劳动合同"), typed, today=TODAY)
    assert refused.value.by_field == {"term_to": "合同截止日期不能早于合同起始日期。"}


def test_every_detail_but_those_without_a_job_asks_for_proof():
    without = {detail for detail in destinations.DETAILS if not destinations.category_of(detail).proof}
    assert without == {"待就业", "拟升学", "其它暂不就业"}


def test_the_office_corrects_what_the_detail_asks_for():
    names = [field.name for field in correctable(SigningKind.DESTINATION, {"destination": "升学（全日制）"})]
    assert names == ["unit_nature", "unit_place"]


CODES = {  # detail: of cohort 2020, of cohort 2022
    "公务员录用": ("10", "10"),
    "劳动合同": ("11", "11"),
    "单位用人证明": ("12", "12"),
    "其他自由职业": ("76", "76"),
    "创立公司": ("75", "75"),
    "应征义务兵": ("46", "46"),
    "科研助理": ("27", "271"),
    "三支一扶": ("50", "502"),
    "西部计划": ("50", "503"),
    "选调生": ("51", "512"),
    "其他基层项目": ("51", "519"),
    "出国出境学习深造": ("85", "85"),
    "待就业": ("70", "70"),
    "拟升学": ("71", "71"),
    "其它暂不就业": ("72", "72"),
}


@pytest.mark.parametrize("detail", CODES)
def test_the_code_follows_the_scheme_of_the_cohort(detail):
    assert tuple(destination_codes.of(detail, {}, cohort).code for cohort in (2020, 2022)) == CODES[detail]


def test_from_2021_on_the_level_of_further_study_decides():
    def code(level, cohort):
        return destination_codes.of("升学（全日制）", {"level": level}, cohort).code

    assert [code(level, 2022) for level in ("硕士研究生", "博士研究生", "第二学士学位", "专科起点本科", "")] == [
        *("801", "801", "802", "80", "80"),
    ]
    assert code("硕士研究生", 2020) == "80"


def test_every_detail_has_a_code_or_is_marked_as_unassigned():
    known = {entry.code: entry.confidence for entry in entries("去向")}
    rank = ("high", "medium", "low")
    for detail in (*destinations.DETAILS, destination_codes.BY_AGREEMENT):
        for cohort in (2020, 2022):
            for row in destination_codes.assigned(detail, cohort):
                assert row.code in known or (row.code == "" and row.confidence == "low")
                assert not row.code or rank.index(row.confidence) >= rank.index(known[row.code])


def test_no_unsure_code_is_shown_as_the_ministrys():
    unsure = {detail for detail in destinations.DETAILS if not destination_codes.of(detail, {}, 2020).sure}
    assert unsure == {"选调生", "农村义务教育学校教师", "特岗教师", "村官", "其他基层项目"}
    assert destination_codes.name_of("") == "待指定"


def test_countries_are_those_of_the_list():
    assert countries.is_country("英国")
    assert not countries.is_country("中国")
