"""Settings from the environment (SIGNING_*); in production an unsafe one stops the start."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

INSTANCE = Path(__file__).resolve().parent.parent / "instance"
DEVELOPMENT_SECRET = "development-only-secret-key"
DEVELOPMENT_KEY = base64.b64encode(b"development-only-data-key-32-by.").decode()

MOST_PROXIES = 9
BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
BUCKET_PREFIX = re.compile(r"(/[A-Za-z0-9_-]+)*/?")
ENDPOINT = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?/?")
BUCKET_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")  # the library finds them there by itself
BUCKET_ADDRESS = "s3://NAME/PREFIX?endpoint=https://HOST&region=REGION"


class SettingsError(Exception):
    """The environment cannot be used; the message says which variable and why."""


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """A bucket of an object store, and where the store answers."""

    name: str
    prefix: str
    endpoint: str
    region: str = "us-east-1"  # what a store that knows no regions calls its only one


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One attribute per variable, in lower case."""

    env: str = "development"
    database_url: str = f"sqlite:///{INSTANCE / 'signing.sqlite3'}"
    secret_key: str = DEVELOPMENT_SECRET
    data_key: str = DEVELOPMENT_KEY
    uploads: str = str(INSTANCE / "uploads")
    mail_url: str = ""
    sms_url: str = ""
    base_url: str = "http://127.0.0.1:5000"
    job_market_url: str = ""
    metrics_token: str = ""
    proxies: int = 0
    site_name: str = "签约上报系统"
    network_name: str = ""
    province: str = "湖北省"
    host_unit: str = ""
    host_address: str = ""
    office_hours: str = ""
    icp: str = ""
    police_record: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read and check; raises SettingsError."""
        names = {field.name: f"SIGNING_{field.name.upper()}" for field in fields(cls)}
        given: dict[str, Any] = {name: environment[key] for name, key in names.items() if key in environment}
        if "proxies" in given:
            given["proxies"] = _count(given["proxies"])
        settings = cls(**given)
        settings.check()
        if settings.bucket() and not all(environment.get(name) for name in BUCKET_KEYS):
            raise SettingsError(f"SIGNING_UPLOADS is a bucket: {' and '.join(BUCKET_KEYS)} must be set")
        return settings

    @property
    def production(self) -> bool:
        return self.env == "production"

    @property
    def host_name(self) -> str:
        """The name in the public address; empty where there is none."""
        try:
            return urlsplit(self.base_url).hostname or ""
        except ValueError:
            return ""

    def check(self) -> None:
        """Refuse what would only fail later, and in production what would be unsafe."""
        if self.env not in {"development", "production"}:
            raise SettingsError("SIGNING_ENV must be development or production")
        self.data_keys()
        self.bucket()
        if self.production:
            self.check_production()

    def check_production(self) -> None:
        if self.secret_key == DEVELOPMENT_SECRET or len(self.secret_key) < 32:
            raise SettingsError("SIGNING_SECRET_KEY is missing, the default, or shorter than 32 characters")
        if base64.b64decode(DEVELOPMENT_KEY) in self.data_keys().values():
            raise SettingsError("SIGNING_DATA_KEY is missing or the default")
        if not self.base_url.startswith("https://") or not self.host_name:
            raise SettingsError("SIGNING_BASE_URL must be the public https:// address")
        if not self.mail_url:
            raise SettingsError("SIGNING_MAIL_URL is missing: notices could not leave")
        if not self.sms_url:
            raise SettingsError("SIGNING_SMS_URL is missing: codes could not leave")

    def bucket(self) -> Bucket | None:
        """The bucket that an address such as BUCKET_ADDRESS means; None for a folder."""
        if "://" not in self.uploads:
            if not self.uploads:
                raise SettingsError("SIGNING_UPLOADS is empty")
            return None
        try:
            return _bucket(self.uploads)
        except (ValueError, TypeError) as error:
            raise SettingsError(
                "SIGNING_UPLOADS is not s3://NAME/PREFIX?endpoint=https://HOST&region=REGION"
            ) from error

    def data_keys(self) -> dict[int, bytes]:
        """The data keys by id from ``BASE64`` (id 1) or ``1:BASE64,2:BASE64``; 32 bytes each."""
        parts = self.data_key.split(",")
        pairs = [part.split(":", 1) if ":" in part else ["1", part] for part in parts]
        try:
            keys = {int(key_id): base64.b64decode(key, validate=True) for key_id, key in pairs}
        except (ValueError, binascii.Error) as error:
            raise SettingsError("SIGNING_DATA_KEY is not BASE64 or ID:BASE64,…") from error
        if len(keys) != len(parts):
            raise SettingsError("SIGNING_DATA_KEY names one id twice")
        if any(len(key) != 32 for key in keys.values()) or not all(0 < key_id < 256 for key_id in keys):
            raise SettingsError("SIGNING_DATA_KEY needs 32 bytes per key and ids from 1 to 255")
        return keys


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_PROXIES:
        raise SettingsError(f"SIGNING_PROXIES must be a number from 0 to {MOST_PROXIES}: proxies before this one")
    return int(text)


def _bucket(address: str) -> Bucket:
    """Raises ValueError, or TypeError for a parameter that is missing or unknown."""
    parts = urlsplit(address)
    given = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True))
    bucket = Bucket(name=parts.netloc, prefix=parts.path.strip("/"), **given)
    right = BUCKET_NAME.fullmatch(bucket.name) and BUCKET_PREFIX.fullmatch(parts.path)
    if parts.scheme != "s3" or not right or not ENDPOINT.fullmatch(bucket.endpoint) or not bucket.region:
        raise ValueError(address)
    return bucket
