"""Staff accounts, made and looked after by whoever stands above them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update

from signing_core import clock, masking, values
from signing_core.actors import Role
from signing_core.effects import log, outbox
from signing_core.effects.outbox import Letter
from signing_core.errors import BadValue, NotFound, Problems, Refusal
from signing_core.models import Account, Channel, Code, College, School, SignedIn
from signing_core.work import UnitOfWork

from . import passwords, totp
from .schools import refuse_unless

ABOVE = {
    Role.COLLEGE: {Role.SCHOOL, Role.SYSTEM},
    Role.SCHOOL: {Role.PROVINCE, Role.SYSTEM},
    Role.PROVINCE: {Role.SYSTEM},
}
LOOKED_AFTER_BY = ABOVE | {Role.PROVINCE: {Role.PROVINCE, Role.SYSTEM}}  # nobody of the console stands above it
CREATED, LINKED, DISABLED, ENABLED, CHANGED = "新建账号", "生成设置密码链接", "停用账号", "启用账号", "修改账号"
AS_SYSTEM = {"as_system": True, "synchronize_session": False}  # sessions and codes of another are in nobody's scope


@dataclass(frozen=True, kw_only=True)
class Deputy:
    """For whom an account stands in, and the last day on which it may sign in."""

    of: Account
    last_day: date


def create_staff(
    work: UnitOfWork,
    *,
    login: str,
    school: School | None = None,
    college: College | None = None,
    name: str = "",
    email: str = "",
    deputy: Deputy | None = None,
    public_id: str = "",
) -> str:
    """A staff account of a college, a school or (neither) the province; returns its one-time link's handle."""
    role = Role.COLLEGE if college else Role.SCHOOL if school else Role.PROVINCE
    refuse_unless(work, ABOVE[role])
    usual = college.name if college else school.name + "就业办" if school else role.label
    account = Account(
        public_id=public_id or work.new_id(),
        role=role,
        login=_free_login(work, login),
        name=values.text(name, 120) if name else usual,
        school_id=school.id if school else None,
        college_id=college.id if college else None,
        created_at=work.at,
    )
    account.email = values.email(email) if email else ""
    if deputy:
        _stand_in(work, account, deputy)
    work.session.add(account)
    until = f"，代理 {deputy.of.name} 至 {deputy.last_day}" if deputy else ""
    _note(work, CREATED, account, until)
    return _link(work, account)


def new_link(work: UnitOfWork, public_id: str) -> str:
    """The handle of a new one-time link, mailed too where there is an address; earlier links are void."""
    account = _held(work, public_id)
    if account.disabled_at is not None:
        raise Refusal("该账号已停用，请先启用。")
    _void_links(work, account)
    _note(work, LINKED, account)
    return _link(work, account)


def disable(work: UnitOfWork, public_id: str) -> Account:
    """At once: its sessions and links end with this unit. Not oneself, and not the last one of a school's office."""
    account = _held(work, public_id)
    if account.id == work.actor.account_id:
        raise Refusal("不能停用自己的账号。")
    if account.disabled_at is not None:
        raise Refusal("该账号已停用。")
    _refuse_the_last(work, account)
    account.disabled_at = work.at
    work.session.flush()
    work.point("staff.disabled")
    work.session.execute(delete(SignedIn).where(SignedIn.account_id == account.id), execution_options=AS_SYSTEM)
    _void_links(work, account)
    _note(work, DISABLED, account)
    return account


def enable(work: UnitOfWork, public_id: str) -> Account:
    """The account may sign in again with its own password; a deputy as long as its time lasts."""
    account = _held(work, public_id)
    if account.disabled_at is None:
        raise Refusal("该账号没有停用。")
    account.disabled_at = None
    _note(work, ENABLED, account)
    return account


def end_second_step(work: UnitOfWork, public_id: str) -> Account:
    """For whoever lost phone and recovery codes, but not one's own, which is ended by a code."""
    account = _held(work, public_id)
    if account.id == work.actor.account_id:
        raise Refusal("自己的两步验证请在“账号安全”中关闭。")
    if not totp.in_use(work, account):
        raise Refusal("该账号没有开启两步验证。")
    totp.reset(work, account)
    return account


def change(work: UnitOfWork, public_id: str, *, name: str, email: str, last_day: date | None) -> Account:
    """Name, address and, of a deputy, its last day: later to go on, earlier to end. Raises Problems."""
    account = _held(work, public_id)
    before = _facts(account)
    with Problems.beside("name"):
        account.name = values.text(name, 120)
    with Problems.beside("email"):
        account.email = values.email(email) if email else ""
    if account.deputy_of_id is not None:
        with Problems.beside("last_day"):
            account.ends_at = _end_of(work, last_day)
    both = zip(before, _facts(account), strict=True)
    changes = [f"{label} {old or '无'} → {new or '无'}" for (label, old), (_, new) in both if old != new]
    if changes:
        _note(work, CHANGED, account, "：" + "；".join(changes))
    return account


def last_day_of(account: Account) -> date | None:
    """The last day on which a deputy may sign in."""
    return last_day_until(account.ends_at) if account.ends_at else None


def last_day_until(end: datetime) -> date:
    """The last day that is over at that moment."""
    return clock.today(end - timedelta(days=1))


def place_name(account: Account) -> str:
    """Where the account belongs."""
    return account.college.name if account.college else account.school.name if account.school else account.role.label


def _facts(account: Account) -> list[tuple[str, str]]:
    return [
        ("名称", account.name),
        ("邮箱", masking.email(account.email) if account.email else ""),
        ("代理至", str(last_day_of(account) or "")),
    ]


def _stand_in(work: UnitOfWork, account: Account, deputy: Deputy) -> None:
    places = [(one.role, one.school_id, one.college_id) for one in (account, deputy.of)]
    if places[0] != places[1] or deputy.of.deputy_of_id is not None:
        raise Problems({"deputy_of": "代理的账号须属于同一单位，且本身不是代理。"})
    with Problems.beside("last_day"):
        account.ends_at = _end_of(work, deputy.last_day)
    account.deputy_of_id = deputy.of.id


def _end_of(work: UnitOfWork, last_day: date | None) -> datetime:
    if last_day is None:
        raise BadValue("请填写此项。")
    if not clock.today(work.at) <= last_day <= date(2100, 1, 1):
        raise BadValue("最后一天不能早于今天；要立即结束请停用账号。")
    return clock.start_of(last_day + timedelta(days=1))


def _free_login(work: UnitOfWork, login: str) -> str:
    """A login is of one account in the whole system, whoever may see it."""
    login = values.text(login, 60)
    taken = select(Account.id).where(Account.login == login)
    if work.session.scalar(taken, execution_options={"as_system": True}) is not None:
        raise BadValue(f"登录名 {login} 已被使用。")
    return login


def _held(work: UnitOfWork, public_id: str) -> Account:
    """The staff account, locked with its fellows, whose last one may not go; raises NotFound or NotAllowed."""
    account = work.get(Account, public_id)
    if account.role not in LOOKED_AFTER_BY:
        raise NotFound
    refuse_unless(work, LOOKED_AFTER_BY[account.role])
    fellows = select(Account).where(Account.role == account.role, Account.school_id == account.school_id)
    locked = fellows.order_by(Account.id).with_for_update(of=Account).execution_options(populate_existing=True)
    work.session.scalars(locked).all()
    return account


def _refuse_the_last(work: UnitOfWork, account: Account) -> None:
    others = select(Account.id).where(
        Account.role == account.role,
        Account.school_id == account.school_id,
        Account.id != account.id,
        Account.disabled_at.is_(None),
        Account.deputy_of_id.is_(None),
    )
    if account.role is Role.SCHOOL and work.session.scalar(others.limit(1)) is None:
        raise Refusal("这是该校就业办唯一可用的账号，请先新建另一个再停用。")


def _link(work: UnitOfWork, account: Account) -> str:
    """Shown once by whoever asked; mailed where the account has an address."""
    handle = passwords.new_link(work, account)
    if account.email:
        address, days = passwords.address_of(work.services, handle), passwords.LINK_LIVES.days
        text = f"您的登录名是 {account.login}。请在 {days} 天内打开链接设置密码，只能用一次：\n{address}"
        outbox.queue(work, Letter(channel=Channel.MAIL, recipient=account.email, subject="请设置登录密码", body=text))
    return handle


def _void_links(work: UnitOfWork, account: Account) -> None:
    unused = update(Code).where(Code.account_id == account.id, Code.used_at.is_(None))
    work.session.execute(unused.values(used_at=work.at), execution_options=AS_SYSTEM)


def _note(work: UnitOfWork, act: str, account: Account, more: str = "") -> None:
    told = f"{account.name}（{account.login}，{account.role.label}）{more}"
    log.note(work, act, told, school_id=account.school_id)
