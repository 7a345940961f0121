"""The registered employer that 录入协议书 offers to fill in, as data for the page's script."""

from tests import makers

ADDRESS = "/student/paper/employer"


def test_the_page_is_told_the_fields_to_fill_in(site, world):
    answer = site.student().post(ADDRESS, uscc=world.employer.uscc)
    assert answer.status_code == 200
    assert answer.json["unit_name"] == world.employer.name
    assert set(answer.json) == {"unit_name", "unit_nature", "unit_industry", "unit_place", "unit_address"}
    for secret in (world.employer.contact, world.employer.contact_phone, world.employer.email):
        assert secret not in answer.text


def test_a_miss_and_a_wrong_code_are_told_as_sentences(site):
    student = site.student()
    miss = student.post(ADDRESS, uscc=makers.a_uscc(9_000_000))
    assert (miss.status_code, miss.json) == (200, {"message": "没有查到已注册的单位，请直接填写单位信息。"})
    wrong = student.post(ADDRESS, uscc="91420100")
    assert (wrong.status_code, wrong.json) == (200, {"message": "统一社会信用代码应为 18 位数字和大写字母。"})


def test_it_is_no_page_to_look_at(site):
    assert site.student().get(ADDRESS).status_code == 404
