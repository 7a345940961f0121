"""What an employer does with its own record."""

import json

from sqlalchemy import select

from signing_core import clock
from signing_core.catalogues.employer_data import CONFIRMED, EMPLOYER_DATA, RECEIVERS
from signing_core.errors import NotAllowed
from signing_core.fields import clean
from signing_core.models import Employer
from signing_core.work import UnitOfWork, refuse_if_changed


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
