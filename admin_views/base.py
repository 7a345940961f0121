"""What every page of the console has: who may open it, reads in the session's scope, lists by keyset."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_admin.contrib.sqla import ModelView
from flask_admin.form import BaseForm
from sqlalchemy import func, select
from sqlalchemy.orm import Query, Session

from portals.furniture import cohort
from portals.look import TONES
from portals.web import LOOKING, allows, present_actor, reading
from signing_core.actors import OFFICE
from signing_core.database import Database
from signing_core.errors import NotFound, Problems

from . import bulk, links
from .addresses import Addresses, without

READERS = OFFICE | {LOOKING}


class Console:
    """Deny by default reads ``who``, of a method first and of its view otherwise."""

    who: ClassVar[frozenset[Any]] = OFFICE

    def is_accessible(self) -> bool:
        actor = g.get("actor")
        return actor is not None and allows(self.who, actor)

    def _run_view(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Once: the inherited one calls a view a second time when it raises TypeError."""
        return fn(self, *args, **kwargs)


class ConsolePage(Console, BaseView):
    """A page that is not the list of a model: at /admin/<place>, its endpoints named admin_<place>."""

    def __init__(self, name: str, place: str, *, category: str, icon: str) -> None:
        super().__init__(name, category, f"admin_{place}", place, menu_icon_value=icon)


class ConsoleView(Console, Addresses, ModelView):
    """A list with its pages. Every change is a use case, so that what Flask-Admin would write by itself is not served.

    A subclass says what ``queries`` module answers, what a row shows, and how a question is made of the address.
    """

    can_create = can_edit = can_delete = can_export = can_view_details = column_display_actions = False
    create_view = edit_view = delete_view = details_view = export = ajax_lookup = ajax_update = action_delete = None
    form = BaseForm  # none is made of the model's columns
    list_template = "admin/list.html"
    column_sortable_list = ()
    page_size = 50

    columns: ClassVar[dict[str, str]]
    kinds: ClassVar[dict[str, str]]
    search_label: str
    person: ClassVar[tuple[Any, Any]]  # the columns of a row's name and number

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

    def get_actions_list(self) -> tuple[list[Any], dict[str, str]]:
        """Whoever only looks ticks nothing."""
        actions: tuple[list[Any], dict[str, str]] = super().get_actions_list()
        return actions if acts() else ([], {})

    def action_form(self, obj: Any = None) -> Any:
        """Only what is sent is read by one; the buttons of a page stand in its template."""
        return super().action_form(obj) if request.method == "POST" else None

    def search_placeholder(self) -> str:
        return self.search_label

    def get_pk_value(self, row: Any) -> str:
        """What a ticked row sends: the record and the version that the page showed."""
        return f"{row.public_id}:{row.version}"

    @expose("/")
    def index_view(self) -> ResponseReturnValue:
        """The list; 422 with a sentence beside each field that cannot be searched by."""
        page: str = super().index_view()
        return page, Problems.status if self.sought.problems else 200

    def get_list(self, *_asked: Any, **_options: Any) -> tuple[None, Sequence[Any]]:
        """One page by keyset and the counts of the queues: two statements, none while a field is wrong."""
        self._template_args.update(self.around())
        if self.sought.problems:
            self._template_args.update(tabs=self.tabs({}), **links.lost(self, anything=True))
            return None, []
        question = self.located(self.question())
        page = self.queries.page(self.reader, question, at=self.place(), size=self.page_size)
        self._template_args.update(
            tabs=self.tabs(self.queries.counts(self.reader, question)),
            **links.lost(self, anything=bool(page.rows)),
            previous_url=self.page_url("before", page.rows[0]) if page.has_previous else None,
            next_url=self.page_url("after", page.rows[-1]) if page.has_next else None,
            rows=self.with_cells(page.rows),
        )
        return None, page.rows

    def around(self) -> dict[str, Any]:
        """What the page has around its rows; a view adds its own."""
        kept = self.filter()
        return {
            "chips": self.sought.chips(lambda name: self.list_url(**without(kept, name))),
            "clear_search_url": self.list_url(**without(kept, "search")),
            "clear_url": self.list_url(queue=self.queue()),
            "export_args": kept,
            "problems": self.sought.problems,
            "return_url": self.list_url(**self.asked()),
            "kinds": self.kinds,
            "most_ticked": bulk.MOST,
            "tones": TONES,
            "row_address": self.row_address(),
            "own_url": self.own_url,
        }

    def question(self) -> Any:
        """What the address asks for, of the cohort in the head of the page."""
        raise NotImplementedError

    def located(self, question: Any) -> Any:
        """The question, once it is known where its rows are, if that can be looked up before."""
        return question

    def cells(self, row: Any) -> tuple[Any, ...]:
        """The texts of a row in the order of the columns."""
        raise NotImplementedError

    def cells_of(self, rows: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        """The same for every row of a page."""
        return [self.cells(row) for row in rows]

    def with_cells(self, rows: Sequence[Any]) -> list[tuple[Any, tuple[Any, ...]]]:
        """Each row of a page with its texts."""
        return list(zip(rows, self.cells_of(rows), strict=True))

    def tabs(self, counts: Mapping[str, str]) -> list[tuple[str, str, str | None, bool]]:
        kept, present = self.filter(), self.queue()
        return [
            (label, self.list_url(**kept | {"queue": name}), counts.get(name), name == present)
            for name, label in self.queries.QUEUES.items()
        ]

    def handle_action(self, return_view: str | None = None) -> Any:
        """Where no action ran, to the plain list: upstream would follow an address that was sent, or fall over it."""
        return super().handle_action(return_view or "index_view")

    def names(self, ticked: list[str]) -> dict[str, str]:
        """Whom the ticked rows are about, for the summary; read and done with before the acts begin."""
        rows = select(self.model.public_id, *self.person).where(self.model.public_id.in_(bulk.ids(ticked)))
        with reading() as work:
            return {public_id: f"{name}（{number}）" for public_id, name, number in work.session.execute(rows)}

    def named(self, ticked: list[str]) -> list[tuple[str, str]]:
        """The ticked rows of which there are any, as a page sends them again, each with whom it is about."""
        names = self.names(ticked)
        return [(value, names[id]) for value in ticked for id in bulk.ids([value]) if id in names]

    @staticmethod
    def cohort() -> int:
        return cohort()


def acts() -> bool:
    """Whether the actor decides here; the province only looks."""
    return present_actor().role in OFFICE
