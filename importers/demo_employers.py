"""The employers of the demo: registered with their licences, and judged by whoever is in charge."""

from datetime import datetime, timedelta
from typing import NamedTuple

from signing_core.actors import SYSTEM, Actor, Role
from signing_core.catalogues.registration import REGISTRATION
from signing_core.clock import today
from signing_core.effects import employer_events
from signing_core.fields import clean
from signing_core.models import Employer
from signing_core.states import EmployerState
from signing_core.use_cases import employer_review, registration
from signing_core.use_cases.sessions import actor_of
from signing_core.work import UnitOfWork

from .demo_acts import Scans, act_as
from .demo_papers import with_check

WAITING, REFUSED, UNWANTED = "newco", "weiming", "jiuyou"
HIRING_LOGINS = ("xingguang", "yongjiu", "cuisi")
NOT_THE_SAME = "营业执照上的名称与所填单位名称不一致，请按执照更正名称，或上传本单位的执照。"
COMPLAINED = "学生反映招聘岗位与实际不符，正在核实。"


class Facts(NamedTuple):
    """What tells the employers apart."""

    login: str
    name: str
    industry: str
    contact: str
    phone: str


EMPLOYERS = (
    Facts("xingguang", "星光集团", "制造业", "张先生", "021-62883643"),
    Facts("yongjiu", "上海永久自行车有限公司", "制造业", "李先生", "021-56498410"),
    Facts("cuisi", "上海萃思软件有限公司", "信息传输、软件和信息技术服务业", "王女士", "021-50801234"),
    Facts(WAITING, "江城新创科技有限公司", "科学研究和技术服务业", "赵女士", "027-87651234"),
    Facts(REFUSED, "武汉未名商贸有限公司", "批发和零售业", "孙先生", "027-85551234"),
    Facts(UNWANTED, "江汉旧友贸易有限公司", "批发和零售业", "周女士", "027-82221234"),
)


def register_all(work: UnitOfWork, scans: Scans, password_hash: str, office: Actor, now: datetime) -> dict[str, Actor]:
    """All of them by login; the office passes whoever hires, and one registered the day before yesterday only."""
    actors, long_ago = {}, work.at
    for serial, facts in enumerate(EMPLOYERS, 1):
        act_as(work, SYSTEM)
        work.at = now - timedelta(days=2) if facts.login == WAITING else long_ago
        employer, actors[facts.login] = _register(work, serial, facts, scans, password_hash)
        if facts.login in {*HIRING_LOGINS, UNWANTED}:
            act_as(work, office)
            employer_review.approve(work, employer.public_id, seen=employer.version)
    work.at = long_ago
    return actors


def judge_the_others(work: UnitOfWork, actors: dict[str, Actor], now: datetime) -> None:
    """One is refused with a reason, one is not wanted at the other school."""
    work.at = now - timedelta(days=5)
    refused = _of(work, actors[REFUSED], actors["school19097"])
    employer_review.reject(work, refused.public_id, seen=refused.version, reason=NOT_THE_SAME)
    work.at = now - timedelta(days=3)
    unwanted = _of(work, actors[UNWANTED], actors["school19098"])
    employer_review.block(work, unwanted.public_id, seen=unwanted.version, reason=COMPLAINED)


def _of(work: UnitOfWork, actor: Actor, by: Actor) -> Employer:
    act_as(work, by)
    return work.session.get_one(Employer, actor.employer_id)


def _register(work: UnitOfWork, serial: int, facts: Facts, scans: Scans, password_hash: str) -> tuple[Employer, Actor]:
    code = with_check(f"91420100MA{serial:07}")
    typed = {
        "name": facts.name,
        "uscc": code,
        "nature": "其他企业",
        "industry": facts.industry,
        "place": "湖北省武汉市洪山区",
        "address": f"珞狮路 {serial} 号",
        "postcode": "430070",
        "contact": facts.contact,
        "contact_phone": facts.phone,
        "email": f"hr@{facts.login}.example.com",
    }
    content = clean(REGISTRATION, typed, today=today(work.at))
    employer = registration.enter(work, content, EmployerState.PENDING)
    account = registration.open_account(work, employer, login=facts.login, password_hash=password_hash)
    registration.add_licence(work, employer, **scans.licence(code))
    itself = Actor(role=Role.EMPLOYER, name=employer.name, employer_id=employer.id)
    employer_events.note(work, employer, "注册", by=itself)
    return employer, actor_of(account)
