"""Requests that no page of ours sends: any address, method, field, file and header, made from one seed."""

import io
import random
import secrets
from dataclasses import dataclass, field
from typing import Any

from tests import makers
from tests.web.client import Client
from tests.web.principals import NAMES, ROLES, Town
from tests.web.rows import ROWS

JUNK = (
    "",
    " ",
    "0",
    "-1",
    "1" * 30,
    "1e308",
    "NaN",
    "٣",
    "１２３",
    "\0",
    "a\r\nX-Injected: 1",
    "' OR 1=1 --",
    "%",
    "_",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "=1+1",
    "../../../../etc/passwd",
    "//example.org/",
    "黄" * 3000,
    "𠮷👩‍🎓",
    "\u202e\ufeff",
    "2020-02-30",
    "0001-01-01",
    "9999-12-31",
    "2020-03-01T00:00:00+99:99,1",
    "null",
    "[]",
    '{"a":1}',
    "http://[",
)
QUERY = (
    "after", "before", "cohort", "code", "download", "queue", "open", "advanced", "next", "page", "rowid", "tab",
    "school", "name", "major", "student_number", "employer", "since", "until", "college", "state", "kind", "door",
)  # fmt: skip
FORM = (
    "action", "rowid", "cohort", "column", "full", "reason", "password", "seen", "seen_terms", "operation_id",
    "csrf_token", "login", "proof", "school", "name", "file", "trigger", "next", "online_from", "online_until",
    "unit_nature", "unit_industry", "unit_place", "unit_address", "reviewed", "right_rows", "back",
    "act", "ticked", "type", "images", "uscc", "unit_name", "unit_postcode", "unit_email", *makers.terms(),
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {},
    {},
    {"Origin": "https://example.org"},
    {"Origin": "http://["},
    {"Referer": "https://example.org/x"},
    {"Referer": "http://["},
    {"X-Forwarded-For": "1.2.3.4"},
    {"Accept-Language": "xx" * 200},
    {"If-None-Match": '"x"'},
    {"Range": "bytes=0-10"},
)
METHODS = ("GET", "POST", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")


@dataclass
class Attacker:
    """Sends what chance makes; what it sent before may come again."""

    town: Town
    chance: random.Random
    sent: list[str] = field(default_factory=list)

    def one(self) -> tuple[str, str, Any]:
        """One request, mostly of somebody who may call the address: who sent it, what it was, its answer."""
        endpoint = self.chance.choice([name for name in ROWS if name not in ("entry.logout", "static")])
        name = self.chance.choice(self.callers(endpoint) if self.chance.random() < 0.8 else NAMES)
        client = self.town.clients[name]
        method = self.chance.choice(METHODS if self.chance.random() < 0.2 else ROWS[endpoint].methods)
        path, query = self.path(endpoint), self.some(QUERY)
        form = self.form(client, endpoint) if method not in ("GET", "HEAD", "OPTIONS") else None
        headers = self.chance.choice(HEADERS)
        said = f"{method} {path!r} {query} {form} {headers}"
        given = {"query_string": query, "headers": headers, "data": form and self.body(form), "buffered": True}
        return name, said, client.http.open(path, method=method, **given)

    def callers(self, endpoint: str) -> tuple[str, ...]:
        who = ROWS[endpoint].who
        return NAMES if who == "PUBLIC" else tuple(name for name, role in ROLES.items() if role in who)

    def path(self, endpoint: str) -> str:
        row, rule = ROWS[endpoint], self.rule(endpoint)
        values = {name: self.value(name) for name in rule.arguments}
        if self.chance.random() < 0.6:
            values |= row.address(self.town)
        with self.town.site.app.test_request_context():
            try:
                return str(self.town.site.app.url_for(endpoint, **values, _external=False)).partition("?")[0]
            except ValueError:  # an address that no rule could have
                return f"/{values}"

    def rule(self, endpoint: str) -> Any:
        return next(self.town.site.app.url_map.iter_rules(endpoint))

    def form(self, client: Client, endpoint: str) -> dict[str, Any]:
        """The right form with some fields changed, lost or added; often with the token, else it would end there."""
        form: dict[str, Any] = {"csrf_token": client.csrf_token(), "operation_id": self.operation_id()}
        form |= ROWS[endpoint].form(self.town) | self.some(FORM)
        for name in list(form):
            if self.chance.random() < 0.1:
                del form[name]
        return form

    def operation_id(self) -> str:
        if not self.sent or self.chance.random() < 0.7:
            self.sent.append(secrets.token_urlsafe(16))
        return self.chance.choice(self.sent)

    def body(self, form: dict[str, Any]) -> Any:
        """A form, one with a file, or something that is no form at all."""
        kind = self.chance.random()
        if kind < 0.05:
            return self.chance.randbytes(200)
        if kind < 0.3:
            name = self.chance.choice(("file", "roster", "upload", "workbook"))
            return form | {
                name: (io.BytesIO(self.chance.randbytes(300)), self.chance.choice(("a.xlsx", "../x.csv", "")))
            }
        return form

    def some(self, names: tuple[str, ...]) -> dict[str, Any]:
        chosen = self.chance.sample(names, self.chance.randint(0, 4))
        return {name: self.value(name) for name in chosen}

    def value(self, name: str) -> Any:
        """Junk, or something that exists: one's own, another's, or of another kind."""
        real = (
            self.town.signing.public_id,
            self.town.far_signing.public_id,
            self.town.classmate.public_id,
            self.town.upload,
            self.town.job,
            self.town.candidate_upload,
            makers.terms().get(name, "1"),
            "approve",
            "student",
        )
        return self.chance.choice(real if self.chance.random() < 0.5 else JUNK)
