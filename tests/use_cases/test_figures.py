"""去向统计: what an actor gets for an answer, by group and narrowed, against what was put in."""

import pytest

from signing_core.actors import Actor
from signing_core.catalogues.rates import OF_2021, OF_2024
from signing_core.figures_sheet import Figures, Share
from signing_core.queries import figures
from signing_core.states import SigningKind
from tests import makers
from tests.figures_of import Counted


@pytest.fixture
def counted(world) -> Counted:
    return Counted(world)


def read(counted: Counted, actor: Actor, by: str, **wanted: str) -> Figures:
    question = figures.Question(cohort=makers.COHORT, by=by, wanted=wanted)
    with counted.world.reading(actor) as work:
        return figures.read(work, question)


def office(counted: Counted) -> Actor:
    return makers.as_school(counted.world.school)


def graduates(found: Figures) -> dict[str, int]:
    return {line.label: line.graduates for line in found.lines}


def test_the_school_sees_its_colleges_the_largest_first(counted):
    found = read(counted, office(counted), "college")
    assert list(graduates(found).items()) == [(counted.world.college.name, 9), ("文学院", 2)]
    assert found.about == f"{counted.world.school.name}，2020届"


def test_a_college_sees_its_own_graduates_only(counted):
    actor = makers.as_college(counted.literature)
    assert graduates(read(counted, actor, "education")) == {"硕士生毕业": 1, "本科生毕业": 1}
    assert graduates(read(counted, actor, "major")) == {"汉语言文学": 1, "计算机应用技术": 1}


def test_the_province_sees_every_school_and_no_way_to_its_students(counted):
    found = read(counted, makers.as_province(), "school")
    assert graduates(found) == {counted.world.school.name: 11, counted.elsewhere.name: 1}
    assert all(cell.finds is None for table in found.tables for row in table.rows for cell in row)


def test_signed_by_kind_by_another_way_and_not_yet(counted):
    total = read(counted, office(counted), "college").total
    assert (total.graduates, total.signed, total.otherwise, total.not_yet) == (11, 9, 1, 1)
    assert [total.of_kind(kind) for kind in SigningKind] == [1, 1, 7]


def test_both_rates_leave_out_who_is_not_employed_and_who_has_no_code(counted):
    total = read(counted, office(counted), "college").total
    assert [total.rate(formula) for formula in (OF_2021, OF_2024)] == [Share(7, 11), Share(7, 11)]
    assert OF_2021.by_part(total.codes) == {"协议和合同就业": 2, "自主创业": 1, "灵活就业": 2, "升学": 2}
    assert OF_2024.by_part(total.codes) == {"单位就业": 3, "自主创业": 1, "自由职业": 1, "升学": 2}


def test_by_cohort_the_chosen_one_alone_leads_to_a_list(counted):
    found = read(counted, office(counted), "cohort")
    assert [(line.label, line.graduates, line.finds) for line in found.lines] == [("2020", 11, {}), ("2019", 1, None)]


def test_narrowed_by_what_they_are(counted):
    assert graduates(read(counted, office(counted), "college", gender="男")) == {"文学院": 1}
    assert graduates(read(counted, office(counted), "gender", college="文学院")) == {"男": 1, "女": 1}
    assert graduates(read(counted, office(counted), "college", education="硕士生毕业")) == {"文学院": 1}
    assert graduates(read(counted, office(counted), "college", major="汉语言文学")) == {"文学院": 1}


def test_nobody_is_no_group(counted):
    found = read(counted, office(counted), "college", major="没有这个专业")
    assert (found.lines, found.total.graduates, str(found.total.rate(OF_2024))) == ([], 0, "-")


def test_every_count_finds_its_graduates_in_the_list(counted):
    found = read(counted, office(counted), "college", gender="女")
    table = found.by_signing()
    first = dict(zip(table.headings, table.rows[0], strict=True))
    own = {"gender": "女", "college": counted.world.college.name}
    assert first["毕业生"].finds == own
    assert first["签约通过"].finds == own | {"source": "签约"}
    assert first["纸质签约"].finds == own | {"kind": "纸质签约"}
    assert first["其他方式"] == (0, None)
    assert first["未提交"].finds == own | {"status": "学生未提交"}
    codes = {row[0].value: row[3] for row in found.by_code().rows}
    assert codes["80"] == (2, {"gender": "女", "code": "80"})


def test_codes_that_are_not_assigned_stand_by_themselves(counted):
    rows = read(counted, office(counted), "college").by_code().rows
    shown = [(row[1].value, row[3].value, row[3].finds) for row in rows if row[0].value == "-"]
    assert shown == [
        ("待指定", 1, {"code": "待指定", "source": "签约"}),
        ("其他方式提交，代码待指定", 1, {"group": "待指定", "source": "其他方式"}),
        ("学生未提交", 1, {"status": "学生未提交"}),
    ]
    assert [cell.value for cell in rows[-1]] == ["合计", "", "", 11, Share(11, 11)]


def test_the_cohorts_that_have_graduates_newest_first(counted):
    with counted.world.reading(makers.as_province()) as work:
        assert figures.cohorts(work) == [2020, 2019]


def test_a_question_takes_at_most_three_statements(counted):
    from tests.web.console import statements

    for actor, by in ((office(counted), "college"), (makers.as_province(), "school")):
        with statements(counted.world.services.database) as sent:
            read(counted, actor, by)
        assert len(sent) <= 3
