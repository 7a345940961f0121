"""Acts on ticked rows: each row in a unit of its own, and one summary of what passed and what did not, and why."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import flash

from portals.summing import by_reason
from portals.web import present_actor, services, working
from signing_core.errors import Refusal
from signing_core.work import UnitOfWork

MOST = 200
LOST = "没有找到该记录"
VERSION = re.compile(r"[0-9]{1,9}")

Act = Callable[[UnitOfWork, str, int], object]


@dataclass
class Outcome:
    """How many rows were done, and of the others who they are and why not."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def each(ticked: list[str], names: dict[str, str], act: Act, *, then: str) -> Outcome:
    """Do the act for every ticked ``id:version``; the form as a whole is answered once."""
    with working(then=then):
        pass  # keeps the operation: a second send of the form is led to the list
    outcome = Outcome()
    for public_id, seen in read(ticked):
        try:
            with services().working(present_actor()) as work:
                act(work, public_id, seen)
            outcome.done += 1
        except Refusal as refusal:
            outcome.refused.append((names.get(public_id, LOST), refusal.message))
    return outcome


def ids(ticked: list[str]) -> list[str]:
    """Of whom the form speaks; refuses more than MOST."""
    return [public_id for public_id, _ in read(ticked)]


def tell(outcome: Outcome, done: str) -> None:
    """One summary; ``done`` names the act."""
    if not outcome.done and not outcome.refused:
        flash("请先选择要办理的记录。", "warning")
    if outcome.done:
        flash(f"{done} {outcome.done} 条。", "success")
    if outcome.refused:
        flash(f"{len(outcome.refused)} 条未能办理：{by_reason(outcome.refused)}", "warning")


def read(ticked: list[str]) -> list[tuple[str, int]]:
    """What the rows sent; what is not ``id:version`` came from no page of ours and counts as changed."""
    if len(ticked) > MOST:
        raise Refusal(f"一次最多办理 {MOST} 条，请少选一些。")
    pairs = (value.partition(":") for value in ticked)
    return [(public_id, int(seen) if VERSION.fullmatch(seen) else 0) for public_id, _, seen in pairs]
