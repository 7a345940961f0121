"""纸质签约 of the student: the list, the entry that loses nothing, the documents, and why something cannot be done."""

import pytest

from signing_core.actors import SYSTEM
from signing_core.models import Contact, Signing
from signing_core.queries import student_papers
from signing_core.states import SigningState
from signing_core.use_cases import papers as acts
from tests import makers, papers, parties
from tests.exports.papers import a_paper

LIST = "/student/papers"
JSON = {"Accept": "application/json"}


def address(signing, *rest):
    return "/".join(["/student/paper", signing.public_id, *rest])


def sending(world, signing, act, **typed):
    """What the form of the present page sends."""
    return {"seen": world.fresh(signing).version, "act": act} | a_paper(**typed)


def kept(world, signing):
    with world.reading(papers.of(world)) as work:
        return student_papers.entry(work, signing.public_id).typed


def count(world) -> int:
    with world.reading() as work:
        return work.session.query(Signing).count()


def test_where_signing_on_paper_is_not_open_the_page_says_why_and_whom_to_ask(site, world):
    world.saved(Contact(school_id=world.school.id, office="就业办", phone="027-87654321"))
    student = site.student()
    page = student.get(LIST).text
    assert "学校尚未开放纸质签约。" in page
    assert "027-87654321" in page
    assert "录入协议书</button>" not in page
    assert student.post(LIST).status_code == 303
    assert count(world) == 0


def test_an_agreement_is_begun_once_and_then_continued(site, world):
    papers.opened(world)
    student = site.student()
    assert "录入协议书</button>" in student.get(LIST).text
    answer = student.post(LIST)
    assert answer.location.endswith("/entry")
    page = student.get(LIST).text
    assert "继续录入协议书" in page
    assert "暂存" in page
    assert "录入协议书</button>" not in page
    student.post(LIST)
    assert count(world) == 1
    assert "您已有正在录入的协议书" in student.get(LIST).text


def test_the_list_has_the_columns_and_says_how_each_stands(site, world):
    signing = papers.issued(world)
    page = site.student().get(LIST).text
    for column in ("单位名称", "拟聘用职位", "协议书状态", "审核状态", "最后操作日期", "操作"):
        assert f">{column}</th>" in page
    for text in ("上海永久自行车有限公司", "协议书已生成", "待反馈", "反馈签约资料", "下载协议书", "查看详情"):
        assert text in page
    assert f'href="{address(signing, "feedback")}"' in page


def test_what_was_typed_is_kept_though_it_is_wrong(site, world):
    signing = papers.draft(world)
    student = site.student()
    answer = student.post(address(signing, "entry"), **sending(world, signing, "save", uscc="123", penalty="很多"))
    assert answer.location == LIST
    assert kept(world, signing)["uscc"] == "123"
    page = student.get(address(signing, "entry")).text
    assert 'value="很多"' in page
    assert "is-invalid" not in page


def test_a_preview_tells_what_is_wrong_beside_the_fields_and_keeps_it(site, world):
    signing = papers.draft(world)
    answer = site.student().post(address(signing, "entry"), **sending(world, signing, "preview", uscc="123"))
    assert answer.status_code == 422
    assert 'id="uscc-error"' in answer.text
    assert kept(world, signing)["uscc"] == "123"
    assert "打开预览</a>" not in answer.text


def test_a_preview_is_drawn_as_it_would_print_and_opens_the_way_to_the_agreement(site, world):
    signing, student = papers.draft(world), site.student()
    page = student.get(address(signing, "entry")).text
    assert 'disabled title="请先预览"' in page
    answer = student.post(address(signing, "entry"), **sending(world, signing, "preview"))
    assert answer.status_code == 303
    assert student.get(address(signing, "document")).status_code == 202
    papers.draw(world)
    assert student.get(address(signing, "document")).data.startswith(b"%PDF")
    page = student.get(address(signing, "entry")).text
    assert "打开预览</a>" in page
    assert 'disabled title="请先预览"' not in page


@pytest.mark.parametrize(
    ("typed", "ticked", "sentence"),
    [({}, "", "勾选同意"), ({"penalty": "1"}, "1", "请先预览协议书")],
    ids=["not ticked", "changed since the preview"],
)
def test_nothing_is_generated_but_what_was_previewed_and_agreed_to(site, world, typed, ticked, sentence):
    signing = papers.previewed(world)
    form = sending(world, signing, "generate", **typed) | {"ticked": ticked}
    answer = site.student().post(address(signing, "entry"), **form)
    assert answer.status_code == 409
    assert sentence in answer.text
    assert f'value="{typed.get("penalty", "3000")}"' in answer.text
    assert world.fresh(signing).state is SigningState.DRAFT


def test_what_was_generated_waits_for_the_office_and_cannot_be_edited(site, world):
    signing, student = papers.previewed(world), site.student()
    form = sending(world, signing, "generate") | {"ticked": "1"}
    answer = student.post(address(signing, "entry"), **form)
    assert (answer.status_code, answer.location) == (303, address(signing))
    detail = student.get(answer.location).text
    for text in ("协议书待审核", "协议就业（纸质签约）", "上海永久自行车有限公司", "学生本人"):
        assert text in detail
    assert "13312345660" not in detail
    assert student.get(address(signing, "entry")).status_code == 404
    assert student.post(address(signing, "entry"), **sending(world, signing, "save")).status_code == 404


def test_a_second_tab_gets_its_own_words_back_and_can_save_them(site, world):
    signing, student = papers.draft(world), site.student()
    form = sending(world, signing, "save", position="第二页")
    parties.by(world, papers.of(world), acts.save, signing, typed=a_paper(position="第一页"))
    answer = student.post(address(signing, "entry"), **form)
    assert answer.status_code == 409
    assert "另一个页面保存过" in answer.text
    assert 'value="第二页"' in answer.text
    assert kept(world, signing)["position"] == "第一页"
    assert f'name="seen" value="{world.fresh(signing).version}"' in answer.text


def test_the_page_keeps_what_is_typed_by_itself(site, world):
    signing, student = papers.draft(world), site.student()
    form = sending(world, signing, "save", position="自动保存")
    token = {"csrf_token": student.csrf_token(), "operation_id": "a" * 20}
    answer = student.http.post(address(signing, "entry"), data=form | token, headers=JSON)
    assert answer.json == {"seen": world.fresh(signing).version}
    assert kept(world, signing)["position"] == "自动保存"
    token["operation_id"] = "b" * 20
    stale = student.http.post(address(signing, "entry"), data=form | token, headers=JSON)
    assert (stale.status_code, list(stale.json)) == (409, ["message"])


def test_a_draft_is_deleted_and_a_refused_one_is_no_longer_listed(site, world):
    signing, student = papers.draft(world), site.student()
    answer = student.post(address(signing, "discard"), seen=signing.version)
    assert answer.location == LIST
    assert count(world) == 0
    signing = papers.form_rejected(world)
    student.post(address(signing, "discard"), seen=world.fresh(signing).version)
    assert "上海永久自行车有限公司" not in student.get(LIST).text
    assert count(world) == 1


def test_a_returned_agreement_marks_what_the_office_wants_corrected(site, world):
    signing, student = papers.form_returned(world, "unit_name", "penalty"), site.student()
    for page in (address(signing), address(signing, "entry")):
        text = student.get(page).text
        assert "学校退回修改" in text
        assert "单位名称、违约金" in text
        assert "单位名称有误" in text
    entry = student.get(address(signing, "entry")).text
    assert entry.count("data-wanted") == 2
    assert "修改协议书" in student.get("/student/").text


def test_a_refused_agreement_says_why_and_can_be_corrected_or_left(site, world):
    signing, student = papers.form_rejected(world), site.student()
    for page in (address(signing), address(signing, "entry")):
        assert "单位不在接收范围" in student.get(page).text
    assert "修改协议书" in student.get(LIST).text
    world.accepted()
    assert "修改协议书" not in student.get(LIST).text
    assert "修改协议书" not in student.get(address(signing)).text
    assert "您已有生效中的签约" in student.get(address(signing, "entry")).text


def test_nobody_else_sees_or_changes_it(site, world):
    signing = papers.previewed(world)
    other = site.student(world.saved_student())
    for path in ("entry", "document", "feedback", "rescission", "certificate"):
        assert other.get(address(signing, path)).status_code == 404
    assert other.get(address(signing)).status_code == 404
    assert other.post(address(signing, "entry"), **sending(world, signing, "save")).status_code == 404
    assert other.post(address(signing, "discard"), seen=world.fresh(signing).version).status_code == 404


def test_home_tells_of_the_agreement_and_leads_to_what_is_to_be_done(site, world):
    signing = papers.issued(world)
    page = site.student().get("/student/").text
    assert f'href="{address(signing, "feedback")}"' in page
    assert f'href="{address(signing)}"' in page
    assert "纸质签约" in page


def test_home_says_that_nothing_is_open_only_where_nothing_is(site, world):
    student = site.student()
    assert "现在也不能签约" not in student.get("/student/").text
    with world.working(SYSTEM) as work:
        settings = makers.open_settings(world.school)
        stored = work.session.query(type(settings)).one()
        stored.online_from = None
    assert "学校尚未开放电子签约。学校尚未开放纸质签约。" in student.get("/student/").text
    papers.opened(world)
    assert "现在也不能签约" not in student.get("/student/").text
