"""Files that wait in the store between two steps of one user: encrypted, theirs alone, one per purpose."""

import hashlib
from contextlib import suppress
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from signing_core.actors import SYSTEM
from signing_core.errors import NotFound, StoreFailed
from signing_core.models import KeptFile
from signing_core.store import get_whole, put_sealed
from signing_core.work import Services, UnitOfWork

AT_ONCE = 1000


class Purpose(StrEnum):
    """What a kept file is for; all of them are let go in the end."""

    ROSTER = "生源导入"
    CANDIDATES = "拟签约名单导入"
    REVIEWS = "审核表"
    RESTRICTIONS = "签约开放名单导入"
    EMPLOYERS = "用人单位导入"
    RESULT = "导出"


def keep(work: UnitOfWork, public_id: str, data: bytes, *, name: str, purpose: Purpose) -> list[str]:
    """Keep a file under that id; returns the keys of earlier ones that it replaces, to clear after the commit."""
    assert work.actor.account_id is not None
    earlier = work.session.scalars(
        select(KeptFile).where(KeptFile.account_id == work.actor.account_id, KeptFile.purpose == purpose)
    ).all()
    for file in earlier:
        work.session.delete(file)
    add(work, public_id, data, name=name, purpose=purpose)
    return [file.key for file in earlier]


def add(work: UnitOfWork, public_id: str, data: bytes, *, name: str, purpose: Purpose, key: str = "") -> None:
    """Keep a file beside what is kept already; given a ``key``, a second try lands on the bytes of the first."""
    assert work.actor.account_id is not None
    key = key or work.services.token()
    put_sealed(work.services.store, key, data, _where(public_id))
    work.session.add(
        KeptFile(
            public_id=public_id,
            account_id=work.actor.account_id,
            purpose=purpose,
            name=name,
            key=key,
            sha256=hashlib.sha256(data).hexdigest(),
            created_at=work.at,
        )
    )


def find(work: UnitOfWork, public_id: str, *, purpose: Purpose) -> KeptFile:
    """One's own file of that purpose; raises NotFound for any other."""
    file = work.get(KeptFile, public_id)
    if file.purpose != purpose or file.account_id != work.actor.account_id:
        raise NotFound
    return file


def content(services: Services, file: KeptFile) -> bytes:
    """The bytes as they were sent; raises NotFound where the store has lost them, Damaged where it has others."""
    if not services.store.exists(file.key):
        raise NotFound
    return get_whole(services.store, file.key, _where(file.public_id), file.sha256)


def drop(work: UnitOfWork, public_id: str, *, purpose: Purpose) -> str:
    """Forget a file that has served; returns its key, to clear after the commit."""
    file = find(work, public_id, purpose=purpose)
    work.session.delete(file)
    return file.key


def clear(services: Services, keys: list[str]) -> None:
    """Remove from the store what no row names any more; what cannot be removed now stays there, sealed."""
    for key in keys:
        with suppress(StoreFailed):  # the act is committed
            services.store.delete(key)


def forget(services: Services, *, before: datetime) -> None:
    """Let go of results that nobody fetched, and of uploads that nobody confirmed, since then. Called by the worker."""
    old = select(KeptFile).where(KeptFile.created_at < before).limit(AT_ONCE)
    with services.working(SYSTEM) as work:
        files = work.session.scalars(old.with_for_update(skip_locked=True)).all()
        for file in files:
            work.session.delete(file)
        keys = [file.key for file in files]
    clear(services, keys)


def _where(public_id: str) -> str:
    return f"files.{public_id}"
