"""去向代码: a school sets its own where no source is sure of the assigned one, and its plans follow."""

from collections.abc import Mapping

from sqlalchemy import delete

from signing_core.actors import Role
from signing_core.catalogues import destination_codes
from signing_core.effects import log, plans
from signing_core.errors import NotAllowed, Problems, StalePage
from signing_core.models import OwnCode, Plan
from signing_core.queries import plan_codes
from signing_core.queries.plan_codes import Doubted, Key
from signing_core.work import UnitOfWork

ACT = "设置去向代码"


def set_own(work: UnitOfWork, *, cohort: int, seen: str, wanted: Mapping[Key, str]) -> int:
    """Keep what the school wants instead of each doubted code, nothing or the code itself being as assigned.

    Says how many plans changed; each code is one statement, however many that are. Raises Problems.
    """
    if work.actor.role is not Role.SCHOOL:
        raise NotAllowed("只有学校就业办可以设置去向代码。")
    rows = plan_codes.doubted(work, cohort)
    if plan_codes.seen_as(rows) != seen:
        raise StalePage
    offered = {choice.code for choice in destination_codes.choices(cohort)}
    if set(wanted.values()) - offered - {""}:
        raise Problems({"code": "没有这个代码，请从列表中选择。"})
    own = {(row.destination, row.assigned): wanted.get((row.destination, row.assigned), row.own) for row in rows}
    changed = [(row, _own(row, own)) for row in rows if _own(row, own) != row.own]
    if changed:
        log.note(work, ACT, f"{cohort}届：" + "；".join(_told(row, code) for row, code in changed))
    return sum(_replace(work, cohort, row, code) for row, code in changed)


def _own(row: Doubted, own: Mapping[Key, str]) -> str:
    code = own[row.destination, row.assigned]
    return "" if code == row.assigned else code


def _replace(work: UnitOfWork, cohort: int, row: Doubted, code: str) -> int:
    school_id = work.actor.school_id
    place = (OwnCode.school_id == school_id, OwnCode.cohort == cohort)
    instead = (OwnCode.destination == row.destination, OwnCode.assigned == row.assigned)
    work.session.execute(delete(OwnCode).where(*place, *instead))
    if code:
        named = {"destination": row.destination, "assigned": row.assigned, "code": code}
        work.session.add(OwnCode(school_id=school_id, cohort=cohort, changed_at=work.at, **named))
    work.session.flush()
    work.point("plan_codes.set")
    theirs = (Plan.school_id == school_id, Plan.cohort == cohort)
    coded = (Plan.destination == row.destination, Plan.assigned_code == row.assigned)
    now = code or row.assigned
    return plans.change(work, *theirs, *coded, Plan.destination_code != now, destination_code=now)


def _told(row: Doubted, code: str) -> str:
    return f"{row.destination} {row.own or row.assigned or '待指定'} 改为 {code or row.assigned or '待指定'}"
