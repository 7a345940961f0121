"""One shared transitions machine per lifecycle; rows are passed to it, never registered."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from transitions import Machine, Transition

from signing_core.actors import Actor, Role
from signing_core.errors import MoveRefused, NotAllowed

logging.getLogger("transitions").setLevel(logging.WARNING)

Predicate = Callable[[Any, "Act"], bool]


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who acts, when, the reason they give, and the facts that guards need beside the row."""

    actor: Actor
    at: datetime
    reason: str = ""
    facts: Any = None


@dataclass(frozen=True)
class Move:
    """One move that happened; the trail is written from it."""

    trigger: str
    label: str
    before: StrEnum
    after: StrEnum
    act: Act


def guard(message: str) -> Callable[[Predicate], Predicate]:
    """Give a predicate the sentence to show when it is false; ``{act}`` and ``{signing}`` may stand in it."""

    def name_it(predicate: Predicate) -> Predicate:
        predicate.message = message  # type: ignore[attr-defined]
        return predicate

    return name_it


def guards_of(route: Transition) -> list[Any]:
    """The predicates of one route of the table."""
    return [condition.func for condition in route.conditions]


class Lifecycle(Machine):
    """A table of moves. Beside what transitions knows, a move says who makes it (``by``) and its trail label."""

    def __init__(self, name: str, states: Iterable[StrEnum], moves: list[dict[str, Any]]) -> None:
        self.labels = {move["trigger"]: move["label"] for move in moves}
        self.makers = {move["trigger"]: frozenset(move["by"]) for move in moves}
        routes = [{key: move[key] for key in move if key not in {"label", "by"}} for move in moves]
        super().__init__(
            name=name, model=None, initial=None, states=list(states), transitions=routes, auto_transitions=False
        )

    def fire(self, signing: Any, trigger: str, act: Act) -> Move:
        """Make the move and return it, or raise NotAllowed or MoveRefused and change nothing."""
        if trigger in self.makers and act.actor.role not in self.makers[trigger]:
            raise NotAllowed("您的身份不能进行此操作。")
        refusals = self.refusals(signing, trigger, act)
        if refusals:
            raise MoveRefused(refusals[0])
        before = signing.state
        self.events[trigger].trigger(signing, signing, act)
        signing.acted(act.at)
        return Move(trigger, self.labels[trigger], before, signing.state, act)

    def refusals(self, signing: Any, trigger: str, act: Act) -> list[str]:
        """Why ``trigger`` cannot fire now; empty when it can."""
        routes = self.get_transitions(trigger, source=signing.state)
        if not routes:
            return ["当前状态不能进行此操作，请刷新页面查看最新状态。"]
        failed = [
            [true.message.format(signing=signing, act=act) for true in guards_of(route) if not true(signing, act)]
            for route in routes
        ]
        return [] if [] in failed else failed[0]

    def own_moves(self, signing: Any, role: Role) -> list[str]:
        """The triggers that the state allows and that are this role's to make, whether or not a guard refuses."""
        return [trigger for trigger in self.get_triggers(signing.state) if role in self.makers[trigger]]

    def offered(self, signing: Any, act: Act) -> dict[str, list[str]]:
        """The actor's own moves, each with why it cannot be made now: a button has no such sentence."""
        own = self.own_moves(signing, act.actor.role)
        return {trigger: self.refusals(signing, trigger, act) for trigger in own}
