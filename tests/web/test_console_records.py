"""修改生源信息, 重置首次登录, 学生反映 and 常见问题 in the console."""

from tests import makers
from tests.web.console import cells, tab

RECORD = ("student_number", "name", "gender", "email", "major", "class_name", "education", "training", "origin")


def typed(site, **facts) -> dict[str, str]:
    student = site.world.student
    stored = {name: getattr(student, name) for name in RECORD}
    return stored | {"college": site.world.college.name, "id_number": "", "seen": student.version} | facts


def edit(site, client, **facts):
    return client.post(f"/admin/student/{site.world.student.public_id}/edit", **typed(site, **facts))


def test_the_school_corrects_a_record_and_reads_old_and_new(site):
    client = site.school()
    assert edit(site, client, major="网络工程").status_code == 303
    page = client.get(f"/admin/student/{site.world.student.public_id}").text
    assert "专业：计算机应用技术 → 网络工程" in page


def test_a_wrong_fact_is_said_beside_its_field_and_what_was_typed_stays(site):
    answer = edit(site, site.school(), id_number="123", major="网络工程")
    assert answer.status_code == 422
    assert "身份证号应为 18 位" in answer.text
    assert 'value="网络工程"' in answer.text


def test_the_form_never_fills_in_the_id_number(site):
    page = site.school().get(f"/admin/student/{site.world.student.public_id}/edit").text
    assert site.world.student.id_number not in page


def test_a_transfer_offers_the_colleges_of_the_school_only(site):
    site.world.saved(makers.a_college(site.world.school, name="外国语学院"))
    site.world.saved(makers.a_college(site.world.saved_school(), name="别校学院"))
    page = site.school().get(f"/admin/student/{site.world.student.public_id}/edit").text
    assert "外国语学院" in page
    assert "别校学院" not in page
    assert edit(site, site.school(), college="外国语学院").status_code == 303


def test_a_college_is_offered_no_correction(site):
    page = site.college().get(f"/admin/student/{site.world.student.public_id}").text
    assert "修改生源信息" not in page
    assert "重置首次登录" in page


def test_a_reset_ends_the_students_session(site):
    student, client = site.world.student, site.student()
    address = f"/admin/student/{student.public_id}/anew"
    assert site.college().post(address, seen=student.version).status_code == 303
    assert client.get("/student/").status_code == 302


def test_cases_wait_in_their_queue_until_they_are_answered(site):
    site.student().post("/student/profile/report", reason="专业有误。")
    client = site.school()
    page = client.get("/admin/report/", queue="open").text
    assert tab(page, "待答复") == "1"
    assert cells(page, "类型") == ["信息有误"]
    college = site.college().get("/admin/report/").text
    assert cells(college, "说明") == ["专业有误。"]


def test_help_tells_everybody_the_six_cases_and_staff_where_each_is_mended(site):
    anybody, staff = site.anonymous().get("/help").text, site.school().get("/help").text
    assert anybody.count("<summary") == staff.count("<summary") == 6
    assert "/admin/student/" in staff
    assert "/admin/" not in anybody
