"""The demo data: two schools, their offices, employers, and students in every state of a signing."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from signing_core.actors import SYSTEM, Actor
from signing_core.clock import today
from signing_core.errors import NotAllowed
from signing_core.models import Account, College, Contact, Message, Notice, Purpose, School, Signing, Student
from signing_core.opening_sheet import Stretch
from signing_core.queries import employer_pages
from signing_core.states import ReviewLevels
from signing_core.use_cases import codes, employers, opening, passwords, restrictions, roster, staff, uploads
from signing_core.use_cases import schools as school_acts
from signing_core.use_cases.sessions import actor_of
from signing_core.work import Services, UnitOfWork

from . import demo_employers
from .demo_acts import Cast, Scans, Story, act_as, receivers
from .demo_employers import HIRING_LOGINS
from .demo_people import (
    COMPUTING,
    FIRST,
    FIRST_SIGN_IN,
    FIRST_STORY,
    MANAGEMENT,
    NOT_REVIEWED,
    RESTRICTED,
    everyone,
)
from .demo_stories import tell

PASSWORD = "Demo-2020-signing"
COHORT, MINIMUM_WAGE = 2020, 2010
SCHOOL, OTHER_SCHOOL = "19097", "19098"
SCHOOL_NAME = "91wllm就业系统测试学校"

ACCOUNTS = (
    ("province", "省中心管理员"),
    ("school19097", "91wllm就业系统测试学校（19097）就业办"),
    ("college19097", "该校计算机科学与技术学院"),
    ("deputy19097", "该学院的代理账号，一年后自动失效"),
    ("school19098", "江城示范大学（19098）就业办，学院初审后由学校复审"),
    ("college19098", "该校管理学院"),
    ("xingguang", "用人单位：星光集团"),
    ("yongjiu", "用人单位：上海永久自行车有限公司"),
    ("cuisi", "用人单位：上海萃思软件有限公司"),
    ("newco", "用人单位：江城新创科技有限公司，等待审核"),
    ("weiming", "用人单位：武汉未名商贸有限公司，审核不通过"),
    ("jiuyou", "用人单位：江汉旧友贸易有限公司，江城示范大学已停止其签约"),
    ("20191001 至 20191009", "学生黄河水1 至 黄河水9，可以签约"),
    ("20191010", "学生黄河水10，尚未首次登录（验证码见 /demo/outbox）"),
    ("20191011", "学生黄河水11，定向，不能签约"),
    ("20191012", "学生黄河水12，生源信息未审核，不能签约"),
    ("20191013", "学生黄河水13，学校限制签约"),
    ("20191020 起", "处于电子签约各个状态的学生"),
    ("20191074 起", "处于纸质签约各个状态的学生"),
    ("20191106 起", "登记其他去向的学生，每个状态都有"),
)
LONG_READ = 4  # days
DEPUTISES = 400  # days


def load(services: Services) -> bool:
    """The whole demo in one transaction, or nothing where it is already there; true iff it was loaded now."""
    if services.settings.production:
        raise NotAllowed("生产环境不能载入演示数据。")
    from .demo_scans import Scans  # a process that only serves needs nothing to draw pictures with

    password_hash, scans = services.passwords.hash(PASSWORD), Scans(services)
    try:
        with services.working(SYSTEM) as work:
            if work.session.scalar(select(School.id).where(School.code == SCHOOL)) is not None:
                return False
            _Loading(work, password_hash, scans).everything()
    except Exception:
        uploads.clear(services, scans.keys)
        raise
    return True


def is_empty(services: Services) -> bool:
    """True iff the database has no school yet."""
    with services.reading(SYSTEM) as work:
        return work.session.scalar(select(School.id).limit(1)) is None


def lines(services: Services) -> Iterator[str]:
    """Sign-in, ID number and phone of 20191001 to 20191013, tab-separated, so that an employer can search them."""
    with services.reading(SYSTEM) as work:
        students = select(Student).join(School, School.id == Student.school_id).where(School.code == SCHOOL)
        first = students.where(Student.student_number.between(str(FIRST), str(RESTRICTED)))
        for student in work.session.scalars(first.order_by(Student.student_number)):
            yield f"{student.student_number}\t{student.id_number}\t{student.phone}"


class _Loading:
    """One load: the unit of work goes through the weeks before today as one person after the other."""

    def __init__(self, work: UnitOfWork, password_hash: str, scans: Scans) -> None:
        self.work = work
        self.now = work.at
        self.password_hash = password_hash
        self.scans = scans
        self.actors: dict[str, Actor] = {}
        self.last_letter = work.session.scalar(select(func.max(Message.id))) or 0

    def everything(self) -> None:
        self.work.at = self.days_ago(35)
        schools = {
            SCHOOL: school_acts.create_school(self.work, code=SCHOOL, name=SCHOOL_NAME),
            OTHER_SCHOOL: school_acts.create_school(self.work, code=OTHER_SCHOOL, name="江城示范大学"),
        }
        self.staff_and_contacts(schools)
        self.actors |= demo_employers.register_all(
            self.work, self.scans, self.password_hash, self.actors[f"school{SCHOOL}"], self.now
        )
        for hiring, login in enumerate(HIRING_LOGINS):
            self.confirm(self.actors[login], receivers(hiring))
        act_as(self.work, SYSTEM)
        students = [student for school in schools.values() for student in self.roster(school)]
        for school in schools.values():
            self.settings(school)
        act_as(self.work, SYSTEM)
        stories = [self.story(student) for student in students if int(student.student_number) >= FIRST_STORY]
        tell(self.work, sorted(stories, key=lambda story: story.student.student_number), self.now)
        self.review_twice(schools[OTHER_SCHOOL])
        demo_employers.judge_the_others(self.work, self.actors, self.now)
        act_as(self.work, SYSTEM)
        self.letters_have_left(schools)

    def days_ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    def staff_and_contacts(self, schools: dict[str, School]) -> None:
        ours, other = schools[SCHOOL], schools[OTHER_SCHOOL]
        college = school_acts.create_college(self.work, ours, COMPUTING)
        other_college = school_acts.create_college(self.work, other, MANAGEMENT)
        self.staff("province")
        self.staff("school19097", school=ours)
        self.staff("college19097", school=ours, college=college)
        self.staff("school19098", school=other)
        self.staff("college19098", school=other, college=other_college)
        self.deputy(ours, college)
        for school, phone in ((ours, "027-87650097"), (other, "027-87650098")):
            act_as(self.work, self.actors[f"school{school.code}"])
            told = {"office": f"{school.name}就业办", "person": "周老师", "phone": phone, "hours": "工作日 9:00-17:00"}
            school_acts.set_contact(self.work, school_acts.Place(school), told)
        act_as(self.work, SYSTEM)
        for place, phone in ((college, "027-87650197"), (other_college, "027-87650198")):
            self.contact(f"{place.name}就业工作组", "陈老师", phone, school_id=place.school_id, college_id=place.id)
        self.contact("湖北省高校毕业生就业指导服务中心", "服务台", "027-87650000")

    def contact(self, office: str, person: str, phone: str, **place: int) -> None:
        hours = "工作日 9:00-17:00"
        self.work.session.add(Contact(office=office, person=person, phone=phone, hours=hours, **place))

    def deputy(self, school: School, college: College) -> None:
        """Stands in for the college's staff, as its school's office set it up."""
        act_as(self.work, self.actors[f"school{school.code}"])
        of = self.work.session.scalars(select(Account).where(Account.login == f"college{school.code}")).one()
        deputy = staff.Deputy(of=of, last_day=today(self.work.at) + timedelta(days=DEPUTISES))
        self.staff(f"deputy{school.code}", school=school, college=college, name="李老师", deputy=deputy)
        act_as(self.work, SYSTEM)

    def staff(self, login: str, **facts: Any) -> None:
        handle = staff.create_staff(self.work, login=login, **facts)
        act_as(self.work, SYSTEM)
        self.work.session.flush()
        account = codes.redeem(self.work, Purpose.SET_PASSWORD, handle)
        assert account is not None
        passwords.replace(self.work, account, self.password_hash)
        self.actors[login] = actor_of(account)

    def confirm(self, actor: Actor, receivers: Mapping[str, str]) -> None:
        """确认签约信息, as the employer does it before its first invitation."""
        act_as(self.work, actor)
        own = employer_pages.own(self.work)
        data = {name: str(value) for name, value in employer_pages.confirmed_data(own).items()}
        employers.confirm_data(self.work, seen=own.version, data=data | dict(receivers))

    def roster(self, school: School) -> list[Student]:
        """Import and review the school's students; those who have signed in before get their password."""
        act_as(self.work, self.actors[f"school{school.code}"])
        rows = [row for row in everyone() if (row["college"] == MANAGEMENT) == (school.code == OTHER_SCHOOL)]
        roster.import_students(self.work, school_id=school.id, cohort=COHORT, rows=rows)
        accounts = self.work.session.scalars(select(Account).join(Account.student).order_by(Student.student_number))
        students = []
        for account in accounts.all():
            student = account.student
            assert student is not None
            students.append(student)
            if student.student_number != str(FIRST_SIGN_IN):
                account.password_hash = self.password_hash
            if student.student_number != str(NOT_REVIEWED):
                roster.review_source(self.work, student.public_id, seen=student.version, reviewed=True)
            if student.student_number == str(RESTRICTED):
                given = {"restricted": True, "reason": "学籍信息正在核实"}
                restrictions.change(self.work, student.public_id, seen=student.version, **given)
        return students

    def settings(self, school: School) -> None:
        """Everything is open since a month ago, settled in three steps."""
        act_as(self.work, self.actors[f"school{school.code}"])
        since = Stretch(today(self.days_ago(30)))
        steps = {32: {"online": since}, 30: {"paper": since, "other": since}, 28: {"minimum_wage": MINIMUM_WAGE}}
        for days, given in steps.items():
            self.work.at = self.days_ago(days)
            opening.change(self.work, school_id=school.id, cohort=COHORT, **given)

    def review_twice(self, school: School) -> None:
        """Since yesterday a college reviews first there: what waits now waits for it."""
        act_as(self.work, self.actors[f"school{school.code}"])
        self.work.at = self.days_ago(1)
        opening.change(self.work, school_id=school.id, cohort=COHORT, review_levels=ReviewLevels.COLLEGE_THEN_SCHOOL)

    def story(self, student: Student) -> Story:
        serial = int(student.student_number) - FIRST_STORY
        office = self.actors[f"school{student.school.code}"]
        cast = Cast(
            employers=[self.actors[login] for login in HIRING_LOGINS],
            school=office,
            college=self.actors["college19097"] if student.college.name == COMPUTING else office,
        )
        account = self.work.session.scalars(select(Account).where(Account.student_id == student.id)).one()
        return Story(student, actor_of(account), cast, hiring=(0, 0, 0, 1, 2)[serial % 5], scans=self.scans)

    def letters_have_left(self, schools: dict[str, School]) -> None:
        """What the past weeks queued was sent then, and mostly read; only what happens from now on leaves."""
        theirs = select(Signing.id).where(Signing.school_id.in_([school.id for school in schools.values()]))
        for passed in (
            update(Message).where(Message.id > self.last_letter).values(sent_at=Message.queued_at),
            update(Notice)
            .where(Notice.at < self.days_ago(LONG_READ), Notice.signing_id.in_(theirs))
            .values(read_at=Notice.at),
        ):
            self.work.session.execute(passed, execution_options={"synchronize_session": False})
