"""单位用户中心: finding students, inviting them, and what became of the invitations."""

import secrets

import pytest
from sqlalchemy import select

from signing_core.models import Candidate, Signing
from signing_core.states import SigningState
from signing_core.use_cases import invitations
from signing_core.use_cases.candidates import MISS
from tests import databases, makers


@pytest.fixture
def listed(world):
    world.listed(world.employer, world.student)
    return line_of(world, world.student)


def line_of(world, student):
    with world.reading() as work:
        return work.session.scalars(select(Candidate.public_id).where(Candidate.student_id == student.id)).one()


def facts_of(world, **other):
    student = world.student
    facts = {"school": world.school.name, "cohort": "2020", "name": student.name, "proof": student.id_number}
    return facts | other


def states(world):
    with world.reading() as work:
        return list(work.session.scalars(select(Signing.state).order_by(Signing.id)))


def test_the_right_four_facts_find_the_student_who_is_then_listed(site, world):
    employer = site.employer()
    page = employer.post("/employer/search", **facts_of(world))
    assert page.status_code == 200
    assert "加入" in page.text
    answer = employer.post("/employer/candidates", **facts_of(world))
    assert answer.location == "/employer/candidates"
    assert world.student.name in employer.get("/employer/candidates").text


@pytest.mark.parametrize("wrong", [{"name": "别人"}, {"cohort": "2019"}, {"school": "别校"}, {"proof": "13300000000"}])
def test_every_miss_is_the_same_sentence_and_keeps_what_was_typed(site, world, wrong):
    page = site.employer().post("/employer/search", **facts_of(world, **wrong))
    assert page.status_code == 404
    assert MISS in page.text
    for typed in facts_of(world, **wrong).values():
        assert f'value="{typed}"' in page.text


def test_joining_asks_the_four_facts_again(site, world):
    answer = site.employer().post("/employer/candidates", **facts_of(world, proof="13300000000"))
    assert answer.status_code == 404
    assert world.student.name not in site.employer().get("/employer/candidates").text


def test_ticked_students_go_on_to_the_form_or_off_the_list(site, world, listed):
    employer = site.employer()
    on = employer.post("/employer/candidates/ticked", rowid=listed, act="invite")
    assert on.location == f"/employer/invite?rowid={listed}"
    off = employer.post("/employer/candidates/ticked", rowid=listed, act="remove")
    assert off.status_code == 303
    assert "暂无数据" in employer.get("/employer/candidates").text


def test_the_form_starts_from_the_last_invitation(site, world, listed):
    world.listed(world.employer, other := world.saved_student())
    with world.working(makers.as_employer(world.employer)) as work:
        invitations.invite(work, student_id=other.public_id, terms=makers.terms(position="仓库管理"))
    page = site.employer().get("/employer/invite", rowid=listed).text
    assert 'value="仓库管理"' in page
    assert 'value="2020-07-01"' in page


def test_wrong_terms_are_told_beside_their_fields_and_kept(site, listed):
    page = site.employer().post("/employer/invite", rowid=listed, **makers.terms(penalty="很多", position="仓库管理"))
    assert page.status_code == 422
    assert "请填写 0 至 1,000,000 之间的整数" in page.text
    assert 'value="仓库管理"' in page.text


def test_the_confirm_page_shows_everything_and_asks_for_a_second_look(site, world, listed):
    page = site.employer().post("/employer/invite", rowid=listed, **makers.terms(regular_pay="5000"))
    assert page.status_code == 200
    assert "确认发送" in page.text
    assert "转正起薪低于试用起薪" in page.text
    assert states(world) == []


def test_each_student_is_a_unit_of_its_own_and_one_summary_says_who_was_not_invited(site, world, listed):
    closed = world.saved_student(restricted=True, restriction_reason="学籍核查")
    world.listed(world.employer, closed)
    employer = site.employer()
    form = makers.terms() | {"rowid": [listed, line_of(world, closed)], "operation_id": secrets.token_urlsafe(16)}
    answer = employer.post("/employer/invite/send", **form)
    assert answer.location == "/employer/data?tab=waiting"
    page = employer.get(answer.location).text
    assert f"已向 1 名学生发出签约邀请：{world.student.name}。" in page
    assert f"{closed.name}：该学生当前不能接受电子签约邀请" in page
    employer.post("/employer/invite/send", **form)
    assert states(world) == [SigningState.INVITED]


def test_before_acceptance_only_the_end_of_the_id_number_is_seen(site, world):
    student = world.saved_student(phone="13399998888")
    signing = world.invited(student)
    page = site.employer().get(f"/employer/signings/{signing.public_id}").text
    assert f"**************{student.id_number[-4:]}" in page
    assert "8888" not in page
    world.listed(world.employer, other := world.saved_student())
    accepted = world.accepted(other, world.saved(makers.an_employer()))
    assert site.employer().get(f"/employer/signings/{accepted.public_id}").status_code == 404


def test_after_acceptance_more_is_seen_and_still_masked(site, world):
    signing = world.accepted()
    page = site.employer().get(f"/employer/signings/{signing.public_id}").text
    assert f"{world.student.id_number[:6]}*****{world.student.id_number[-4:]}" in page
    assert f"133****{world.student.phone[-4:]}" in page


@pytest.mark.parametrize(
    ("tab", "state"),
    [
        ("waiting", SigningState.INVITED),
        ("answered", SigningState.AWAITING_REVIEW),
        ("closed", SigningState.WITHDRAWN),
        ("rescinded", SigningState.RESCINDED),
    ],
)
def test_each_tab_counts_and_shows_its_own(site, world, tab, state):
    world.saved(makers.an_online_signing(world.student, world.employer, state=state))
    page = site.employer().get("/employer/data", tab=tab).text
    assert '<span class="tab-count">1</span>' in page
    assert world.student.name in page
    assert ("修改邀约</a>" in page) == (state in {SigningState.INVITED, SigningState.AWAITING_REVIEW})


def test_an_unanswered_invitation_is_revised_through_the_same_confirm_page(site, world):
    signing = world.invited()
    employer, address = site.employer(), f"/employer/signings/{signing.public_id}/revise"
    assert 'value="市场助理"' in employer.get(address).text
    terms = makers.terms(position="仓库管理")
    checked = employer.post(address, seen=signing.version, **terms)
    assert f'name="seen" value="{signing.version}"' in checked.text
    answer = employer.post(f"{address}/send", seen=signing.version, **terms)
    assert answer.location == f"/employer/signings/{signing.public_id}"
    assert world.fresh(signing).position == "仓库管理"
    assert employer.post(f"{address}/send", seen=signing.version, **terms).status_code == 409


def test_a_withdrawn_invitation_has_no_buttons_any_more(site, world):
    signing = world.invited()
    employer, address = site.employer(), f"/employer/signings/{signing.public_id}"
    assert "撤回邀约" in employer.get(address).text
    employer.post(f"{address}/withdraw", seen=signing.version)
    assert world.fresh(signing).state is SigningState.WITHDRAWN
    assert f"{address}/withdraw" not in employer.get(address).text
    assert employer.get(f"{address}/revise").location == address


RECEIVERS = {
    "archive": "单位接收",
    "archive_unit": "星光集团人事部",
    "archive_address": "珞狮路2号",
    "archive_postcode": "430070",
    "archive_contact": "李女士",
    "archive_phone": "027-62883643",
    "household": "不接收",
}


def test_an_employer_confirms_its_data_before_anything_else(site, world):
    new = world.saved(makers.an_employer(confirmed_at=None))
    employer = site.employer(new)
    assert employer.get("/employer/").location == "/employer/confirm"
    data = {"contact": "李女士", "contact_phone": "12", "email": "hr@example.com", "address": "珞狮路2号"} | RECEIVERS
    wrong = employer.post("/employer/confirm", seen=new.version, **data | {"archive_postcode": "4300"})
    assert wrong.status_code == 422
    assert "邮编应为 6 位数字。" in wrong.text
    assert 'value="星光集团人事部"' in wrong.text
    employer.post("/employer/confirm", seen=new.version, **data | {"contact_phone": "027-62883643"})
    assert world.fresh(new).confirmed_at == world.clock()
    assert "签约待办" in employer.get("/employer/").text
    assert "星光集团人事部".encode() not in world.fresh(new).receivers_sealed


def test_the_first_invitation_starts_from_the_confirmed_data_and_the_next_from_the_last(site, world, listed):
    data = {"contact": "李女士", "contact_phone": "027-62883643", "email": "hr@example.com", "address": "珞狮路2号"}
    employer = site.employer()
    employer.post("/employer/confirm", seen=world.employer.version, **data | RECEIVERS)
    assert 'value="星光集团人事部"' in employer.get("/employer/confirm").text
    page = employer.get("/employer/invite", rowid=listed).text
    assert 'value="李女士"' in page
    assert 'value="星光集团人事部"' in page
    assert '<option selected value="单位接收">' in page
    world.listed(world.employer, other := world.saved_student())
    with world.working(makers.as_employer(world.employer)) as work:
        invitations.invite(work, student_id=other.public_id, terms=makers.terms(archive="单位不接收"))
    assert 'value="星光集团人事部"' not in employer.get("/employer/invite", rowid=listed).text


def test_no_page_of_the_employer_asks_more_than_seven_questions_nor_a_signing_with_its_story_more_than_twelve(
    site, world, listed
):
    signing = world.rescinded(world.saved_student())
    for _ in range(5):
        world.listed(world.employer, world.saved_student())
    employer = site.employer()
    pages = ["/employer/", "/employer/search", "/employer/candidates", "/employer/data", "/employer/rescissions"]
    limits = dict.fromkeys([*pages, f"/employer/invite?rowid={listed}"], 7)
    for page, limit in (limits | {f"/employer/signings/{signing.public_id}": 12}).items():
        with databases.asked(world.services.database) as asked:
            assert employer.get(page).status_code == 200
        assert len([one for one in asked if one.startswith("SELECT")]) <= limit, page


def test_without_a_tick_nothing_happens(site, world, listed):
    employer = site.employer()
    assert employer.post("/employer/candidates/ticked", act="remove").status_code == 303
    assert "请先勾选学生。" in employer.get("/employer/candidates").text
    assert world.student.name in employer.get("/employer/candidates").text
