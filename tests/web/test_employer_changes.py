"""修改邀约 after the student's agreement: proposed over a confirm page, taken back, and asked for by the office."""

import pytest

from signing_core.models import Proposal
from signing_core.states import ProposalState, SigningState
from signing_core.use_cases import changes, review
from tests import makers, parties


def at(signing, *rest):
    return "/".join([f"/employer/signings/{signing.public_id}", *rest])


def changed(world, signing, **terms):
    """What the form of the present page sends."""
    return {"seen": world.fresh(signing).version} | makers.terms(**{"position": "仓库管理"} | terms)


def the_proposal(world):
    with world.reading() as work:
        return work.session.query(Proposal).one()


def answered(world, signing, *, agree, reason=""):
    with world.working(makers.as_student(world.student)) as work:
        changes.answer(
            work, signing.public_id, seen_terms=world.fresh(signing).proposed_version, agree=agree, reason=reason
        )


def test_the_form_starts_from_the_terms_agreed_and_the_confirm_page_sets_old_and_new_side_by_side(site, world):
    signing = world.accepted()
    employer = site.employer()
    assert 'value="市场助理"' in employer.get(at(signing, "change")).text
    page = employer.post(at(signing, "change"), **changed(world, signing, penalty="5000"))
    assert page.status_code == 200
    for text in ("<del>市场助理</del>", "<ins>仓库管理</ins>", "<del>3,000</del>", "<ins>5,000</ins>", "没有改动的"):
        assert text in page.text
    assert f'name="seen" value="{signing.version}"' in page.text
    assert world.fresh(signing).proposed_version is None


def test_what_is_sent_waits_for_the_student_and_the_old_terms_hold(site, world):
    signing = world.accepted()
    employer = site.employer()
    answer = employer.post(at(signing, "change", "send"), **changed(world, signing))
    assert answer.location == at(signing)
    stored = world.fresh(signing)
    assert (stored.state, stored.proposed_version, stored.terms_version) == (SigningState.AWAITING_REVIEW, 2, 1)
    page = employer.get(at(signing)).text
    assert "等待学生答复的修改" in page
    assert "请学生在 2020.03.07 当天结束前答复" in page
    assert "撤回修改" in page
    assert f'href="{at(signing, "change")}"' not in page


def test_sending_what_was_not_changed_is_refused_beside_the_form(site, world):
    signing = world.accepted()
    page = site.employer().post(at(signing, "change"), **changed(world, signing, position="市场助理"))
    assert page.status_code == 422
    assert "签约内容没有改动，请修改后再发送。" in page.text


@pytest.mark.parametrize("step", [("change",), ("change", "send")])
def test_wrong_terms_are_told_beside_their_fields_and_kept(site, world, step):
    signing = world.accepted()
    page = site.employer().post(at(signing, *step), **changed(world, signing, penalty="很多"))
    assert page.status_code == 422
    assert "请填写 0 至 1,000,000 之间的整数" in page.text
    assert 'value="仓库管理"' in page.text
    assert world.fresh(signing).proposed_version is None


def test_back_from_the_confirm_page_everything_stands_as_typed(site, world):
    signing = world.accepted()
    page = site.employer().post(at(signing, "change"), act="edit", **changed(world, signing))
    assert page.status_code == 200
    assert 'value="仓库管理"' in page.text


def test_only_the_version_that_was_shown_is_changed(site, world):
    signing = world.accepted()
    assert site.employer().post(at(signing, "change", "send"), **changed(world, signing, seen=99)).status_code == 409
    assert world.fresh(signing).proposed_version is None


def test_while_a_change_waits_there_is_no_second_one_and_a_sentence_says_so(site, world):
    signing = parties.proposed(world)
    employer = site.employer()
    assert employer.get(at(signing, "change")).location == at(signing)
    assert "正在等待学生答复" in employer.get(at(signing)).text


def test_after_the_review_nothing_is_changed(site, world):
    signing = world.approved()
    employer = site.employer()
    assert "修改邀约</a>" not in employer.get("/employer/data", tab="answered").text
    assert employer.get(at(signing, "change")).location == at(signing)
    assert "学校审核之后须先解约" in employer.get(at(signing)).text


def test_an_unanswered_change_is_taken_back(site, world):
    signing = parties.proposed(world)
    employer = site.employer()
    answer = employer.post(at(signing, "change", "withdraw"), seen=world.fresh(signing).version)
    assert answer.location == at(signing)
    assert the_proposal(world).state is ProposalState.WITHDRAWN
    page = employer.get(at(signing)).text
    assert "单位已撤回" in page
    assert f'href="{at(signing, "change")}"' in page


@pytest.mark.parametrize(("agree", "standing"), [(True, "学生已同意"), (False, "学生未同意")])
def test_what_became_of_a_change_stands_among_the_versions(site, world, agree, standing):
    signing = parties.proposed(world)
    answered(world, signing, agree=agree, reason="" if agree else "与面试时说的不同")
    page = site.employer().get(at(signing)).text
    assert standing in page
    assert ("与面试时说的不同" in page) == (not agree)
    assert "<ins>仓库管理</ins>" in page


def test_what_the_office_returned_stands_above_the_signing_and_the_form_and_beside_the_fields(site, world):
    signing = parties.returned(world)
    employer = site.employer()
    for page in (employer.get(at(signing)).text, employer.get(at(signing, "change")).text):
        assert "学校退回修改" in page
        assert "需要修改：违约金(元)" in page
        assert "原因：违约金过高" in page
    form = employer.get(at(signing, "change")).text
    assert "学校要求修改此项。没有约定违约金填 0。" in form
    assert form.count("data-wanted") == 1
    wrong = employer.post(at(signing, "change"), **changed(world, signing, penalty="很多")).text
    assert "原因：违约金过高" in wrong


def test_a_returned_signing_is_the_employers_task_until_it_is_corrected(site, world):
    signing = parties.returned(world)
    employer = site.employer()
    home = employer.get("/employer/").text
    assert "按学校意见修改签约内容" in home
    assert f'href="{at(signing, "change")}"' in home
    employer.post(at(signing, "change", "send"), **changed(world, signing, penalty="0"))
    assert "现在没有需要贵单位办理的事项。" in employer.get("/employer/").text
    assert "退回修改" in employer.get("/employer/data", tab="answered").text
    answered(world, signing, agree=True)
    page = employer.get(at(signing)).text
    assert world.fresh(signing).state is SigningState.AWAITING_REVIEW
    assert "需要修改：" not in page
    assert "违约金过高" in page


def test_a_change_that_the_review_ended_says_so(site, world):
    signing = parties.proposed(world)
    parties.by(world, makers.as_school(world.school), review.reject, signing, reason="信息不实")
    page = site.employer().get(at(signing)).text
    assert "随审核结束" in page
    assert "撤回修改</button>" not in page
