"""录入协议书: what it asks for, what is refused, and drafts that keep whatever was typed."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signing_core import fields, values
from signing_core.catalogues.invitation import INVITATION, second_looks
from signing_core.catalogues.paper import PAPER
from signing_core.errors import Problems
from signing_core.fields import LONGEST_TYPED, Kind, clean, kept, shown
from tests.exports.papers import a_paper

TODAY = date(2019, 12, 11)
NAMES = [field.name for field in PAPER]


def cleaned(**typed):
    return clean(PAPER, a_paper(**typed), today=TODAY)


def problems_of(**typed):
    with pytest.raises(Problems) as refused:
        cleaned(**typed)
    return refused.value.by_field


def test_the_labels_are_those_of_the_manual_in_their_order_and_groups():
    assert [(group, [label for label, _ in pairs]) for group, pairs in shown(PAPER, cleaned())] == [
        (
            "单位基本信息",
            [
                *["单位名称", "统一社会信用代码", "单位行业", "单位性质", "单位所在地", "单位邮箱", "单位邮编"],
                *["通讯地址", "工作职位类别"],
            ],
        ),
        (
            "签约信息",
            [
                *["拟聘用职位", "试用期(天)", "试用起薪(元/月)", "转正起薪(元/月)", "违约金(元)", "实际工作地点"],
                *["报到地点", "报到期限", "单位签约联系人", "联系电话"],
            ],
        ),
        (
            "档案信息",
            [
                *["档案接收", "档案转寄单位名称", "档案转寄地址", "档案转寄邮编", "档案转寄联系人"],
                "档案转寄联系电话",
            ],
        ),
        ("户口信息", ["户口接收类型", "户口接收地址"]),
    ]


def test_every_field_has_a_name_of_its_own_and_is_required_where_it_applies():
    assert len(set(NAMES)) == len(NAMES)
    assert set(problems_of(**dict.fromkeys(NAMES, " "))) == {field.name for field in PAPER if field.when is None}


def test_content_is_stored_clean_and_ready_for_json():
    content = cleaned(uscc=" 91310000 ma1f l0002w", unit_email="HR@Example.COM", nonsense="x")
    assert content["uscc"] == "91310000MA1FL0002W"
    assert content["unit_email"] == "HR@example.com"
    assert content["probation_pay"] == 6000
    assert "nonsense" not in content
    assert json.loads(json.dumps(content)) == content


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("uscc", "911306007216356986", "校验码不对"),
        ("uscc", "9131", "应为 18 位"),
        ("unit_postcode", "43007", "6 位数字"),
        ("unit_email", "hr(at)example.com", "邮箱格式不对"),
        ("unit_industry", "采矿", "从列表中选择"),
        ("unit_place", "武汉", "没有这个地区"),
        ("unit_name", "长" * 61, "最多 60 个字"),
        ("unit_address", "长" * 121, "最多 120 个字"),
        ("unit_name", "𠮷公司", "“𠮷”（U+20BB7）"),
        ("report_by", "2019-12-10", "2019-12-11"),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field(name, typed, sentence):
    wrong = problems_of(**{name: typed})
    assert list(wrong) == [name]
    assert sentence in wrong[name]


def test_unusual_pay_asks_for_a_second_look():
    assert second_looks(cleaned()) == []
    assert second_looks(cleaned(probation_pay="8000")) == ["转正起薪低于试用起薪，请确认没有填反。"]
    assert second_looks(cleaned(probation_pay="5000", regular_pay="7000")) != []


def test_a_masked_paper_tells_neither_phones_nor_mail():
    content = fields.masked(PAPER, cleaned())
    assert content["contact_phone"] == "021****3643"
    assert content["archive_phone"] == "027****0516"
    assert content["unit_email"] == "h***@example.com"
    assert content["unit_name"] == cleaned()["unit_name"]


def test_a_draft_keeps_what_is_wrong_or_missing_or_does_not_apply():
    draft = kept(PAPER, {"uscc": "9131 ", "probation_pay": "约六千", "archive_unit": "人才中心", "nonsense": "x"})
    assert draft == dict.fromkeys(NAMES, "") | {"uscc": "9131", "probation_pay": "约六千", "archive_unit": "人才中心"}


def test_a_draft_is_tidied_and_cut_to_the_limits():
    draft = kept(PAPER, {"unit_name": "  长" * 70, "unit_address": "１ " + "长" * 130, "uscc": "9" * 500})
    assert len(draft["unit_name"]) <= 60
    assert draft["unit_address"] == "1 " + "长" * 118
    assert draft["uscc"] == "9" * LONGEST_TYPED


def test_a_draft_of_several_lines_keeps_them():
    assert kept(INVITATION, {"other_terms": "甲 \r\n\r\n乙\x00"})["other_terms"] == "甲\n\n乙"


def test_a_draft_can_be_cleaned_once_it_is_whole():
    assert clean(PAPER, kept(PAPER, a_paper()), today=TODAY) == cleaned()
    assert clean(PAPER, kept(PAPER, cleaned()), today=TODAY) == cleaned()


ANYTHING = st.one_of(st.text(max_size=200), st.text("甲 Ａ１,\n·\x00\ud800", max_size=200), st.integers())


@settings(suppress_health_check=[HealthCheck.too_slow])  # the alphabet of all text is made once, slowly
@given(typed=st.dictionaries(st.sampled_from([*NAMES, "nonsense"]), ANYTHING))
def test_a_draft_survives_anything(typed):
    draft = kept(PAPER, typed)
    assert list(draft) == NAMES
    assert json.loads(json.dumps(draft, ensure_ascii=False).encode()) == draft
    assert kept(PAPER, draft) == draft
    assert all(len(draft[field.name]) <= max(field.limit, LONGEST_TYPED) for field in PAPER)
    assert "\x00" not in "".join(draft.values())
    shown(PAPER, draft)


@given(typed=st.dictionaries(st.sampled_from(NAMES), ANYTHING))
def test_what_was_right_stays_right_in_a_draft(typed):
    for field in PAPER:
        raw = str(typed.get(field.name, a_paper()[field.name]))
        try:
            right = field.check(raw, TODAY)
        except values.BadValue:
            continue
        assert field.check(kept(PAPER, {field.name: raw})[field.name], TODAY) == right


def test_every_field_of_mail_and_phone_has_its_mask():
    assert set(fields.MASKS) == {Kind.PHONE, Kind.CONTACT, Kind.EMAIL}
