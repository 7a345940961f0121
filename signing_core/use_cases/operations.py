"""Operation ids: a form that was sent twice is answered once."""

from sqlalchemy import select

from signing_core.database import insert_if_new
from signing_core.errors import BadValue, SentTwice
from signing_core.models import Operation
from signing_core.work import UnitOfWork


def answer_of(work: UnitOfWork, operation_id: str) -> str | None:
    """Where the answer to an earlier send of the same form stands."""
    return work.session.scalar(
        select(Operation.address).where(
            Operation.account_id == work.actor.account_id, Operation.operation_id == operation_id
        )
    )


def begin(work: UnitOfWork, operation_id: str, address: str) -> None:
    """Keep where the answer will stand, before the act and in its transaction; raises SentTwice for a second send.

    A racing twin waits on the unique key and then learns it there, before it could meet the act's own refusals.
    """
    if not 16 <= len(operation_id) <= 36:
        raise BadValue("表单已失效，请刷新页面后重试。")
    kept = {"account_id": work.actor.account_id, "operation_id": operation_id, "address": address, "at": work.at}
    if work.session.scalar(insert_if_new(work.session, Operation, Operation.id), kept) is None:
        raise SentTwice
