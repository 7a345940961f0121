"""What each kind of value accepts, how it is stored, and what it says when it refuses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing_core import values
from signing_core.errors import BadValue

TODAY = date(2020, 2, 29)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("　１３３ＡＢｚ　", "133ABz"),
        ("a \t  b\nc", "a b c"),
        ("（甲）－，：ー", "（甲）－，：ー"),
        ("", ""),
    ],
)
def test_tidy_touches_white_space_and_full_width_digits_and_letters_only(typed, clean):
    assert values.tidy(typed) == clean


@pytest.mark.parametrize(
    ("check", "typed", "clean"),
    [
        (values.id_number, "11010119900307002x", "11010119900307002X"),
        (values.id_number, "110105 19491231 002x", "11010519491231002X"),
        (values.id_number, "１１０１０１１９４９１２３１００２４", "110101194912310024"),
        (values.uscc, "91130600721635698e", "91130600721635698E"),
        (values.mobile, "133 1234-5660", "13312345660"),
        (values.mobile, "+8613312345660", "13312345660"),
        (values.contact_phone, "133-1234-5660", "13312345660"),
        (values.contact_phone, "（021）62883643", "021-62883643"),
        (values.contact_phone, "02162883643", "021-62883643"),
        (values.contact_phone, "0710—3512345", "0710-3512345"),
        (values.contact_phone, "027-87880000转801", "027-87880000-801"),
        (values.email, " hy163@Example.COM ", "hy163@example.com"),
        (values.postcode, "４３００７４", "430074"),
        (values.money, "6,000", 6000),
        (values.money, "0", 0),
        (values.money, "1000000", 1_000_000),
        (values.percent, "３０ ％", 30),
        (values.percent, "100%", 100),
        (values.percent, "1", 1),
        (values.cohort, "2020届", 2020),
        (values.student_number, "2016-A001", "2016-A001"),
        (values.place, "湖北省 武汉市 洪山区", "湖北省武汉市洪山区"),
        (values.place, "北京市海淀区", "北京市海淀区"),
        (values.country, " 英 国", "英国"),
        (values.person_name, "古丽•买买提", "古丽·买买提"),
        (values.reason, " 考取研究生，\r\n不再就业。 \n", "考取研究生，\n不再就业。"),
    ],
)
def test_what_people_type_becomes_the_one_stored_form(check, typed, clean):
    assert check(typed) == clean
    assert check(str(clean)) == clean


@pytest.mark.parametrize(
    ("check", "typed", "says"),
    [
        (values.id_number, "11010119491231002", "18 位"),
        (values.id_number, "1.10101E+17", "18 位"),
        (values.id_number, "110101194902300021", "出生日期"),
        (values.id_number, "110101004912310021", "出生日期"),
        (values.id_number, "110101194912310022", "校验码"),
        (values.uscc, "911306007216356986", "校验码"),
        (values.uscc, "9113060072163569", "18 位"),
        (values.uscc, "91130600721635698I", "校验码"),
        (values.mobile, "12312345660", "11 位"),
        (values.mobile, "021-62883643", "11 位"),
        (values.contact_phone, "62883643", "区号"),
        (values.contact_phone, "021-628836", "区号"),
        (values.email, "hy163", "邮箱"),
        (values.email, "a@" + "b" * 60 + "." + "c" * 60 + ".com", "120"),
        (values.postcode, "43007", "6 位"),
        (values.postcode, "٤٣٠٠٧٤", "6 位"),
        (values.money, "1000001", "1,000,000"),
        (values.money, "-1", "整数"),
        (values.money, "6000.5", "整数"),
        (values.money, "9" * 5000, "整数"),
        (values.percent, "0", "1 至 100"),
        (values.percent, "101%", "1 至 100"),
        (values.percent, "33.3%", "整数"),
        (values.percent, "5%%", "整数"),
        (values.day, "1999-12-31", "2000 年至 2100 年"),
        (values.day, "2101-01-01", "2000 年至 2100 年"),
        (values.day, "2023-02-29", "存在的日期"),
        (values.cohort, "1999", "四位"),
        (values.student_number, "学号1", "学号"),
        (values.student_number, "1" * 21, "20"),
        (values.place, "洪山区", "全称"),
        (values.place, "北京市市辖区", "全称"),
        (values.place, "北京市崇文区", "全称"),
        (values.country, "中国", "国家或地区"),
        (values.country, "台湾", "中国香港"),
        (values.reason, "很" * 201, "最多 200 个字，现有 201 个"),
        (values.person_name, "李𬎆", "“𬎆”（U+2C386）"),
        (values.person_name, "张\u200b三", "U\\+200B"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence_that_says_why(check, typed, says):
    with pytest.raises(BadValue, match=says.replace("+2C", "\\+2C")):
        check(typed)


@pytest.mark.parametrize("number", ["810000199501010015", "911124200101080029"])
def test_residents_of_hong_kong_and_foreigners_have_id_numbers_too(number):
    assert values.id_number(number) == number


CHECKS = [
    values.id_number,
    values.uscc,
    values.mobile,
    values.contact_phone,
    values.email,
    values.postcode,
    values.money,
    values.percent,
    values.day,
    values.cohort,
    values.student_number,
    values.place,
    values.country,
    values.person_name,
    values.reason,
    lambda raw: values.text(raw, 60),
    lambda raw: values.long_text(raw, 500),
    lambda raw: values.days(raw, 1, 30),
    lambda raw: values.due_date(raw, TODAY),
]


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("blank", ["", " ", "　\n\t"])
def test_nothing_is_never_a_value(check, blank):
    with pytest.raises(BadValue, match="请填写此项"):
        check(blank)


TYPED = st.text() | st.from_regex(r"[0-9０-９ ,.，/年月日X+()-]{1,24}", fullmatch=True)


@pytest.mark.parametrize("check", CHECKS)
@given(typed=TYPED)
def test_whatever_is_typed_is_cleaned_once_for_all_or_refused_plainly(check, typed):
    try:
        clean = check(typed)
    except BadValue:
        return
    assert check(str(clean)) == clean


def outcome(check, typed: str) -> object:
    """The clean value, or the sentence that refuses it."""
    try:
        return check(typed)
    except BadValue as refusal:
        return refusal.message


@pytest.mark.parametrize("check", [*CHECKS, values.tidy])
@given(
    typed=TYPED | st.text(st.characters(max_codepoint=127)) | st.from_regex(r"(\+?86)?1[2-9][0-9]{8,9}", fullmatch=True)
)
def test_blanks_around_a_value_change_nothing_though_it_is_looked_at_twice_then(check, typed):
    assert outcome(check, f" {typed}　") == outcome(check, typed)


@given(days=st.integers(), low=st.integers(0, 30), high=st.integers(31, 180))
def test_days_keep_within_both_bounds(days, low, high):
    if low <= days <= high:
        assert values.days(str(days), low, high) == days
    else:
        with pytest.raises(BadValue, match=f"{low} 至 {high}"):
            values.days(str(days), low, high)


@pytest.mark.parametrize("typed", ["2020-07-01", "2020.7.1", "2020/7/1", "２０２０年７月１日"])
def test_a_day_may_be_written_in_four_ways(typed):
    assert values.due_date(typed, TODAY) == values.day(typed) == date(2020, 7, 1)


@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31"])
def test_a_day_may_lie_long_ago_or_far_ahead(day):
    assert values.day(day).isoformat() == day


@pytest.mark.parametrize("day", ["2020-02-29", "2022-02-28"])
def test_a_due_date_lies_between_today_and_24_months_on(day):
    assert values.due_date(day, TODAY).isoformat() == day


@pytest.mark.parametrize("day", ["2020-02-28", "2022-03-01"])
def test_a_due_date_outside_is_told_the_bounds(day):
    with pytest.raises(BadValue, match="2020-02-29 至 2022-02-28"):
        values.due_date(day, TODAY)


@pytest.mark.parametrize("typed", ["2021-02-29", "0000-01-01", "tomorrow", "2020-7", "43831"])
def test_a_day_that_does_not_exist_is_no_due_date(typed):
    with pytest.raises(BadValue, match="存在的日期"):
        values.due_date(typed, TODAY)


def test_a_text_has_at_most_its_limit_after_tidying():
    assert values.text(" " + "工" * 50 + " ", 50) == "工" * 50
    with pytest.raises(BadValue, match="最多 50 个字，现有 51 个"):
        values.text("工" * 51, 50)


def test_only_a_long_text_keeps_its_lines():
    assert values.text("甲\n乙", 60) == "甲 乙"
    assert values.long_text("\n甲  一\r\n\r\n乙\n", 60) == "甲 一\n\n乙"


def test_missing_glyphs_are_named_once_each_in_order():
    assert values.glyphs_missing("李𬎆与\n😀和𬎆") == ["𬎆", "😀"]
