"""What is refused by its headers, whom limits count behind a proxy, and what every answer of production carries."""

from dataclasses import replace

import pytest

from app import create_app
from portals.addresses import visitor
from tests.web.client import Site
from tests.world import FAST_HASH

UNREADABLE = ("http://[", "http://a℀b/")
PUBLIC_NAME, PUBLIC = "signing.example.edu.cn", "https://signing.example.edu.cn"
SECRETS = {
    "env": "production",
    "secret_key": "s" * 40,
    "data_key": "1:" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=",
    "base_url": PUBLIC,
    "mail_url": "smtp://127.0.0.1:1",
    "sms_url": "https://sms.example.cn/send",
}


def app_with(site: Site, **settings):
    services = site.world.services
    given = replace(services.settings, **settings)
    return create_app(given, database=services.database, clock=services.clock, passwords=FAST_HASH)


@pytest.mark.parametrize("address", UNREADABLE)
def test_an_address_that_cannot_be_read_is_a_foreign_one_wherever_it_stands(site, address):
    school = site.school()
    token = school.csrf_token()
    sent = school.http.post("/logout", data={"csrf_token": token}, headers={"Origin": address.encode()})
    assert sent.status_code == 403
    assert school.http.get("/nowhere", headers={"Referer": address.encode()}).status_code == 404
    assert school.post("/cohort", cohort="2020", next=address).location == "/admin/"
    for list_of in ("signing", "student"):
        for action in ("approve", "review", "made up"):
            answer = school.post(f"/admin/{list_of}/action/", action=action, url=address)
            assert answer.location == f"/admin/{list_of}/"


@pytest.mark.parametrize("address", UNREADABLE)
def test_who_signs_in_with_an_unreadable_way_on_starts_at_home(site, address):
    account = site.school().account
    client = site.anonymous()
    form = {"csrf_token": client.csrf_token(), "login": account.login, "password": "Demo-2020-signing"}
    answer = client.http.post("/login/staff", query_string={"next": address}, data=form)
    assert answer.location == "/admin/"


@pytest.mark.parametrize(
    ("method", "path", "given"),
    [
        ("GET", "/student/online/%00", {}),
        ("GET", "/employer/data", {"query_string": {"name": "\0"}}),
        ("GET", "/admin/student/", {"query_string": {"search": "1\0"}}),
        ("POST", "/login/staff", {"data": {"login": "\0"}}),
        ("POST", "/cohort", {"data": {"cohort": "2020", "operation_id": "\0" * 22}}),
    ],
)
def test_a_nul_in_an_address_or_a_form_is_refused_before_anybody_reads_it(site, method, path, given):
    for client in (site.anonymous(), site.student(), site.employer(), site.school()):
        sent = {name: dict(values) for name, values in given.items()}
        if method == "POST":
            sent["data"]["csrf_token"] = client.csrf_token()
        assert client.http.open(path, method=method, **sent).status_code == 400


def statuses(app, *sent: dict[str, str]) -> list[int]:
    """What wrong verifications are answered, one after the other, each with its headers."""
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    given = {"data": {"code": "ABCDE-23456"}, "environ_base": {"REMOTE_ADDR": "10.0.0.1"}}
    return [client.post("/verify/1202019097200001", headers=headers, **given).status_code for headers in sent]


def test_without_a_proxy_a_header_makes_nobody_somebody_else(site):
    sent = [{"X-Forwarded-For": f"203.0.113.{serial}"} for serial in range(11)]
    assert statuses(app_with(site), *sent) == [400] * 10 + [429]


def test_behind_one_proxy_each_visitor_is_counted_alone_and_what_they_made_up_is_not_believed(site):
    app = app_with(site, proxies=1)
    forged = [{"X-Forwarded-For": f"198.51.100.{serial}, 203.0.113.9"} for serial in range(11)]
    assert statuses(app, *forged) == [400] * 10 + [429]
    assert statuses(app, {"X-Forwarded-For": "203.0.113.10"}) == [400]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "::ffff:203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "20010db800010002::"),
        ("2001:db8:1:2::1", "20010db800010002::"),
        ("2001:db8:1:3::1", "20010db800010003::"),
        ("unix:", "unix:"),
        (None, ""),
    ],
)
def test_one_subscriber_counts_once_whatever_address_of_the_own_network_is_taken(site, address, counted):
    with site.app.test_request_context(environ_base={"REMOTE_ADDR": address} if address else {}):
        assert visitor() == counted


def test_production_tells_browsers_to_come_by_https_only(site):
    app = app_with(site, **SECRETS)
    for path in ("/", "/login/staff", "/nowhere", "/static/signing.css"):
        with app.test_client().get(path, base_url=PUBLIC) as answer:
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000", path
    assert "Strict-Transport-Security" not in site.anonymous().get("/").headers


@pytest.mark.parametrize("host", ["evil.example", "signing.example.edu.cn.evil.example", "127.0.0.1", "[::1", ""])
def test_production_answers_to_its_public_name_only(site, host):
    client = app_with(site, **SECRETS).test_client()
    assert client.get("/login/staff", base_url=PUBLIC).status_code == 200
    answer = client.get("/login/staff", headers={"Host": host})
    assert answer.status_code == 400
    assert "提交的内容有误" in answer.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_production_tells_its_own_machine_how_it_is_doing(site, path):
    client = app_with(site, **SECRETS).test_client()
    assert client.get(path, headers={"Host": "127.0.0.1:8000"}).status_code == 200
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 400
