"""The page of 审核意见模板, and the templates in the dialogs of decisions."""

import re

from signing_core.models import ReasonTemplate
from tests.web.client import Client

PAGE = "/admin/reasons/"


def seen(client: Client) -> str:
    return re.search(r'name="seen" value="([^"]+)"', client.get(PAGE).text)[1]


def test_ready_made_ones_are_offered_and_kept_only_when_sent(site):
    school = site.school()
    page = school.get(PAGE).text
    assert "还没有模板" in page
    assert "操作失误，撤回后重新审核。" in page
    with site.world.reading() as work:
        assert work.session.query(ReasonTemplate).count() == 0
    answer = school.post(PAGE, seen=seen(school), REFUSE="公章不清\n材料不全")
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "还没有模板" not in school.get(PAGE).text


def test_too_many_come_back_with_what_was_written(site):
    school = site.school()
    answer = school.post(PAGE, seen=seen(school), REFUSE="\n".join(f"第{n}条" for n in range(10)))
    assert answer.status_code == 422
    assert "每类最多 9 条，现在有 10 条。" in answer.text
    assert "第9条" in answer.text


def test_the_dialogs_of_school_and_college_offer_those_of_their_decision(site):
    school, signing = site.school(), site.world.accepted()
    school.post(PAGE, seen=seen(school), REFUSE="公章不清", RETURN="薪资有误")
    for client in (school, site.college()):
        for path in (f"/admin/signing/{signing.public_id}", f"/admin/signing/desk/{signing.public_id}/case"):
            page = client.get(path).text
            dialogs = dict(re.findall(r'<dialog class="ask" id="(\w+)"(.*?)</dialog>', page, re.DOTALL))
            assert 'data-template="1" data-text="公章不清"' in dialogs["reject"]
            assert 'data-text="薪资有误"' in dialogs["return"]
            assert "公章不清" not in dialogs["return"]
