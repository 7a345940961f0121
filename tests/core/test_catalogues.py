"""The code tables, the divisions and the table of glyphs hold what the product relies on."""

import csv
import json

import pytest

from exports import glyph_table
from signing_core.catalogues import codes, countries, glyphs, places

SIZES = {
    "学历": 10,
    "单位性质": 13,
    "单位行业": 21,
    "工作职位类别": 18,
    "性别": 2,
    "培养方式": 5,
    "档案接收": 6,
    "户口接收类型": 6,
    "去向": 21,
    "师范生类别": 3,
    "困难生类别": 8,
}


@pytest.mark.parametrize(("set_name", "size"), SIZES.items())
def test_every_set_has_its_entries_and_each_name_leads_to_one(set_name, size):
    assert len(codes.entries(set_name)) == size
    for name in codes.names(set_name):
        assert codes.code_of(set_name, name) in {entry.code for entry in codes.entries(set_name)}


def test_a_code_is_unique_in_its_set_and_scheme():
    for set_name in SIZES:
        coded = [(entry.scheme, entry.code) for entry in codes.entries(set_name) if entry.code]
        assert len(set(coded)) == len(coded)


def test_codes_are_those_of_the_ministry():
    assert codes.code_of("学历", "本科生毕业") == "31"
    assert codes.code_of("单位行业", "教育") == "42"
    assert codes.code_of("去向", "应征义务兵") == "46"
    assert codes.code_of("档案接收", "单位接收") == ""
    assert {entry.name: entry.counts_as for entry in codes.entries("去向")}["自由职业"] == "灵活就业"


def test_a_name_outside_its_set_has_no_code():
    with pytest.raises(KeyError, match="单位性质"):
        codes.code_of("单位性质", "火星企业")


def test_no_entry_of_low_confidence_is_offered_as_official():
    for set_name in SIZES:
        assert {entry.confidence for entry in codes.entries(set_name)} <= {"high", "medium", "own"}


@pytest.mark.parametrize("path", sorted(codes.TABLES.glob("*.csv")), ids=lambda path: path.name)
def test_every_row_of_a_table_is_complete(path):
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert None not in row.values()
            assert row["set"] in SIZES
            assert row["name"] == row["name"].strip() != ""


@pytest.mark.parametrize(
    ("code", "full_name"),
    [
        ("110000", "北京市"),
        ("110108", "北京市海淀区"),
        ("120110", "天津市东丽区"),
        ("133100", "河北省雄安新区"),
        ("330113", "浙江省杭州市临平区"),
        ("330114", "浙江省杭州市钱塘区"),
        ("420111", "湖北省武汉市洪山区"),
        ("422801", "湖北省恩施土家族苗族自治州恩施市"),
        ("429004", "湖北省仙桃市"),
        ("429021", "湖北省神农架林区"),
        ("500233", "重庆市忠县"),
        ("500157", "重庆市两江新区"),
        ("653228", "新疆维吾尔自治区和田地区和康县"),
        ("659001", "新疆维吾尔自治区石河子市"),
        ("659012", "新疆维吾尔自治区白杨市"),
        ("810000", "香港特别行政区"),
    ],
)
def test_a_place_has_a_code_and_a_full_name(code, full_name):
    assert places.name_of(code) == full_name
    assert places.code_of(full_name) == code
    assert places.is_place(full_name)


@pytest.mark.parametrize(
    "name",
    [
        *["", "北京市崇文区", "天津市东郊区", "北京市市辖区", "湖北省省直辖县级行政单位", "武汉市"],
        *["浙江省杭州市下城区", "浙江省杭州市江干区", "江苏省南通市港闸区", "福建省三明市梅列区", "重庆市渝北区"],
    ],
)
def test_places_of_the_past_and_mere_holders_are_no_places(name):
    assert not places.is_place(name)


def test_the_divisions_in_force_are_counted():
    names = places.full_names()
    assert len(set(names)) == len(names) == 34 + 334 + 2845


def test_every_place_is_reached_from_the_top():
    def walk(code, above=""):
        for place in places.children(code):
            assert place.full_name == above + place.name
            yield place.full_name
            yield from walk(place.code, place.full_name)

    assert sorted(walk("")) == sorted(places.full_names())


def test_the_names_chosen_in_a_cascade_join_to_the_full_name():
    def joined(branches, above=""):
        for branch in branches:
            name, below = (branch, []) if isinstance(branch, str) else branch
            yield above + name
            yield from joined(below, above + name)

    assert sorted(joined(json.loads(places.tree()))) == sorted(places.full_names())


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("GB", "英国"),
        ("US", "美国"),
        ("KR", "韩国"),
        ("PS", "巴勒斯坦"),
        ("HK", "中国香港"),
        ("MO", "中国澳门"),
        ("TW", "中国台湾"),
    ],
)
def test_a_country_or_region_has_a_name_and_a_code(code, name):
    assert countries.is_country(name)
    assert countries.code_of(name) == code


def test_the_countries_and_regions_outside_the_mainland_are_those_of_the_standard():
    names = countries.names()
    assert len(set(names)) == len(names) == 249 - 1
    assert len({countries.code_of(name) for name in names}) == len(names)
    assert names[0] == "阿尔巴尼亚"
    assert names.index("德国") < names.index("法国") < names.index("日本") < names.index("英国")


@pytest.mark.parametrize("name", ["", "中国", "台湾", "中国香港特别行政区", "欧盟", "科索沃", "未知地区", "GB"])
def test_the_mainland_unions_and_unofficial_names_are_no_countries(name):
    assert not countries.is_country(name)
    with pytest.raises(KeyError):
        countries.code_of(name)


def test_the_table_of_glyphs_is_that_of_the_font():
    assert glyphs.TABLE.read_text(encoding="ascii") == glyph_table.table()


def test_everything_that_a_keyboard_and_a_common_name_need_can_be_printed():
    ascii_text = "".join(chr(point) for point in range(0x20, 0x7F))
    assert glyphs.missing(ascii_text + "，。、；：？！“”‘’（）《》【】—…·￥×〇㎡喆堃玥镕䶮") == []


def test_what_nobody_can_see_cannot_be_printed():
    assert len(glyphs.missing("\x00\t\n\x7f\xad\u200b\u202e\ufeff\U0010ffff")) == 9


def test_every_place_and_name_of_a_set_can_be_printed():
    assert glyphs.missing("".join([*places.full_names(), *countries.names()])) == []
    assert glyphs.missing("".join(name for set_name in SIZES for name in codes.names(set_name))) == []
