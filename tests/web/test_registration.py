"""单位注册: what anybody may send, where the employer reads how it stands, and that nothing else is open before."""

import io

import pytest
from PIL import Image as Drawn
from sqlalchemy import select

from signing_core.models import Account, Employer, EmployerEvent, Licence, Message
from signing_core.states import EmployerState as E
from signing_core.use_cases import limits, registration
from tests import makers
from tests.web.client import PASSWORD

PATH, OWN = "/register/employer", "/employer/registration"


def a_licence(shade=200):
    out = io.BytesIO()
    Drawn.new("RGB", (60, 40), (shade, shade, 200)).save(out, "PNG")
    return io.BytesIO(out.getvalue()), "营业执照.png"


def facts(**more):
    return makers.a_registration(makers.a_uscc(880_001)) | more


def sent(client, **more):
    account = {"login": "new-firm", "new": PASSWORD, "again": PASSWORD, "ticked": "y"}
    given = facts(**account | {"licence": a_licence()} | more)
    return client.post(PATH, **{name: value for name, value in given.items() if value is not None})


def the_only(world, model):
    with world.reading() as work:
        return work.session.scalars(select(model).where(model.id > 0).order_by(model.id.desc())).first()


def employers(world):
    with world.reading() as work:
        return work.session.scalars(select(Employer.name)).all()


def test_an_employer_registers_is_signed_in_and_waits(site):
    client = site.anonymous()
    assert client.get(PATH).status_code == 200
    answer = sent(client)
    assert (answer.status_code, answer.location) == (303, OWN)
    page = client.get(OWN).text
    assert "待审核" in page
    assert "@newco.example.com" in page
    assert "hr@newco" not in page.split("更正注册资料")[0]
    employer = the_only(site.world, Employer)
    assert (employer.state, employer.contact_phone, employer.postcode) == (E.PENDING, "027-87651234", "430070")
    assert the_only(site.world, EmployerEvent).label == "注册"
    assert "等待审核" in the_only(site.world, Message).subject
    again = site.anonymous()
    assert again.post("/login/employer", login="new-firm", password=PASSWORD).status_code == 303


def test_everything_that_is_wrong_is_said_at_once_and_what_was_typed_stays(site):
    answer = sent(site.anonymous(), uscc="911306007216356986", email="nobody", login="a b", again="other", ticked=None)
    assert answer.status_code == 422
    for sentence in (
        "校验码不对",
        "邮箱格式不对",
        "登录名由 4 至 40 位",
        "两次输入的密码不一致",
        "请阅读并勾选注册须知",
    ):
        assert sentence in answer.text
    assert "江城新创科技有限公司" in answer.text
    assert len(employers(site.world)) == 1


@pytest.mark.parametrize(
    ("licence", "sentence"),
    [
        (None, "请上传营业执照"),
        (b"GIF89a", "“执照.png”"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "“执照.png”"),
    ],
)
def test_without_a_picture_that_can_be_read_nobody_registers(site, licence, sentence):
    answer = sent(site.anonymous(), licence=licence and (io.BytesIO(licence), "执照.png"))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert len(employers(site.world)) == 1


@pytest.mark.parametrize("state", [E.APPROVED, E.SUSPENDED])
def test_the_code_of_a_registered_employer_is_refused_without_a_word_about_it(site, state):
    holder = site.world.saved(makers.an_employer(name="持有人公司", contact="钱七", state=state))
    answer = sent(site.anonymous(), uscc=holder.uscc)
    assert answer.status_code == 422
    assert registration.REGISTERED_ALREADY in answer.text
    assert holder.name not in answer.text
    assert holder.contact not in answer.text


@pytest.mark.parametrize("state", [E.PENDING, E.REJECTED])
def test_a_code_that_nobody_was_approved_with_may_be_registered_again(site, state):
    other = site.world.saved(makers.an_employer(state=state))
    assert sent(site.anonymous(), uscc=other.uscc).status_code == 303


def test_a_login_that_is_taken_is_said_beside_its_field(site):
    site.employer()
    taken = the_only(site.world, Account).login
    answer = sent(site.anonymous(), login=taken)
    assert answer.status_code == 422
    assert registration.LOGIN_TAKEN in answer.text


def test_a_code_is_no_login_since_imports_give_it(site):
    assert "不要用统一社会信用代码作登录名" in sent(site.anonymous(), login=makers.a_uscc(5)).text


def test_a_network_registers_so_often_and_no_more(site):
    for _ in range(limits.REGISTER.most):
        limits.spend(site.world.services, limits.REGISTER, "127.0.0.1")
    answer = sent(site.anonymous())
    assert answer.status_code == 429
    assert "过于频繁" in answer.text


@pytest.mark.parametrize("state", [E.PENDING, E.REJECTED])
@pytest.mark.parametrize("path", ["/employer/", "/employer/search", "/employer/confirm", "/employer/data"])
def test_before_the_approval_every_page_leads_to_the_registration(site, state, path):
    client = site.employer(site.world.saved(makers.an_employer(state=state)))
    assert client.get(path).location == OWN


def test_what_is_sent_before_the_approval_is_refused_there(site):
    client = site.employer(site.world.saved(makers.an_employer(state=E.PENDING)))
    assert client.post("/employer/search").location == OWN
    assert "还没有审核通过" in client.get(OWN).text


def test_a_suspended_employer_reads_why_and_finishes_what_it_began(site):
    client = site.employer(site.world.saved(makers.an_employer(state=E.SUSPENDED, said_because="投诉核实中")))
    assert "投诉核实中" in client.get("/employer/").text
    assert "投诉核实中" in client.get(OWN).text
    assert client.get("/employer/data").status_code == 200


def test_a_rejected_employer_reads_why_corrects_and_waits_again(site):
    employer = site.world.saved(makers.an_employer(state=E.REJECTED, said_because="执照看不清"))
    client = site.employer(employer)
    page = client.get(OWN).text
    assert "执照看不清" in page
    answer = client.post(OWN, seen="1", **facts(name="更正后的公司", licence=a_licence()))
    assert answer.location == OWN
    now = site.world.fresh(employer)
    assert (now.state, now.name, now.said_because) == (E.PENDING, "更正后的公司", "")
    assert the_only(site.world, Account).name == "更正后的公司"
    licence = the_only(site.world, Licence)
    picture = client.get(f"/employer/licence/{licence.public_id}")
    assert (picture.mimetype, picture.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    other = site.employer(site.world.saved(makers.an_employer(state=E.PENDING)))
    assert other.get(f"/employer/licence/{licence.public_id}").status_code == 404


def test_a_correction_that_is_wrong_comes_back_with_what_was_typed(site):
    client = site.employer(site.world.saved(makers.an_employer(state=E.REJECTED)))
    answer = client.post(OWN, seen="1", **facts(postcode="12", contact="孙八"))
    assert answer.status_code == 422
    assert "邮编应为 6 位数字" in answer.text
    assert "孙八" in answer.text


def test_what_was_approved_is_not_corrected_here(site):
    client = site.employer()
    assert client.post(OWN, seen="1", **facts()).status_code in {303, 409}
    assert site.world.fresh(site.world.employer).name != facts()["name"]
