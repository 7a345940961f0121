"""What travels on a slow line: static files and tables are packed, and a browser asks for each of them once."""

import gzip
import os
from collections.abc import Callable
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.utils import safe_join

from .web import PACKAGED_STATIC

FOR_EVERYBODY = {*PACKAGED_STATIC, "public.places_json"}
KEPT = "public, max-age=31536000, immutable"
FONT = ".woff2"  # the styles of the package name it with a digest of their own
PACKED = {"text/css", "text/javascript", "image/svg+xml", "application/json"}


class Sessions(SecureCookieSessionInterface):
    """An answer that anybody may keep carries no session, and does not count as another one when a cookie changes."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not response.cache_control.public:
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()
    app.url_defaults(_name_the_bytes)
    app.jinja_env.globals["asset"] = _addresses()
    app.after_request(_lighten)


def _addresses() -> Callable[..., str]:
    """For templates, which name the same dozen files on every page: each address is made once in a process."""

    @cache
    def address(_root: str, filename: str, endpoint: str) -> str:
        return url_for(endpoint, filename=filename)

    return lambda filename, endpoint="static": address(request.script_root, filename, endpoint)


def _name_the_bytes(endpoint: str, values: dict[str, Any]) -> None:
    """The address of a static file changes with its bytes."""
    if endpoint in PACKAGED_STATIC and (path := _path(endpoint, values.get("filename", ""))):
        values["v"] = _digest(*_state(path))


def _lighten(response: Response) -> Response:
    """Pages stay as they are: they repeat what was typed beside what is secret, and their packed size would tell."""
    if request.endpoint not in FOR_EVERYBODY or response.status_code != 200:
        return response
    if _is_named_by_its_bytes(request.endpoint, (request.view_args or {}).get("filename", "")):
        response.headers["Cache-Control"] = KEPT
    if response.mimetype in PACKED:
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"] and not request.range:
            _pack(response)
    return response


def _is_named_by_its_bytes(endpoint: str, filename: str) -> bool:
    path = _path(endpoint, filename)
    if path is None:
        return False
    return bool(request.query_string) if path.endswith(FONT) else request.args.get("v") == _digest(*_state(path))


def _pack(response: Response) -> None:
    """Its tag is weak from now on: it names the same content, in other bytes."""
    response.direct_passthrough = False
    response.set_data(_packed(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)


def _path(endpoint: str, filename: str) -> str | None:
    """Where a static file lies; None for what is none, or lies outside."""
    owner = current_app.blueprints.get(endpoint.rpartition(".")[0], current_app)
    return _file(owner.static_folder, filename) if owner.static_folder and filename else None


@lru_cache(maxsize=256)
def _file(folder: str, filename: str) -> str | None:
    path = safe_join(folder, filename)
    return path if path and Path(path).is_file() else None


def _state(path: str) -> tuple[str, int]:
    return path, os.stat(path).st_mtime_ns


@lru_cache(maxsize=256)
def _digest(path: str, _changed: int) -> str:
    return sha256(Path(path).read_bytes()).hexdigest()[:16]


@lru_cache(maxsize=64)
def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
