"""修改单位信息 on the detail page of a signing."""

import re

LIST = "/admin/signing/"
UNIT = {
    "unit_nature": "国有企业",
    "unit_industry": "制造业",
    "unit_place": "湖北省武汉市洪山区",
    "unit_address": "珞狮路1号",
}

ELSEWHERE = {"unit_address": "关山大道9号"}


def fact(page: str, label: str) -> str:
    return re.sub(r"<[^>]+>", "|", re.search(rf"<dt>{label}</dt><dd>(.*?)</dd>", page)[1])


def test_the_form_holds_what_is_read_now_and_marks_what_must_stand(site):
    signing = site.world.accepted()
    page = site.college().get(f"{LIST}{signing.public_id}").text
    assert 'value="珞狮路1号"' in page
    assert '<option selected value="其他企业">' in page
    for label, must in (("单位性质", True), ("单位行业", True), ("单位所在地", True), ("单位地址", False)):
        assert bool(re.search(rf'<label[^>]*>{label}<span class="must"', page)) is must


def test_a_correction_is_shown_with_the_registered_value_beside_it(site):
    signing = site.world.accepted()
    school, path = site.school(), f"{LIST}{signing.public_id}"
    answer = school.post(f"{path}/unit?queue=waiting&student=x", seen=signing.version, **UNIT | {"unit_address": ""})
    assert (answer.status_code, answer.location) == (303, f"{path}?queue=waiting&student=x")
    page = school.get(path).text
    assert fact(page, "单位性质") == "国有企业|单位登记为：其他企业|"
    assert fact(page, "单位行业") == "制造业"
    assert fact(page, "单位地址") == "-|单位登记为：珞狮路1号|"
    assert '<td data-label="操作">修改单位信息</td>' in page
    assert "单位信息已修改。" in page


def test_a_wrong_value_keeps_the_form_open_with_what_was_typed(site):
    signing = site.world.accepted()
    answer = site.school().post(
        f"{LIST}{signing.public_id}/unit",
        seen=signing.version,
        **UNIT | {"unit_place": "火星", "unit_address": "新路2号"},
    )
    assert answer.status_code == 422
    assert '<details class="correction" open>' in answer.text
    assert "没有这个地区" in answer.text
    assert 'value="火星"' in answer.text
    assert 'value="新路2号"' in answer.text
    assert site.world.fresh(signing).unit_nature is None


def test_a_correction_of_another_version_is_a_page_and_an_unchanged_form_a_sentence(site):
    signing = site.world.accepted()
    school, path = site.school(), f"{LIST}{signing.public_id}"
    assert school.post(f"{path}/unit", seen=signing.version - 1, **UNIT).status_code == 409
    unchanged = UNIT | {"unit_nature": "其他企业"}
    assert school.post(f"{path}/unit", seen=signing.version, **unchanged).status_code == 303
    assert "单位信息没有改动。" in school.get(path).text


def test_the_parties_still_read_what_the_employer_registered(site):
    signing = site.world.accepted()
    answer = site.school().post(f"{LIST}{signing.public_id}/unit", seen=signing.version, **UNIT | ELSEWHERE)
    assert answer.status_code == 303
    registered = site.world.employer.address
    for client, path in ((site.student(), "/student/online/"), (site.employer(), "/employer/signings/")):
        page = client.get(f"{path}{signing.public_id}").text
        assert f"<dd>{registered}" in page
        assert f"<dd>{ELSEWHERE['unit_address']}" not in page
