"""上报前检查: just the cells that are missing or wrong are named, each with its sentence."""

from types import SimpleNamespace

import pytest

from signing_core.catalogues.national import COLUMNS, NAME_OF, UNKNOWN
from signing_core.plan_check import MISSING, problems_of
from signing_core.plan_sheet import Reported, cells_of
from tests import makers

RIGHT = {
    "身份证号": makers.an_id_number(0),
    "姓名": "黄河水",
    "性别代码": "2",
    "性别": "女",
    "院校代码": "19097",
    "院校名称": "湖北示范大学",
    "学历代码": "31",
    "学历": "本科生毕业",
    "专业": "会计",
    "培养方式代码": "1",
    "培养方式": "非定向",
    "生源所在地代码": "420100",
    "生源所在地": "湖北省武汉市",
    "所在院系": "商学院",
    "学号": "2019000001",
    "出生日期": "19980101",
    "手机号码": "13312345660",
    "毕业去向代码": "10",
    "毕业去向": "签就业协议形式就业",
    "单位组织机构代码": makers.a_uscc(1),
    "单位名称": "星光集团",
    "单位性质代码": "39",
    "单位性质": "其他企业",
    "单位行业代码": "22",
    "单位行业": "制造业",
    "单位所在地代码": "420111",
    "单位所在地": "湖北省武汉市洪山区",
    "工作职位类别代码": "30",
    "工作职位类别": "办事人员和有关人员",
    "单位联系人": "张先生",
    "联系人电话": "021-62883643",
    "单位地址": "珞狮路1号",
}
IDLE = {"毕业去向代码": "70", "毕业去向": "待就业"}
WRONG = [
    ({"身份证号": RIGHT["身份证号"][:-1] + "A"}, {"身份证号"}),
    ({"性别代码": "1", "性别": "男"}, {"性别"}),
    ({"出生日期": "19980102"}, {"出生日期"}),
    ({"性别代码": "1"}, {"性别代码"}),
    ({"学历": "研究生"}, {"学历代码"}),
    ({"生源所在地": "湖北省武汉县"}, {"生源所在地代码"}),
    ({"单位组织机构代码": RIGHT["单位组织机构代码"][:-1] + "I"}, {"单位组织机构代码"}),
    ({"单位组织机构代码": ""}, {"单位组织机构代码"}),
    ({"手机号码": "12312345660"}, {"手机号码"}),
    ({"联系人电话": ""}, {"联系人电话"}),
    ({"联系人电话": "", "联系人手机": "13312345660"}, set()),
    ({"单位名称": "长" * 61}, {"单位名称"}),
    ({"毕业去向代码": "", "毕业去向": ""}, {"毕业去向代码", "毕业去向"}),
    ({"毕业去向代码": "11"}, {"毕业去向代码"}),
    ({"毕业去向代码": "80", "毕业去向": "升学", "单位名称": "", "单位联系人": ""}, {"单位名称"}),
    (dict.fromkeys(("单位组织机构代码", "单位名称", "联系人电话"), "") | IDLE, set()),
]


def test_a_right_row_is_passed():
    assert problems_of(RIGHT) == {}


@pytest.mark.parametrize(("cells", "wrong"), WRONG)
def test_just_the_wrong_cells_are_named(cells, wrong):
    assert set(problems_of(RIGHT | cells)) == wrong


@pytest.mark.parametrize("column", ["姓名", "专业", "学号", "所在院系"])
def test_what_every_row_needs_is_missed(column):
    assert problems_of(RIGHT | {column: ""}) == {column: MISSING}


def test_the_layout_has_74_columns_and_each_that_is_spoken_of():
    assert len(COLUMNS) == len(set(COLUMNS)) == 74
    assert {*UNKNOWN, *NAME_OF, *(name for name, _ in NAME_OF.values()), *RIGHT} <= set(COLUMNS)


def test_further_study_has_no_unit_and_so_no_nature_to_report():
    known = dict.fromkeys(("name", "gender", "education", "major", "training", "origin", "class_name", "phone"), "")
    student = SimpleNamespace(**known, id_number=makers.an_id_number(0), student_number="1", email="")
    of = {"school_code": "19097", "school_name": "示范大学", "college": "计算机学院", "code": "80"}
    study = {"content": {"school_name": "武汉大学"}, "unit": {"unit_nature": "升学", "unit_place": "湖北省武汉市"}}
    cells = cells_of(Reported(student=student, **of, **study))
    assert cells["单位名称"] == "武汉大学"
    assert not {"单位性质", "单位性质代码"} & {*cells, *problems_of(cells)}
