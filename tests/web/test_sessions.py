"""Sessions that end while somebody works: the reason is said at the door, and the way back is kept."""

import pytest

from signing_core.actors import SYSTEM
from signing_core.errors import Busy
from signing_core.models import Account
from signing_core.use_cases import passwords, sessions
from tests import makers
from tests.web.client import PASSWORD
from tests.web.test_entry import signed_in, student_account


def at_the_door(client, path) -> tuple[str, str]:
    """Where asking for the page leads, and what is read there."""
    answer = client.get(path)
    return answer.location, client.get(answer.location).text


def test_staff_who_were_idle_read_it_and_come_back_to_their_page(site, staff):
    client = site.as_existing(staff)
    site.world.clock.forward(minutes=30)
    door, page = at_the_door(client, "/admin/signing/?queue=all")
    assert "超过 30 分钟没有操作" in page
    assert door == "/login/staff?next=/admin/signing/?queue%3Dall"
    assert client.post(door, login="office", password=PASSWORD).location == "/admin/signing/?queue=all"


def test_a_form_that_was_sent_too_late_leads_back_to_its_page(site, staff):
    client = site.as_existing(staff)
    form = {"csrf_token": client.csrf_token()}
    site.world.clock.forward(minutes=31)
    sent = client.http.post("/admin/opening/", data=form, headers={"Referer": "http://localhost/admin/opening/"})
    assert sent.location == "/login/staff?next=/admin/opening/"
    assert "超过 30 分钟没有操作" in client.get(sent.location).text


def test_who_changed_the_password_elsewhere_reads_it_here(site, staff):
    here = site.as_existing(staff)
    passwords.change(site.world.services, makers.as_school(site.world.school, staff.id), old=PASSWORD, new="x" * 12)
    _, page = at_the_door(here, "/admin/")
    assert sessions.ENDED in page


def test_staff_who_are_disabled_while_they_work_read_it(site, staff):
    client = site.as_existing(staff)
    with site.world.working(SYSTEM) as work:
        work.session.get_one(Account, staff.id).disabled_at = site.world.clock()
    _, page = at_the_door(client, "/admin/")
    assert sessions.DISABLED in page


def test_a_session_of_a_whole_day_says_so(site):
    student_account(site, site.world.student)
    client = site.anonymous()
    signed_in(client, "student", site.world.student.phone)
    for _ in range(4):
        site.world.clock.forward(hours=5)
        assert client.get("/student/").status_code == 200
    site.world.clock.forward(hours=4)
    _, page = at_the_door(client, "/student/")
    assert "本次登录已满 24 小时" in page


def test_the_reason_is_said_once(site, staff):
    client = site.as_existing(staff)
    site.world.clock.forward(minutes=30)
    at_the_door(client, "/admin/")
    _, page = at_the_door(client, "/admin/")
    assert "没有操作" not in page


def test_who_never_signed_in_reads_no_reason(site):
    _, page = at_the_door(site.anonymous(), "/admin/")
    assert 'class="flash' not in page


@pytest.mark.parametrize("door", ["student", "employer"])
def test_the_login_page_has_the_code_that_opens_it_on_a_phone(site, door):
    assert 'class="login-qr"' in site.anonymous().get(f"/login/{door}").text
    assert 'class="login-qr"' not in site.anonymous().get("/login/staff").text


def test_nobody_is_kept_from_a_page_because_the_session_could_not_be_marked_as_used(site, staff, monkeypatch):
    def locked(*_given):
        raise Busy

    client = site.as_existing(staff)
    site.world.clock.forward(minutes=5)
    monkeypatch.setattr(sessions, "_note_seen", locked)
    assert client.get("/admin/").status_code == 200
