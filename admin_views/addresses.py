"""What the address of a list asks for, and the addresses of its pages and rows, narrowed alike."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from flask import g, request
from markupsafe import Markup, escape
from werkzeug.urls import uri_to_iri

from portals.web import own_path
from signing_core.errors import Problems
from signing_core.queries import keyset
from signing_core.queries.narrowing import EVERY

from .search import Search

LONGEST_ADDRESS = 300  # what an operation keeps
PLACE = re.compile(r"[A-Za-z0-9_.-]{1,45}")


class Addresses:
    """Of a view whose ``queries`` know the fields, the queues and the places of rows."""

    url: Any
    queries: Any

    @property
    def sought(self) -> Search:
        """The fields of the address, read once in a request."""
        if "sought" not in g:
            g.sought = Search.read(self.queries.FILTERS, request.args)
        found: Search = g.sought
        return found

    def wanted(self) -> dict[str, str]:
        """What the list is narrowed to; raises Problems."""
        if self.sought.problems:
            raise Problems(self.sought.problems)
        return self.sought.wanted

    def queue(self) -> str:
        return self.filter().get("queue", EVERY)

    def place(self) -> keyset.Seek | None:
        for arg in ("after", "before"):
            if place := self.asked().get(arg):
                found: keyset.Seek | None = self.queries.seek(place, before=arg == "before")
                return found
        return None

    def filter(self) -> dict[str, str]:
        """The queue and the fields of the address, without the page; read once in a request."""
        if "filter" not in g:
            queue = request.args.get("queue", "")
            g.filter = ({"queue": queue} if queue in self.queries.QUEUES else {}) | self.sought.typed
        kept: dict[str, str] = g.filter
        return kept

    def asked(self) -> dict[str, str]:
        """The filter and the page of the address: they go with every link, so that the way back is kept."""
        places = {arg: request.args.get(arg, "") for arg in ("after", "before")}
        return self.filter() | {arg: place for arg, place in places.items() if PLACE.fullmatch(place)}

    def own_url(self, place: str, /, **asked: str) -> str:
        """The address of a page of this view, put together by hand: a list has dozens of them."""
        query = f"?{urlencode(asked)}" if asked else ""
        return f"{request.script_root}{self.url}/{place}{query}"

    def list_url(self, **asked: str) -> str:
        return self.own_url("", **asked)

    def page_url(self, side: str, row: Any) -> str:
        return self.list_url(**self.filter(), **{side: self.queries.place_of(row)})

    def row_url(self, public_id: str) -> str:
        return self.own_url(quote(public_id, safe="*"), **self.asked())

    def row_address(self) -> tuple[Markup, Markup] | None:
        """The same for the many rows of a page: what stands before a public id and after it, built and escaped once."""
        before, after = self.row_url("*").split("*", 1)
        return escape(before), escape(after)

    def way_back(self) -> str:
        """The list as it was left, from the form that was sent; the plain list for any other address."""
        parts = urlsplit(own_path(request.form.get("url")) or "")
        if parts.path != self.list_url():
            return self.list_url()
        known = {"queue", "after", "before", *(one.name for one in self.queries.FILTERS)}
        return self.list_url(**{name: value for name, value in parse_qsl(parts.query) if name in known})

    def keepable(self, address: str) -> str:
        """The address for an operation to keep: its characters unescaped, or the plain list if it is too long."""
        readable = uri_to_iri(address)
        return readable if len(readable) <= LONGEST_ADDRESS else self.list_url()


def without(kept: Mapping[str, str], name: str) -> dict[str, str]:
    return {other: value for other, value in kept.items() if other != name}
