"""What every page has around its content: head and foot, the menu of its audience, the chosen cohort."""

import secrets
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from signing_core.actors import OFFICE, STAFF, Actor, Role
from signing_core.clock import today
from signing_core.queries import notices

from .web import home, only, own_path, reading, services

bp = Blueprint("web", __name__)

# heading, then label, endpoint, icon
MENUS = {
    Role.STUDENT: [
        (
            "就业信息维护",
            [
                ("电子签约", "student.online", "file-earmark-check"),
                ("纸质签约", "student.papers_list", "file-earmark-text"),
                ("其他去向", "student.destinations_list", "signpost-split"),
                ("解约办理", "student.rescissions", "file-earmark-x"),
            ],
        ),
        (
            "个人信息维护",
            [
                ("基本信息管理", "student.profile", "person-vcard"),
                ("我的记录", "student.record", "clock-history"),
                ("修改密码", "entry.change_password", "key"),
            ],
        ),
    ],
    Role.EMPLOYER: [
        ("签约中心", [("签约搜索", "employer.search", "search"), ("签约发送", "employer.candidates", "send")]),
        ("解约中心", [("解约办理", "employer.rescissions", "file-earmark-x")]),
        ("数据管理中心", [("数据管理", "employer.data", "folder2-open")]),
        (
            "单位信息维护",
            [("基本信息维护", "employer.confirm", "building"), ("修改密码", "entry.change_password", "key")],
        ),
    ],
}
NOTICES = {Role.STUDENT: "student.notices", Role.EMPLOYER: "employer.notices"}
MARKET = {Role.STUDENT: "我要求职", Role.EMPLOYER: "我要招聘"}
ACTOR_LABELS = {Role.STUDENT: "学生用户中心", Role.EMPLOYER: "单位用户中心"} | dict.fromkeys(STAFF, "院校管理")


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.context_processor(_furniture)
    app.jinja_env.globals["operation_id"] = lambda: secrets.token_urlsafe(16)


@bp.post("/cohort")
@only(*STAFF)
def choose_cohort() -> Response:
    """The cohort that holds for every console page; it stands in the cookie."""
    chosen = request.form.get("cohort", type=int)
    if chosen in cohorts():
        session["cohort"] = chosen
    return redirect(own_path(request.form.get("next")) or home(), 303)


def cohorts() -> tuple[int, ...]:
    """The cohorts that the actor's school has settings for, newest first."""
    actor: Actor | None = g.get("actor")
    return actor.cohorts if actor else ()


def cohort() -> int:
    """The chosen cohort, else the newest, else the present year."""
    years = cohorts()
    chosen = session.get("cohort")
    if chosen in years:
        return int(chosen)
    return years[0] if years else today(services().clock()).year


def unread() -> int:
    """How many notices the actor has not opened; asked once, by the pages that show it."""
    if "unread" not in g:
        with reading() as work:
            g.unread = notices.unread(work)
    count: int = g.unread
    return count


def _furniture() -> dict[str, Any]:
    settings = services().settings
    actor: Actor | None = g.get("actor")
    office = actor is not None and (actor.role in OFFICE or actor.opened is not None)
    return {
        "site": {
            "name": settings.site_name,
            "network": settings.network_name,
            "host_unit": settings.host_unit,
            "host_address": settings.host_address,
            "office_hours": settings.office_hours,
            "icp": settings.icp,
            "police_record": settings.police_record,
        },
        "actor": actor,
        "actor_label": ACTOR_LABELS[actor.role] if actor else "",
        "home_url": home(),
        "notices_url": url_for(NOTICES[actor.role]) if actor and actor.role in NOTICES else "",
        "security_url": url_for("admin_security.index") if actor and actor.role in STAFF else "",
        "unread": unread,
        "menu": _menu(actor, settings.job_market_url) if actor else [],
        "cohorts": cohorts() if office else (),
        "cohort": cohort() if office else None,
        "minutes_left": _minutes_left(actor),
    }


def _minutes_left(actor: Actor | None) -> int:
    """Of the time for which the province opened a school, in minutes begun."""
    if actor is None or actor.opened is None:
        return 0
    return -(-(actor.opened.until - services().clock()) // timedelta(minutes=1))


def _menu(actor: Actor, market: str) -> list[tuple[str, list[tuple[str, str, str, bool]]]]:
    sections = [
        (heading, [(label, url_for(endpoint), icon, _is_active(endpoint)) for label, endpoint, icon in items])
        for heading, items in MENUS.get(actor.role, [])
    ]
    if market and actor.role in MARKET:
        sections.insert(-1, ("网上就业市场", [(MARKET[actor.role], market, "briefcase", False)]))
    return sections


def _is_active(endpoint: str) -> bool:
    return request.endpoint is not None and request.endpoint.startswith(endpoint)
