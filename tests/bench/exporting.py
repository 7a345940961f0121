"""The review list as a workbook: seconds and memory beyond idle, against Flask-Admin's own export and pandas."""

import os
import tempfile
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import create_engine, select, text

from exports.review_workbook import write_reviews
from signing_core.actors import SYSTEM
from signing_core.models import Signing
from signing_core.queries import review_export
from signing_core.queries.narrowing import Question
from signing_core.sheets import REVIEW_COLUMNS
from tests.web.console import statements

from .children import Figures, measured, run
from .data import Data, services_at
from .verdicts import Verdict

FULL = bool(os.environ.get("BENCH_FULL"))
SIGNINGS, ROWS = (240_000, 100_000) if FULL else (100_000, 40_000)  # not half of them have come to the office
ROUNDS = 3
OF_FLASK_ADMIN, OF_PANDAS = 1 / 25, 1 / 8
MOST_MIB = 40
JOINED = """
    SELECT g.number, g.state, s.student_number, s.name, c.name AS college, s.major, g.kind, e.name AS employer,
           g.last_act_at, g.decided_by, g.rescission_status
    FROM signings g JOIN students s ON s.id = g.student_id JOIN colleges c ON c.id = s.college_id
    JOIN employers e ON e.id = g.employer_id ORDER BY g.last_act_at DESC, g.id DESC LIMIT :rows
"""


def compare(data: Data) -> Iterator[Verdict | str]:
    """Flask-Admin once, since it takes its time; the others in turns with ours."""
    kind = data.kinds[0]
    asked = {"url": data.url(kind, SIGNINGS), "rows": ROWS}
    turns = [(run("exporting:ours", asked), run("exporting:pandas", asked)) for _ in range(ROUNDS)]
    ours, pandas = (
        sorted(some, key=lambda figures: figures["seconds"])[ROUNDS // 2] for some in zip(*turns, strict=True)
    )
    flask_admin = run("exporting:flask_admin", asked)
    what = f"export, {kind}, {ROWS:,} rows"
    for peer, figures, target in (
        ("Flask-Admin", flask_admin, OF_FLASK_ADMIN),
        ("pandas, XlsxWriter", pandas, OF_PANDAS),
    ):
        yield Verdict(what=what, ours=ours["seconds"], peer=peer, theirs=figures["seconds"], target=target, unit="s")
    few = run("exporting:ours", asked | {"rows": ROWS // 10})
    yield (
        f"export memory: {few['mib']:.0f} MiB over idle for {ROWS // 10:,} rows, {ours['mib']:.0f} for {ROWS:,} in "
        f"{ours['queries']:.0f} query; Flask-Admin {flask_admin['mib']:.0f}, pandas {pandas['mib']:.0f}"
    )
    yield Verdict(what=f"{what}, memory", ours=ours["mib"], peer="bound", theirs=MOST_MIB, target=1, unit="MiB")


def ours(url: str, rows: int) -> Figures:
    """In a child: what 导出 does, with the list of every school."""
    services = services_at(url)
    with services.reading(SYSTEM) as work, statements(services.database) as sent:
        cohort = work.session.scalars(select(Signing.cohort).limit(1)).one()
        sent.clear()

        def export(target) -> None:
            found = review_export.rows(work, Question(cohort=cohort), columns=list(REVIEW_COLUMNS), full=False)
            assert write_reviews(islice(found, rows), target) == rows

        with tempfile.TemporaryFile() as target:
            figures = measured(lambda: export(target))
    return figures | {"queries": len(sent)}


def flask_admin(url: str, rows: int) -> Figures:
    """In a child: Flask-Admin's own export of its list, after a page to warm up."""
    from .flask_admin_site import Default, make

    class Exporting(Default):
        export_max_rows = rows

    client = make(url, Exporting)[0].test_client()
    assert client.get("/admin/signings/").status_code == 200
    return measured(lambda: _saved(client.get("/admin/signings/export/xlsx/").data))


def _saved(workbook: bytes) -> None:
    assert workbook.startswith(b"PK")
    with tempfile.TemporaryFile() as target:
        target.write(workbook)


def pandas(url: str, rows: int) -> Figures:
    """In a child: a joined SELECT as a frame, then to_excel with XlsxWriter."""
    import pandas as pd
    import xlsxwriter  # noqa: F401 - not on the clock

    engine = create_engine(url)
    engine.connect().close()

    def export(path: str) -> None:
        frame = pd.read_sql(text(JOINED), engine, params={"rows": rows})
        frame["last_act_at"] = pd.to_datetime(frame["last_act_at"]).dt.tz_localize(None)
        frame.to_excel(path, index=False, engine="xlsxwriter")

    with tempfile.NamedTemporaryFile(suffix=".xlsx") as target:
        return measured(lambda: export(target.name))
