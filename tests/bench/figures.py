"""去向统计 of 500,000 graduates by school and by college, its numbers against counting again, and 就业方案 of them."""

from collections.abc import Iterator
from random import Random
from typing import Any

from sqlalchemy import func, select

from app import create_app
from importers.bulk import loading
from signing_core.actors import Actor, Role
from signing_core.catalogues.destination_codes import BY_AGREEMENT
from signing_core.effects import tallies
from signing_core.models import Account, College, Plan, School, Student, Tally
from signing_core.queries import figures
from signing_core.states import PlanSource, PlanStatus, SigningKind
from signing_core.use_cases import sessions
from tests import makers
from tests.web.client import Client
from tests.web.console import statements

from .children import Figures, medians, milliseconds
from .data import Data, services_at, settle
from .verdicts import Verdict

STUDENTS, SCHOOLS, COLLEGES, MAJORS = 500_000, 100, 20, 3
COHORT, A_SCHOOL, ROUNDS, MOST_MS = 2026, 50, 3, 100
LEVELS = {"本科生毕业": 80, "硕士生毕业": 15, "博士生毕业": 5}
CODES = {"10": 34, "11": 8, "12": 9, "27": 1, "46": 1, "50": 1, "75": 2, "76": 3, "80": 18, "85": 3, "70": 4, "": 16}
PAGES = {"province": "by school, the province", "school": "by college, one school"}
ACTORS = {
    "province": Actor(role=Role.PROVINCE, name="省中心"),
    "school": Actor(role=Role.SCHOOL, name="就业办", school_id=A_SCHOOL),
}
BY = {"province": figures.SCHOOL, "school": figures.COLLEGE}
ACCOUNTS = {1: "province", 2: "school"}
A_NUMBER = f"2022{STUDENTS - STUDENTS // SCHOOLS * (SCHOOLS - A_SCHOOL):07}"  # near the end of the school's list
LISTS: dict[str, dict[str, str]] = {
    "first page": {},
    "deep page": {"after": A_NUMBER},
    "学生未提交": {"status": PlanStatus.NOT_SUBMITTED.label},
    "a code": {"code": "46"},
    "a college": {"college": "第981学院"},
    "a major": {"major": "专业21-1"},
    "a name that nobody has": {"search": "江晓舟"},
}
BRUTE_FORCE = {"province": Student.school_id, "school": Student.college_id}


def compare(data: Data) -> Iterator[Verdict | str]:
    """Both databases; what the kept counts take to read stands against the one statement that counts everybody."""
    for kind in data.kinds:
        url = data.empty(kind)
        yield f"{_seed(url):,} kept counts of {STUDENTS:,} graduates of {SCHOOLS} schools, {kind}"
        found = medians({name: (f"figures:{name}", {"url": url}) for name in ("ours", "kept", "count")}, ROUNDS)
        for page, label in PAGES.items():
            what = f"figures {label}, {kind}"
            yield f"{what}: {found['ours'][f'{page} queries']:.0f} queries"
            yield Verdict(what=f"{what}, page", ours=found["ours"][page], peer="bound", theirs=MOST_MS, target=1)
            numbers = {"ours": found["kept"][page], "theirs": found["count"][page]}
            yield Verdict(what=f"{what}, numbers", peer="counting everybody", target=1, **numbers)
        for page, milli in medians({"lists": ("figures:lists", {"url": url})}, ROUNDS)["lists"].items():
            yield Verdict(what=f"plans, {page}, {kind}", ours=milli, peer="bound", theirs=MOST_MS, target=1)


def _seed(url: str) -> int:
    """Straight into the tables; how many kept counts came of it."""
    services, random = services_at(url), Random(1)
    with loading(services.database.engine) as bulk:
        bulk.write(School, [{"id": id, "code": f"{10000 + id}", "name": f"示范大学{id}"} for id in _ids(SCHOOLS)])
        bulk.write(Account, [_account(1, Role.PROVINCE, None), _account(2, Role.SCHOOL, A_SCHOOL)])
        colleges = _ids(SCHOOLS * COLLEGES)
        bulk.write(College, [{"id": id, "school_id": _school(id), "name": f"第{id}学院"} for id in colleges])
        for first in range(1, STUDENTS + 1, 10_000):
            ids = range(first, min(first + 10_000, STUDENTS + 1))
            students = [_student(random, id) for id in ids]
            bulk.write(Student, students)
            bulk.write(Plan, [_plan(random, student) for student in students])
        bulk.connection.execute(tallies.counted_anew())
        bulk.written["tallies"] = Tally
        kept = bulk.connection.scalar(select(func.count()).select_from(Tally))
    settle(services.database.engine)
    services.database.engine.dispose()
    return int(kept or 0)


def _account(id: int, role: Role, school_id: int | None) -> dict[str, Any]:
    named = {"public_id": f"a{id}", "role": role.value, "login": f"office{id}", "name": "就业办"}
    return {"id": id, **named, "school_id": school_id, "created_at": makers.NOON}


def _ids(amount: int) -> range:
    return range(1, amount + 1)


def _school(college: int) -> int:
    return (college - 1) // COLLEGES + 1


def _student(random: Random, id: int) -> dict[str, Any]:
    college = (id - 1) % (SCHOOLS * COLLEGES) + 1
    return {
        "id": id,
        "public_id": f"s{id}",
        "school_id": _school(college),
        "college_id": college,
        "cohort": COHORT,
        "student_number": f"2022{id:07}",
        "name": "黄河水",
        "gender": random.choice("男女"),
        "id_number_sealed": b"",
        "id_number_index": f"i{id}",
        "major": f"专业{college % 40}-{random.randrange(MAJORS)}",
        "education": _chosen(random, LEVELS),
        "training": "非定向",
        "created_at": makers.NOON,
        "version": 1,
    }


def _plan(random: Random, student: dict[str, Any]) -> dict[str, Any]:
    code = _chosen(random, CODES)
    kind = random.choice([SigningKind.ONLINE, SigningKind.PAPER]) if code == "10" else SigningKind.DESTINATION
    return {
        "student_id": student["id"],
        **{name: student[name] for name in ("school_id", "college_id", "cohort", "student_number")},
        "status": (PlanStatus.AWAITING_COLLEGE if code else PlanStatus.NOT_SUBMITTED).value,
        "source": (PlanSource.SIGNING if code else PlanSource.NONE).value,
        "kind": kind.value if code else None,
        "destination": BY_AGREEMENT if code else "",
        "assigned_code": code,
        "destination_code": code,
        "changed_at": makers.NOON,
        "version": 1,
    }


def _chosen(random: Random, shares: dict[str, int]) -> str:
    return random.choices(list(shares), list(shares.values()))[0]


def ours(url: str) -> Figures:
    """In a child: milliseconds of both pages, and their queries beside the session look-up."""
    services = services_at(url)
    app = create_app(services.settings, database=services.database)
    found: Figures = {}
    for id, page in ACCOUNTS.items():
        client = Client(app, sessions.start_session(services, id))

        def get(client: Client = client) -> None:
            answer = client.get("/admin/figures/", cohort=str(COHORT))
            assert answer.status_code == 200
            assert "尚无毕业生" not in answer.text

        found[page] = milliseconds(get)
        with statements(services.database) as sent:
            get()
        found[f"{page} queries"] = len(sent)
    return found


def lists(url: str) -> Figures:
    """In a child: milliseconds of pages of 就业方案, as the office of one school asks for them."""
    services = services_at(url)
    client = Client(create_app(services.settings, database=services.database), sessions.start_session(services, 2))

    def get(asked: dict[str, str]) -> None:
        answer = client.get("/admin/plan/", cohort=str(COHORT), **asked)
        assert answer.status_code == 200
        assert ("暂无数据" in answer.text) == ("search" in asked)

    return {page: milliseconds(lambda asked=asked: get(asked)) for page, asked in LISTS.items()}


def kept(url: str) -> Figures:
    """In a child: all that a page's numbers take, names of groups included."""
    services = services_at(url)
    found: Figures = {}
    for page, actor in ACTORS.items():
        question = figures.Question(cohort=COHORT, by=BY[page])
        with services.reading(actor) as work:
            found[page] = milliseconds(lambda work=work, question=question: figures.read(work, question))
    return found


def count(url: str) -> Figures:
    """In a child: the same numbers from students and plans themselves."""
    services = services_at(url)
    found: Figures = {}
    with services.database.engine.connect() as connection:
        for page, group in BRUTE_FORCE.items():
            columns = (group, *tallies.FILED.values())
            asked = select(*columns, func.count()).select_from(Student).join(Plan).where(Student.cohort == COHORT)
            asked = asked if page == "province" else asked.where(Student.school_id == A_SCHOOL)
            found[page] = milliseconds(lambda asked=asked, by=columns: connection.execute(asked.group_by(*by)).all())
    return found
