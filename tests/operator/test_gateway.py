"""SMS leave by a gateway: handed over once, tried again when it is away, given up when it refuses."""

from time import sleep

import pytest

from portals.operator import gateway as adapter
from portals.operator.mailer import sender
from signing_core.actors import SYSTEM
from signing_core.effects import outbox
from signing_core.effects.outbox import Letter
from signing_core.models import Channel
from signing_core.settings import Settings, SettingsError
from signing_core.use_cases.delivery import Parcel, SendingFailed, SendingRefused, deliver_due
from tests.dumps import messages
from tests.operator.sms_gateway import Station, gateway
from tests.operator.test_mailer import PRODUCTION

TEXT = "您的验证码是 123456。"
PARCEL = Parcel(id="abc123", channel=Channel.SMS, recipient="13900000001", subject="验证码", body=TEXT)


@pytest.fixture
def station() -> Station:
    return Station()


@pytest.fixture
def send(station):
    with gateway(station) as url:
        yield sender(Settings(sms_url=url))


def test_a_message_is_handed_over_as_json_with_the_token_of_the_address(station, send):
    send(PARCEL)
    sent = {"id": "abc123", "phone": "13900000001", "text": TEXT}
    assert station.taken == [(sent, "Bearer s3cret/token")]


def test_a_second_copy_has_the_same_id(station, send):
    send(PARCEL)
    send(PARCEL)
    assert [sent["id"] for sent, _ in station.taken] == ["abc123"] * 2


@pytest.mark.parametrize("status", [500, 503, 408, 429, 401, 403, 302])
def test_what_may_be_taken_later_is_tried_again(station, send, status):
    station.answer = lambda _sent: status
    with pytest.raises(SendingFailed, match=f"短信网关拒绝发送（{status}）") as failure:
        send(PARCEL)
    assert not isinstance(failure.value, SendingRefused)


@pytest.mark.parametrize("status", [400, 404, 422])
def test_what_is_refused_for_good_is_given_up_at_once(world, station, send, status):
    station.answer = lambda _sent: status
    with world.working(SYSTEM) as work:
        outbox.queue(work, Letter(channel=Channel.SMS, recipient="13900000001", subject="验证码", body="。"))
    assert deliver_due(world.services, send) == 0
    (message,) = messages(world)
    assert (message.given_up_at, message.last_error) == (world.clock(), f"短信网关拒绝发送（{status}）")


def test_a_number_is_not_carried_to_the_address_that_a_gateway_points_to(station, send):
    station.answer = lambda _sent: 307
    with pytest.raises(SendingFailed, match="307"):
        send(PARCEL)
    assert station.taken == []


def test_a_gateway_that_hangs_up_or_is_away_is_tried_again(station, send):
    station.answer = lambda _sent: None
    with pytest.raises(SendingFailed, match="连不上短信网关"):
        send(PARCEL)
    with pytest.raises(SendingFailed, match="连不上短信网关"):
        sender(Settings(sms_url="http://127.0.0.1:9/send"))(PARCEL)


def test_a_slow_gateway_is_not_waited_for_longer_than_the_lease_allows(station, send, monkeypatch):
    monkeypatch.setattr(adapter, "SECONDS", 0.05)
    station.answer = lambda _sent: sleep(0.2) or 200
    with pytest.raises(SendingFailed, match="连不上短信网关（TimeoutError）"):
        send(PARCEL)


def test_what_could_not_leave_leaves_at_the_next_try(world, station, send):
    with world.working(SYSTEM) as work:
        outbox.queue(work, Letter(channel=Channel.SMS, recipient="13900000001", subject="验证码", body="。"))
    station.answer = lambda _sent: 503
    assert deliver_due(world.services, send) == 0
    station.answer = lambda _sent: 202
    world.clock.forward(minutes=3)
    assert deliver_due(world.services, send) == 1
    assert len(station.taken) == 1


@pytest.mark.parametrize(
    "url",
    [
        "sms://gateway.example",
        "https://",
        "https://[",
        "https://gateway.example:port/",
        "file:///etc/passwd",
    ],
)
def test_a_gateway_that_cannot_be_reached_that_way_is_refused_at_the_start_and_its_token_is_not_shown(url):
    with pytest.raises(SettingsError, match="SIGNING_SMS_URL") as refused:
        sender(Settings(sms_url=url.replace("://", "://t0ken@")))
    assert "t0ken" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://gateway.example/send", "console://"])
def test_production_hands_codes_over_under_tls_only(url):
    with pytest.raises(SettingsError, match="SIGNING_SMS_URL"):
        sender(Settings(**PRODUCTION | {"mail_url": "smtp://127.0.0.1:1", "sms_url": url}))
