"""Staff with a phone for 两步验证."""

import pyotp
import pytest

from signing_core.actors import Role
from signing_core.models import Account
from signing_core.use_cases import entry, totp
from signing_core.use_cases.entry import SecondStep
from tests import makers

PASSWORD = "Demo-2020-signing"


class Phone:
    """The account's holder, with a phone that has the secret."""

    def __init__(self, world, role: Role = Role.SCHOOL, **facts) -> None:
        usual = {"school_id": world.school.id, "password_hash": world.services.passwords.hash(PASSWORD)}
        self.world = world
        self.account: Account = world.saved(makers.an_account(role, **usual | facts))
        self.actor = makers.as_school(world.school, self.account.id)
        self.recovery: list[str] = []

    def begin(self) -> "Phone":
        with self.world.working(self.actor) as work:
            totp.begin(work)
        with self.world.reading(self.actor) as work:
            self.read(totp.factor_of(work).secret)
        return self

    def read(self, secret: str) -> None:
        """Take a secret in, as a page shows it."""
        self.totp = pyotp.TOTP(secret.replace(" ", ""))

    def shows(self, seconds: int = 0) -> str:
        return self.totp.at(int(self.world.clock().timestamp()) + seconds)

    def enable(self) -> "Phone":
        """In use, with the code of half a minute ago."""
        self.begin()
        with self.world.working(self.actor) as work:
            self.recovery = totp.confirm(work, self.shows(-30))
        return self

    def step(self) -> str:
        """The handle of a second step after the right password."""
        given = {"door": "staff", "login": self.account.login, "password": PASSWORD}
        with pytest.raises(SecondStep) as asked:
            entry.sign_in(self.world.services, **given, address="192.0.2.1")
        return asked.value.handle

    def enter(self, code: str, handle: str | None = None) -> str:
        return totp.enter(self.world.services, handle=handle or self.step(), code=code)
