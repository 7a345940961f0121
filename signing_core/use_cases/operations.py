"""Operation ids: a form that was sent twice is answered once."""

from sqlalchemy import select

from signing_core.errors import BadValue
from signing_core.models import Operation
from signing_core.work import UnitOfWork


def answer_of(work: UnitOfWork, operation_id: str) -> str | None:
    """Where the answer to an earlier send of the same form stands."""
    return work.session.scalar(
        select(Operation.address).where(
            Operation.account_id == work.actor.account_id, Operation.operation_id == operation_id
        )
    )


def remember(work: UnitOfWork, operation_id: str, address: str) -> None:
    """Keep the answer's address in the act's own transaction; a racing twin fails on the unique key."""
    if not 16 <= len(operation_id) <= 36:
        raise BadValue("表单已失效，请刷新页面后重试。")
    work.session.add(
        Operation(account_id=work.actor.account_id, operation_id=operation_id, address=address, at=work.at)
    )
    work.session.flush()
