"""Keys and what is made with them: sealed texts, blind indexes, one-way tokens and password hashes."""

import hashlib
import os
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12


class Keyring:
    """Data keys by id (1 to 255): the newest encrypts, each decrypts, the oldest gives the blind index."""

    def __init__(self, keys: dict[int, bytes]) -> None:
        self.ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        newest = max(keys)
        self.mark, self.cipher = bytes([newest]), self.ciphers[newest]
        index_key = HKDF(hashes.SHA256(), 32, None, b"blind index").derive(keys[min(keys)])
        self.keyed = HMAC(index_key, hashes.SHA256())  # copied for each text: taking the key in costs more than hashing

    def seal(self, text: str, where: str) -> bytes:
        """Encrypt for one place: table, column and row are bound in, so that a value copied elsewhere does not open."""
        nonce = os.urandom(NONCE)
        return self.mark + nonce + self.cipher.encrypt(nonce, text.encode(), where.encode())

    def open(self, sealed: bytes, where: str) -> str:
        """The text again; cryptography's InvalidTag where the bytes or their place were changed."""
        cipher = self.ciphers.get(int.from_bytes(sealed[:1]))
        if cipher is None or len(sealed) <= 1 + NONCE:
            raise InvalidTag
        return cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], where.encode()).decode()

    def index(self, text: str) -> str:
        """A keyed hash to look a sealed value up by: 128 bits in hex."""
        keyed = self.keyed.copy()
        keyed.update(text.encode())
        return keyed.finalize()[:16].hex()


class _Process:
    """The keyring that this process was started with."""

    keyring: Keyring | None = None


def use_keyring(keyring: Keyring) -> None:
    """Keys belong to a process, as its environment does; the start of every process calls this once."""
    _Process.keyring = keyring


def keyring() -> Keyring:
    if _Process.keyring is None:
        raise RuntimeError("no data key: the process was started without use_keyring()")
    return _Process.keyring


class Sealed:
    """An attribute whose text is stored encrypted in ``<name>_sealed``, with ``<name>_index`` where the class has it.

    The row's public id is bound into the ciphertext, so it is set before any sealed attribute.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, row: Any, owner: type) -> Any:
        if row is None:
            return self
        sealed = getattr(row, f"{self.name}_sealed")
        return "" if sealed is None else keyring().open(bytes(sealed), self.where(row))

    def __set__(self, row: Any, text: str | None) -> None:
        setattr(row, f"{self.name}_sealed", keyring().seal(text, self.where(row)) if text else None)
        if hasattr(type(row), f"{self.name}_index"):
            setattr(row, f"{self.name}_index", keyring().index(text) if text else None)

    def where(self, row: Any) -> str:
        if row.public_id is None:
            raise ValueError(f"{self.name} was set before the row's public id")
        return place_of(row.__tablename__, self.name, row.public_id)


def place_of(table: str, attribute: str, public_id: str) -> str:
    """What is bound into a sealed value, so that it opens nowhere else."""
    return f"{table}.{attribute}.{public_id}"


def digest(text: str) -> str:
    """SHA-256 in hex: of random tokens, canonical JSON and document bytes, never of a guessable value alone."""
    return hashlib.sha256(text.encode()).hexdigest()


class Passwords:
    """Argon2id; an unknown account costs the same time as a wrong password."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self.hasher = hasher or PasswordHasher()
        self.nobody = self.hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        return self.hasher.hash(password)

    def verify(self, stored: str | None, password: str) -> bool:
        """True iff the password is the stored one; takes the same time where there is none."""
        try:
            return self.hasher.verify(stored or self.nobody, password) and stored is not None
        except (VerifyMismatchError, InvalidHashError):
            return False
