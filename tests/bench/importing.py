"""A roster: read, checked whole and written, against django-import-export and pandas row by row through the ORM."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from exports.rows_workbook import Column, write_rows
from importers import students
from importers.templates import names
from signing_core.actors import SYSTEM, Actor, Role
from signing_core.use_cases import schools
from tests.makers import an_id_number

from .children import Asked, Figures, measured, medians
from .data import Data, services_at
from .verdicts import Verdict

ROWS = 50_000
PEER_ROWS = ROWS if os.environ.get("BENCH_FULL") else 5_000  # the peers take minutes; they are linear at best
WRONG_EVERY = 100
ROUNDS = 3
COHORT = 2026
OF_DJANGO, OF_PANDAS = 1 / 25, 1 / 15
MOST_MIB = 200
COLUMNS = names(students.STUDENT_COLUMNS)


def compare(data: Data) -> Iterator[Verdict | str]:
    """By time per thousand rows; ours with encryption, blind index, plans and accounts, theirs without."""
    kind = data.kinds[0]
    url = data.empty(kind)
    many: Asked = {"url": url, "path": _workbook(data.folder, ROWS), "rows": ROWS}
    few: Asked = {"url": url, "path": _workbook(data.folder, PEER_ROWS), "rows": PEER_ROWS}
    found = medians(
        {
            "ours": ("importing:ours", many),
            "small": ("importing:ours", few),
            "django-import-export": ("importing_peers:django_import_export", few),
            "pandas, ORM": ("importing_peers:pandas_orm", few),
        },
        ROUNDS,
    )
    ours = found["ours"]
    what = f"import, {kind}, {ROWS:,} rows"
    for peer, target in (("django-import-export", OF_DJANGO), ("pandas, ORM", OF_PANDAS)):
        theirs = found[peer]
        yield f"{peer}: {PEER_ROWS:,} rows in {theirs['seconds']:.1f} s, {theirs['mib']:.0f} MiB over idle"
        yield Verdict(
            what=what,
            ours=_per_thousand(ours, ROWS),
            peer=peer,
            theirs=_per_thousand(theirs, PEER_ROWS),
            target=target,
            unit="ms per 1,000 rows",
        )
    yield f"import: {ours['check']:.1f} s to check, {ours['write']:.1f} s to write"
    yield f"import: {_growth(ours, found['small']):.2f} times the time of a row from {PEER_ROWS:,} to {ROWS:,}"
    yield Verdict(what=f"{what}, memory", ours=ours["mib"], peer="bound", theirs=MOST_MIB, target=1, unit="MiB")


def _per_thousand(figures: Figures, rows: int) -> float:
    return figures["seconds"] * 1_000_000 / rows


def _growth(many: Figures, few: Figures) -> float:
    return _per_thousand(many, ROWS) / _per_thousand(few, PEER_ROWS)


def _workbook(folder: Path, rows: int) -> str:
    """A roster as a school would send it; every hundredth row has an ID number that does not check."""
    path = folder / f"roster-{rows}.xlsx"
    with path.open("wb") as target:
        write_rows(map(_row, range(rows)), [Column(name) for name in COLUMNS], target, sheet="生源信息")
    return str(path)


def _row(serial: int) -> tuple[str, ...]:
    id_number = _id_number(serial)
    if serial % WRONG_EVERY == 0:
        id_number = id_number[:-1] + ("0" if id_number[-1] != "0" else "1")
    return (
        f"2022{serial:08}", f"黄河{chr(0x4E00 + serial % 5000)}", "男" if serial % 2 else "女", id_number,
        f"133{serial:08}", f"student{serial}@example.com", f"学院{serial % 20}", f"专业{serial % 80}",
        f"{serial % 400}班", "本科生毕业", str(COHORT), "非定向", "湖北省武汉市洪山区",
    )  # fmt: skip


def _id_number(serial: int) -> str:
    """The makers' own repeat after 28,000; another region begins then."""
    from stdnum.cn import ric

    body = f"{('420106', '430104', '410105')[serial // 28_000]}{an_id_number(serial)[6:17]}"
    return body + ric.calc_check_digit(body + "0")


def ours(url: str, path: str, rows: int) -> Figures:
    """In a child: a new school's first roster, by its office."""
    services = services_at(url)
    with services.working(SYSTEM) as work:
        school = schools.create_school(work, code=_unused_code(work), name="示范大学")
    office = Actor(role=Role.SCHOOL, name="就业办", school_id=school.id)
    where = {"school_id": school.id, "cohort": COHORT}
    reports, parts = [], []

    def check() -> None:
        with services.reading(office) as work:
            reports.append(students.prepare(work, Path(path).read_bytes(), path, **where))

    def write() -> None:
        with services.working(office) as work:
            students.apply(work, reports[0], **where)

    whole = measured(lambda: parts.extend([measured(check), measured(write)]))
    assert len(reports[0].good) == rows - rows // WRONG_EVERY
    assert len(reports[0].wrong_rows()) == rows // WRONG_EVERY
    mib = max(parts[0]["mib"], whole["mib"])
    return whole | {"check": parts[0]["seconds"], "write": parts[1]["seconds"], "mib": mib}


def _unused_code(work) -> str:
    from sqlalchemy import select

    from signing_core.models import School

    taken = set(work.session.scalars(select(School.code)))
    return next(code for code in (f"{n}" for n in count(20_000)) if code not in taken)
