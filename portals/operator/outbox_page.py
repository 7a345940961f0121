"""What the demo would have sent, for whoever tries it: registered in development only."""

from flask import Blueprint, render_template

from portals.web import public, services
from signing_core.actors import SYSTEM
from signing_core.clock import local
from signing_core.models import Channel, Message
from signing_core.queries import outbox as queries

bp = Blueprint("demo", __name__)

LATEST = 100
CHANNELS = {Channel.MAIL: "邮件", Channel.SMS: "短信"}


@bp.get("/demo/outbox")
@public
def outbox() -> str:
    with services().reading(SYSTEM) as work:
        letters = [_shown(message) for message in queries.latest(work, LATEST)]
    return render_template("operator/outbox.html", letters=letters, most=LATEST)


def _shown(message: Message) -> dict[str, str]:
    label, tone = _state(message)
    return {
        "channel": CHANNELS[message.channel],
        "recipient": message.recipient,
        "subject": message.subject,
        "body": message.body,
        "at": local(message.queued_at).strftime("%Y-%m-%d %H:%M:%S"),
        "state": label,
        "tone": tone,
        "error": message.last_error,
    }


def _state(message: Message) -> tuple[str, str]:
    if message.sent_at is not None:
        return "已发送", "ok"
    if message.given_up_at is not None:
        return "已放弃", "bad"
    return ("等待重试", "waiting") if message.tries else ("待发送", "waiting")
