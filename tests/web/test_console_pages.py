"""What holds on every page of the console: its home, its menu, and what no page contains."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import url_for

from admin_views.base import ConsoleView
from tests.web.test_console_roster import a_line, upload

HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action|content)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)


def addresses(site, school) -> list[str]:
    """One of every kind of page that the school's office has."""
    signing = site.world.approved()
    preview = upload(school, a_line(1))
    student = site.world.student.public_id
    lists = ["/admin/", "/admin/signing/", "/admin/student/", "/admin/roster/", "/admin/opening/"]
    return [*lists, f"/admin/signing/{signing.public_id}", f"/admin/student/{student}", preview]


def test_no_page_has_a_handler_in_it_or_loads_from_elsewhere(site):
    school = site.school()
    for address in addresses(site, school):
        page = school.get(address).text
        assert "onclick=" not in page, address
        assert not HANDLER.search(page), address
        assert not ELSEWHERE.search(page), address
        assert page.startswith("<!DOCTYPE html>"), address


@pytest.mark.parametrize("root", ["", "/under/this"])
def test_addresses_put_together_by_hand_are_those_of_the_routes(site, root):
    asked = {"student": "黄 河&水/?#", "queue": "mine"}
    views = [view for view in site.app.extensions["admin"][0]._views if isinstance(view, ConsoleView)]
    with site.app.test_request_context(base_url=f"http://localhost{root}"):
        for view in views:
            by_hand, routed = view.list_url(**asked), url_for(f"{view.endpoint}.index_view", **asked)
            assert read(by_hand) == read(routed) == (f"{root}{view.url}/", {name: [one] for name, one in asked.items()})
        signings = next(view for view in views if view.endpoint == "admin_signing")
        for place, page in {"desk": "desk", "bulk": "bulk", "export": "export_list", "force": "force"}.items():
            assert signings.own_url(place) == url_for(f"admin_signing.{page}")
        assert signings.own_url("*/document") == url_for("admin_signing.document", public_id="*")
        assert signings.row_url("a b") == url_for("admin_signing.detail", public_id="a b")


def read(address: str) -> tuple[str, dict[str, list[str]]]:
    parts = urlsplit(address)
    return parts.path, parse_qs(parts.query)


def test_the_menu_has_headings_only_over_what_may_be_opened(site):
    headings = {}
    for name, client in (("school", site.school()), ("college", site.college()), ("province", site.province())):
        menu = re.search(r'<div class="side-menu">(.*?)</div>', client.get("/admin/").text, re.DOTALL)[1]
        assert not re.search(r"<ul>\s*</ul>", menu), name
        headings[name] = re.findall("<h2>(.*?)</h2>", menu)
        assert menu.count("<ul>") == 1 + len(headings[name])
    assert headings["school"] == ["就业管理", "学生管理", "单位管理", "统计", "系统"]
    assert headings["college"] == ["就业管理", "学生管理", "统计"]
    assert headings["province"] == ["单位管理", "统计", "系统"]


def test_the_office_starts_with_what_waits(site):
    site.world.accepted()
    page = site.school().get("/admin/").text
    assert "/admin/signing/?queue=waiting" in page
    assert '<span class="tally-count">1</span>' in page
    assert "开放中" in page


def test_the_province_sees_how_many_schools_and_no_business(site):
    site.world.accepted()
    province = site.province()
    page = province.get("/admin/").text
    assert "学校" in page
    assert "签约管理" not in page
    assert province.get("/admin/signing/").status_code == 403
    assert province.get("/admin/student/").status_code == 403


def test_what_flask_admin_would_write_by_itself_has_no_address(site):
    school = site.school()
    for rest in ("new/", "edit/?id=1", "details/?id=1", "export/csv/", "ajax/lookup/"):
        assert school.get(f"/admin/signing/{rest}").status_code in {404, 405}, rest
    assert school.post("/admin/signing/delete/", id="1").status_code == 404
    assert school.post("/admin/signing/ajax/update/", list_form_pk="1").status_code == 404


def test_nobody_else_enters(site):
    assert site.anonymous().get("/admin/").location.startswith("/login/staff")
    assert site.student().get("/admin/").status_code == 403
    assert site.employer().get("/admin/signing/").status_code == 403
