"""Limits that hold over all processes: counted in the database, in units of their own, so that a refusal counts too."""

import logging
from dataclasses import dataclass
from datetime import UTC, timedelta

from sqlalchemy import update

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


SIGN_IN = Allowance("sign_in", 5, 900, "密码错误次数过多，请 15 分钟后再试，或通过“忘记密码”联系学校。")
SIGN_IN_ADDRESS = Allowance("sign_in_address", 200, 900, "本网络的登录尝试过于频繁，请稍后再试。")
IDENTITY = Allowance("identity", 5, 3600, "信息核对次数过多，请 1 小时后再试，或联系学院老师。")
CODE_SENT = Allowance("code_sent", 5, 3600, "验证码发送次数过多，请 1 小时后再试。")
MISS_OF_NAME = Allowance("miss_of_name", 20, 86400, "今天对该姓名的查询次数已用完，请核对信息后明天再试。")
MISSES = Allowance("misses", 200, 86400, "今天的查询次数已用完，请明天再试。")
PASSWORD_AGAIN = Allowance("password_again", 5, 900, "密码错误次数过多，请 15 分钟后再试。")


def spend(services: Services, allowance: Allowance, subject: str) -> None:
    """Take one; raises TooMany when none is left. Atomic over processes, kept whatever follows."""
    with services.working(SYSTEM) as work:
        count = _add(work, allowance, subject)
    if count > allowance.most:
        log.warning("the limit %s is used up: %s of %s", allowance.name, count, allowance.most)
        raise TooMany(allowance.sentence)


def give_back(services: Services, allowance: Allowance, subject: str) -> None:
    """Return one that turned out not to count, such as a right password."""
    with services.working(SYSTEM) as work:
        work.session.execute(
            update(Limit).filter_by(**_key(work, allowance, subject)).values(count=Limit.count - 1),
            execution_options={"synchronize_session": False},
        )


def _add(work: UnitOfWork, allowance: Allowance, subject: str) -> int:
    statement = insert_of(work.session, Limit).values(
        **_key(work, allowance, subject), count=1, over_at=work.at + timedelta(seconds=allowance.seconds)
    )
    statement = statement.on_conflict_do_update(
        index_elements=["name", "subject", "window"], set_={"count": Limit.count + 1}
    ).returning(Limit.count)
    return int(work.session.execute(statement).scalar_one())


def _key(work: UnitOfWork, allowance: Allowance, subject: str) -> dict[str, object]:
    office_time = local(work.at).replace(tzinfo=UTC).timestamp()
    window = int(office_time) // allowance.seconds
    return {"name": allowance.name, "subject": keyring().index(subject), "window": window}
