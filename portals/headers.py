"""What every answer carries, and which requests are refused before anybody reads them."""

import secrets

from flask import Flask, abort, g, request
from werkzeug.wrappers import Response

from .addresses import host_name, is_loopback, parts_of
from .web import PACKAGED_STATIC, services

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
FOR_THE_MACHINE = {"operator.healthz", "operator.readyz", "operator.metrics"}
HSTS = "max-age=31536000"
POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors {ancestors}; form-action 'self'"
)


def init_app(app: Flask) -> None:
    app.before_request(_refuse_foreign_host)
    app.before_request(_refuse_nul)
    app.before_request(_refuse_foreign_origin)
    app.after_request(_add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def policy(*, framed: bool = False) -> str:
    """The policy of a page; ``framed`` is one that a page of ours shows beside its own content."""
    return POLICY.format(nonce=csp_nonce(), ancestors="'self'" if framed else "'none'")


def csp_nonce() -> str:
    """One random value per answer; scripts and styles must carry it."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def _refuse_foreign_host() -> None:
    """Production answers to its public name only, and on the machine itself to who asks how it is doing."""
    settings = services().settings
    if not settings.production or host_name() == settings.host_name:
        return
    if request.endpoint not in FOR_THE_MACHINE or not is_loopback(host_name()):
        abort(400)


def _refuse_nul() -> None:
    """No page of ours sends one, and PostgreSQL takes none in a text."""
    if any("\0" in text for text in (request.path, *(value for _, value in request.values.items(multi=True)))):
        abort(400)


def _refuse_foreign_origin() -> None:
    origin = request.headers.get("Origin")
    if request.method in SAFE_METHODS or not origin:
        return
    parts = parts_of(origin)
    if parts is None or parts.netloc != request.host:
        abort(403)


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", policy())
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if services().settings.production:
        response.headers["Strict-Transport-Security"] = HSTS
    if request.endpoint not in PACKAGED_STATIC and not response.cache_control.public:
        response.headers["Cache-Control"] = "no-store"  # downloads too, which Flask would let a browser keep
    return response
