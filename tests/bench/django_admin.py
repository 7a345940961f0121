"""Django's admin on our data: its list of signings through its own test client."""

from typing import Any
from urllib.parse import urlencode

import django
from django.conf import settings
from django.test import Client
from sqlalchemy import make_url

from signing_core.states import SigningState

from .children import Figures, milliseconds

BACKENDS = {"sqlite": "sqlite3", "postgresql": "postgresql"}
CONTEXT = ("django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
           "django.contrib.messages.context_processors.messages")  # fmt: skip
urlpatterns: list[Any] = []  # this module is the project's ROOT_URLCONF too


class Superuser:
    """Middleware: everybody is signed in, without a look-up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        from django.contrib.auth.models import User

        request.user = User(id=1, username="admin", is_superuser=True, is_staff=True, is_active=True)
        return self.get_response(request)


def configure(url: str) -> None:
    """A project with Django's defaults; sessions and messages in cookies, so that nothing beside the page is read."""
    address = make_url(url)
    database = {"ENGINE": f"django.db.backends.{BACKENDS[address.get_backend_name()]}", "NAME": address.database}
    if host := address.query.get("host", address.host):
        database |= {"HOST": host, "PORT": address.port or "", "USER": address.username, "CONN_MAX_AGE": None}
    contrib = ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")
    settings.configure(
        SECRET_KEY="bench",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": database},
        USE_TZ=True,
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in contrib), "import_export"],
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
        STATIC_URL="/static/",
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            f"{__name__}.Superuser",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": CONTEXT},
            }
        ],
    )
    django.setup()


def pages(url: str, rows: int, sought: dict[str, dict[str, str]], tuned: bool = False, only: str = "") -> Figures:
    """Milliseconds of the pages of the list, or of the only one wanted, and their queries."""
    configure(url)
    from django.contrib.admin import AdminSite
    from django.db import connection
    from django.urls import path

    from . import django_tables

    site = AdminSite()
    site.register(django_tables.Signing, django_tables.Tuned if tuned else django_tables.Default)
    urlpatterns.append(path("admin/", site.urls))
    sent: list[str] = []
    client = Client()
    addresses = {
        "first": {},
        "deep": {"p": rows // 2 // (50 if tuned else 100)},
        "waiting": {"state__exact": SigningState.AWAITING_REVIEW.value, "school__id__exact": 1},
        **{page: {"q": " ".join(fields.values())} for page, fields in sought.items()},
    }

    def get(name: str) -> None:
        answer = client.get(f"/admin/auth/signing/?{urlencode(addresses[name])}")
        assert answer.status_code == 200
        assert (answer.content.count(b"action-checkbox") > 1) is (name != "nothing")

    def note(execute, *statement):
        sent.append(statement[0])
        return execute(*statement)

    figures: Figures = {}
    with connection.execute_wrapper(note):
        for name in [only] if only else addresses:
            figures[name] = milliseconds(lambda name=name: get(name))
            sent.clear()
            get(name)
            figures[f"{name} queries"] = len(sent)
    return figures
