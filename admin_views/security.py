"""账号安全: one's own password and 两步验证."""

import base64

from flask import flash, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_admin import expose
from werkzeug.wrappers import Response

from exports import qr
from portals.web import present_actor, reading, services, working
from signing_core.actors import STAFF
from signing_core.crypto import keyring
from signing_core.use_cases import totp

from .base import ConsolePage

PLACE = "recovery codes"


class SecurityView(ConsolePage):
    """Not in the menu: the account's own menu leads here."""

    who = STAFF

    def is_visible(self) -> bool:
        return False

    @expose("/")
    def index(self) -> ResponseReturnValue:
        """How it stands; a secret that is being set up, and recovery codes once, right after they were made."""
        with reading() as work:
            factor = totp.factor_of(work)
            left = totp.codes_left(work)
            address = totp.address_of(work, factor) if factor and not factor.enabled_at else ""
        pending = {"picture": qr.drawn(address), "secret": _in_fours(factor.secret)} if factor and address else None
        return self.render(
            "admin/security.html",
            factor=factor,
            left=left,
            pending=pending,
            recovery=_taken_out(),
            most=totp.RECOVERY_CODES,
        )

    @expose("/begin", methods=("POST",))
    def begin(self) -> ResponseReturnValue:
        with working(then=self.get_url(".index")) as work:
            totp.begin(work)
        return self._back()

    @expose("/confirm", methods=("POST",))
    def confirm(self) -> ResponseReturnValue:
        with working(then=self.get_url(".index")) as work:
            recovery = totp.confirm(work, request.form.get("code", ""))
        _put_by(recovery)
        flash("两步验证已开启，下次登录起需要动态验证码。", "success")
        return self._back()

    @expose("/disable", methods=("POST",))
    def disable(self) -> ResponseReturnValue:
        totp.prove(services(), present_actor(), request.form.get("password", ""))
        with working(then=self.get_url(".index")) as work:
            totp.disable(work, request.form.get("code", ""))
        flash("两步验证已关闭。", "success")
        return self._back()

    def _back(self) -> Response:
        return redirect(self.get_url(".index"), 303)


def _put_by(recovery: list[str]) -> None:
    """Into the browser's own cookie until the next page, sealed: nothing of the server's holds them."""
    session["recovery"] = base64.b64encode(keyring().seal(" ".join(recovery), PLACE)).decode()


def _taken_out() -> list[str]:
    sealed = session.pop("recovery", None)
    return keyring().open(base64.b64decode(sealed), PLACE).split() if sealed else []


def _in_fours(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
