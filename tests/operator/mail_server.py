"""A mail server on loopback that keeps what it accepts, and misbehaves when told to."""

import socket
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Postbox:
    """``answer`` is what the server says to a letter; None closes the connection in the middle of it."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.bell = threading.Semaphore(0)
        self.answer: str | None = "250 OK"
        self.refuses_recipients = False

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuses_recipients:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer is None:
            server.transport.abort()
            return "451 gone"
        if self.answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.original_content, policy=policy.default))
            self.bell.release()
        return self.answer


def serving(postbox: Postbox) -> Controller:
    """Started on a free port; the caller stops it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    return controller
