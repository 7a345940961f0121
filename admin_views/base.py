"""What every page of the console has: who may open it, reads in the session's scope, lists by keyset."""

import re
from collections.abc import Callable
from typing import Any, ClassVar

from flask import g, request
from flask_admin import BaseView
from flask_admin.contrib.sqla import ModelView
from flask_admin.form import BaseForm
from sqlalchemy import func, select
from sqlalchemy.orm import Query, Session

from portals.furniture import cohort
from portals.web import own_path
from signing_core.actors import OFFICE, Role
from signing_core.database import Database
from signing_core.errors import NotFound
from signing_core.queries import keyset

from .look import TONES

LONGEST_ADDRESS = 300  # what an operation keeps
LONGEST_SEARCH = 20
PLACE = re.compile(r"[A-Za-z0-9_.-]{1,45}")


class Console:
    """Deny by default reads ``who``, of a method first and of its view otherwise."""

    who: ClassVar[frozenset[Role]] = OFFICE

    def is_accessible(self) -> bool:
        actor = g.get("actor")
        return actor is not None and actor.role in self.who

    def _run_view(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Once: the inherited one calls a view a second time when it raises TypeError."""
        return fn(self, *args, **kwargs)


class ConsolePage(Console, BaseView):
    """A page that is not the list of a model: at /admin/<place>, its endpoints named admin_<place>."""

    def __init__(self, name: str, place: str, *, category: str, icon: str) -> None:
        super().__init__(name, category, f"admin_{place}", place, menu_icon_value=icon)


class ConsoleView(Console, ModelView):
    """A list with its pages. Every change is a use case, so that what Flask-Admin would write by itself is not served.

    A subclass says what ``queries`` module answers, what a row shows, and how a question is made of the address.
    """

    can_create = can_edit = can_delete = can_export = can_view_details = column_display_actions = False
    create_view = edit_view = delete_view = details_view = export = ajax_lookup = ajax_update = action_delete = None
    form = BaseForm  # none is made of the model's columns
    list_template = "admin/list.html"
    column_sortable_list = ()
    page_size = 50

    queries: Any
    columns: ClassVar[dict[str, str]]
    kinds: ClassVar[dict[str, str]]
    search_label: str

    def __init__(self, database: Database, name: str, place: str, *, category: str, icon: str) -> None:
        self.column_list = list(self.columns)
        self.column_labels = self.columns
        super().__init__(self.model, database, name, category, f"admin_{place}", place, menu_icon_value=icon)

    @property
    def reader(self) -> Session:
        """The registry's session of this request, narrowed to its actor."""
        return self.session.session()

    def get_query(self) -> Query[Any]:
        return self.reader.query(self.model)

    def get_count_query(self) -> Query[Any]:
        return self.reader.query(func.count()).select_from(self.model)

    def get_one(self, id: str) -> Any:
        """By public id and by a statement that the scope narrows; raises NotFound."""
        row = self.reader.scalars(select(self.model).where(self.model.public_id == id)).one_or_none()
        if row is None:
            raise NotFound
        return row

    def init_search(self) -> bool:
        return True

    def search_placeholder(self) -> str:
        return self.search_label

    def get_pk_value(self, row: Any) -> str:
        """What a ticked row sends: the record and the version that the page showed."""
        return f"{row.public_id}:{row.version}"

    def get_list(self, *_asked: Any, **_options: Any) -> tuple[None, Any]:
        """One page by keyset and the counts of the queues: two statements."""
        question = self.question()
        page = self.queries.page(self.reader, question, at=self.place(), size=self.page_size)
        counts = self.queries.counts(self.reader, question)
        self._template_args.update(
            tabs=self.tabs(question.queue, counts),
            previous_url=self.page_url("before", page.rows[0]) if page.has_previous else None,
            next_url=self.page_url("after", page.rows[-1]) if page.has_next else None,
            clear_search_url=self.list_url(queue=question.queue),
            return_url=self.list_url(**self.asked()),
            kinds=self.kinds,
            tones=TONES,
            row_url=self.row_urls(),
            row_cells=self.cells,
        )
        return None, page.rows

    def question(self) -> Any:
        """What the address asks for, of the cohort in the head of the page."""
        raise NotImplementedError

    def cells(self, row: Any) -> tuple[Any, ...]:
        """The texts of a row in the order of the columns."""
        raise NotImplementedError

    def queue(self) -> str:
        return self.asked().get("queue", self.queries.EVERY)

    def searched(self) -> str:
        return request.args.get("search", "").strip()[:LONGEST_SEARCH]

    def place(self) -> keyset.Seek | None:
        for arg in ("after", "before"):
            if place := self.asked().get(arg):
                found: keyset.Seek | None = self.queries.seek(place, before=arg == "before")
                return found
        return None

    def asked(self) -> dict[str, str]:
        """The filter and the page of the address: they go with every link, so that the way back is kept."""
        kept = {"queue": request.args.get("queue", ""), "search": self.searched()}
        if kept["queue"] not in self.queries.QUEUES:
            del kept["queue"]
        for arg in ("after", "before"):
            if PLACE.fullmatch(request.args.get(arg, "")):
                kept[arg] = request.args[arg]
        return {name: value for name, value in kept.items() if value}

    def list_url(self, **asked: str) -> str:
        return self.get_url(".index_view", **asked)

    def page_url(self, side: str, row: Any) -> str:
        kept = {name: value for name, value in self.asked().items() if name not in {"after", "before"}}
        return self.list_url(**kept, **{side: self.queries.place_of(row)})

    def row_url(self, public_id: str) -> str:
        return self.get_url(".detail", public_id=public_id, **self.asked())

    def row_urls(self) -> Callable[[Any], str]:
        """The same for the many rows of a page: the address is built once."""
        before, after = self.row_url("*").split("*", 1)
        return lambda row: f"{before}{row.public_id}{after}"

    def tabs(self, queue: str, counts: dict[str, str]) -> list[tuple[str, str, str, bool]]:
        search = {"search": self.searched()} if self.searched() else {}
        return [
            (label, self.list_url(queue=name, **search), counts[name], name == queue)
            for name, label in self.queries.QUEUES.items()
        ]

    def way_back(self) -> str:
        """The list as it was left, from the form that was sent; the plain list for any other address."""
        path = own_path(request.form.get("url"))
        plain = self.list_url()
        return path if path and path.split("?")[0] == plain and len(path) <= LONGEST_ADDRESS else plain

    @staticmethod
    def cohort() -> int:
        return cohort()
