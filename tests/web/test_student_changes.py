"""查看修改: old and new side by side, the answer to what was shown, and plain sentences where there is none to give."""

import pytest

from signing_core.actors import SYSTEM
from signing_core.queries.signings import signing_of
from signing_core.states import SigningState
from signing_core.use_cases import changes
from tests import makers, parties


def address(signing, *rest):
    return "/".join(["/student/online", signing.public_id, "change", *rest])


def test_every_way_to_the_signing_leads_to_the_change_that_waits(site, world):
    signing = parties.proposed(world)
    student = site.student()
    for page in ("/student/", "/student/online", f"/student/online/{signing.public_id}/detail"):
        text = student.get(page).text
        assert "查看修改" in text
        assert f'href="{address(signing)}"' in text


def test_what_differs_is_marked_and_the_rest_is_folded(site, world):
    signing = parties.proposed(world, position="仓库管理", penalty="0")
    page = site.student().get(address(signing)).text
    assert "<del>市场助理</del>" in page
    assert "<ins>仓库管理</ins>" in page
    assert page.count("<ins>") == 2
    assert "没有改动的" in page
    assert "2020.03.07" in page


def test_agreeing_makes_the_new_terms_the_agreements(site, world):
    signing = parties.proposed(world)
    student = site.student()
    answer = student.post(address(signing, "agree"), seen_terms=signing.proposed_version)
    assert (answer.status_code, answer.location) == (303, f"/student/online/{signing.public_id}/detail")
    assert world.fresh(signing).position == "仓库管理"
    detail = student.get(answer.location).text
    assert "学生已同意" in detail
    assert "查看修改" not in detail


def test_a_returned_signing_waits_for_the_review_again_once_its_change_is_agreed_to(site, world):
    signing = parties.proposed(world, parties.returned(world))
    site.student().post(address(signing, "agree"), seen_terms=signing.proposed_version)
    assert world.fresh(signing).state is SigningState.AWAITING_REVIEW


def test_refusing_keeps_the_old_terms_and_tells_why(site, world):
    signing = parties.proposed(world)
    student = site.student()
    answer = student.post(address(signing, "refuse"), seen_terms=signing.proposed_version, reason="岗位与约定不符")
    assert answer.status_code == 303
    assert world.fresh(signing).position == "市场助理"
    detail = student.get(answer.location).text
    assert "学生未同意" in detail
    assert "学生说明：岗位与约定不符" in detail


def test_a_refused_reason_comes_back_in_its_open_dialog(site, world):
    signing = parties.proposed(world)
    reason = "很" * 201
    answer = site.student().post(address(signing, "refuse"), seen_terms=signing.proposed_version, reason=reason)
    assert answer.status_code == 400
    assert f">{reason}</textarea>" in answer.text
    assert 'id="refuse" aria-labelledby="refuse-title" data-open' in answer.text
    assert world.fresh(signing).proposed_version == signing.proposed_version


def test_i7_another_version_than_the_one_shown_is_not_agreed_to(site, world):
    signing = parties.proposed(world)
    shown = signing.proposed_version
    employer = makers.as_employer(world.employer)
    parties.by(world, employer, changes.withdraw, signing)
    parties.proposed(world, signing, penalty="9000")
    answer = site.student().post(address(signing, "agree"), seen_terms=shown)
    assert answer.status_code == 409
    assert "请重新查看后再答复" in answer.text
    assert world.fresh(signing).position == "市场助理"


def withdrawn(world, signing):
    parties.by(world, makers.as_employer(world.employer), changes.withdraw, signing)


def late(world, signing):
    world.clock.forward(days=6)


def lapsed(world, signing):
    late(world, signing)
    with world.working(SYSTEM) as work:
        changes.lapse(work, signing_of(work, signing.public_id))


@pytest.mark.parametrize(
    ("meanwhile", "said"), [(withdrawn, "已撤回这次修改"), (late, "答复期限已过"), (lapsed, "答复期限已过")]
)
def test_what_waits_no_longer_is_told_in_a_plain_sentence(site, world, meanwhile, said):
    signing = parties.proposed(world)
    meanwhile(world, signing)
    student = site.student()
    page = student.get(address(signing)).text
    assert said in page
    assert "原来的签约内容不变" in page
    assert "同意修改</button>" not in page
    answer = student.post(address(signing, "agree"), seen_terms=signing.proposed_version)
    assert answer.status_code in (303, 409)
    assert world.fresh(signing).position == "市场助理"


def test_a_signing_that_nobody_wanted_to_change_says_so(site, world):
    page = site.student().get(address(world.accepted()))
    assert page.status_code == 200
    assert "没有提出修改" in page.text


def test_nobody_elses_change_is_found(site, world):
    signing = parties.proposed(world)
    stranger = site.student(world.saved_student())
    assert stranger.get(address(signing)).status_code == 404
    for act in ("agree", "refuse"):
        assert stranger.post(address(signing, act), seen_terms=signing.proposed_version).status_code == 404
