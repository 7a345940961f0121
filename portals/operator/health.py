"""Is the process up, can it serve, how is it doing."""

import hmac

from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError

from portals.addresses import host_name, is_loopback
from portals.web import public, services
from signing_core import schema

bp = Blueprint("operator", __name__)

PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


@bp.get("/healthz")
@public
def healthz() -> Response:
    return _plain("ok", 200)


@bp.get("/readyz")
@public
def readyz() -> Response:
    """Ready to serve: the database answers and is at head."""
    try:
        ready = schema.at_head(services().database.engine)
    except SQLAlchemyError:
        return _plain("database not reachable", 503)
    return _plain("ready", 200) if ready else _plain("database not at head", 503)


@bp.get("/metrics")
@public
def metrics() -> Response:
    """For the machine itself or a bearer of the token; nobody else learns that it exists."""
    if not (_from_this_machine() or _bears_the_token()):
        abort(404)
    return Response(current_app.extensions["figures"].text(services()), content_type=CONTENT_TYPE_LATEST)


def _from_this_machine() -> bool:
    """A proxy on this machine speaks for others: what it passes on is not ours, and carries another name."""
    if any(name in request.headers for name in PROXY_HEADERS):
        return False
    return is_loopback(request.remote_addr or "") and is_loopback(host_name())


def _bears_the_token() -> bool:
    token = services().settings.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())


def _plain(text: str, status: int) -> Response:
    return Response(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
