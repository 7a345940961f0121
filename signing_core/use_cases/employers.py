"""What an employer does with its own record, and what others may learn of it."""

import json

from sqlalchemy import select

from signing_core import clock, values
from signing_core.actors import Actor, Role
from signing_core.catalogues.employer_data import CONFIRMED, EMPLOYER_DATA, RECEIVERS
from signing_core.errors import NotAllowed, NotFound
from signing_core.fields import clean
from signing_core.models import Employer
from signing_core.queries import unit_data
from signing_core.work import Services, UnitOfWork, refuse_if_changed

from . import limits

UNKNOWN = "没有查到已注册的单位，请直接填写单位信息。"


def confirm_data(work: UnitOfWork, *, seen: int, data: dict[str, str]) -> Employer:
    """The employer confirms how it can be reached and who takes archives and households; from then on it may invite.

    Raises Problems by field.
    """
    if work.actor.employer_id is None:
        raise NotAllowed("只有用人单位可以确认签约信息。")
    employer = work.session.scalars(select(Employer).where(Employer.id == work.actor.employer_id)).one()
    refuse_if_changed(employer, seen)
    content = clean(CONFIRMED, data, today=clock.today(work.at))
    for field in EMPLOYER_DATA:
        setattr(employer, field.name, content[field.name])
    receivers = {field.name: content[field.name] for field in RECEIVERS if field.name in content}
    employer.receivers = json.dumps(receivers, ensure_ascii=False)
    employer.confirmed_at = work.at
    return employer


def known_by_code(services: Services, actor: Actor, uscc: str) -> dict[str, str]:
    """The public data of a registered employer for a student who holds its code, under the names of 录入协议书.

    Each look-up counts, hit or miss, so that nobody gathers employers by it; raises TooMany when they are used up.
    """
    if actor.role is not Role.STUDENT:
        raise NotAllowed("只有学生可以在录入协议书时查询单位。")
    code = values.uscc(uscc)
    limits.spend(services, limits.EMPLOYER_BY_CODE, str(actor.student_id))
    with services.reading(actor) as work:
        known = unit_data.known(work, code)
    if not known:
        raise NotFound(UNKNOWN)
    return known
