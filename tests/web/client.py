"""A browser's manners for the test client: sign in as an account, send forms with token and operation id."""

import re
import secrets
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app import create_app, make_services
from signing_core.actors import Role
from signing_core.database import Database
from signing_core.models import Account, College, Employer, School, Student
from signing_core.use_cases import break_glass, sessions
from signing_core.work import Services
from tests import databases, makers
from tests.world import FAST_HASH, World

PASSWORD = "Demo-2020-signing"
_apps: dict[Database, Flask] = {}


class Client:
    """One browser, signed in or not."""

    def __init__(self, app: Flask, token: str | None = None) -> None:
        self.http = app.test_client()
        self.token: tuple[str, str] | None = None  # the session's cookie, and the token that is good with it
        self.session = token or ""
        if token is not None:
            with self.http.session_transaction() as session:
                session["_user_id"] = token

    def get(self, path: str, **query) -> TestResponse:
        return self.http.get(path, query_string=query or None)

    def post(self, path: str, *, operation_id: str | None = None, **data) -> TestResponse:
        """Send a form as a page of ours would."""
        form = {"csrf_token": self.csrf_token(), "operation_id": operation_id or secrets.token_urlsafe(16)}
        return self.http.post(path, data=form | data, content_type="multipart/form-data")

    def csrf_token(self) -> str:
        """The one of the present session, which a page is asked for once."""
        session = self.http.get_cookie("signing")
        if self.token is None or session is None or self.token[0] != session.value:
            page = self.http.get("/login/staff").text
            found = re.search(r'name="csrf_token" value="([^"]+)"', page)
            assert found is not None
            self.token = (self.http.get_cookie("signing").value, found[1])
        return self.token[1]


def new_app(services: Services) -> Flask:
    """The product as a process starts it, with what a test works with."""
    return create_app(services.settings, **_given(services))


def app_over(services: Services) -> Flask:
    """Over a standing database the one application that stays with it: it reads a template once, as in production."""
    if not databases.stands(services.database):
        return new_app(services)
    if services.database not in _apps:
        _apps[services.database] = new_app(services)
    app = _apps[services.database]
    app.extensions["signing"] = make_services(services.settings, **_given(services))
    return app


def _given(services: Services) -> dict[str, Any]:
    kept = {name: getattr(services, name) for name in ("database", "clock", "token", "store")}
    return kept | {"passwords": FAST_HASH}


@dataclass
class Site:
    """The product over a world, with an account for whoever is asked for."""

    world: World
    app: Flask | None = None

    def __post_init__(self) -> None:
        self.app = self.app or app_over(self.world.services)
        self.app.testing = True

    def anonymous(self) -> Client:
        return Client(self.app)

    def student(self, student: Student | None = None) -> Client:
        student = student or self.world.student
        return self.as_account(Role.STUDENT, login=None, name=student.name, student_id=student.id)

    def employer(self, employer: Employer | None = None) -> Client:
        employer = employer or self.world.employer
        return self.as_account(Role.EMPLOYER, name=employer.name, employer_id=employer.id)

    def college(self, college: College | None = None) -> Client:
        college = college or self.world.college
        return self.as_account(Role.COLLEGE, name=college.name, school_id=college.school_id, college_id=college.id)

    def school(self, school: School | None = None) -> Client:
        school = school or self.world.school
        return self.as_account(Role.SCHOOL, name=school.name, school_id=school.id)

    def province(self) -> Client:
        return self.as_account(Role.PROVINCE, name="省中心")

    def looking(self, school: School | None = None) -> Client:
        """The province, with a school open."""
        client, world = self.province(), self.world
        actor = sessions.who_is(world.services, client.session)
        assert actor is not None
        with world.working(actor) as work:
            break_glass.open_school(work, school or world.school, token=client.session, reason="核查")
        return client

    def as_account(self, role: Role, **facts) -> Client:
        account = makers.an_account(role, password_hash=FAST_HASH.hash(PASSWORD), **facts)
        self.world.saved(account)
        return self.as_existing(account)

    def as_existing(self, account: Account) -> Client:
        client = Client(self.app, sessions.start_session(self.world.services, account.id))
        client.account = account
        return client
