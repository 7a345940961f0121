"""An S3-compatible bucket as the place for files, shared by processes on several machines."""

from datetime import timedelta
from urllib.parse import urlsplit

from obstore.exceptions import BaseError
from obstore.store import S3Store

from .settings import Bucket
from .store import failing_plainly, place_of

LONGEST_REQUEST = timedelta(seconds=30)
PATIENCE = timedelta(seconds=10)
RETRIES = 2


class BucketStore:
    """Objects below the bucket's prefix; the service shows each whole or not at all. Credentials: ``AWS_*``."""

    def __init__(self, bucket: Bucket) -> None:
        own_host = (urlsplit(bucket.endpoint).hostname or "").startswith(f"{bucket.name}.")
        self._objects = S3Store(
            bucket.name,
            prefix=bucket.prefix or None,
            endpoint=bucket.endpoint,
            region=bucket.region,
            virtual_hosted_style_request=own_host,
            client_options={"allow_http": True, "timeout": LONGEST_REQUEST},
            retry_config={"max_retries": RETRIES, "retry_timeout": PATIENCE},
        )

    def put(self, key: str, data: bytes) -> None:
        with failing_plainly(BaseError, OSError):
            self._objects.put(place_of(key), data, use_multipart=False)

    def get(self, key: str) -> bytes:
        with failing_plainly(BaseError, OSError, but=(FileNotFoundError,)):
            return self._objects.get(place_of(key)).bytes().to_bytes()

    def exists(self, key: str) -> bool:
        with failing_plainly(BaseError, OSError):
            try:
                self._objects.head(place_of(key))
            except FileNotFoundError:
                return False
            return True

    def delete(self, key: str) -> None:
        with failing_plainly(BaseError, OSError):
            self._objects.delete(place_of(key))
