"""What the office decides beyond a pass: returns, rescissions of both parties, forced ones for one row or several."""

import re

import pytest

from signing_core.states import SigningState as S
from signing_core.use_cases import invitations, rescind
from tests import makers, parties
from tests.web.client import PASSWORD
from tests.web.console import cells, tab

LIST = "/admin/signing/"
REASON = "双方已另行约定"


def agreed(world, signing=None):
    """Asked for by the student, agreed to by the employer: it waits for the office."""
    asked = parties.asked_by_student(world, signing)
    return parties.by(world, makers.as_employer(world.employer), rescind.agree, asked, ticked=True)


def page_of(client, signing) -> str:
    return client.get(f"{LIST}{signing.public_id}").text


def buttons(page: str) -> list[str]:
    aside = page.split('aria-label="办理"')[1].split("</aside>")[0]
    return re.findall(r"<button[^>]*>([^<]+)</button>", aside)


def decide(client, world, signing, decision: str, **given):
    seen = world.fresh(signing).version
    return client.post(f"{LIST}{signing.public_id}/{decision}", seen=seen, **given)


def test_a_return_needs_a_reason_and_a_field_and_keeps_what_was_typed(site):
    world = site.world
    signing = world.accepted()
    school = site.school()
    answer = decide(school, world, signing, "return", reason="违约金过高")
    assert answer.status_code == 422
    assert 'id="return" aria-labelledby="return-title" data-open' in answer.text
    assert "请至少勾选一项需要修改的内容。" in answer.text
    assert "违约金过高</textarea>" in answer.text
    answer = decide(school, world, signing, "return", reason=" ", field=["penalty", "no_such_field"])
    assert answer.status_code == 422
    assert 'value="penalty" checked' in answer.text
    assert world.fresh(signing).state is S.AWAITING_REVIEW
    assert decide(school, world, signing, "return", reason="违约金过高", field=["penalty"]).status_code == 303
    assert world.fresh(signing).state is S.RETURNED


def test_a_returned_one_shows_what_was_to_be_corrected_and_whose_turn_it_is(site):
    signing = parties.returned(site.world, None, "penalty", "position")
    page = page_of(site.school(), signing)
    assert f"等待单位 {signing.employer_name} 按学校意见修改签约内容" in page
    assert "拟聘用职位、违约金(元)" in page
    assert buttons(page) == ["签约审核不通过", "撤回审核"]


def test_the_fields_to_mark_are_those_that_the_terms_have(site):
    world = site.world
    signing = world.invited(archive="单位不接收")
    with world.working(makers.as_student(world.student)) as work:
        invitations.accept(work, signing.public_id, seen_terms=1)
    page = page_of(site.school(), signing)
    assert 'name="field" value="archive"' in page
    assert 'name="field" value="archive_unit"' not in page


def test_while_a_change_waits_for_the_student_the_page_says_why_it_cannot_be_passed(site):
    signing = parties.proposed(site.world)
    page = page_of(site.school(), signing)
    assert buttons(page) == ["签约审核不通过"]
    assert "签约审核通过、退回修改：单位提出的修改正在等待学生答复，现在不能办理。" in page
    assert "退回修改：单位提出的修改正在等待学生答复，现在不能办理。" in page
    assert "<del>市场助理</del>" in page
    assert "<ins>仓库管理</ins>" in page


@pytest.mark.parametrize("audience", ["school", "college"])
def test_a_rescission_that_both_want_is_passed_by_either_level(site, audience):
    world = site.world
    signing = agreed(world)
    office = getattr(site, audience)()
    assert buttons(page_of(office, signing))[:2] == ["解约审核通过", "解约审核不通过"]
    assert decide(office, world, signing, "approve_rescission").status_code == 303
    ended = world.fresh(signing)
    assert (ended.state, ended.rescission_status) == (S.RESCINDED, "解约审核通过")
    page = page_of(office, signing)
    assert "查看解约证明" in page
    assert "当前没有需要办理的事项。" in page


def test_a_refused_rescission_needs_a_reason_and_leaves_the_signing_valid(site):
    world = site.world
    signing = agreed(world)
    school = site.school()
    answer = decide(school, world, signing, "reject_rescission", reason="")
    assert answer.status_code == 422
    assert 'id="reject_rescission" aria-labelledby="reject_rescission-title" data-open' in answer.text
    assert decide(school, world, signing, "reject_rescission", reason="证据不足").status_code == 303
    kept = world.fresh(signing)
    assert (kept.state, kept.rescission_status) == (S.APPROVED, "解约审核不通过")
    assert "证据不足" in page_of(school, signing)


def test_a_request_without_an_answer_may_be_refused_but_not_passed(site):
    signing = parties.asked_by_student(site.world)
    school = site.school()
    page = page_of(school, signing)
    assert buttons(page) == ["解约审核不通过", "强制解约"]
    assert "撤回审核：该签约有正在办理的解约申请，不能撤回审核。" in page
    decide(school, site.world, signing, "approve_rescission")
    assert "当前状态不能进行此操作" in school.get(LIST).text
    assert site.world.fresh(signing).state is S.APPROVED


def test_rescissions_that_wait_have_a_queue_of_their_own(site):
    world = site.world
    world.accepted(world.saved_student())
    signing = agreed(world)
    page = site.school().get(LIST, queue="ending").text
    assert cells(page, "学号") == [signing.student_number]
    assert cells(page, "解约审核状态") == ["等待解约审核"]
    assert (tab(page, "待我审核"), tab(page, "等待签约审核"), tab(page, "等待解约审核")) == ("2", "1", "1")
    assert 'name="action" value="approve_rescission"' in page
    assert 'name="action" value="approve"' not in page
    assert "暂无数据" in site.college(world.saved(makers.a_college(world.school))).get(LIST, queue="ending").text


def test_ticked_rescissions_are_passed_each_for_itself(site):
    world = site.world
    right, unanswered = agreed(world), parties.asked_by_employer(world, world.approved(world.saved_student()))
    ticked = [f"{one.public_id}:{world.fresh(one).version}" for one in (right, unanswered)]
    school = site.school()
    back = f"{LIST}?queue=ending"
    answer = school.post(f"{LIST}action/", action="approve_rescission", rowid=ticked, url=back)
    assert answer.location == back
    page = school.get(back).text
    assert "解约审核通过 1 条。" in page
    assert "1 条未能办理" in page
    assert [world.fresh(one).state for one in (right, unanswered)] == [S.RESCINDED, S.APPROVED]


def force(client, *ticked: str, **given):
    return client.post(
        f"{LIST}force?queue=mine", rowid=list(ticked), **{"reason": REASON, "password": PASSWORD} | given
    )


def row_of(world, signing) -> str:
    return f"{signing.public_id}:{world.fresh(signing).version}"


def test_several_are_forced_with_one_reason_and_one_password(site):
    world = site.world
    first, second = world.approved(), parties.asked_by_employer(world, world.approved(world.saved_student()))
    waiting = world.accepted(world.saved_student())
    school = site.school()
    answer = force(school, *(row_of(world, one) for one in (first, second, waiting)))
    assert answer.location == f"{LIST}?queue=mine"
    page = school.get(answer.location).text
    assert "强制解约 2 条。" in page
    assert f"{waiting.student_name}（{waiting.student_number}）：当前状态不能进行此操作" in page
    assert {world.fresh(one).rescission_status for one in (first, second)} == {"已由学校强制解约"}
    assert world.fresh(waiting).state is S.AWAITING_REVIEW


@pytest.mark.parametrize(
    ("given", "said"),
    [({"password": "wrong"}, "密码不正确。"), ({"reason": " "}, "请填写"), ({"password": ""}, "密码")],
)
def test_a_wrong_password_forces_nothing_and_keeps_rows_and_reason(site, given, said):
    world = site.world
    signing = world.approved()
    answer = force(site.school(), row_of(world, signing), "x:1", **given)
    assert answer.status_code == 422
    dialog = answer.text.split('id="force_rescission"')[1].split("</dialog>")[0]
    assert dialog.startswith(' aria-labelledby="force_rescission-title" data-open')
    assert said in dialog
    assert f'name="rowid" value="{row_of(world, signing)}">{signing.student_name}（{signing.student_number}）' in dialog
    assert dialog.count('name="rowid"') == 1
    if "reason" not in given:
        assert f"{REASON}</textarea>" in dialog
    assert world.fresh(signing).state is S.APPROVED


def test_guessing_the_password_of_a_forced_rescission_ends(site):
    signing = site.world.approved()
    school = site.school()
    for _ in range(6):
        answer = force(school, row_of(site.world, signing), password="wrong")
    assert (answer.status_code, "密码错误次数过多" in answer.text) == (422, True)
    assert "密码错误次数过多" in force(school, row_of(site.world, signing)).text
    assert site.world.fresh(signing).state is S.APPROVED


def test_only_the_school_forces_and_another_schools_row_is_not_found(site):
    world = site.world
    signing = world.approved()
    assert force(site.college(), row_of(world, signing)).status_code == 403
    other = site.school(world.saved_school())
    force(other, row_of(world, signing))
    assert "没有找到该记录" in other.get(LIST).text
    assert world.fresh(signing).state is S.APPROVED


def test_nothing_ticked_is_said(site):
    school = site.school()
    assert "请先选择要办理的记录。" in school.get(force(school).location).text


def test_forcing_sent_twice_is_answered_once(site):
    world = site.world
    row = row_of(world, world.approved())
    school, sent = site.school(), {"operation_id": "forced with the same form"}
    assert "强制解约 1 条。" in school.get(force(school, row, **sent).location).text
    assert "未能办理" not in school.get(force(school, row, **sent).location).text
