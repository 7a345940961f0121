"""下载《…就业协议解除证明》 on the page of a paper rescission: ordered by a button, shown once it is drawn."""

import re

from tests import papers


def test_it_is_ordered_waited_for_and_then_shown_as_a_file(site, world):
    signing, student = papers.approved(world), site.student()
    page = student.get(f"/student/paper/{signing.public_id}/rescission").text
    assert "下载《湖北省高等学校毕业生就业协议解除证明》" in page
    address = re.search(r'<form id="release" method="post" action="([^"]+)"', page)[1]
    assert student.get(address).status_code == 404
    assert student.post(address).location == address
    waiting = student.get(address)
    assert waiting.status_code == 202
    assert "就业协议解除证明生成中" in waiting.text
    papers.draw(world)
    answer = student.get(address)
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "%E5%B0%B1%E4%B8%9A" in answer.headers["Content-Disposition"]


def test_a_second_click_orders_nothing_new(site, world):
    signing, student = papers.approved(world), site.student()
    address = f"/student/paper/{signing.public_id}/release-form"
    student.post(address, operation_id="two clicks are one")
    papers.draw(world)
    assert student.post(address, operation_id="two clicks are one").location == address
    assert student.get(address).data.startswith(b"%PDF")


def test_before_the_approval_it_is_refused_with_the_reason(site, world):
    signing, student = papers.scanned(world), site.student()
    student.post(f"/student/paper/{signing.public_id}/release-form")
    assert "签约审核通过之后才能下载解除证明。" in student.get("/student/papers").text
