"""反馈签约资料 and 解约申请 on paper: uploading, arranging, handing in; what cannot be taken, and what is not lost."""

import pytest

from signing_core.errors import StoreFailed
from signing_core.models import Image, ImagePurpose
from signing_core.queries.papers import every_image_of
from signing_core.queries.signings import open_rescission_of
from signing_core.states import SigningState
from signing_core.use_cases import images
from tests import papers

JSON = {"Accept": "application/json"}


def address(signing, *rest):
    return "/".join(["/student/paper", signing.public_id, *rest])


def stored(world, signing) -> list[Image]:
    with world.reading() as work:
        return list(every_image_of(work, signing))


def upload(client, path, *files, **typed):
    return client.post(path, **{"act": "upload", "images": list(files)} | typed)


def submit(world, client, signing, **typed):
    return client.post(address(signing, "feedback"), seen=world.fresh(signing).version, **typed)


def files_in_store(world) -> int:
    return sum(1 for path in world.services.store.folder.rglob("*") if path.is_file())


def test_images_are_uploaded_arranged_and_handed_in(site, world):
    signing, student = papers.issued(world), site.student()
    page = address(signing, "feedback")
    answer = upload(student, page, papers.sent("white", "一.jpg"), papers.sent("wheat", "二.jpg"))
    assert answer.location == page
    assert "已上传 2 张图片。" in student.get(page).text
    first, second = stored(world, signing)
    student.post(f"/student/images/{first.public_id}/later")
    assert [one.id for one in stored(world, signing)] == [second.id, first.id]
    student.post(f"/student/images/{first.public_id}/turn")
    turned = world.fresh(first)
    assert (turned.width, turned.height) == (first.height, first.width)
    student.post(f"/student/images/{second.public_id}/remove")
    assert [one.id for one in stored(world, signing)] == [first.id]
    assert submit(world, student, signing).location == address(signing)
    assert world.fresh(signing).state is SigningState.AWAITING_REVIEW
    detail = student.get(address(signing)).text
    assert "签约资料 第 1 次" in detail
    assert f"/student/images/{first.public_id}" in detail


def test_turning_and_removing_leave_nothing_behind_in_the_store(site, world):
    signing, student = papers.issued(world), site.student()
    before = files_in_store(world)
    upload(student, address(signing, "feedback"), papers.sent())
    (image,) = stored(world, signing)
    assert files_in_store(world) == before + 2
    student.post(f"/student/images/{image.public_id}/turn")
    assert files_in_store(world) == before + 2
    student.post(f"/student/images/{image.public_id}/remove")
    assert files_in_store(world) == before


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"%PDF-1.7 no image", "JPG"), (b"\xff\xd8\xff".ljust(5001), "2 MB"), (b"\xff\xd8\xff broken", "图片")],
    ids=["not an image", "a byte too many", "cut off"],
)
def test_one_bad_file_is_told_of_and_the_others_are_taken(site, world, monkeypatch, data, sentence):
    monkeypatch.setattr("importers.images.MOST_BYTES", 5000)
    signing, student = papers.issued(world), site.student()
    bad = (papers.io.BytesIO(data), "坏.jpg")
    page = address(signing, "feedback")
    upload(student, page, bad, papers.sent())
    text = student.get(page).text
    assert "坏.jpg" in text
    assert sentence in text
    assert "已上传 1 张图片。" in text
    assert len(stored(world, signing)) == 1


def test_the_pages_script_is_answered_with_data(site, world):
    signing, student = papers.issued(world), site.student()
    form = {"csrf_token": student.csrf_token(), "act": "upload", "images": papers.sent()}
    answer = student.http.post(address(signing, "feedback"), data=form, headers=JSON)
    assert answer.json == {"added": 1, "refused": []}
    form["images"] = papers.sent()
    again = student.http.post(address(signing, "feedback"), data=form, headers=JSON)
    assert again.json == {"added": 0, "refused": ["这张图片已经上传过了。"]}


def test_what_was_chosen_and_not_uploaded_yet_goes_along_with_the_submission(site, world):
    signing, student = papers.issued(world), site.student()
    submit(world, student, signing, images=[papers.sent()])
    assert world.fresh(signing).state is SigningState.AWAITING_REVIEW
    assert [one.round for one in stored(world, signing)] == [1]


def test_nothing_is_handed_in_without_an_image_or_with_one_that_was_refused(site, world):
    signing, student = papers.issued(world), site.student()
    submit(world, student, signing)
    assert "请先上传签约资料图片。" in student.get(address(signing, "feedback")).text
    submit(world, student, signing, images=[papers.sent(), (papers.io.BytesIO(b"no"), "坏.jpg")])
    assert world.fresh(signing).state is SigningState.AWAITING_FEEDBACK


def test_after_a_refusal_the_page_says_why_and_a_new_round_is_handed_in(site, world):
    signing, student = papers.refused(world, reason="印章不清楚"), site.student()
    assert "印章不清楚" in student.get(address(signing, "feedback")).text
    submit(world, student, signing, images=[papers.sent()])
    assert sorted(one.round for one in stored(world, signing)) == [1, 2]
    detail = student.get(address(signing)).text
    assert detail.index("签约资料 第 2 次") < detail.index("签约资料 第 1 次")


def test_an_image_is_served_as_a_picture_and_nothing_else(site, world):
    signing, student = papers.issued(world), site.student()
    upload(student, address(signing, "feedback"), papers.sent())
    (image,) = stored(world, signing)
    for query in ({}, {"thumbnail": "1"}):
        answer = student.get(f"/student/images/{image.public_id}", **query)
        assert (answer.mimetype, answer.data[:3]) == ("image/jpeg", b"\xff\xd8\xff")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_images_of_others_and_images_that_were_handed_in_are_nobodys_to_change(site, world):
    signing = papers.scanned(world)
    (image,) = stored(world, signing)
    student, other = site.student(), site.student(world.saved_student())
    for act in ("turn", "earlier", "later", "remove"):
        assert student.post(f"/student/images/{image.public_id}/{act}").status_code == 404
        assert other.post(f"/student/images/{image.public_id}/{act}").status_code == 404
    assert student.post(f"/student/images/{image.public_id}/burn").status_code == 404
    assert other.get(f"/student/images/{image.public_id}").status_code == 404
    assert stored(world, signing)[0].image_sha256 == image.image_sha256


@pytest.mark.parametrize("reached", ["generated", "scanned", "approved"])
def test_where_no_images_are_wanted_there_is_no_page_for_them(site, world, reached):
    signing, student = getattr(papers, reached)(world), site.student()
    assert student.get(address(signing, "feedback")).status_code == 404
    before = len(stored(world, signing))
    upload(student, address(signing, "feedback"), papers.sent())
    assert len(stored(world, signing)) == before


def test_the_end_of_an_agreement_is_asked_for_with_type_reason_and_proof(site, world):
    signing, student = papers.approved(world), site.student()
    assert address(signing, "rescission") in student.get("/student/rescissions").text
    page = student.get(address(signing, "rescission")).text
    for text in ("第一步：选择解约类型", "第二步：填写解约原因", "第三步：上传解约证明", "个人原因：升学", "湖北省"):
        assert text in page
    form = {"type": "个人原因：升学", "reason": "考取研究生", "seen": world.fresh(signing).version}
    answer = student.post(address(signing, "rescission"), **form, images=[papers.sent()])
    assert answer.location == address(signing)
    with world.reading() as work:
        assert open_rescission_of(work, world.fresh(signing)).reason == "考取研究生"
    assert [one.purpose for one in stored(world, signing)] == [ImagePurpose.FEEDBACK, ImagePurpose.RESCISSION]
    assert "等待解约审核" in student.get(address(signing)).text


def test_what_is_wrong_in_a_request_stands_beside_its_fields_and_nothing_typed_is_lost(site, world):
    signing, student = papers.approved(world), site.student()
    form = {"type": "", "reason": "考取研究生", "seen": world.fresh(signing).version}
    answer = student.post(address(signing, "rescission"), **form)
    assert answer.status_code == 422
    assert 'id="type-error"' in answer.text
    assert "请上传解约证明图片。" in answer.text
    assert "考取研究生" in answer.text


def test_uploading_a_proof_keeps_what_was_typed_beside_it(site, world):
    signing, student = papers.approved(world), site.student()
    typed = {"type": "单位原因", "reason": "岗位撤销".ljust(200, "，")}
    answer = upload(student, address(signing, "rescission"), papers.sent(), **typed)
    assert "岗位撤销" in student.get(answer.location).text
    (image,) = [one for one in stored(world, signing) if one.purpose is ImagePurpose.RESCISSION]
    answer = student.post(f"/student/images/{image.public_id}/turn", **typed)
    assert "岗位撤销" in student.get(answer.location).text


def test_while_a_request_is_open_there_is_none_to_ask(site, world):
    signing, student = papers.ending(world), site.student()
    assert student.get(address(signing, "rescission")).location == address(signing)
    assert "等待解约审核" in student.get("/student/rescissions").text
    assert "解约申请</a>" not in student.get("/student/rescissions").text


@pytest.mark.parametrize("taken", [0, 1], ids=["no room at all", "no room for the thumbnail"])
def test_a_store_without_room_is_told_of_and_keeps_nothing(site, world, monkeypatch, taken):
    signing, student = papers.issued(world), site.student()
    put, left, before = world.services.store.put, [None] * taken, files_in_store(world)

    def full(*args):
        if not left:
            raise StoreFailed
        left.pop()
        put(*args)

    monkeypatch.setattr(world.services.store, "put", full)
    page = address(signing, "feedback")
    upload(student, page, papers.sent())
    assert "文件暂时无法存取，请稍后再试。" in student.get(page).text
    assert stored(world, signing) == []
    assert files_in_store(world) == before


def test_the_twenty_first_image_is_refused(site, world):
    signing, student = papers.issued(world), site.student()
    for _ in range(images.MOST):
        papers.uploaded(world, signing)
    page, before = address(signing, "feedback"), files_in_store(world)
    upload(student, page, papers.sent())
    assert "最多上传 20 张图片。" in student.get(page).text
    assert len(stored(world, signing)) == images.MOST
    assert files_in_store(world) == before
