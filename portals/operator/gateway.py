"""An SMS by a gateway that takes JSON over HTTP; the README says what it is sent and how its answers are read.

The standard library sends it: one POST of a few bytes, no redirect followed, needs no more.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from signing_core.settings import SettingsError
from signing_core.use_cases.delivery import Parcel, SendingFailed, SendingRefused

SECONDS = 10
LATER = {401, 403, 408, 425, 429}  # the operator has to mend the token, or the gateway asks to come again
UNUSABLE = "SIGNING_SMS_URL must be https://[TOKEN@]HOST[:PORT]/PATH (http:// in development only)"


class _Stay(HTTPRedirectHandler):
    """A phone number goes to the address that was configured, and to no other."""

    def redirect_request(self, *_asked: Any, **_more: Any) -> None:
        return None


OPENER: OpenerDirector = build_opener(_Stay)


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """Where an SMS is handed over, and the token that opens the door there."""

    address: str
    token: str

    @classmethod
    def of(cls, url: str, *, plainly: bool) -> "Gateway":
        """From an address whose user is the token; raises SettingsError, which never shows the token."""
        try:
            parts = urlsplit(url)
            host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
        except ValueError as error:
            raise SettingsError(UNUSABLE) from error
        if parts.scheme not in ({"https", "http"} if plainly else {"https"}) or not host:
            raise SettingsError(UNUSABLE)
        bare = urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
        return cls(address=bare, token=unquote(parts.username or ""))

    def deliver(self, parcel: Parcel) -> None:
        """Hand the message over; raises SendingFailed, or SendingRefused where another try would be refused too."""
        try:
            with OPENER.open(self.request(parcel), timeout=SECONDS):
                return
        except HTTPError as answer:
            with answer:
                failure = SendingRefused if 400 <= answer.code < 500 and answer.code not in LATER else SendingFailed
                raise failure(f"短信网关拒绝发送（{answer.code}）") from answer
        except (URLError, HTTPException, OSError) as fault:
            reason = fault.reason if isinstance(fault, URLError) else fault
            raise SendingFailed(f"连不上短信网关（{type(reason).__name__}）") from fault

    def request(self, parcel: Parcel) -> Request:
        """``id`` is the same at every try, so that the gateway sends a message once."""
        sent = {"id": parcel.id, "phone": parcel.recipient, "text": parcel.body}
        headers: Mapping[str, str] = {"Content-Type": "application/json; charset=utf-8"}
        if self.token:
            headers = {**headers, "Authorization": f"Bearer {self.token}"}
        data = json.dumps(sent, ensure_ascii=False).encode()
        return Request(self.address, data=data, headers=dict(headers), method="POST")  # noqa: S310 - "of" saw to it
