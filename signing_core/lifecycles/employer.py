"""单位注册: an employer registers, any school or the province judges it; the province suspends and resumes it."""

from dataclasses import dataclass
from typing import Any

from signing_core.actors import Role
from signing_core.states import EmployerState

from .machine import Act, Lifecycle, guard

E = EmployerState
REVIEWERS = frozenset({Role.SCHOOL, Role.PROVINCE})


@dataclass(frozen=True, kw_only=True)
class EmployerFacts:
    """What a guard asks beside the employer."""

    registered_elsewhere: bool = False


@guard("该统一社会信用代码已有审核通过的单位，不能再次通过。如需更正，请填写原因，审核不通过。")
def no_other_registered_by_this_code(employer: Any, act: Act) -> bool:
    return not act.facts.registered_elsewhere


def keep_the_reason(employer: Any, act: Act) -> None:
    employer.said_because = act.reason


MOVES: list[dict[str, Any]] = [
    {
        "trigger": "submit",
        "source": [E.PENDING, E.REJECTED],
        "dest": E.PENDING,
        "by": {Role.EMPLOYER},
        "before": [keep_the_reason],
        "label": "重新提交",
    },
    {
        "trigger": "approve",
        "source": E.PENDING,
        "dest": E.APPROVED,
        "by": REVIEWERS,
        "conditions": [no_other_registered_by_this_code],
        "before": [keep_the_reason],
        "label": "审核通过",
    },
    {
        "trigger": "reject",
        "source": E.PENDING,
        "dest": E.REJECTED,
        "by": REVIEWERS,
        "before": [keep_the_reason],
        "label": "审核不通过",
    },
    {
        "trigger": "suspend",
        "source": E.APPROVED,
        "dest": E.SUSPENDED,
        "by": {Role.PROVINCE},
        "before": [keep_the_reason],
        "label": "暂停签约",
    },
    {
        "trigger": "resume",
        "source": E.SUSPENDED,
        "dest": E.APPROVED,
        "by": {Role.PROVINCE},
        "before": [keep_the_reason],
        "label": "恢复签约",
    },
]

EMPLOYER = Lifecycle("employer", EmployerState, MOVES)
