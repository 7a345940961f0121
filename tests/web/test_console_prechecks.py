"""预审 on the page of a signing, and 当地最低工资 where signing is opened."""

import re

import pytest

from tests import destinations, makers, papers
from tests.destinations import a_study
from tests.exports.papers import a_paper
from tests.web.opening import checked, saved

LIST, OPENING = "/admin/signing/", "/admin/opening/"


def findings(client, signing) -> list[tuple[str, ...]]:
    """Word, name and sentence of each line, as the page has them in order."""
    page = client.get(f"{LIST}{signing.public_id}").text
    card = page.split('id="prechecks"')[1].split("</section>")[0]
    line = r'<li><span class="pill tone-(\w+)">([^<]+)</span><b>([^<]+)</b><span>([^<]+)</span></li>'
    return [found[1:] for found in re.findall(line, card)]


@pytest.mark.parametrize(
    ("made", "names"),
    [
        (lambda world: world.accepted(), ["身份证号", "同单位人数", "学生手机号", "单位联系电话"]),
        (papers.generated, ["身份证号", "同单位人数", "学生手机号", "单位联系电话"]),
        (papers.scanned, ["身份证号", "证明图片", "同单位人数", "学生手机号", "单位联系电话"]),
        (destinations.submitted, ["身份证号", "就业证明", "证明图片", "学生手机号", "派遣所在地"]),
    ],
    ids=("online", "form", "paper", "destination"),
)
def test_every_kind_has_its_lines_and_what_is_in_order_is_folded(site, world, made, names):
    signing = made(world)
    found = findings(site.college(), signing)
    assert [(word, name) for word, name, _ in found] == [("正常", name) for name in names]
    page = site.school().get(f"{LIST}{signing.public_id}").text
    assert f'<span class="pill tone-ok">正常</span><span>{"、".join(names)}</span>' in page
    assert page.index('id="prechecks"') < page.index("学生信息")


def test_what_stops_stands_before_what_is_looked_at_with_colour_and_word(site, world):
    signing = papers.generated(world, contact_phone=world.student.phone)
    outside = world.saved(makers.a_college(world.saved_school()))
    outsider = world.saved_student(outside, id_number=world.student.id_number)
    found = findings(site.school(), signing)
    assert [(word, name) for word, name, _ in found[:3]] == [
        ("须更正", "身份证号"),
        ("留意", "单位联系电话"),
        ("正常", "同单位人数"),
    ]
    page = site.school().get(f"{LIST}{signing.public_id}").text
    assert '<span class="pill tone-bad">须更正</span>' in page
    assert '<span class="pill tone-waiting">留意</span>' in page
    assert outsider.name not in page
    assert outsider.id_number not in page


def test_the_parties_do_not_read_them(site, world):
    signing = world.accepted()
    for client, path in ((site.student(), "/student/online/"), (site.employer(), "/employer/signings/")):
        assert "预审" not in client.get(f"{path}{signing.public_id}").text


def test_a_student_who_is_stopped_reads_why_above_the_form_and_keeps_what_was_typed(site, world):
    signing = papers.previewed(world)
    outside = world.saved(makers.a_college(world.saved_school()))
    world.saved_student(outside, id_number=world.student.id_number)
    typed = {"seen": world.fresh(signing).version, "act": "generate", "ticked": "1"} | a_paper()
    answer = site.student().post(f"/student/paper/{signing.public_id}/entry", **typed)
    assert answer.status_code == 422
    assert "<li>这个身份证号在同届另一所学校的生源信息中也有登记，须先由学校就业办核对更正。</li>" in answer.text
    assert 'value="上海永久自行车有限公司"' in answer.text


def test_a_student_who_is_stopped_reads_every_reason_at_once_and_keeps_what_was_typed(site, world):
    signing = destinations.draft(world)
    outside = world.saved(makers.a_college(world.saved_school()))
    world.saved_student(outside, id_number=world.student.id_number)
    typed = {"seen": world.fresh(signing).version, "act": "submit"} | a_study(unit_place="武汉")
    answer = site.student().post(f"/student/destination/{signing.public_id}/entry", **typed)
    assert answer.status_code == 422
    assert "<li>这个身份证号在同届另一所学校的生源信息中也有登记，须先由学校就业办核对更正。</li>" in answer.text
    for sentence in ("没有这个地区", "请上传就业证明材料：录取证明材料或录取通知书。"):
        assert sentence in answer.text
    assert 'value="武汉大学"' in answer.text


def test_the_minimum_wage_is_set_and_taken_off_where_signing_is_opened(site, world):
    school, signing = site.school(), world.accepted()
    assert "<dt>当地最低工资</dt><dd>未设置</dd>" in school.get(OPENING).text
    for typed, shown in (("6,500", "6,500 元/月"), ("500", "500 元/月"), ("20000", "20,000 元/月"), ("", "未设置")):
        assert saved(school, minimum_wage=typed).status_code == 303
        page = school.get(OPENING).text
        assert f"<dt>当地最低工资</dt><dd>{shown}</dd>" in page
        assert f'name="minimum_wage" type="text" value="{typed.replace(",", "")}"' in page
        low = [name for word, name, _ in findings(school, signing) if word == "留意"]
        assert low == (["月薪"] if typed in {"6,500", "20000"} else [])


@pytest.mark.parametrize("typed", ["499", "20001", "-1", "2000.5", "两千"])
def test_a_wage_out_of_bounds_is_refused_beside_its_field_and_nothing_is_saved(site, typed):
    school = site.school()
    answer = checked(school, online_first="2020-03-05", minimum_wage=typed)
    assert answer.status_code == 422
    assert 'id="minimum_wage-error">请填写 500 至 20,000 之间的整数，单位为元。' in answer.text
    assert "2020-03-05" not in school.get(OPENING).text
