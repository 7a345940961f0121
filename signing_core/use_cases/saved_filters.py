"""已存检索: staff keep a filter by name, for themselves or for their office.

A shared filter belongs to the office: each of its people may rename, replace and delete it, whoever made it.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, func, select

from signing_core import values
from signing_core.actors import OFFICE
from signing_core.errors import NotAllowed, Problems, Refusal
from signing_core.models import SavedFilter
from signing_core.queries import review_queues
from signing_core.queries.narrowing import EVERY
from signing_core.work import UnitOfWork, refuse_if_changed

MOST = 30
LONGEST_NAME = 30


def save(work: UnitOfWork, *, name: str, shared: bool, queue: str, wanted: Mapping[str, str]) -> SavedFilter:
    """Keep a checked filter; raises Problems beside the name."""
    if work.actor.role not in OFFICE or work.actor.account_id is None or work.actor.school_id is None:
        raise NotAllowed("只有学院或学校就业办可以保存检索条件。")
    _refuse_nothing(queue, wanted)
    _refuse_too_many(work)
    saved = SavedFilter(
        public_id=work.new_id(),
        account_id=work.actor.account_id,
        school_id=work.actor.school_id,
        college_id=work.actor.college_id,
        shared=shared,
        name=_free(work, name),
        queue=queue,
        wanted=dict(wanted),
        saved_at=work.at,
    )
    work.session.add(saved)
    work.session.flush()
    return saved


def rename(work: UnitOfWork, public_id: str, *, seen: int, name: str, shared: bool) -> SavedFilter:
    """Another name, and whether the office shares it; what only its maker sees, its maker alone can take back."""
    saved = _one(work, public_id, seen)
    if saved.shared and not shared and saved.account_id != work.actor.account_id:
        raise NotAllowed("只有保存人可以把共用的检索改为仅自己可用。")
    if shared and not saved.shared:
        _refuse_too_many(work, SavedFilter.shared.is_(True))
    saved.name, saved.shared = _free(work, name, but=saved), shared
    work.session.flush()
    return saved


def replace(work: UnitOfWork, public_id: str, *, seen: int, queue: str, wanted: Mapping[str, str]) -> SavedFilter:
    """The same name for the checked filter of now."""
    saved = _one(work, public_id, seen)
    _refuse_nothing(queue, wanted)
    saved.queue, saved.wanted, saved.saved_at = queue, dict(wanted), work.at
    work.session.flush()
    return saved


def delete(work: UnitOfWork, public_id: str, *, seen: int) -> str:
    """Returns the name that is free again."""
    saved = _one(work, public_id, seen)
    work.session.delete(saved)
    return saved.name


def _one(work: UnitOfWork, public_id: str, seen: int) -> SavedFilter:
    saved = work.get(SavedFilter, public_id)
    refuse_if_changed(saved, seen)
    return saved


def _free(work: UnitOfWork, typed: str, but: SavedFilter | None = None) -> str:
    """A name that none of those has that the actor sees."""
    name = values.tidy(typed)
    if not 0 < len(name) <= LONGEST_NAME:
        raise Problems({"name": f"请填写名称，最多 {LONGEST_NAME} 个字。"})
    others = select(SavedFilter.id).where(SavedFilter.name == name, SavedFilter.id != (but.id if but else 0))
    if work.session.scalar(others.limit(1)):
        raise Problems({"name": f"已有名为“{name}”的检索，请换一个名称，或替换原来的。"})
    return name


def _refuse_too_many(work: UnitOfWork, *which: ColumnElement[bool]) -> None:
    if (work.session.scalar(select(func.count(SavedFilter.id)).where(*which)) or 0) >= MOST:
        raise Problems({"name": f"最多保存 {MOST} 个检索（含本单位共用的），请先删除不用的。"})


def _refuse_nothing(queue: str, wanted: Mapping[str, str]) -> None:
    if queue not in review_queues.QUEUES or (queue == EVERY and not wanted):
        raise Refusal("现在没有检索条件，没有可保存的内容。")
