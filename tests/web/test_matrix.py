"""Who may call what: every rule and method of the url map, for every kind of principal. A new route needs a row."""

import io
import zipfile
from collections.abc import Callable, Iterator
from itertools import cycle

import pytest

from portals.web import LOOKING
from tests import databases
from tests.figures import SOAK
from tests.web.client import Client, Site
from tests.web.principals import (
    CANARY_EMPLOYER,
    CANARY_STUDENT,
    MAY_SEE_CANARY_EMPLOYER,
    MAY_SEE_CANARY_STUDENT,
    NAMES,
    NOBODY,
    ROLES,
    Town,
)
from tests.web.rows import ROWS, Row
from tests.world import World, services_for

BOTH = ("sqlite", "postgresql")
BY_THE_ROWS = {"open", "missing"}  # what is answered once the role may ask


@pytest.fixture(scope="module", params=BOTH)
def town(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    with databases.of_ones_own(request, folder) as url:
        services = services_for(url, folder)
        yield Town(Site(World(services)))
        services.database.engine.dispose()


def expected(row: Row, name: str) -> str:
    if row.who == "PUBLIC":
        return "open"
    if name in NOBODY:
        return "door"
    if ROLES[name] not in row.who and not (name == "looking" and LOOKING in row.who):
        return "forbidden"
    return "open" if row.sees is None or name in row.sees else "missing"


def cells(database: str) -> Iterator[tuple[str, str, str]]:
    """Each cell on both databases where rows decide on the answer, else on one of them in turn. SOAK: all on both."""
    turns = cycle(BOTH)
    for endpoint, row in ROWS.items():
        for method in row.methods:
            for name in NAMES:
                both = SOAK or (row.who != "PUBLIC" and expected(row, name) in BY_THE_ROWS)
                if both or next(turns) == database:
                    yield name, endpoint, method


def each_on(database: str) -> Callable:
    """Its cells on one database, for which a town is built once."""
    town = pytest.mark.parametrize("town", [database], indirect=True)
    return lambda test: town(pytest.mark.parametrize(("name", "endpoint", "method"), list(cells(database)))(test))


def test_every_rule_and_method_has_a_row(town):
    rules = town.site.app.url_map.iter_rules()
    served = {(rule.endpoint, method) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}
    assert served == {(endpoint, method) for endpoint, row in ROWS.items() for method in row.methods}


@each_on("sqlite")
def test_a_cell_on_sqlite(town, name, endpoint, method):
    as_its_row_says(town, name, endpoint, method)


@each_on("postgresql")
def test_a_cell_on_postgresql(town, name, endpoint, method):
    as_its_row_says(town, name, endpoint, method)


def as_its_row_says(town, name, endpoint, method):
    row = ROWS[endpoint]
    with send(town, town.clients[name], endpoint, method) as answer:
        assert outcome(answer) == expected(row, name)
        assert row.who == "PUBLIC" or "no-store" in answer.headers["Cache-Control"]
        text = text_of(answer)
    if not row.canaries:
        assert CANARY_STUDENT not in text or name in MAY_SEE_CANARY_STUDENT
        assert CANARY_EMPLOYER not in text or name in MAY_SEE_CANARY_EMPLOYER


def text_of(answer) -> str:
    """What can be read in the answer, inside a workbook too."""
    if not answer.data.startswith(b"PK"):
        return answer.get_data().decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def outcome(answer) -> str:
    assert answer.status_code < 500
    location = answer.headers.get("Location", "")
    if answer.status_code in (302, 303) and location.startswith("/login/"):
        return "door"
    return {403: "forbidden", 404: "missing"}.get(answer.status_code, "open")


def send(town: Town, client: Client, endpoint: str, method: str):
    row = ROWS[endpoint]
    with town.site.app.test_request_context():
        path = town.site.app.url_for(endpoint, **row.address(town), _external=False)
    return client.get(path) if method == "GET" else client.post(path, **row.form(town))
