"""单位注册: an employer registers itself, and corrects what it said until it is approved."""

import re

from sqlalchemy import exists, select

from signing_core import clock, values
from signing_core.actors import SYSTEM, Actor, Role
from signing_core.catalogues.registration import REGISTRATION
from signing_core.effects import employer_events
from signing_core.errors import BadValue, MoveRefused, NotAllowed, Problems
from signing_core.fields import Content, clean
from signing_core.lifecycles.employer import EMPLOYER
from signing_core.lifecycles.machine import Act
from signing_core.models import REGISTERED, Account, Employer, Licence
from signing_core.states import EmployerState
from signing_core.work import Services, UnitOfWork, refuse_if_changed

from . import limits
from .images import Stored
from .sessions import start_session

REGISTERED_ALREADY = "该统一社会信用代码已有审核通过的单位。如非贵单位所为或忘记了账号，请联系学校就业办或省中心。"
LOGIN_TAKEN = "该登录名已被使用，请换一个。"
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{3,39}")
LIKE_A_CODE = re.compile(r"[0-9A-Z]{18}")
UNDER_REVIEW = (EmployerState.PENDING, EmployerState.REJECTED)


def admit(services: Services, *, data: dict[str, str], login: str, address: str) -> Content:
    """The clean data of whoever may register so; raises Problems by field. Each try counts for the network."""
    content, name = clean(REGISTRATION, data, today=clock.today(services.clock())), chosen_login(login)
    limits.spend(services, limits.REGISTER, address)
    with services.reading(SYSTEM) as work:
        problems = {}
        if registered_elsewhere(work, str(content["uscc"])):
            problems["uscc"] = REGISTERED_ALREADY
        if work.session.scalar(select(exists().where(Account.login == name))):
            problems["login"] = LOGIN_TAKEN
    if problems:
        raise Problems(problems)
    return content


def wrong_with(services: Services, data: dict[str, str]) -> dict[str, str]:
    """The sentence of each field that is wrong in itself; asks nothing and counts nothing."""
    try:
        clean(REGISTRATION, data, today=clock.today(services.clock()))
    except Problems as problems:
        return problems.by_field
    return {}


def register(
    services: Services, content: Content, *, login: str, password_hash: str, licence: Stored, pixel_sha256: str
) -> str:
    """The employer, its account and its licence in one unit; returns the token of a session."""
    with services.working(SYSTEM) as work:
        if registered_elsewhere(work, str(content["uscc"])):
            raise MoveRefused(REGISTERED_ALREADY)
        employer = enter(work, content, EmployerState.PENDING)
        account = open_account(work, employer, login=chosen_login(login), password_hash=password_hash)
        add_licence(work, employer, licence, pixel_sha256)
        itself = Actor(role=Role.EMPLOYER, name=employer.name, employer_id=employer.id)
        employer_events.note(work, employer, "注册", by=itself)
        employer_events.received(work, employer)
    return start_session(services, account.id)


def resubmit(
    work: UnitOfWork, *, seen: int, data: dict[str, str], licence: Stored | None = None, pixel_sha256: str = ""
) -> Employer:
    """Everything may be corrected while nobody has approved it; it waits for a review again. Raises Problems."""
    employer = own(work)
    refuse_if_changed(employer, seen)
    content = clean(REGISTRATION, data, today=clock.today(work.at))
    if registered_elsewhere(work, str(content["uscc"])):
        raise Problems({"uscc": REGISTERED_ALREADY})
    move = EMPLOYER.fire(employer, "submit", Act(actor=work.actor, at=work.at))
    _write(employer, content)
    _rename_account(work, employer)
    if licence is not None:
        add_licence(work, employer, licence, pixel_sha256)
    employer_events.note(work, employer, move.label)
    employer_events.received(work, employer)
    return employer


def own(work: UnitOfWork) -> Employer:
    """The employer that asks; raises NotAllowed for anybody else."""
    if work.actor.employer_id is None:
        raise NotAllowed("只有用人单位可以办理。")
    return work.session.scalars(select(Employer).where(Employer.id == work.actor.employer_id)).one()


def registered_elsewhere(work: UnitOfWork, uscc: str, *, but: int | None = None) -> bool:
    """Whether the code is that of an employer that was approved; asked as the system, since it is nobody's data."""
    same = exists().where(Employer.uscc == uscc, Employer.state.in_(REGISTERED), Employer.id != (but or 0))
    return bool(work.session.scalar(select(same).execution_options(as_system=True)))


def enter(work: UnitOfWork, content: Content, state: EmployerState) -> Employer:
    """A new employer of clean data."""
    employer = Employer(public_id=work.new_id(), state=state, created_at=work.at, last_act_at=work.at)
    _write(employer, content)
    work.session.add(employer)
    work.session.flush()
    work.point("registration.entered")
    return employer


def open_account(work: UnitOfWork, employer: Employer, *, login: str, password_hash: str | None = None) -> Account:
    """The account of the employer's contact."""
    account = Account(
        public_id=work.new_id(),
        role=Role.EMPLOYER,
        login=login,
        name=employer.name,
        password_hash=password_hash,
        employer_id=employer.id,
        created_at=work.at,
    )
    work.session.add(account)
    work.session.flush()
    work.point("registration.account")
    return account


def add_licence(work: UnitOfWork, employer: Employer, stored: Stored, pixel_sha256: str) -> None:
    """A picture that stands in the store becomes the employer's licence."""
    work.point("registration.licence")
    work.session.add(
        Licence(
            public_id=stored.public_id,
            employer_id=employer.id,
            key=stored.key,
            thumbnail_key=stored.thumbnail_key,
            pixel_sha256=pixel_sha256,
            image_sha256=stored.image_sha256,
            thumbnail_sha256=stored.thumbnail_sha256,
            width=stored.width,
            height=stored.height,
            added_at=work.at,
        )
    )


def _rename_account(work: UnitOfWork, employer: Employer) -> None:
    """The account's name in the head of pages follows the employer's."""
    account = work.session.scalars(select(Account).where(Account.employer_id == employer.id)).first()
    if account is not None:
        account.name = employer.name


def chosen_login(raw: str) -> str:
    """A login as whoever registers may choose it: no code, which is the login of those who were imported."""
    login = values.tidy(raw)
    if not LOGIN.fullmatch(login):
        raise BadValue("登录名由 4 至 40 位字母、数字或 . _ @ - 组成，以字母或数字开头。")
    if LIKE_A_CODE.fullmatch(login.upper()):
        raise BadValue("请不要用统一社会信用代码作登录名。")
    return login


def _write(employer: Employer, content: Content) -> None:
    for field in REGISTRATION:
        setattr(employer, field.name, content[field.name])
