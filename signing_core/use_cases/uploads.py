"""Files that wait in the store between two steps of one user: encrypted, theirs alone, one per purpose."""

import hashlib

from sqlalchemy import select

from signing_core.errors import NotFound
from signing_core.models import KeptFile
from signing_core.store import get_sealed, put_sealed
from signing_core.work import Services, UnitOfWork


def keep(work: UnitOfWork, public_id: str, data: bytes, *, name: str, purpose: str) -> list[str]:
    """Keep a file under that id; returns the keys of earlier ones that it replaces, to clear after the commit."""
    assert work.actor.account_id is not None
    earlier = work.session.scalars(
        select(KeptFile).where(KeptFile.account_id == work.actor.account_id, KeptFile.purpose == purpose)
    ).all()
    for file in earlier:
        work.session.delete(file)
    key = work.services.token()
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
    return [file.key for file in earlier]


def find(work: UnitOfWork, public_id: str, *, purpose: str) -> KeptFile:
    """One's own file of that purpose; raises NotFound for any other."""
    file = work.get(KeptFile, public_id)
    if file.purpose != purpose or file.account_id != work.actor.account_id:
        raise NotFound
    return file


def content(services: Services, file: KeptFile) -> bytes:
    """The bytes as they were sent; raises NotFound where the store has lost them."""
    if not services.store.exists(file.key):
        raise NotFound
    return get_sealed(services.store, file.key, _where(file.public_id))


def drop(work: UnitOfWork, public_id: str, *, purpose: str) -> str:
    """Forget a file that has served; returns its key, to clear after the commit."""
    file = find(work, public_id, purpose=purpose)
    work.session.delete(file)
    return file.key


def clear(services: Services, keys: list[str]) -> None:
    """Remove from the store what no row names any more."""
    for key in keys:
        services.store.delete(key)


def _where(public_id: str) -> str:
    return f"files.{public_id}"
