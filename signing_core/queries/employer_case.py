"""What the office sees of one employer: its events, what is compared before it is judged, its signings here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from signing_core import values
from signing_core.errors import BadValue
from signing_core.models import REGISTERED, Employer, EmployerBlock, EmployerEvent, Licence, Signing
from signing_core.prechecks import Finding, Level
from signing_core.states import EmployerState, SigningState
from signing_core.work import UnitOfWork

MOST_EVENTS, MOST_ALIKE, NAMED = 200, 50, 3
ANYBODYS_MAIL = {
    *("qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn", "sohu.com", "139.com"),
    *("189.cn", "gmail.com", "outlook.com", "hotmail.com"),
}
TALLIED = {
    "待应约": (SigningState.INVITED,),
    "签约审核中": (SigningState.AWAITING_REVIEW, SigningState.RETURNED),
    "签约审核通过": (SigningState.APPROVED,),
    "已解约": (SigningState.RESCINDED,),
}


@dataclass(frozen=True, kw_only=True)
class Alike:
    """Another employer that shares something with this one."""

    name: str
    uscc: str
    state: EmployerState
    email: str
    contact_phone_index: str | None


def events(work: UnitOfWork, employer: Employer) -> Sequence[EmployerEvent]:
    """What was done about it, newest first; of schools only the own one's matters."""
    theirs = select(EmployerEvent).where(EmployerEvent.employer_id == employer.id)
    return work.session.scalars(theirs.order_by(EmployerEvent.id.desc()).limit(MOST_EVENTS)).all()


def blocks(work: UnitOfWork, employer: Employer) -> Sequence[EmployerBlock]:
    """The own school's block; for the province everybody's."""
    theirs = select(EmployerBlock).where(EmployerBlock.employer_id == employer.id).order_by(EmployerBlock.id)
    return work.session.scalars(theirs.limit(MOST_ALIKE)).all()


def with_own_school(work: UnitOfWork, employer: Employer, *, cohort: int) -> list[tuple[str, int]]:
    """How many invitations it sent to the school's students of a cohort, and what became of them."""
    found = select(Signing.state, func.count()).where(Signing.employer_id == employer.id, Signing.cohort == cohort)
    by_state = dict(work.session.execute(found.group_by(Signing.state)).all())
    told = [(label, sum(by_state.get(state, 0) for state in states)) for label, states in TALLIED.items()]
    return [("发出邀请", sum(by_state.values())), *told]


def findings(work: UnitOfWork, employer: Employer, licence: Licence | None) -> list[Finding]:
    """预审 of a registration: what is wrong with it or shared with others, the gravest first."""
    alike = _alike(work, employer)
    found = [
        _code(employer),
        _same_code([one for one in alike if one.uscc == employer.uscc]),
        _shared("单位名称", "没有其他单位使用这个名称。", [one for one in alike if one.name == employer.name]),
        _shared("联系电话", "没有其他单位登记这个号码。", [one for one in alike if _same_phone(one, employer)]),
        _shared("邮箱", "没有其他单位登记这个邮箱。", [one for one in alike if one.email == employer.email]),
        _domain(employer),
        _picture(licence, _with_the_same_picture(work, licence)),
    ]
    return sorted(found, key=lambda one: list(Level).index(one.level))


def _alike(work: UnitOfWork, employer: Employer) -> list[Alike]:
    shared = [Employer.uscc == employer.uscc, Employer.name == employer.name, Employer.email == employer.email]
    if employer.contact_phone_index:
        shared.append(Employer.contact_phone_index == employer.contact_phone_index)
    columns = (Employer.name, Employer.uscc, Employer.state, Employer.email, Employer.contact_phone_index)
    rows = select(*columns).where(Employer.id != employer.id, or_(*shared)).order_by(Employer.id).limit(MOST_ALIKE)
    return [Alike(**row._mapping) for row in work.session.execute(rows)]


def _with_the_same_picture(work: UnitOfWork, licence: Licence | None) -> Sequence[str]:
    if licence is None:
        return []
    same = select(Employer.name).join(Licence, Licence.employer_id == Employer.id)
    others = same.where(Licence.pixel_sha256 == licence.pixel_sha256, Licence.employer_id != licence.employer_id)
    return work.session.scalars(others.distinct().limit(NAMED)).all()


def _same_phone(other: Alike, employer: Employer) -> bool:
    return other.contact_phone_index is not None and other.contact_phone_index == employer.contact_phone_index


def _code(employer: Employer) -> Finding:
    name = "统一社会信用代码"
    try:
        values.uscc(employer.uscc)
    except BadValue as problem:
        return Finding(name, Level.STOP, problem.message)
    return Finding(name, Level.FINE, "18 位，校验码正确。")


def _same_code(others: list[Alike]) -> Finding:
    registered = [one for one in others if one.state in REGISTERED]
    if registered:
        return Finding("代码重复", Level.STOP, f"该代码已有审核通过的单位：{_named(registered)}，不能再次通过。")
    waiting = [one for one in others if one.state is EmployerState.PENDING]
    if waiting:
        return Finding("代码重复", Level.LOOK, f"另有等待审核的注册使用同一代码：{_named(waiting)}，只能通过其中一个。")
    return Finding("代码重复", Level.FINE, "没有其他单位使用这个代码。")


def _shared(name: str, fine: str, others: list[Alike]) -> Finding:
    said = f"与其他单位相同：{_named(others)}，请核对是否同一单位。"
    return Finding(name, Level.LOOK, said) if others else Finding(name, Level.FINE, fine)


def _domain(employer: Employer) -> Finding:
    domain = employer.email.rpartition("@")[2].lower()
    if domain in ANYBODYS_MAIL:
        return Finding("邮箱域名", Level.LOOK, f"使用公共邮箱（{domain}），不能由邮箱看出单位身份。")
    return Finding("邮箱域名", Level.FINE, f"{domain} 不是常见的公共邮箱。")


def _picture(licence: Licence | None, others: Sequence[str]) -> Finding:
    if licence is None:
        return Finding("营业执照", Level.LOOK, "没有上传执照图片。")
    if others:
        return Finding("营业执照", Level.LOOK, f"与其他单位上传的图片完全相同：{'、'.join(others)}。")
    return Finding("营业执照", Level.FINE, "已上传，没有其他单位上传同一图片。")


def _named(others: list[Alike]) -> str:
    names = [f"{one.name}（{one.state.label}）" for one in others[:NAMED]]
    return "、".join(names) + (f" 等 {len(others)} 个" if len(others) > NAMED else "")
