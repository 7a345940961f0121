"""Limits that hold over all processes: counted in the database, in units of their own, so that a refusal counts too."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from sqlalchemy import select, update

from signing_core.actors import SYSTEM
from signing_core.clock import local
from signing_core.crypto import keyring
from signing_core.database import insert_of
from signing_core.errors import TooMany
from signing_core.models import Limit
from signing_core.work import Services, UnitOfWork

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Allowance:
    """How often something may be done by one subject within a window of seconds; windows of a day are office days."""

    name: str
    most: int
    seconds: int
    sentence: str


Counts = Mapping[tuple[Allowance, str], int]

SIGN_IN = Allowance("sign_in", 5, 900, "密码错误次数过多，请 15 分钟后再试，或联系学校就业办。")
SIGN_IN_ADDRESS = Allowance("sign_in_address", 200, 900, "本网络的登录尝试过于频繁，请 15 分钟后再试。")
IDENTITY = Allowance("identity", 5, 3600, "信息核对次数过多，请 1 小时后再试，或联系学院老师。")
IDENTITY_ADDRESS = Allowance("identity_address", 200, 3600, "本网络的信息核对过于频繁，请 1 小时后再试。")
CODE_SENT = Allowance("code_sent", 5, 3600, "验证码发送次数过多，请 1 小时后再试。")
RESET = Allowance("reset", 5, 3600, "找回密码的次数过多，请 1 小时后再试。")
RESET_ADDRESS = Allowance("reset_address", 200, 3600, "本网络找回密码的尝试过于频繁，请 1 小时后再试。")
SECOND_STEP = Allowance("second_step", 5, 900, "动态验证码错误次数过多，请 15 分钟后再试。")
MISS_OF_NAME = Allowance("miss_of_name", 20, 86400, "今天对该姓名的查询次数已用完，请核对信息后明天再试。")
MISSES = Allowance("misses", 200, 86400, "今天的查询次数已用完，请明天再试。")
VERIFY = Allowance("verify", 10, 900, "核验次数过多，请 15 分钟后再试。")
VERIFY_ADDRESS = Allowance("verify_address", 100, 900, "本网络的核验尝试过于频繁，请稍后再试。")
PASSWORD_AGAIN = Allowance("password_again", 5, 900, "密码错误次数过多，请 15 分钟后再试。")
REGISTER = Allowance("register", 20, 3600, "本网络的注册提交过于频繁，请 1 小时后再试。")

EMPLOYER_BY_CODE = Allowance("employer_by_code", 30, 3600, "查询单位的次数过多，请直接填写，或 1 小时后再试。")


def spend(services: Services, allowance: Allowance, *subjects: str) -> None:
    """Take one of each subject; raises TooMany when one had none left. Atomic over processes, kept whatever follows."""
    with services.working(SYSTEM) as work:
        counts = _counted(work, {(allowance, subject): 1 for subject in subjects})
    if max(counts.values()) > allowance.most:
        raise used_up(allowance)


def give_back(services: Services, *spent: tuple[Allowance, str]) -> None:
    """Return one of each that turned out not to count, such as a right password; in the order they were spent in."""
    with services.working(SYSTEM) as work:
        give_back_in(work, *spent)


def give_back_in(work: UnitOfWork, *spent: tuple[Allowance, str]) -> None:
    """The same iff this unit commits."""
    for allowance, subject in spent:
        work.session.execute(
            update(Limit).filter_by(**_key(work, allowance, subject)).values(count=Limit.count - 1),
            execution_options={"synchronize_session": False},
        )


def used_up(allowance: Allowance) -> TooMany:
    """The refusal of whoever has none left, noted in the log."""
    log.warning("the limit %s is used up: all %s", allowance.name, allowance.most)
    return TooMany(allowance.sentence)


def held(work: UnitOfWork, gate: tuple[Allowance, str], others: Iterable[tuple[Allowance, str]]) -> Counts:
    """How many are left of each. The gate is locked until the unit ends; who spends of the others passes it first."""
    counts = _counted(work, {gate: 0})
    keys = {pair: _key(work, *pair) for pair in others}
    subjects = {key["subject"] for key in keys.values()}
    rows = work.session.execute(
        select(Limit.name, Limit.subject, Limit.window, Limit.count).where(Limit.subject.in_(subjects))
    )
    spent = {(name, subject, window): count for name, subject, window, count in rows}
    counts |= {pair: spent.get(tuple(key.values()), 0) for pair, key in keys.items()}
    return {pair: pair[0].most - count for pair, count in counts.items()}


def spend_held(work: UnitOfWork, spent: Counts) -> None:
    """Take so many of what this unit holds."""
    if spent:
        _counted(work, spent)


def _counted(work: UnitOfWork, added: Counts) -> dict[tuple[Allowance, str], int]:
    """Add to each in one statement, which locks them in the order given; returns how many were spent by now."""
    rows = {pair: _key(work, *pair) for pair in added}
    ends = {pair: work.at + timedelta(seconds=pair[0].seconds) for pair in added}
    values = [row | {"count": added[pair], "over_at": ends[pair]} for pair, row in rows.items()]
    adding = insert_of(work.session, Limit)
    statement = adding.on_conflict_do_update(
        index_elements=["name", "subject", "window"], set_={"count": Limit.count + adding.excluded.count}
    ).returning(Limit.name, Limit.subject, Limit.count)
    counts = {(name, subject): count for name, subject, count in work.session.execute(statement, values)}
    return {pair: counts[row["name"], row["subject"]] for pair, row in rows.items()}


def _key(work: UnitOfWork, allowance: Allowance, subject: str) -> dict[str, Any]:
    office_time = local(work.at).replace(tzinfo=UTC).timestamp()
    window = int(office_time) // allowance.seconds
    return {"name": allowance.name, "subject": keyring().index(subject), "window": window}
