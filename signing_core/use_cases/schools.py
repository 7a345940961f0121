"""Schools and their colleges: made, named anew, and whom to turn to at each."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from signing_core import values
from signing_core.actors import Role
from signing_core.chain import GENESIS
from signing_core.effects import log
from signing_core.errors import BadValue, NotAllowed, NotFound, Problems, Refusal
from signing_core.models import Account, College, Contact, School, Signing, Student, Tally, TrailHead
from signing_core.queries import places
from signing_core.work import UnitOfWork

NAMED, CONTACT_CHANGED = "修改名称", "修改联系方式"
CONTACT_FIELDS = {"office": 120, "person": 50, "phone": 30, "hours": 60}


@dataclass(frozen=True)
class Place:
    """Whose contact is meant: a college's, a school's or (neither) the province's."""

    school: School | None = None
    college: College | None = None

    @property
    def name(self) -> str:
        return self.college.name if self.college else self.school.name if self.school else Role.PROVINCE.label


def create_school(work: UnitOfWork, *, code: str, name: str) -> School:
    """A school with an empty trail and its office as contact. Raises BadValue, or NotAllowed below the province."""
    refuse_unless(work, {Role.PROVINCE, Role.SYSTEM})
    code = values.tidy(code)
    if not (code.isascii() and code.isdigit() and len(code) == 5):
        raise BadValue("院校标识码须为 5 位数字。")
    if work.session.scalar(select(School.id).where(School.code == code)) is not None:
        raise BadValue(f"院校标识码 {code} 已存在。")
    school = School(code=code, name=values.text(name, 120))
    work.session.add(school)
    work.session.flush()
    work.session.add(TrailHead(school_id=school.id, count=0, hash=GENESIS))
    work.session.add(Contact(school_id=school.id, office=f"{school.name}就业办"))
    log.note(work, "新建学校", f"{school.name}（{school.code}）", school_id=school.id)
    return school


def rename_school(work: UnitOfWork, school: School, name: str) -> None:
    """Raises BadValue, or NotAllowed below the province. What was issued under the old name stays as it is."""
    refuse_unless(work, {Role.PROVINCE, Role.SYSTEM})
    before, school.name = school.name, values.text(name, 120)
    if school.name != before:
        log.note(work, NAMED, f"学校 {before} → {school.name}", school_id=school.id)


def create_college(work: UnitOfWork, school: School, name: str) -> College:
    """The school's college of that name, made where it is missing."""
    refuse_unless(work, {Role.SCHOOL, Role.SYSTEM})
    name = values.text(name, 120)
    found = _named(work, school.id, name)
    if found is None:
        found = College(school_id=school.id, name=name)
        work.session.add(found)
        work.session.flush()
        log.note(work, "新建院系", name, school_id=school.id)
    return found


def add_college(work: UnitOfWork, school: School, name: str) -> College:
    """A new college; raises BadValue where the school has one of that name."""
    if _named(work, school.id, values.text(name, 120)) is not None:
        raise BadValue("本校已有这个院系。")
    return create_college(work, school, name)


def college_named(work: UnitOfWork, name: str) -> College:
    """The college of that name in the actor's school; raises NotFound."""
    found = _named(work, work.actor.school_id, name)
    if found is None:
        raise NotFound
    return found


def rename_college(work: UnitOfWork, college: College, name: str) -> None:
    """Give it another name, which its signings show too; what was issued under the old name stays as it is."""
    refuse_unless(work, {Role.SCHOOL})
    before, name = college.name, values.text(name, 120)
    if name == before:
        return
    if _named(work, college.school_id, name) is not None:
        raise BadValue("本校已有这个院系。")
    college.name = name
    work.session.flush()
    work.point("schools.renamed")
    work.session.execute(
        update(Signing).where(Signing.college_id == college.id).values(college_name=name),
        execution_options={"synchronize_session": False},
    )
    log.note(work, NAMED, f"院系 {before} → {name}")


def delete_college(work: UnitOfWork, college: College) -> None:
    """Only one that nobody belongs to, neither students nor staff; raises Refusal."""
    refuse_unless(work, {Role.SCHOOL})
    work.session.scalars(select(College.id).where(College.id == college.id).with_for_update()).one()
    for of, what in ((Student, "名学生"), (Signing, "条签约"), (Account, "个管理员账号")):
        count = work.session.scalar(select(func.count()).select_from(of).where(of.college_id == college.id))
        if count:
            raise Refusal(f"{college.name}还有 {count:,} {what}，不能删除。")
    work.session.execute(delete(Contact).where(Contact.college_id == college.id))
    work.session.execute(delete(Tally).where(Tally.college_id == college.id))  # counts of nobody
    work.session.delete(college)
    log.note(work, "删除院系", college.name)


def set_contact(work: UnitOfWork, place: Place, typed: Mapping[str, str]) -> None:
    """Whom to turn to there. Raises Problems, or NotAllowed for another's contact."""
    _refuse_anothers_contact(work, place)
    told = _checked(typed)
    where = {
        "school_id": place.school.id if place.school else None,
        "college_id": place.college.id if place.college else None,
    }
    found = places.contact_of(work, **where)
    before = str(found or "")
    if found is None:
        found = Contact(**where)
        work.session.add(found)
    for name, value in told.items():
        setattr(found, name, value)
    if str(found) != before:
        log.note(work, CONTACT_CHANGED, f"{place.name}：{found}", school_id=where["school_id"])


def _checked(typed: Mapping[str, str]) -> dict[str, str]:
    told, problems = {name: values.tidy(typed.get(name, "")) for name in CONTACT_FIELDS}, {}
    if not told["office"]:
        problems["office"] = "请填写此项。"
    for name, limit in CONTACT_FIELDS.items():
        if len(told[name]) > limit:
            problems[name] = f"最多 {limit} 个字，现有 {len(told[name])} 个。"
    if told["phone"] and not problems:
        try:
            told["phone"] = values.contact_phone(told["phone"])
        except BadValue as problem:
            problems["phone"] = problem.message
    if problems:
        raise Problems(problems)
    return told


def _refuse_anothers_contact(work: UnitOfWork, place: Place) -> None:
    """A school keeps its own and its colleges', the province its own and the schools'."""
    own = place.school is not None and work.actor.school_id == place.school.id
    roles = {Role.SCHOOL} if place.college else {Role.PROVINCE, *({Role.SCHOOL} if own else ())}
    refuse_unless(work, roles)


def _named(work: UnitOfWork, school_id: int | None, name: str) -> College | None:
    return work.session.scalars(
        select(College).where(College.school_id == school_id, College.name == name)
    ).one_or_none()


def refuse_unless(work: UnitOfWork, roles: set[Role]) -> None:
    """Raise NotAllowed for everybody else."""
    if work.actor.role not in roles:
        raise NotAllowed("您的身份不能进行此操作。")
