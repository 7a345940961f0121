"""What staff may do with a signing: each decision with its button, its question and its use case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from signing_core import values
from signing_core.actors import Actor
from signing_core.errors import BadValue, Problems
from signing_core.models import Signing
from signing_core.use_cases import passwords, rescind, review
from signing_core.work import Services, UnitOfWork

Act = Callable[..., Signing]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One button. With ``reason`` (the label of that field) it opens a dialog; some ask for the password again."""

    trigger: str
    button: str
    look: str
    act: Act
    title: str = ""
    text: str = ""
    reason: str = ""
    confirm: str = ""
    password: bool = False

    def check(self, services: Services, actor: Actor, *, reason: str, password: str) -> None:
        """What was typed, before anything is decided; raises Problems by field, and TooMany for guessed passwords."""
        try:
            if self.reason:
                values.reason(reason)
        except BadValue as problem:
            raise Problems({"reason": problem.message}) from problem
        try:
            if self.password:
                passwords.confirm(services, actor, password)
        except BadValue as problem:
            raise Problems({"password": problem.message}) from problem

    def carry_out(self, work: UnitOfWork, public_id: str, *, seen: Any, reason: str) -> Signing:
        """The use case, with the reason where the decision needs one."""
        given = {"reason": reason} if self.reason else {}
        return self.act(work, public_id, seen=seen, **given)


_ALL = (
    Decision(trigger="approve", button="签约审核通过", look="btn-primary", act=review.approve),
    Decision(
        trigger="reject",
        button="签约审核不通过",
        look="btn-outline-danger",
        act=review.reject,
        title="请填写审核不通过原因",
        text="签约是单位和学生自己的决定。只有在确有依据认定存在欺诈、虚假签约或信息不实时，才应作出不通过的决定，"
        "相关证据请妥善留存。原因会告知双方。",
        reason="不通过原因",
        confirm="确认审核不通过",
    ),
    Decision(
        trigger="revoke_review",
        button="撤回审核",
        look="btn-outline-secondary",
        act=review.revoke,
        title="撤回审核",
        text="撤回后，这份签约回到等待签约审核的状态，协议书暂不生效，已有的协议书编号为它保留。双方会收到通知。",
        reason="撤回原因",
        confirm="确认撤回",
        password=True,
    ),
    Decision(
        trigger="rescind",
        button="强制解约",
        look="btn-outline-danger",
        act=rescind.force,
        title="强制解约",
        text="由学校直接解除这份签约，不再征求双方意见。解约后不能恢复，学生可以重新签约，双方会收到通知。",
        reason="解约原因",
        confirm="确认强制解约",
        password=True,
    ),
)
DECISIONS = {decision.trigger: decision for decision in _ALL}
