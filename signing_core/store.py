"""Where files are kept: bytes under random keys, outside the web root."""

import base64
import hashlib
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag

from .crypto import keyring
from .errors import Damaged, StoreFailed

log = logging.getLogger(__name__)


class Store(Protocol):
    """Four methods are all that a place for files needs; each may raise StoreFailed, ``get`` FileNotFoundError."""

    def put(self, key: str, data: bytes) -> None: ...
    def get(self, key: str) -> bytes: ...
    def exists(self, key: str) -> bool: ...
    def delete(self, key: str) -> None: ...


@contextmanager
def failing_plainly(*errors: type[Exception], but: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """These errors ``but`` those become StoreFailed, with the reason in the log."""
    try:
        yield
    except but:
        raise
    except errors as error:
        log.error("the store failed: %s", str(error).partition("\n")[0])
        raise StoreFailed from error


def place_of(key: str) -> str:
    """Where the file of a key stands below the store's root."""
    if not key.replace("-", "").replace("_", "").isalnum():
        raise ValueError("a key is letters, digits, - and _ only")
    return f"{key[:2]}/{key}"


class FolderStore:
    """A folder on this machine; a file appears under its key whole or not at all, whoever else writes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, data: bytes) -> None:
        path = self.path(key)
        part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
        with failing_plainly(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._write(part, data)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def get(self, key: str) -> bytes:
        with failing_plainly(OSError, but=(FileNotFoundError,)):
            return self.path(key).read_bytes()

    def exists(self, key: str) -> bool:
        with failing_plainly(OSError):
            return self.path(key).is_file()

    def delete(self, key: str) -> None:
        with failing_plainly(OSError):
            self.path(key).unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        return self.folder / place_of(key)

    def _write(self, part: Path, data: bytes) -> None:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # the row that names it is as durable


def put_sealed(store: Store, key: str, data: bytes, where: str) -> None:
    """Keep the bytes encrypted for one place, as ``Keyring.seal`` binds them."""
    store.put(key, keyring().seal(base64.b64encode(data).decode(), where))


def get_sealed(store: Store, key: str, where: str) -> bytes:
    """The bytes again; cryptography's InvalidTag where one of them or their place was changed."""
    return base64.b64decode(keyring().open(store.get(key), where))


def get_whole(store: Store, key: str, where: str, sha256: str | None) -> bytes:
    """Just the bytes of which the row keeps the hash; raises Damaged where they are lost or others."""
    try:
        data = get_sealed(store, key, where) if store.exists(key) else b""
    except InvalidTag:
        data = b""
    if hashlib.sha256(data).hexdigest() != sha256:
        log.error("the file of %s is lost or not what was kept", where)
        raise Damaged
    return data
