"""Where the holder of an account is reached, which is where codes go and what happened to the account is told."""

from contextlib import suppress

from signing_core import values
from signing_core.errors import BadValue
from signing_core.models import Account, Channel

from .outbox import Letter

Ways = dict[Channel, str]


def ways_of(account: Account) -> Ways:
    """The address of each channel that there is, mail first; staff may have a mail address."""
    if account.student is not None:
        return _ways(account.student.email, account.student.phone)
    if account.employer is not None:
        return _ways(account.employer.email, account.employer.contact_phone)
    return _ways(account.email, "")


def letter_to(account: Account, subject: str, text: str) -> Letter | None:
    """By mail, else by SMS; None where nobody is reached."""
    for channel, recipient in ways_of(account).items():
        body = f"{account.name}：\n\n{text}" if channel is Channel.MAIL else text
        return Letter(channel=channel, recipient=recipient, subject=subject, body=body)
    return None


def _ways(email: str, phone: str) -> Ways:
    """A contact's phone may be a fixed line, which takes no SMS."""
    ways = {Channel.MAIL: email} if email else {}
    with suppress(BadValue):
        ways[Channel.SMS] = values.mobile(phone)
    return ways
