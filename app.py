"""The application: settings, services, sign-in, blueprints, console, errors, commands; nothing else."""

import os
import secrets
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

import admin_views
from importers.workbook import MOST_BYTES
from portals import employer, entry, errors, furniture, headers, operator, public, student, web, weight
from signing_core.clock import utc_now
from signing_core.crypto import Keyring, Passwords, use_keyring
from signing_core.database import Database
from signing_core.settings import Settings
from signing_core.store import FolderStore, Store
from signing_core.work import Services

UPLOAD_LIMIT = MOST_BYTES + 2**20  # the form around the largest workbook, so that its own sentence is reached


def create_app(settings: Settings | None = None, **given: Any) -> Flask:
    """The whole product. ``given`` replaces services by name: a test passes its clock, tokens, store or database."""
    settings = settings or Settings.from_environment(os.environ)
    app = Flask(__name__)
    app.config.update(configuration(settings))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["signing"] = make_services(settings, **given)
    believe_proxies(app, settings.proxies)
    Babel(app, default_locale="zh_Hans_CN", default_timezone="Asia/Shanghai")
    Bootstrap5(app)
    weight.init_app(app)
    headers.init_app(app)
    operator.init_app(app)
    CSRFProtect(app)
    web.init_app(app)
    furniture.init_app(app)
    errors.init_app(app)
    for audience in (entry, student, employer, public):
        app.register_blueprint(audience.bp)
    admin_views.init_app(app)
    web.refuse_undeclared(app)
    return app


def make_services(settings: Settings, **given: Any) -> Services:
    """What the process works with, from its settings."""
    use_keyring(Keyring(settings.data_keys()))
    defaults = {
        "settings": settings,
        "database": given.get("database") or Database(settings.database_url),
        "clock": utc_now,
        "token": lambda: secrets.token_urlsafe(24),
        "passwords": given.get("passwords") or Passwords(),
        "store": given.get("store") or make_store(settings),
    }
    return Services(**(defaults | given))


def make_store(settings: Settings) -> Store:
    """The place for files. The bucket's library is imported where one is used."""
    bucket = settings.bucket()
    if bucket is None:
        return FolderStore(Path(settings.uploads))
    from signing_core.bucket import BucketStore

    return BucketStore(bucket)


def believe_proxies(app: Flask, count: int) -> None:
    """Each proxy before us appends what it saw; whatever stands further left in a header was made up by the client."""
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


def configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": UPLOAD_LIMIT,
        "SESSION_COOKIE_NAME": "signing",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.production,
        "WTF_CSRF_TIME_LIMIT": None,  # the session ends by itself; a form open over lunch must still be sendable
        "BOOTSTRAP_SERVE_LOCAL": True,
    }
