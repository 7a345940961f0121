"""How messages leave: mail by SMTP, SMS by a gateway; in development, without either, they are only shown."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import localtime
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from signing_core.models import Channel
from signing_core.settings import Settings, SettingsError
from signing_core.use_cases.delivery import Parcel, Send, SendingFailed

from .gateway import Gateway

PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
ONLY_SHOWN = {"", "console"}
SECONDS = 10


def sender(settings: Settings) -> Send:
    """What delivers one parcel by its channel; raises SettingsError for an address it cannot serve."""
    ways = {Channel.MAIL: _mail_way(settings), Channel.SMS: _sms_way(settings)}
    return lambda parcel: ways[parcel.channel](parcel)


def _mail_way(settings: Settings) -> Send:
    url = urlsplit(settings.mail_url)
    if url.scheme in ONLY_SHOWN and not settings.production:
        return only_shown
    if url.scheme not in PORTS or not url.hostname:
        raise SettingsError("SIGNING_MAIL_URL must be smtp://, starttls:// or smtps://[USER:PASSWORD@]HOST[:PORT]")
    return Postman(url, urlsplit(settings.base_url).hostname or "localhost").deliver


def _sms_way(settings: Settings) -> Send:
    if settings.sms_url.partition(":")[0] in ONLY_SHOWN and not settings.production:
        return only_shown
    return Gateway.of(settings.sms_url, plainly=not settings.production).deliver


def only_shown(_parcel: Parcel) -> None:
    """Nothing leaves: the message counts as sent and stands in the demo's outbox."""


class Postman:
    """One mail, one connection; the recipient's server knows a second copy by its Message-ID."""

    def __init__(self, url: SplitResult, domain: str) -> None:
        self.scheme, self.host = url.scheme, url.hostname or ""
        self.port = url.port or PORTS[url.scheme]
        self.user, self.password = unquote(url.username or ""), unquote(url.password or "")
        self.domain = domain
        given = parse_qs(url.query).get("from", [""])[0]
        self.sender = given or (self.user if "@" in self.user else f"noreply@{domain}")

    def deliver(self, parcel: Parcel) -> None:
        """Hand the mail to the server, or raise SendingFailed with a plain sentence that names nobody."""
        try:
            self._send(self.letter(parcel))
        except smtplib.SMTPRecipientsRefused as refusal:
            codes = {code for code, _ in refusal.recipients.values()}
            raise SendingFailed(f"邮件服务器拒收收件地址（{min(codes)}）") from refusal
        except smtplib.SMTPAuthenticationError as refusal:
            raise SendingFailed(f"邮件服务器不接受登录（{refusal.smtp_code}）") from refusal
        except smtplib.SMTPResponseException as refusal:
            raise SendingFailed(f"邮件服务器拒绝发送（{refusal.smtp_code}）") from refusal
        except smtplib.SMTPServerDisconnected as lost:
            raise SendingFailed("与邮件服务器的连接中断") from lost
        except (smtplib.SMTPException, ValueError) as fault:
            raise SendingFailed(f"邮件无法发送（{type(fault).__name__}）") from fault
        except OSError as fault:
            raise SendingFailed(f"连不上邮件服务器（{type(fault).__name__}）") from fault

    def letter(self, parcel: Parcel) -> EmailMessage:
        """The mail as it is sent; ValueError where a header cannot hold what it is given."""
        letter = EmailMessage()
        letter["From"] = self.sender
        letter["To"] = parcel.recipient
        letter["Subject"] = parcel.subject
        letter["Date"] = localtime()
        letter["Message-ID"] = f"<{parcel.id}@{self.domain}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(parcel.body)
        return letter

    def _send(self, letter: EmailMessage) -> None:
        with self._connected() as server:
            if self.scheme == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            server.send_message(letter)

    def _connected(self) -> smtplib.SMTP:
        if self.scheme == "smtps":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=ssl.create_default_context())
        return smtplib.SMTP(self.host, self.port, timeout=SECONDS)
