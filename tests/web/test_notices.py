"""站内通知 of both portals: the bell, the list, opening one as an act, and nobody else's."""

import pytest
from sqlalchemy import select

from signing_core.models import Message, Notice
from tests import makers, parties
from tests.dumps import dump

PARTIES = ["student", "employer"]


@pytest.fixture
def told(world):
    """The student was told of the invitation, the employer of its acceptance."""
    return world.accepted()


def notices(world, party):
    with world.reading() as work:
        mine = select(Notice).where(getattr(Notice, f"{party}_id").is_not(None))
        return work.session.scalars(mine.order_by(Notice.id)).all()


@pytest.mark.parametrize("party", PARTIES)
def test_the_bell_counts_what_is_unread_on_every_page(site, told, party):
    client = getattr(site, party)()
    for page in ("", "notices"):
        text = client.get(f"/{party}/{page}").text
        assert f'href="/{party}/notices"' in text
        assert "站内通知，1条未读" in text


def test_the_bell_counts_no_further_than_99(site, world, told):
    with world.working(makers.as_student(world.student)) as work:
        first = work.session.scalars(select(Notice)).one()
        facts = {"student_id": first.student_id, "signing_id": first.signing_id, "subject": "x", "text": "x"}
        work.session.add_all(Notice(public_id=makers.new_id(), at=first.at, **facts) for _ in range(120))
    assert "站内通知，99+条未读" in site.student().get("/student/").text


@pytest.mark.parametrize("party", PARTIES)
def test_opening_one_marks_it_read_and_leads_to_its_item(site, world, told, party):
    client = getattr(site, party)()
    (notice,) = notices(world, party)
    assert 'class="notice-open new"' in client.get(f"/{party}/notices").text
    answer = client.post(f"/{party}/notices/{notice.public_id}")
    assert answer.status_code == 303
    assert told.public_id in answer.location
    assert client.get(answer.location).status_code == 200
    assert notices(world, party)[0].read_at == world.clock()
    page = client.get(f"/{party}/notices").text
    assert 'class="notice-open new"' not in page
    assert "条未读" not in page
    assert "全部标为已读" not in page


def test_what_was_read_stays_read_since_the_first_time(site, world, told):
    student = site.student()
    (notice,) = notices(world, "student")
    student.post(f"/student/notices/{notice.public_id}")
    first = world.clock()
    world.clock.forward(hours=1)
    student.post(f"/student/notices/{notice.public_id}")
    assert notices(world, "student")[0].read_at == first


@pytest.mark.parametrize("party", PARTIES)
def test_all_are_marked_as_read_at_once_and_only_ones_own(site, world, told, party):
    client = getattr(site, party)()
    assert client.post(f"/{party}/notices/read").location == f"/{party}/notices"
    (other,) = set(PARTIES) - {party}
    assert all(notice.read_at for notice in notices(world, party))
    assert not any(notice.read_at for notice in notices(world, other))


def test_reading_the_list_writes_nothing(site, world, told):
    student = site.student()
    student.get("/student/")
    before = dump(world, frozenset({"limits", "sessions"}))
    student.get("/student/notices")
    assert dump(world, frozenset({"limits", "sessions"})) == before


def test_nobody_elses_notice_is_found(site, world, told):
    for_the_student, for_the_employer = notices(world, "student")[0], notices(world, "employer")[0]
    stranger = site.student(world.saved_student())
    assert stranger.post(f"/student/notices/{for_the_student.public_id}").status_code == 404
    assert site.student().post(f"/student/notices/{for_the_employer.public_id}").status_code == 404
    rival = site.employer(world.saved(makers.an_employer()))
    assert rival.post(f"/employer/notices/{for_the_employer.public_id}").status_code == 404
    assert not any(notice.read_at for party in PARTIES for notice in notices(world, party))


def test_a_notice_leads_to_where_the_students_answer_is_given_as_long_as_it_is_waited_for(site, world):
    signing = parties.proposed(world)
    student = site.student()
    notice = notices(world, "student")[-1]
    assert notice.subject.endswith("提出修改签约内容")
    address = f"/student/online/{signing.public_id}"
    assert student.post(f"/student/notices/{notice.public_id}").location == f"{address}/change"
    student.post(f"{address}/change/agree", seen_terms=signing.proposed_version)
    assert student.post(f"/student/notices/{notice.public_id}").location == f"{address}/detail"


def test_the_employers_request_to_end_leads_to_its_page(site, world):
    signing = parties.asked_by_employer(world)
    notice = notices(world, "student")[-1]
    with world.reading() as work:
        letter = work.session.get_one(Message, notice.message_id)
    assert letter.body.endswith(f"/student/rescissions/{signing.public_id}")
    answer = site.student().post(f"/student/notices/{notice.public_id}")
    assert answer.location == f"/student/rescissions/{signing.public_id}"


def test_the_list_is_newest_first_in_pages_and_says_when_it_is_empty(site, world):
    student = site.student()
    assert "暂无数据" in student.get("/student/notices").text
    for _ in range(21):
        world.invited(employer=world.saved(makers.an_employer()))
        world.clock.forward(minutes=1)
    page = student.get("/student/notices").text
    assert "当前共21条记录 共1/2页" in page
    first, last = notices(world, "student")[0], notices(world, "student")[-1]
    assert last.subject in page
    assert first.subject not in page
    assert first.subject in student.get("/student/notices", page=2).text
