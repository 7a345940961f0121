"""How messages leave: accepted once, refused plainly, recognised when they come twice."""

import pytest

from portals.operator.mailer import sender
from signing_core.models import Channel, Message
from signing_core.settings import Settings, SettingsError
from signing_core.use_cases.delivery import Parcel, SendingFailed, deliver_due
from tests.operator.mail_server import Postbox, serving

PRODUCTION = {
    "env": "production",
    "base_url": "https://signing.example.edu.cn",
    "mail_url": "smtp://127.0.0.1:1",
    "sms_url": "https://sms.example.cn/send",
}


@pytest.fixture
def postbox():
    return Postbox()


@pytest.fixture
def mail_url(postbox):
    controller = serving(postbox)
    yield f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def a_parcel(**facts):
    return Parcel(
        **{
            "id": "abc123",
            "channel": Channel.MAIL,
            "recipient": "student@example.com",
            "subject": "星光集团 向您发出签约邀请",
            "body": "黄河水9 同学：\n\n请在 12 月 16 日前答复。",
        }
        | facts
    )


def test_a_mail_arrives_with_its_chinese_subject_and_body(postbox, mail_url):
    sender(Settings(mail_url=mail_url))(a_parcel())
    [letter] = postbox.letters
    assert letter["Subject"] == "星光集团 向您发出签约邀请"
    assert letter["To"] == "student@example.com"
    assert letter.get_content().splitlines() == ["黄河水9 同学：", "", "请在 12 月 16 日前答复。"]


def test_a_second_copy_has_the_same_message_id(postbox, mail_url):
    send = sender(Settings(mail_url=mail_url, base_url="https://signing.example.edu.cn"))
    send(a_parcel())
    send(a_parcel())
    assert [letter["Message-ID"] for letter in postbox.letters] == ["<abc123@signing.example.edu.cn>"] * 2


def test_the_sender_is_named_in_the_address(postbox, mail_url):
    sender(Settings(mail_url=f"{mail_url}?from=jiuye@example.edu.cn"))(a_parcel())
    assert postbox.letters[0]["From"] == "jiuye@example.edu.cn"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("554 spam", "邮件服务器拒绝发送（554）"),
        ("451 later", "邮件服务器拒绝发送（451）"),
        (None, "与邮件服务器的连接中断"),
    ],
)
def test_a_letter_that_is_not_accepted_has_failed(postbox, mail_url, answer, sentence):
    postbox.answer = answer
    with pytest.raises(SendingFailed) as failure:
        sender(Settings(mail_url=mail_url))(a_parcel())
    assert str(failure.value) == sentence


def test_a_refused_recipient_is_not_named_in_the_reason(postbox, mail_url):
    postbox.refuses_recipients = True
    with pytest.raises(SendingFailed) as failure:
        sender(Settings(mail_url=mail_url))(a_parcel())
    assert str(failure.value) == "邮件服务器拒收收件地址（550）"


def test_a_server_that_is_away_is_tried_again():
    with pytest.raises(SendingFailed, match="连不上邮件服务器"):
        sender(Settings(mail_url="smtp://127.0.0.1:1"))(a_parcel())


@pytest.mark.parametrize("facts", [{"subject": "两\n行"}, {"recipient": "not an address\r\nBcc: x@example.com"}])
def test_a_letter_that_cannot_be_written_fails_alone(mail_url, facts):
    with pytest.raises(SendingFailed, match="邮件无法发送"):
        sender(Settings(mail_url=mail_url))(a_parcel(**facts))


@pytest.mark.parametrize("mail_url", ["", "console://"])
@pytest.mark.parametrize("channel", Channel)
def test_in_development_nothing_needs_to_leave(mail_url, channel):
    sender(Settings(mail_url=mail_url))(a_parcel(channel=channel))


@pytest.mark.parametrize("mail_url", ["console://", "imap://127.0.0.1", "smtp://"])
def test_production_does_not_start_a_worker_whose_mails_would_vanish(mail_url):
    with pytest.raises(SettingsError, match="SIGNING_MAIL_URL"):
        sender(Settings(**PRODUCTION | {"mail_url": mail_url}))


def test_what_could_not_leave_leaves_at_the_next_try(world, postbox, mail_url):
    world.invited()
    send = sender(Settings(mail_url=mail_url))
    postbox.answer = "451 later"
    assert deliver_due(world.services, send) == 0
    with world.reading() as work:
        assert work.session.query(Message).one().last_error == "邮件服务器拒绝发送（451）"
    postbox.answer = "250 OK"
    world.clock.forward(minutes=3)
    assert deliver_due(world.services, send) == 1
    assert len(postbox.letters) == 1
