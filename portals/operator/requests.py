"""What is known of each request without looking at what it carries: for the log and for the figures."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, request, request_started

from . import logs
from .metrics import Figures

METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
NO_ROUTE = "(none)"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request by its route template: a path may hold a one-time handle, a query a name."""

    id: str
    route: str
    method: str
    role: str

    @classmethod
    def now(cls) -> "Asked":
        actor = g.get("actor")
        return cls(
            id=g.get("request_id", ""),
            route=request.url_rule.rule if request.url_rule else NO_ROUTE,
            method=request.method if request.method in METHODS else "OTHER",
            role=actor.role.value if actor else "",
        )


def init_app(app: Flask, figures: Figures) -> None:
    """Note each answer and each failure."""
    app.extensions["figures"] = figures
    request_started.connect(_begin, app)
    app.after_request(_noting(figures))
    app.log_exception = _log_failure  # type: ignore[method-assign]
    app.context_processor(lambda: {"request_id": g.get("request_id", "")})


def _begin(_app: Flask, **_: Any) -> None:
    g.request_id = secrets.token_hex(8)
    g.started = perf_counter()


def _noting(figures: Figures) -> Callable[[Response], Response]:
    def note(response: Response) -> Response:
        asked, seconds = Asked.now(), perf_counter() - g.started
        figures.note(asked.route, asked.method, response.status_code, seconds)
        logs.answered(asked, response.status_code, seconds)
        response.headers["X-Request-Id"] = asked.id
        return response

    return note


def _log_failure(
    failure: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
) -> None:
    logs.failed(Asked.now(), failure)
