"""Fields as data: what is stored, what is refused, what is shown; tried on the invitation."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing_core.catalogues.invitation import INVITATION, second_looks
from signing_core.errors import Problems
from signing_core.fields import Field, Kind, as_text, clean, compared, shown

TODAY = date(2019, 12, 11)
ARCHIVE = ["archive_unit", "archive_address", "archive_postcode", "archive_contact", "archive_phone"]


def an_invitation(**typed):
    return {
        "job_category": "工程技术人员",
        "position": "软件工程师",
        "reply_days": "5",
        "probation_days": "90",
        "probation_pay": "6,000",
        "regular_pay": "7000",
        "penalty": "5000",
        "report_place": "湖北省武汉市",
        "report_by": "2020.7.1",
        "work_place": "湖北省武汉市洪山区",
        "contact": "王芳",
        "contact_phone": "（027）87880000",
        "archive": "单位接收",
        "archive_unit": "武汉市人才服务中心",
        "archive_address": "湖北省武汉市洪山区珞喻路 １ 号",
        "archive_postcode": "430074",
        "archive_contact": "李明",
        "archive_phone": "13312345660",
        "household": "不接收",
        **typed,
    }


def cleaned(**typed):
    return clean(INVITATION, an_invitation(**typed), today=TODAY)


def problems_of(**typed):
    with pytest.raises(Problems) as refused:
        cleaned(**typed)
    return refused.value.by_field


def test_the_labels_of_the_invitation_are_those_of_the_manual_in_their_order():
    assert [field.label for field in INVITATION] == [
        *["工作职位类别", "拟聘用职位", "反馈有效期(天)", "试用期(天)", "试用起薪(元/月)", "转正起薪(元/月)"],
        *["违约金(元)", "报到地点", "报到期限", "实际工作地点", "签约联系人", "联系电话", "补充约定"],
        *[
            "档案接收",
            "档案转寄单位名称",
            "档案转寄地址",
            "档案转寄邮编",
            "档案转寄联系人",
            "档案转寄联系电话",
        ],
        *["户口接收类型", "户口接收地址"],
    ]


def test_a_field_depends_only_on_an_earlier_one_and_on_values_that_it_can_have():
    for place, field in enumerate(INVITATION):
        if field.when:
            earlier = {other.name: other for other in INVITATION[:place]}
            assert field.when[1] <= set(earlier[field.when[0]].options)


def test_content_is_stored_clean_and_ready_for_json():
    content = cleaned(nonsense="x")
    assert content["probation_pay"] == 6000
    assert content["report_by"] == "2020-07-01"
    assert content["contact_phone"] == "027-87880000"
    assert content["archive_address"] == "湖北省武汉市洪山区珞喻路 1 号"
    assert content["other_terms"] == ""
    assert "nonsense" not in content
    assert json.loads(json.dumps(content)) == content


def test_all_wrong_fields_are_named_at_once():
    wrong = problems_of(position="", reply_days="31", report_place="火星", archive_postcode="43007", household="?")
    assert list(wrong) == ["position", "reply_days", "report_place", "archive_postcode", "household"]
    assert wrong["reply_days"] == "请填写 1 至 30 之间的整数，单位为天。"
    assert wrong["household"] == "请从列表中选择一项。"


@pytest.mark.parametrize("archive", ["单位接收", "人才机构托管", "转回生源地", "升学院校接收"])
def test_the_receiver_of_the_archive_is_asked_where_it_moves(archive):
    assert list(problems_of(archive=archive, **dict.fromkeys(ARCHIVE, ""))) == ARCHIVE


@pytest.mark.parametrize("archive", ["单位不接收", "暂存学校"])
def test_the_receiver_of_the_archive_is_dropped_where_it_stays(archive):
    content = cleaned(archive=archive)
    assert not set(ARCHIVE) & set(content)
    assert "档案转寄地址" not in str(shown(INVITATION, content))


@pytest.mark.parametrize(
    ("household", "asked"),
    [("迁往单位", True), ("迁回原籍", True), ("不接收", False), ("未迁入学校", False)],
)
def test_the_address_of_the_household_is_asked_where_it_moves(household, asked):
    if asked:
        assert list(problems_of(household=household)) == ["household_address"]
    else:
        assert "household_address" not in cleaned(household=household)


def test_a_default_stands_for_a_key_that_is_missing_but_not_for_an_emptied_field():
    typed = an_invitation()
    del typed["reply_days"]
    assert clean(INVITATION, typed, today=TODAY)["reply_days"] == 5
    assert list(problems_of(reply_days="")) == ["reply_days"]


TEXTS = st.text(alphabet="甲乙 Ａ１,\n·", max_size=70)


@given(
    typed=st.fixed_dictionaries(
        {},
        optional={
            "position": TEXTS,
            "other_terms": TEXTS,
            "probation_pay": st.integers(-1, 1_000_001).map(str),
            "archive": st.sampled_from(["单位接收", " 暂存学校 ", "单位不接收"]),
            "report_by": st.dates(date(2019, 12, 1), date(2021, 12, 31)).map(str),
        },
    )
)
def test_what_is_clean_stays_as_it_is_when_cleaned_again(typed):
    try:
        content = cleaned(**typed)
    except Problems:
        return
    assert clean(INVITATION, content, today=TODAY) == content


def test_a_detail_page_shows_the_groups_with_their_labels_and_texts():
    groups = dict(shown(INVITATION, cleaned(penalty="0")))
    assert list(groups) == ["签约信息", "档案信息", "户口信息"]
    signing = dict(groups["签约信息"])
    assert signing["试用起薪(元/月)"] == "6,000"
    assert signing["违约金(元)"] == "0"
    assert signing["报到期限"] == "2020-07-01"
    assert signing["补充约定"] == "-"
    assert groups["户口信息"] == [("户口接收类型", "不接收")]


def test_content_that_lacks_a_field_is_still_shown():
    assert dict(shown(INVITATION, {}))["档案信息"] == [("档案接收", "-")]


SAMPLES = {
    Kind.TEXT: ("甲", "甲"),
    Kind.LONG_TEXT: ("甲\n乙", "甲\n乙"),
    Kind.MONEY: ("1,000", "1,000"),
    Kind.DAYS: ("3", "3"),
    Kind.PERCENT: ("50%", "50"),
    Kind.DATE: ("2020/1/2", "2020-01-02"),
    Kind.DAY: ("2019年9月1日", "2019-09-01"),
    Kind.PLACE: ("湖北省", "湖北省"),
    Kind.COUNTRY: ("英国", "英国"),
    Kind.PHONE: ("02787880000", "027-87880000"),
    Kind.CONTACT: ("王老师（02787880000）", "王老师(027-87880000)"),
    Kind.POSTCODE: ("430074", "430074"),
    Kind.CHOICE: ("是", "是"),
    Kind.EMAIL: ("hr@example.com", "hr@example.com"),
    Kind.USCC: ("91310000ma1fl0002w", "91310000MA1FL0002W"),
}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_checked_and_shown(kind):
    typed, text = SAMPLES[kind]
    field = Field("x", "甲", kind, "组", high=30, options=("是", "否"))
    assert as_text(field, field.check(typed, TODAY)) == text
    assert Field("x", "甲", kind, "组", required=False).check(" ", TODAY) == ""


TERM = (
    Field("kind", "类型", Kind.CHOICE, "组", options=("有期限", "无期限")),
    Field("first", "开始日期", Kind.DAY, "组", when=("kind", frozenset({"有期限"})), required=False),
    Field("last", "结束日期", Kind.DAY, "组", required=False, not_before="first"),
)


def term(first, last, kind="有期限"):
    return clean(TERM, {"kind": kind, "first": first, "last": last}, today=TODAY)


def test_a_term_does_not_end_before_it_begins():
    assert term("2019.9.1", "2019.9.1")["last"] == "2019-09-01"
    with pytest.raises(Problems) as refused:
        term("2019-09-01", "2019年8月31日")
    assert refused.value.by_field == {"last": "结束日期不能早于开始日期。"}


def test_a_day_is_not_measured_by_one_that_is_empty_or_does_not_exist_there():
    assert term("", "2019-08-31")["last"] == "2019-08-31"
    assert term("2019-09-01", "")["last"] == ""
    assert "first" not in term("2019-09-01", "2019-08-31", kind="无期限")


def test_a_day_is_not_measured_by_one_that_is_refused():
    with pytest.raises(Problems) as refused:
        term("2019-09-31", "2019-08-31")
    assert list(refused.value.by_field) == ["first"]


DAYS_TYPED = st.one_of(st.dates(date(1999, 1, 1), date(2101, 12, 31)).map(str), st.sampled_from(["", "?"]))


@given(first=DAYS_TYPED, last=DAYS_TYPED)
def test_a_clean_term_is_in_order_and_stays_as_it_is(first, last):
    try:
        content = term(first, last)
    except Problems:
        return
    assert not content["last"] or content["first"] <= content["last"]
    assert clean(TERM, content, today=TODAY) == content


@pytest.mark.parametrize(
    ("probation", "regular", "asks"),
    [(6000, 5999, "低于试用起薪"), (5599, 7000, "80%"), (5600, 7000, ""), (7000, 7000, ""), (0, 0, "")],
)
def test_unusual_pay_asks_for_a_second_look(probation, regular, asks):
    sentences = second_looks({"probation_pay": probation, "regular_pay": regular})
    assert bool(sentences) == bool(asks)
    assert asks in "".join(sentences)


def test_there_is_nothing_to_look_at_twice_before_both_pays_are_known():
    assert second_looks({"probation_pay": 6000}) == []


def test_two_versions_are_compared_field_by_field_with_what_exists_in_one_of_them_only():
    old = clean(INVITATION, an_invitation(), today=TODAY)
    new = clean(
        INVITATION, an_invitation(penalty="0", household="迁往单位", household_address="珞狮路2号"), today=TODAY
    )
    pairs = {pair.name: pair for pair in compared(INVITATION, old, new)}
    assert [name for name, pair in pairs.items() if pair.differs] == ["penalty", "household", "household_address"]
    assert (pairs["penalty"].before, pairs["penalty"].after) == ("5,000", "0")
    assert (pairs["household_address"].before, pairs["household_address"].after) == ("-", "珞狮路2号")
    assert "archive_unit" in pairs


def test_what_exists_in_neither_version_is_not_compared():
    content = clean(INVITATION, an_invitation(archive="单位不接收"), today=TODAY)
    assert "archive_unit" not in {pair.name for pair in compared(INVITATION, content, content)}
