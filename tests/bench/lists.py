"""The review list: the office's real page, signed in and with its chrome, against two admins on the same data."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Index, create_engine, func, select, text

from app import create_app
from signing_core.actors import SYSTEM
from signing_core.models import Account, Signing, Student
from signing_core.queries import narrowing, review_list, review_queues
from signing_core.states import IN_CONSOLE
from signing_core.use_cases import sessions
from tests.web.client import Client
from tests.web.console import statements

from .children import Asked, Figures, medians, milliseconds
from .data import POSTGRESQL, Data, services_at, settle
from .verdicts import Verdict

LARGEST = 1_000_000
SIZES = (10_000, 100_000, LARGEST) if os.environ.get("BENCH_FULL") else (10_000, 100_000)
ROUNDS = 3
MOST_QUERIES = 4
PAGES = {
    "first": "first page",
    "deep": "deep page",
    "waiting": "waiting, one school",
    "number": "student number",
    "name": "two characters of a name",
    "character": "one character of a name",
    "employer": "four characters of an employer's name",
    "common": "a common part of an employer's name and two characters of a student's",
    "nothing": "a name that nobody has",
}
NAMES = ("name", "character", "employer", "common", "nothing")
Sought = dict[str, dict[str, str]]
ORDER_INDEX = "CREATE INDEX peer_order ON signings (last_act_at DESC, id DESC)"

DEFAULT = {"Django admin": "django_admin:pages", "Flask-Admin": "flask_admin_site:pages"}
TUNED_FIRST = 1 / 2  # of the better tuned peer
TARGETS = {  # of the better default
    POSTGRESQL: {"first": 1 / 20, "deep": 1 / 60, "waiting": 1 / 15, "number": 1 / 200} | dict.fromkeys(NAMES, 1 / 100),
    "SQLite": {"first": 1 / 10, "deep": 1 / 200, "waiting": 1 / 15, "number": 1 / 200} | dict.fromkeys(NAMES, 1 / 200),
}


OWN_INDEXES = [  # what we have for this list; an admin as it comes has the keys
    index
    for index in Signing.__table__.indexes
    if not index.unique and next(iter(index.columns)).name in {"school_id", "college_id"}
]


def compare(data: Data) -> Iterator[Verdict | str]:
    """Both databases, every size: each peer as it comes, without our indexes; then with them and one on the order."""
    for kind in data.kinds:
        ours: dict[int, Figures] = {}
        for size in SIZES:
            url = data.url(kind, size)
            ours[size] = yield from _of_size(url, kind, size)
        for page, label in PAGES.items():
            growth = ours[SIZES[-1]][page] / ours[SIZES[0]][page]
            yield f"{label}, {kind}: {growth:.2f} times the time from {SIZES[0]:,} to {SIZES[-1]:,}"


def _of_size(url: str, kind: str, size: int) -> Iterator[Verdict | str]:
    engine = create_engine(url)
    settle(engine)
    engine.dispose()
    asked = {"url": url, "rows": size, "sought": _sought(url)}
    rounds = ROUNDS if size < LARGEST else 1  # of the peers, whose pages take seconds there
    default = medians({"ours": ("lists:pages", asked)}, ROUNDS)
    with _without(url, OWN_INDEXES):
        default |= medians(_peers(asked), rounds)
    where = f"{kind}, {size:,}"
    for page, label in PAGES.items():
        peer = min(DEFAULT, key=lambda name: default[name][page])
        queries = default["ours"][f"{page} queries"]
        allowed = "met" if queries <= MOST_QUERIES else "MISSED"
        theirs = default[peer][f"{page} queries"]
        yield f"{label}, {where}: {queries:.0f} queries (at most {MOST_QUERIES}: {allowed}); {peer}: {theirs:.0f}"
        yield judged(f"{label}, {where}", size, default["ours"][page], peer, default[peer][page], TARGETS[kind][page])
    asked["only"] = "first"
    tuned = _with_an_index(url, {"ours": ("lists:pages", asked)} | _peers(asked | {"tuned": True}), ROUNDS)
    peer = min(DEFAULT, key=lambda name: tuned[name]["first"])
    ours, theirs = tuned["ours"]["first"], tuned[peer]["first"]
    yield judged(f"first page, {where}", size, ours, f"{peer}, tuned", theirs, TUNED_FIRST)
    return default["ours"]


def judged(what: str, size: int, ours: float, peer: str, theirs: float, target: float) -> Verdict | str:
    """The targets are for the largest size; of a smaller one only the figures are told."""
    if size < LARGEST:
        return f"{what}: {ours:.1f} ms; {peer}: {theirs:,.0f} ms; 1/{theirs / ours:.1f}"
    return Verdict(what=what, ours=ours, peer=peer, theirs=theirs, target=target)


def _peers(asked: Asked) -> dict[str, tuple[str, Asked]]:
    return {name: (variant, asked) for name, variant in DEFAULT.items()}


@contextmanager
def _without(url: str, indexes: list[Index]) -> Iterator[None]:
    engine = create_engine(url)
    with engine.begin() as connection:
        for index in indexes:
            index.drop(connection)
        connection.exec_driver_sql("ANALYZE signings")
    try:
        yield
    finally:
        with engine.begin() as connection:
            for index in indexes:
                index.create(connection)
            connection.exec_driver_sql("ANALYZE signings")
        engine.dispose()


def _with_an_index(url: str, variants: dict[str, tuple[str, Asked]], rounds: int) -> dict[str, Figures]:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(ORDER_INDEX))
        connection.exec_driver_sql("ANALYZE signings")
    try:
        return medians(variants, rounds)
    finally:
        with engine.begin() as connection:
            connection.execute(text("DROP INDEX peer_order"))
        engine.dispose()


def _sought(url: str) -> Sought:
    """Our fields of each search: for what a signing has that is in the middle of the first school and listed."""
    services = services_at(url)
    with services.reading(SYSTEM) as work:
        shown = select(Signing).where(Signing.school_id == 1, Signing.state.in_(IN_CONSOLE))
        middle = select(func.count(Student.id) / 2).where(Student.school_id == 1).scalar_subquery()
        one = work.session.scalars(shown.where(Signing.student_id >= middle).limit(1)).one()
        name, employer = one.student_name, one.employer_name
        sought = {
            "number": {"search": one.student_number},
            "name": {"student": name[:2]},
            "character": {"student": "伟"},
            "employer": {"employer": employer[2:6]},
            "common": {"employer": "有限公司", "student": name},
            "nothing": {"student": "〇〇"},
        }
    services.database.engine.dispose()
    return sought


def pages(url: str, rows: int, sought: Sought, only: str = "") -> Figures:
    """In a child: milliseconds of our pages, or of the only one wanted; their queries beside the session look-up."""
    services = services_at(url)
    app = create_app(services.settings, database=services.database)
    with services.reading(SYSTEM) as work:
        office = work.session.scalars(select(Account).where(Account.login == "school10001")).one()
        cohort = work.session.scalars(select(Signing.cohort).limit(1)).one()
        question = narrowing.Question(cohort=cohort)
        listed = review_list.found(question, *review_list.COLUMNS).where(Signing.school_id == office.school_id)
        ordered = listed.order_by(Signing.last_act_at.desc(), Signing.id.desc())
        total = work.session.scalar(select(func.count()).select_from(listed.subquery()))
        middle = review_list.place_of(work.session.execute(ordered.offset(total // 2).limit(1)).one())
    client = Client(app, sessions.start_session(services, office.id))
    addresses = {
        "first": {},
        "deep": {"after": middle},
        "waiting": {"queue": review_queues.WAITING},
        **sought,
    }

    def get(name: str) -> None:
        answer = client.get("/admin/signing/", **addresses[name])
        assert answer.status_code == 200
        assert ('name="rowid"' in answer.text) is (name != "nothing")

    figures: Figures = {}
    for name in [only] if only else addresses:
        figures[name] = milliseconds(lambda name=name: get(name))
        with statements(services.database) as sent:
            get(name)
        figures[f"{name} queries"] = len(sent)
    return figures
