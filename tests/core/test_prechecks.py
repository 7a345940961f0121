"""预审: each rule, when it applies, what it stops or has looked at, and what it says."""

from dataclasses import replace

import pytest

from signing_core import prechecks
from signing_core.catalogues import destinations, places
from signing_core.prechecks import MANY_AT, RULES, Facts, Level
from signing_core.states import SigningKind

ONLINE = Facts(
    kind=SigningKind.ONLINE,
    content={"probation_days": 90, "probation_pay": 6000, "regular_pay": 7000, "contact_phone": "021-62883643"},
    nature="国有企业",
    uscc="91310000MA1FL0002W",
    phone="13312345660",
    origin="湖北省武汉市洪山区",
    minimum_wage=2010,
    students_there=0,
    proven=False,
    pictures=0,
    pictures_elsewhere=0,
    phone_elsewhere=False,
    contact_elsewhere=False,
    id_elsewhere=False,
)
CONTRACT = {"term_from": "2020-07-01", "term_to": "2023-06-30", "pay": 5000, "contact_phone": "13900000001"}


def of(detail, content=(), **facts):
    """Another destination of that detail, in order but for what is given."""
    placed = {"destination": detail, "dispatch_place": "湖北省武汉市"} | dict(content)
    return replace(ONLINE, kind=SigningKind.DESTINATION, content=placed, **{"proven": True, "pictures": 2} | facts)


def online(content=(), **facts):
    return replace(ONLINE, content={**ONLINE.content, **dict(content)}, **facts)


def found(facts, name):
    """The one finding of that rule as level and sentence; None where it does not apply."""
    return next(((one.level, one.sentence) for one in prechecks.run(facts) if one.name == name), None)


def test_rules_have_names_of_their_own_and_each_stop_a_place_to_be_told():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(bool(rule.field) is (rule.level is Level.STOP) for rule in RULES)
    assert {rule.name for rule in RULES if rule.level is Level.STOP} == {"身份证号", "就业证明"}


def test_of_a_usual_signing_all_that_applies_is_in_order():
    for facts in (ONLINE, of("劳动合同", CONTRACT)):
        assert {one.level for one in prechecks.run(facts)} == {Level.FINE}
    assert [one.name for one in prechecks.run(ONLINE)] == ["身份证号", "月薪", "学生手机号", "单位联系电话"]


@pytest.mark.parametrize("detail", destinations.DETAILS)
def test_the_rules_bear_the_barest_content_of_every_detail(detail):
    assert prechecks.run(replace(of(detail), content={"destination": detail}))


def test_stops_come_first_then_what_is_to_be_looked_at():
    facts = of("劳动合同", CONTRACT, proven=False, phone_elsewhere=True)
    levels = [one.level for one in prechecks.run(facts)]
    assert levels == sorted(levels, key=list(Level).index)
    assert levels[:3] == [Level.STOP, Level.LOOK, Level.FINE]


def test_only_stops_refuse_each_at_its_field():
    facts = of("劳动合同", CONTRACT | {"pay": 1}, proven=False, id_elsewhere=True, phone_elsewhere=True)
    assert prechecks.stops(facts) == {
        "student": "这个身份证号在同届另一所学校的生源信息中也有登记，须先由学校就业办核对更正。",
        "images": "请上传就业证明材料：劳动合同。",
    }
    assert prechecks.stops(of("劳动合同", CONTRACT)) == {}


def test_proof_is_asked_for_where_the_category_does():
    assert found(of("升学（全日制）"), "就业证明") == (Level.FINE, "已上传录取证明材料或录取通知书。")
    assert found(of("升学（全日制）", proven=False), "就业证明")[0] is Level.STOP
    assert found(of("待就业", proven=False), "就业证明") is None
    assert found(ONLINE, "就业证明") is None


def test_a_picture_that_another_student_handed_in_is_looked_at():
    assert found(of("劳动合同"), "证明图片") == (Level.FINE, "2 张图片，其他学生都没有提交过。")
    said = "1 张图片与其他学生提交的完全相同，请对照原件核实。"
    assert found(of("劳动合同", pictures_elsewhere=1), "证明图片") == (Level.LOOK, said)
    assert found(ONLINE, "证明图片") is None


@pytest.mark.parametrize(
    ("detail", "usual", "unusual"),
    [("公务员录用", "机关", "其他企业"), ("应征义务兵", "部队", "机关"), ("科研助理", "国有企业", "部队")],
)
def test_an_employer_of_an_unusual_nature_is_looked_at(detail, usual, unusual):
    assert found(of(detail, nature=usual), "单位性质") == (Level.FINE, f"{usual}，与“{detail}”相符。")
    level, said = found(of(detail, nature=unusual), "单位性质")
    assert level is Level.LOOK
    assert f"现为“{unusual}”" in said
    assert usual in said


def test_where_no_nature_is_usual_none_is_compared():
    assert found(of("劳动合同", nature="部队"), "单位性质") is None
    assert found(ONLINE, "单位性质") is None


@pytest.mark.parametrize(
    ("facts", "level", "said"),
    [
        (online(), Level.FINE, "试用起薪 6,000 元/月、转正起薪 7,000 元/月，当地最低工资 2,010 元/月。"),
        (online({"probation_pay": 2010}), Level.FINE, "试用起薪 2,010 元/月、转正起薪 7,000 元/月，当地"),
        (online({"probation_pay": 2009}), Level.LOOK, "试用起薪 2,009 元/月，低于当地最低工资 2,010 元/月。"),
        (online({"probation_pay": 0, "probation_days": 0}), Level.FINE, "转正起薪 7,000 元/月，"),
        (
            online(kind=SigningKind.PAPER, minimum_wage=9000),
            Level.LOOK,
            "试用起薪 6,000 元/月、转正起薪 7,000 元/月，低于",
        ),
        (of("劳动合同", {"pay": 1800}), Level.LOOK, "月薪 1,800 元/月，低于"),
        (of("自由撰稿", {"pay": 3000}), Level.FINE, "月收入 3,000 元/月，"),
    ],
)
def test_pay_below_the_minimum_wage_is_looked_at(facts, level, said):
    found_level, sentence = found(facts, "月薪")
    assert found_level is level
    assert sentence.startswith(said)


def test_without_a_minimum_wage_or_a_pay_nothing_is_compared():
    assert found(online(minimum_wage=None), "月薪") is None
    assert found(of("升学（全日制）"), "月薪") is None


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2020-07-01", "2020-12-30", "2020-07-01 至 2020-12-30，不足 6 个月。"),
        ("2020-07-01", "2020-12-31", ""),
        ("2020-08-31", "2021-02-27", ""),
        ("2020-07-01", "2030-07-01", ""),
        ("2020-07-01", "2030-07-02", "2020-07-01 至 2030-07-02，超过 10 年。"),
    ],
)
def test_a_very_short_or_very_long_term_is_looked_at(first, last, said):
    expected = (Level.LOOK, said) if said else (Level.FINE, f"{first} 至 {last}。")
    for detail in ("劳动合同", "西部计划"):
        assert found(of(detail, {"term_from": first, "term_to": last}), "期限") == expected
    assert found(ONLINE, "期限") is None


@pytest.mark.parametrize(
    ("uscc", "nature", "unit"),
    [
        ("92310000MA1FL0002W", "其他企业", "个体工商户"),
        ("93310000MA1FL0002W", "其他", "农民专业合作社"),
        ("91310000MA1FL0002W", "其他企业", "其他企业"),
        ("54310000MA1FL0002W", "农村建制村", "农村建制村"),
    ],
)
def test_many_students_at_one_small_employer_are_looked_at(uscc, nature, unit):
    most = MANY_AT[unit]
    level, said = found(online(uscc=uscc, nature=nature, students_there=most - 2), "同单位人数")
    assert (level, said) == (Level.FINE, f"连同本人，本届有 {most - 1} 名学生签约或登记该单位（{unit}）。")
    level, said = found(online(uscc=uscc, nature=nature, students_there=most - 1), "同单位人数")
    assert level is Level.LOOK
    assert said.startswith(f"连同本人，本届已有 {most} 名学生签约或登记该单位（{unit}）")


def test_large_employers_may_have_any_number():
    assert found(online(nature="国有企业", students_there=100), "同单位人数") is None
    assert found(of("自由撰稿", nature="其他", uscc=""), "同单位人数") is None


def test_a_shared_phone_is_looked_at():
    assert found(ONLINE, "学生手机号")[0] is Level.FINE
    assert found(online(phone_elsewhere=True), "学生手机号") == (Level.LOOK, "学生的手机号与本校另一名学生的相同。")
    assert found(online(phone=""), "学生手机号") is None


def test_a_contact_who_is_a_student_is_looked_at():
    assert found(ONLINE, "单位联系电话")[0] is Level.FINE
    own = online({"contact_phone": ONLINE.phone})
    assert found(own, "单位联系电话") == (Level.LOOK, "单位联系电话就是学生本人的手机号，请核实联系人。")
    said = "单位联系电话是本校另一名学生的手机号，请核实联系人。"
    assert found(online(contact_elsewhere=True), "单位联系电话") == (Level.LOOK, said)
    assert found(of("升学（全日制）"), "单位联系电话") is None


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("湖北省武汉市", ""),
        ("湖北省武汉市洪山区", ""),  # the home place
        ("湖北省仙桃市", ""),
        ("北京市海淀区", ""),
        ("香港特别行政区", ""),
        ("湖北省武汉市武昌区", "湖北省武汉市武昌区写到了区县；不是生源地（湖北省武汉市洪山区），应写到市。"),
        ("湖北省", "湖北省只写到省级，应写到市。"),
        ("北京市", "北京市只写到省级，应写到区县。"),
    ],
)
def test_the_dispatch_place_goes_as_far_down_as_the_report_form_wants_it(place, said):
    expected = (Level.LOOK, said) if said else (Level.FINE, f"{place}。")
    assert found(of("待就业", {"dispatch_place": place}), "派遣所在地") == expected


def test_without_a_home_place_no_county_is_one():
    level, said = found(of("待就业", {"dispatch_place": "湖北省武汉市洪山区"}, origin=""), "派遣所在地")
    assert level is Level.LOOK
    assert "生源地（未登记）" in said


@pytest.mark.parametrize("name", ["北京市海淀区", "湖北省仙桃市", "湖北省武汉市洪山区", "台湾省"])
def test_a_lineage_leads_from_the_province_to_the_place(name):
    line = places.lineage(name)
    assert "".join(place.name for place in line) == name == line[-1].full_name
