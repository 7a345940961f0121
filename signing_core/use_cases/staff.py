"""Schools and staff accounts, made by whoever stands above them."""

from sqlalchemy import select

from signing_core import values
from signing_core.actors import Role
from signing_core.chain import GENESIS
from signing_core.errors import BadValue, NotAllowed
from signing_core.models import Account, College, Contact, School, TrailHead
from signing_core.work import UnitOfWork

from . import passwords

ABOVE = {
    Role.COLLEGE: {Role.SCHOOL, Role.SYSTEM},
    Role.SCHOOL: {Role.PROVINCE, Role.SYSTEM},
    Role.PROVINCE: {Role.SYSTEM},
}


def create_school(work: UnitOfWork, *, code: str, name: str) -> School:
    """A school with an empty trail and its office as contact. Raises BadValue, or NotAllowed below the province."""
    _refuse_unless(work, {Role.PROVINCE, Role.SYSTEM})
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
    return school


def create_college(work: UnitOfWork, school: School, name: str) -> College:
    """The school's college of that name, made where it is missing."""
    _refuse_unless(work, {Role.SCHOOL, Role.SYSTEM})
    name = values.text(name, 120)
    found = work.session.scalars(
        select(College).where(College.school_id == school.id, College.name == name)
    ).one_or_none()
    if found is None:
        found = College(school_id=school.id, name=name)
        work.session.add(found)
        work.session.flush()
    return found


def create_staff(
    work: UnitOfWork, *, login: str, school: School | None = None, college: College | None = None, name: str = ""
) -> str:
    """A staff account of a college, a school or (neither) the province; returns its one-time link's handle."""
    role = Role.COLLEGE if college else Role.SCHOOL if school else Role.PROVINCE
    _refuse_unless(work, ABOVE[role])
    login = values.text(login, 60)
    if work.session.scalar(select(Account.id).where(Account.login == login)) is not None:
        raise BadValue(f"登录名 {login} 已被使用。")
    account = Account(
        public_id=work.new_id(),
        role=role,
        login=login,
        name=name or (college.name if college else school.name + "就业办" if school else role.label),
        school_id=school.id if school else None,
        college_id=college.id if college else None,
        created_at=work.at,
    )
    work.session.add(account)
    return passwords.new_link(work, account)


def _refuse_unless(work: UnitOfWork, roles: set[Role]) -> None:
    if work.actor.role not in roles:
        raise NotAllowed("您的身份不能进行此操作。")
