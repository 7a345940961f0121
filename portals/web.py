"""A request's actor and unit of work; deny by default: an endpoint that does not say who may call it is not served."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from signing_core.actors import STAFF, Actor, Role
from signing_core.errors import NotAllowed
from signing_core.use_cases import operations, sessions, sign_ins
from signing_core.work import Services, UnitOfWork

from .addresses import parts_of
from .devices import device_of

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = frozenset({"PUBLIC"})
LOOKING = "LOOKING"  # the province while it has a school open: it reads what the office reads, and sends nothing
SAFE = {"GET", "HEAD", "OPTIONS"}
NOT_OPEN = "学生和签约数据只能在开启查看学校数据后查看。还没有开启，或查看时间已到，请到“学校”中选择学校并说明原因。"
PACKAGED_STATIC = {"static", "bootstrap.static", "admin.static"}
DOOR_OF = {Role.STUDENT: "student", Role.EMPLOYER: "employer"} | dict.fromkeys(STAFF, "staff")
HOME_OF = {Role.STUDENT: "student.home", Role.EMPLOYER: "employer.home"} | dict.fromkeys(STAFF, "admin.index")


class SessionUser(UserMixin):
    """What Flask-Login keeps: the session's token, and the actor that it stands for."""

    def __init__(self, token: str, actor: Actor) -> None:
        self.id = token
        self.actor = actor


def init_app(app: Flask) -> None:
    """Recognise the session, then refuse whoever is not declared for the endpoint."""
    manager = LoginManager(app)
    manager.session_protection = None  # the token is the session; it lives in the database
    manager.user_loader(_load)
    app.before_request(_recognise)
    app.before_request(_deny_by_default)
    app.teardown_appcontext(lambda _error: services(app).database.registry.remove())


def services(app: Flask | None = None) -> Services:
    """What this process was given."""
    given: Services = (app or current_app).extensions["signing"]
    return given


def present_actor() -> Actor:
    """Who asks; only for endpoints that are not public."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        raise NotAllowed("请先登录。")
    return actor


def only(*roles: Role) -> Callable[[View], View]:
    """Declare who may call a view."""
    return _declare(frozenset(roles))


def public(view: View) -> View:
    """Declare that anybody may call a view."""
    return _declare(PUBLIC)(view)


def _declare(who: frozenset[Any]) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.who = who  # type: ignore[attr-defined]
        return view

    return mark


def who_may(app: Flask, endpoint: str) -> frozenset[Any] | None:
    """The declaration of an endpoint: its own, else that of the console view it belongs to; None if there is none."""
    if endpoint in PACKAGED_STATIC:
        return PUBLIC
    view = app.view_functions[endpoint]
    own = getattr(view, "who", None)
    return own if own is not None else getattr(getattr(view, "__self__", None), "who", None)


def allows(who: frozenset[Any], actor: Actor) -> bool:
    """Whether the declaration admits the actor, to look at least."""
    return actor.role in who or (LOOKING in who and actor.opened is not None)


@contextmanager
def working(then: str, operation_id: str | None = None) -> Iterator[UnitOfWork]:
    """The unit of work of a POST. ``then`` is where its answer stands: a second send of the form is led there.

    A form that makes several units gives each an ``operation_id`` derived from its own.
    """
    with services().working(present_actor()) as work:
        sessions.hold_session(work, current_user.id)
        operations.begin(work, operation_id or request.form.get("operation_id", ""), then)
        yield work


@contextmanager
def reading() -> Iterator[UnitOfWork]:
    """The unit of work of a GET."""
    with services().reading(present_actor()) as work:
        yield work


def asked_by_script() -> bool:
    """Whether the page's own script sends this, and wants data for an answer."""
    return request.accept_mimetypes.best == "application/json"


def seen(name: str = "seen") -> int:
    """The version that the page showed, from the form that was sent; 0, which nothing has, where it does not say."""
    return request.form.get(name, 0, type=int)


def start_session(token: str) -> None:
    """Put a new session's token into the cookie; an earlier session ends, and what it left there goes."""
    found = sessions.who_is(services(), token)
    assert found is not None
    actor = on_this_device(found)
    sign_ins.note(services(), actor)
    _forget_session()
    login_user(SessionUser(token, actor))
    g.actor = actor


def end_session() -> None:
    """Sign out, at once and everywhere this token is known."""
    _forget_session()
    logout_user()
    g.actor = None


def _forget_session() -> None:
    if current_user.is_authenticated:
        sessions.sign_out(services(), current_user.id)
    session.clear()


def own_path(address: str | None) -> str | None:
    """The path of an address of ours; None for anything else."""
    parts = parts_of(address) if address else None
    if parts is None:
        return None
    ours = parts.netloc in {"", request.host} and parts.scheme in {"", request.scheme}
    if not ours or not parts.path.startswith("/") or parts.path.startswith(("//", "/\\")):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def home() -> str:
    """Where the present actor starts."""
    actor = g.get("actor")
    return url_for(HOME_OF[actor.role]) if actor else url_for("entry.doors")


def back() -> Response:
    """To the page that the request came from, else home."""
    return redirect(own_path(request.referrer) or home(), 303)


def _load(token: str) -> SessionUser | None:
    actor = sessions.who_is(services(), token, asking=services().database.registry())
    return SessionUser(token, on_this_device(actor)) if actor else None


def on_this_device(actor: Actor) -> Actor:
    """The actor, acting from what sent this request."""
    return replace(actor, device=device_of(request.user_agent.string))


def _recognise() -> None:
    g.actor = None
    if request.endpoint in PACKAGED_STATIC:
        return
    registry = services().database.registry
    registry.remove()
    if current_user.is_authenticated:
        g.actor = registry().info["actor"] = current_user.actor


def _deny_by_default() -> Response | None:
    if request.endpoint is None:
        return None  # no such address: Flask answers 404
    who = who_may(current_app, request.endpoint)
    if who is None:
        abort(404)
    if who == PUBLIC:
        return None
    if g.actor is None:
        return _to_the_door(who)
    if g.actor.role in who:
        return None
    if request.method not in SAFE or not allows(who, g.actor):
        _forbid(who)
    return None


def _forbid(who: frozenset[Any]) -> None:
    if LOOKING in who and g.actor.role is Role.PROVINCE and request.method in SAFE:
        raise NotAllowed(NOT_OPEN)
    abort(403)


def _to_the_door(who: frozenset[Any]) -> Response:
    """With the reason why an earlier session is none any more, and back to the page once signed in."""
    door = DOOR_OF[min(who & frozenset(Role), key=list(Role).index)]
    asked = request.full_path.rstrip("?") if request.method == "GET" else own_path(request.referrer)
    left_over = session.pop("_user_id", None)
    if left_over:
        flash(sessions.why_out(services(), left_over), "warning")
    elif request.method != "GET":
        flash("登录已失效，请重新登录后再操作。", "warning")
    return redirect(url_for("entry.login", door=door, next=asked), 302 if request.method == "GET" else 303)


def refuse_undeclared(app: Flask) -> None:
    """An endpoint without a declaration would never serve: stop the start instead."""
    undeclared = sorted(rule.endpoint for rule in app.url_map.iter_rules() if who_may(app, rule.endpoint) is None)
    if undeclared:
        raise RuntimeError(f"endpoints that do not say who may call them: {', '.join(undeclared)}")
