"""Where files are kept: bytes under random keys, outside the web root."""

import base64
import os
import secrets
from pathlib import Path
from typing import Protocol

from .crypto import keyring


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
