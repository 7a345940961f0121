"""Agreement numbers: T CCCC SSSSS NNNNNN, without gap, never twice."""

from sqlalchemy import bindparam, update

from signing_core.database import insert_if_new
from signing_core.errors import MoveRefused
from signing_core.models import NumberCounter, Signing
from signing_core.states import SigningKind
from signing_core.work import UnitOfWork

TYPE_OF = {SigningKind.ONLINE: "1", SigningKind.PAPER: "2"}
FIRST, LAST = 200001, 299999
TAKE = (
    update(NumberCounter)
    .where(
        NumberCounter.type == bindparam("of_type"),
        NumberCounter.cohort == bindparam("of_cohort"),
        NumberCounter.school_id == bindparam("of_school"),
    )
    .values(last=NumberCounter.last + 1)
    .returning(NumberCounter.last)
    .execution_options(as_system=True, synchronize_session=False)
)


def give(work: UnitOfWork, signing: Signing) -> None:
    """Give an agreement its number for ever; one that it already has stays (I2). Raises MoveRefused past the last."""
    work.session.flush()  # the signing's own row is locked before the counter's
    work.point("numbers.give")
    if signing.number is not None or signing.kind not in TYPE_OF:
        return
    type_ = TYPE_OF[signing.kind]
    serial = _next_serial(work, type_, signing.cohort, signing.school_id)
    work.point("numbers.counted")
    if serial > LAST:
        raise MoveRefused("本届协议书编号已用完，请联系系统管理员。")
    signing.number = f"{type_}{signing.cohort}{signing.student.school.code}{serial}"
    work.session.flush()


def _next_serial(work: UnitOfWork, type_: str, cohort: int, school_id: int) -> int:
    named = {"of_type": type_, "of_cohort": cohort, "of_school": school_id}
    serial = work.session.scalar(TAKE, named)
    if serial is None:  # the first of its kind; of two at once each finds the counter that one of them begins
        begun = {"type": type_, "cohort": cohort, "school_id": school_id, "last": FIRST - 1}
        work.session.execute(insert_if_new(work.session, NumberCounter), begun)
        serial = work.session.scalars(TAKE, named).one()
    return int(serial)
