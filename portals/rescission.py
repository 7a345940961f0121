"""The form of 解约须知 and reason that either party sends: what was typed, and everything that is wrong with it."""

from typing import TypedDict

from flask import request

from signing_core import values
from signing_core.errors import BadValue
from signing_core.use_cases.rescind import NOTICE_NOT_TICKED


class Typed(TypedDict):
    """As the use cases take it."""

    reason: str
    ticked: bool


def typed() -> Typed:
    """What the form carried."""
    return {"reason": request.form.get("reason", ""), "ticked": request.form.get("ticked") == "1"}


def problems_of(given: Typed) -> dict[str, str]:
    """The sentence of each wrong field; empty where the form can be sent on."""
    problems = {} if given["ticked"] else {"ticked": NOTICE_NOT_TICKED}
    try:
        values.reason(given["reason"])
    except BadValue as problem:
        problems["reason"] = problem.message
    return problems
