"""Where files are kept: bytes under random keys, outside the web root."""

import base64
import hashlib
import logging
import os
import secrets
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag

from .crypto import keyring
from .errors import Damaged

log = logging.getLogger(__name__)


class Store(Protocol):
    """Four methods are all that a place for files needs."""

    def put(self, key: str, data: bytes) -> None: ...
    def get(self, key: str) -> bytes: ...
    def exists(self, key: str) -> bool: ...
    def delete(self, key: str) -> None: ...


class FolderStore:
    """A folder on this machine; a file appears under its key whole or not at all, whoever else writes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, data: bytes) -> None:
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
        try:
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())  # the row that names it is as durable
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def get(self, key: str) -> bytes:
        return self.path(key).read_bytes()

    def exists(self, key: str) -> bool:
        return self.path(key).is_file()

    def delete(self, key: str) -> None:
        self.path(key).unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        if not key.replace("-", "").replace("_", "").isalnum():
            raise ValueError("a key is letters, digits, - and _ only")
        return self.folder / key[:2] / key


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
