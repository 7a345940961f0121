"""Health, figures, logs, the demo's outbox, and what stops a start in production."""

import json
import logging
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

from app import create_app
from portals.operator import checks, logs
from portals.web import public
from signing_core.database import Database
from signing_core.settings import Settings
from tests import makers
from tests.web.client import Site, new_app
from tests.world import FAST_HASH

SECRETS = {
    "env": "production",
    "secret_key": "s" * 40,
    "data_key": "1:" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=",
    "base_url": "https://signing.example.edu.cn",
    "mail_url": "smtp://127.0.0.1:1",
    "sms_url": "https://sms.example.cn/send",
}
ID_NUMBER = makers.an_id_number(4711)


@pytest.fixture
def site(world):
    """Newly started: its figures begin at nothing."""
    return Site(world, new_app(world.services))


@pytest.fixture
def json_log(site):
    """The log as production writes it; development's again afterwards."""
    logs.configure(readable=False)
    yield
    logs.configure(readable=True)


def in_production(site, **settings) -> Flask:
    database = site.world.services.database
    url = database.engine.url.render_as_string(hide_password=False)
    given = Settings(database_url=url, **SECRETS | settings)
    return create_app(given, database=database, passwords=FAST_HASH)


def test_health_is_plain_and_open(site):
    anonymous = site.anonymous()
    assert anonymous.get("/healthz").text == "ok\n"
    assert anonymous.get("/readyz").text == "ready\n"


def test_not_ready_while_the_database_is_not_at_head(site):
    with site.world.services.database.engine.begin() as connection:
        head = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = 'old'"))
    answer = site.anonymous().get("/readyz")
    with site.world.services.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head})
    assert (answer.status_code, answer.text) == (503, "database not at head\n")


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.sqlite3", "postgresql+psycopg://nobody@127.0.0.1:1/none"])
def test_not_ready_while_the_database_is_away(site, url):
    database = Database(url)
    app = create_app(site.world.services.settings, database=database, passwords=FAST_HASH)
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.text) == (503, "database not reachable\n")
    assert app.test_client().get("/healthz").status_code == 200


def test_figures_count_by_route_and_never_by_address(site):
    client = site.school()
    client.get(f"/verify-{ID_NUMBER}", name="黄河水")
    site.anonymous().get("/set-password/secret-handle")
    figures = client.get("/metrics").text
    assert 'signing_requests_total{method="GET",route="(none)",status="404"} 1.0' in figures
    assert 'route="/set-password/<handle>"' in figures
    assert ID_NUMBER not in figures
    assert "secret-handle" not in figures


def test_figures_say_what_waits_in_the_outbox(site):
    site.world.invited()
    site.world.clock.forward(seconds=90)
    figures = site.anonymous().get("/metrics").text
    assert "signing_outbox_waiting 1.0" in figures
    assert "signing_outbox_late_seconds 90.0" in figures
    assert "signing_outbox_given_up 0.0" in figures


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("::1", {"Host": "[::1]:8000"}, 200),
        ("127.0.0.1", {"Host": "signing.example.edu.cn"}, 404),  # a proxy that adds no header of its own
        ("127.0.0.1", {"Host": "["}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 404),
        ("203.0.113.9", {}, 404),
        ("203.0.113.9", {"Authorization": "Bearer wrong"}, 404),
        ("203.0.113.9", {"Authorization": "Bearer token-of-the-scraper"}, 200),
    ],
)
def test_figures_are_for_this_machine_or_the_token(site, address, headers, status):
    services = site.world.services
    settings = replace(services.settings, metrics_token="token-of-the-scraper")
    app = create_app(settings, database=services.database, passwords=FAST_HASH)
    answer = app.test_client().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status


def test_without_a_token_an_empty_one_opens_nothing(site):
    answer = site.app.test_client().get(
        "/metrics", headers={"Authorization": "Bearer "}, environ_base={"REMOTE_ADDR": "203.0.113.9"}
    )
    assert answer.status_code == 404


def test_each_request_is_one_line(site, json_log, capsys):
    client = site.school()
    answer = client.get("/password", name="黄河水")
    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert line["event"] == "request"
    assert (line["route"], line["method"], line["status"], line["role"]) == ("/password", "GET", 200, "SCHOOL")
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert line["ms"] >= 0


@pytest.mark.parametrize("readable", [False, True])
def test_a_failure_is_told_without_anything_that_the_request_carried(site, capsys, readable):
    site.app.add_url_rule("/fails", "fails", public(failing), methods=["POST"])
    site.app.testing = False
    logs.configure(readable=readable)
    answer = site.anonymous().post(f"/fails?proof={ID_NUMBER}", id_number=ID_NUMBER, name="黄河水")
    logs.configure(readable=True)
    log = capsys.readouterr().err
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert "ValueError" in log
    assert "in failing" in log
    assert "KeyError" in log
    for personal in (ID_NUMBER, ID_NUMBER[6:14], "黄河水"):
        assert personal not in log


def failing():
    from flask import request

    try:
        return {}[request.form["id_number"]]
    except KeyError as cause:
        raise ValueError(f"{request.form['name']} {request.args['proof']}") from cause


def test_a_library_s_failure_is_told_the_same_way(site, json_log, capsys):
    try:
        int(ID_NUMBER + "黄河水")
    except ValueError:
        logging.getLogger("huey").exception("task failed")
    line = json.loads(capsys.readouterr().err)
    assert line["event"] == "task failed"
    assert line["exception"].endswith("ValueError")
    assert ID_NUMBER not in line["exception"].replace('int(ID_NUMBER + "黄河水")', "")


def test_the_demo_s_outbox_shows_what_would_have_been_sent(site):
    site.world.invited()
    page = site.anonymous().get("/demo/outbox").text
    assert f"{site.world.employer.name} 向您发出签约邀请" in page
    assert site.world.student.email in page
    assert "待发送" in page


def test_an_empty_outbox_says_so(site):
    assert "暂无数据" in site.anonymous().get("/demo/outbox").text


def test_production_has_no_demo_outbox(site):
    app = in_production(site)
    assert "/demo/outbox" not in {rule.rule for rule in app.url_map.iter_rules()}
    assert app.test_client().get("/demo/outbox", base_url=SECRETS["base_url"]).status_code == 404


def test_production_refuses_the_demo(site):
    answer = in_production(site).test_cli_runner().invoke(args=["demo", "load"])
    assert (answer.exit_code, answer.stderr) == (1, "生产环境不能载入演示数据。\n")


def test_production_does_not_start_on_an_old_database(site):
    with site.world.services.database.engine.begin() as connection:
        head = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = 'old'"))
    with pytest.raises(checks.UnsafeStart, match="db upgrade"):
        in_production(site)
    with site.world.services.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head})


def test_production_does_not_start_without_an_index_that_a_rule_rests_on(site):
    engine = site.world.services.database.engine
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX one_live_invitation_per_pair"))
    with pytest.raises(checks.UnsafeStart, match="one_live_invitation_per_pair"):
        in_production(site)
    [index] = [i for i in makers.Signing.__table__.indexes if i.name == "one_live_invitation_per_pair"]
    index.create(engine)


def test_production_does_not_start_in_debug(site, monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    with pytest.raises(checks.UnsafeStart, match="FLASK_DEBUG"):
        in_production(site)
