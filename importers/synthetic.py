"""A large made-up data set: schools, their students, employers and signings, the same for the same seed.

Everybody may sign in with the demo's password. What signings leave behind is in ``synthetic_signings``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import exists, select
from stdnum.cn import ric, uscc

from signing_core.actors import SYSTEM
from signing_core.clock import today
from signing_core.crypto import keyring, place_of
from signing_core.effects import tallies
from signing_core.errors import NotAllowed
from signing_core.models import (
    UNDIRECTED,
    Account,
    Base,
    College,
    Contact,
    Employer,
    School,
    SchoolSettings,
    Student,
)
from signing_core.work import Services

from . import synthetic_words as words
from .bulk import Loading, loading
from .demo import PASSWORD
from .synthetic_signings import Signings, random_id

CHUNK = 2000
FIRST_SCHOOL = 10001
STUDENTS_OF_AN_EMPLOYER = 20
MOST_SIGNINGS_OF_A_SCHOOL = 150_000  # not half of them are approved, and there are 99,999 numbers
BIRTHDAYS, SEQUENCES = 1200, 997  # without a common divisor, so that no two students of a school share both


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much to make, and from which seed."""

    schools: int
    students: int
    signings: int
    seed: int = 1

    @property
    def chunks(self) -> int:
        """How often ``load`` will answer."""
        return sum(len(range(0, self.students_of(school), CHUNK)) for school in range(self.schools))

    def students_of(self, school: int) -> int:
        """An even share for each school."""
        return self.students * (school + 1) // self.schools - self.students * school // self.schools


def load(services: Services, size: Size) -> Iterator[int]:
    """Fill an empty database, in one transaction; says after each chunk how many students there are.

    Raises NotAllowed in production, for a database that holds anything, and for more than the numbers suffice for.
    """
    if services.settings.production:
        raise NotAllowed("生产环境不能载入合成数据。")
    if size.signings > size.schools * MOST_SIGNINGS_OF_A_SCHOOL:
        raise NotAllowed(f"每所学校最多 {MOST_SIGNINGS_OF_A_SCHOOL:,} 份签约，请增加学校数。")
    with services.reading(SYSTEM) as work:
        if work.session.scalar(select(exists(School.id) | exists(Employer.id) | exists(Account.id))):
            raise NotAllowed("数据库中已有数据，合成数据只能载入空数据库。")
    password_hash = services.passwords.hash(PASSWORD)
    with loading(services.database.engine) as bulk:
        yield from _Making(bulk, size, services.clock(), password_hash).everything()


class _Making:
    """One load, school after school; memory holds the employers and one chunk of students."""

    def __init__(self, bulk: Loading, size: Size, now: datetime, password_hash: str) -> None:
        self.bulk, self.size, self.now, self.password_hash = bulk, size, now, password_hash
        self.random = Random(size.seed)  # noqa: S311 - the same data for the same seed
        self.cohort = today(now).year
        self.ids: dict[type[Base], Iterator[int]] = {}

    def everything(self) -> Iterator[int]:
        made = 0
        signings = Signings(self.bulk, self.random, self.now, self.employers())
        for school_number in range(self.size.schools):
            school, colleges = self.school(school_number)
            signings.open(school, colleges)
            total = self.size.students_of(school_number)
            for first in range(0, total, CHUNK):
                chunk = min(CHUNK, total - first)
                students = self.students(school, colleges, range(first, first + chunk))
                share = self.size.signings * (made + chunk) // self.size.students
                signings.write(students, share - self.size.signings * made // self.size.students)
                made += chunk
                yield made
            signings.close(self.cohort)
        self.bulk.connection.execute(tallies.counted_anew())

    def school(self, number: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        name = words.school(number)
        school = {"id": self.next_id(School), "code": f"{FIRST_SCHOOL + number}", "name": name}
        colleges = [{"id": self.next_id(College), "school_id": school["id"], "name": name} for name in words.MAJORS]
        opened = {"online_from": self.now - timedelta(days=300), "online_until": None, "changed_at": self.now}
        settings = {"id": self.next_id(SchoolSettings), "school_id": school["id"], "cohort": self.cohort, "version": 1}
        contact = {"id": self.next_id(Contact), "school_id": school["id"], "office": f"{name}就业办"}
        self.bulk.write(School, [school])
        self.bulk.write(College, colleges)
        self.bulk.write(SchoolSettings, [settings | opened])
        self.bulk.write(
            Contact, [contact | {"person": "周老师", "phone": "027-87650000", "hours": "工作日 9:00-17:00"}]
        )
        self.bulk.write(
            Account, [self.account("SCHOOL", f"school{school['code']}", f"{name}就业办", school_id=school["id"])]
        )
        return school, colleges

    def employers(self) -> list[dict[str, Any]]:
        """All of them; one in twenty still waits for approval, and is not among those returned."""
        made = [self.employer(number) for number in range(max(20, self.size.students // STUDENTS_OF_AN_EMPLOYER))]
        accounts = [self.account("EMPLOYER", f"unit{e['id']}", e["name"], employer_id=e["id"]) for e in made]
        self.bulk.write(Employer, made)
        self.bulk.write(Account, accounts)
        return [employer for employer in made if employer["state"] == "APPROVED"]

    def employer(self, number: int) -> dict[str, Any]:
        name, place, industry = words.company(self.random)
        public_id, phone = self.public_id(), self.phone()
        body = f"91{words.PLACES[place]}MA{number:07}"
        return {
            "id": self.next_id(Employer),
            "public_id": public_id,
            "name": name,
            "uscc": body + uscc.calc_check_digit(body),
            "state": "APPROVED" if number % 20 else "PENDING",
            "nature": self.random.choice(("其他企业", "国有企业", "三资企业")),
            "industry": industry,
            "place": place,
            "address": f"创新路{number % 900 + 1}号",
            "contact": words.person(self.random),
            "contact_phone_sealed": self.sealed("employers.contact_phone", public_id, phone),
            "contact_phone_index": keyring().index(phone),
            "email": f"hr@unit{number}.example.com",
            "confirmed_at": self.now,
            "created_at": (registered := self.now - timedelta(days=self.random.randrange(250, 900))),
            "last_act_at": registered,
            "version": 1,
        }

    def students(self, school: dict[str, Any], colleges: list[dict[str, Any]], serials: range) -> list[dict[str, Any]]:
        made = [self.student(school, self.random.choice(colleges), serial) for serial in serials]
        accounts = [self.account("STUDENT", None, s["name"], student_id=s["id"]) for s in made]
        self.bulk.write(Student, made)
        self.bulk.write(Account, accounts)
        return made

    def student(self, school: dict[str, Any], college: dict[str, Any], serial: int) -> dict[str, Any]:
        public_id, place = self.public_id(), self.random.choice(list(words.PLACES))
        born = today(self.now).replace(month=1, day=1) - timedelta(days=22 * 366 + serial % BIRTHDAYS)
        sequence = serial % SEQUENCES + 1
        body = f"{words.PLACES[place]}{born:%Y%m%d}{sequence:03}"
        id_number, phone = body + ric.calc_check_digit(body + "0"), self.phone()
        number = f"{self.cohort - 4}{serial:06}"
        major = self.random.choice(words.MAJORS[college["name"]].split())
        return {
            "id": self.next_id(Student),
            "public_id": public_id,
            "school_id": school["id"],
            "college_id": college["id"],
            "cohort": self.cohort,
            "student_number": number,
            "name": words.person(self.random),
            "gender": "男" if sequence % 2 else "女",
            "id_number_sealed": self.sealed("students.id_number", public_id, id_number),
            "id_number_index": keyring().index(id_number),
            "phone_sealed": self.sealed("students.phone", public_id, phone),
            "phone_index": keyring().index(phone),
            "email": f"{number}@{school['code']}.example.com",
            "major": major,
            "class_name": f"{major[:6]}{self.random.randrange(1, 5)}班",
            "education": "硕士生毕业" if serial % 8 == 0 else "本科生毕业",
            "training": UNDIRECTED,
            "origin": place,
            "source_reviewed": True,
            "restricted": False,
            "restriction_reason": "",
            "created_at": self.now - timedelta(days=280),
            "version": 1,
        }

    def account(self, role: str, login: str | None, name: str, **place: Any) -> dict[str, Any]:
        return {
            "id": self.next_id(Account),
            "public_id": self.public_id(),
            "role": role,
            "login": login,
            "name": name,
            "password_hash": self.password_hash,
            "created_at": self.now,
        } | place

    def next_id(self, model: type[Base]) -> int:
        return next(self.ids.setdefault(model, count(1)))

    def public_id(self) -> str:
        return random_id(self.random)

    def phone(self) -> str:
        return f"1{self.random.choice('35789')}{self.random.randrange(10**9):09}"

    @staticmethod
    def sealed(place: str, public_id: str, text: str) -> bytes:
        table, attribute = place.split(".")
        return keyring().seal(text, place_of(table, attribute, public_id))
