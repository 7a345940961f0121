"""Pictures of stamped paper at the office: by rounds beside the data, flagged where used twice, looks noted."""

import re

from sqlalchemy import select

from signing_core.models import LogEntry
from signing_core.states import SigningState as S
from tests import papers
from tests.web.test_console_papers import LIST, REASON, decide, page_of, pictures


def rounds(page: str) -> list[str]:
    return re.findall(r'<h3 class="picture-round">([^<]+)<', page)


def test_a_rescission_shows_type_reason_and_its_proof_first(site, world):
    signing = papers.ending(world, reason="考取研究生，单位同意")
    page = page_of(site.school(), signing)
    assert "个人原因：升学" in page
    assert "考取研究生，单位同意" in page
    assert rounds(page) == ["解约证明材料第 1 次", "签约资料第 1 次"]
    assert decide(site.school(), world, signing, "approve_rescission").status_code == 303
    assert world.fresh(signing).state is S.RESCINDED
    page = page_of(site.school(), signing)
    assert "查看解约证明" in page
    assert rounds(page) == ["签约资料第 1 次", "解约证明材料第 1 次"]


def test_a_refused_rescission_leaves_the_agreement_in_force(site, world):
    signing = papers.ending(world)
    assert decide(site.school(), world, signing, "reject_rescission", reason=REASON).status_code == 303
    after = world.fresh(signing)
    assert (after.state, after.rescission_status) == (S.APPROVED, "解约审核不通过")


def test_every_round_of_images_stays_to_be_seen_the_latest_first(site, world):
    signing = papers.refused(world)
    papers.uploaded(world, signing)
    assert len(pictures(page_of(site.school(), signing))) == 1  # what waits is the student's own
    papers.scanned(world, signing)
    page = page_of(site.school(), signing)
    assert rounds(page) == ["签约资料第 2 次", "签约资料第 1 次"]
    assert len(pictures(page)) == 3
    assert "第 2 次，2 张图片" in page.split("办理档案")[1]


def test_the_very_same_picture_of_another_student_is_flagged(site, world):
    flag, same = "与其他学生提交的图片相同", "ab" * 32
    first = papers.issued(world)
    papers.uploaded(world, first, pixel_sha256=same)
    papers.scanned(world, first)
    assert flag not in page_of(site.school(), first)
    mine, world.student = world.student, world.saved_student()
    second = papers.issued(world)
    papers.uploaded(world, second, pixel_sha256=same)
    papers.scanned(world, second)
    assert page_of(site.school(), second).count(flag) == 1
    assert page_of(site.school(), first).count(flag) == 1
    world.student = mine


def test_an_image_is_a_picture_and_nothing_else_and_only_a_whole_look_is_noted(site, world):
    signing = papers.scanned(world)
    school = site.school()
    [address] = pictures(page_of(school, signing))
    for query in ({"thumbnail": "1"}, {}):
        answer = school.get(address, **query)
        assert answer.data == (papers.A_PICTURE.thumbnail if query else papers.A_PICTURE.image)
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        with world.reading() as work:
            noted = work.session.scalars(select(LogEntry).where(LogEntry.act.startswith("查看"))).all()
        assert len(noted) == (0 if query else 1)


def test_what_is_not_handed_in_yet_is_the_students_own(site, world):
    signing = papers.issued(world)
    image = papers.uploaded(world, signing)
    for query in ({}, {"thumbnail": "1"}):
        assert site.school().get(f"{LIST}images/{image.public_id}", **query).status_code == 404
    assert site.student().get(f"/student/images/{image.public_id}").status_code == 200
