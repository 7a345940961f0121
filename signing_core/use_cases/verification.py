"""核验: what anybody who holds an issued document may learn of it, and nobody else."""

from dataclasses import dataclass

from sqlalchemy import func, select

from signing_core import masking, values
from signing_core.actors import SYSTEM
from signing_core.clock import today
from signing_core.effects.documents import plain
from signing_core.errors import BadValue
from signing_core.models import Document, DocumentKind, Rescission, Signing
from signing_core.states import EFFECTIVE, FINAL, RescissionState
from signing_core.work import Services, UnitOfWork

from . import limits
from .drawing import FROZEN

UNKNOWN = "没有查到与编号和核验码都相符的协议书，请核对后再试。"
REPLACED, IN_FORCE, ENDED, NOT_IN_FORCE = "已被新版本取代", "已鉴证生效", "已解除", "未生效"
MEANS = {
    REPLACED: "这份协议书之后又重新出具过，请以最新的一份为准。",
    IN_FORCE: "这份协议书已经学校审核，现在有效。",
    ENDED: "这份协议书曾经生效，所载签约已经解除，不再有效。",
    NOT_IN_FORCE: "学校已撤回对这份协议书的审核，现在不生效。",
}
CERTIFIES = "这份解约证明由系统出具，所载签约已经解除。"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The state of an agreement, what it means for this paper, and just enough to tell that it is the one."""

    status: str
    means: str
    facts: list[tuple[str, str]]


def check(services: Services, *, address: str, number: str, code: str) -> Finding:
    """What became of the document with that number and code; raises one BadValue for either being wrong, or TooMany."""
    number = values.tidy(number)
    guesses = f"{address}:{number}"
    limits.spend(services, limits.VERIFY_ADDRESS, address)
    limits.spend(services, limits.VERIFY, guesses)
    if not number.isdecimal():
        raise BadValue(UNKNOWN)
    with services.reading(SYSTEM) as work:
        found = _find(work, number, plain(values.tidy(code)))
    limits.give_back(services, (limits.VERIFY_ADDRESS, address), (limits.VERIFY, guesses))
    return found


def _find(work: UnitOfWork, number: str, code: str) -> Finding:
    row = work.session.execute(
        select(Document, Signing)
        .join(Signing, Signing.id == Document.signing_id)
        .where(Signing.number == number, Document.code == code)
    ).one_or_none()
    if row is None:
        raise BadValue(UNKNOWN)
    document, signing = row
    same = (Document.signing_id == signing.id, Document.kind == document.kind)
    last = work.session.scalar(select(func.max(Document.issue)).where(*same))
    status = REPLACED if document.issue != last else _status(signing)
    certificate = document.kind is DocumentKind.RESCISSION
    facts = _facts(document, signing) + (_ending(work, signing) if status == ENDED else [])
    return Finding(status=status, means=CERTIFIES if certificate else MEANS[status], facts=facts)


def _status(signing: Signing) -> str:
    if signing.state in EFFECTIVE[signing.kind]:
        return IN_FORCE
    return ENDED if signing.state in FINAL else NOT_IN_FORCE


def _facts(document: Document, signing: Signing) -> list[tuple[str, str]]:
    """As the document itself says them, names of persons masked."""
    sheet = FROZEN[document.kind].read(document.sheet).sheet
    own = [("解约证明编号", sheet.number)] if document.kind is DocumentKind.RESCISSION else []
    return [
        ("文件", document.kind.label),
        *own,
        ("协议书编号", signing.number or ""),
        ("毕业生", masking.name(sheet.fact("姓名"))),
        ("毕业学校", sheet.fact("毕业学校")),
        ("毕业年度", str(sheet.cohort)),
        ("用人单位", sheet.fact("单位名称")),
        ("出具日期", today(document.ordered_at).isoformat()),
    ]


def _ending(work: UnitOfWork, signing: Signing) -> list[tuple[str, str]]:
    """When the signing ended: by its approved request, whatever was done on it since."""
    approved = (Rescission.signing_id == signing.id, Rescission.state == RescissionState.APPROVED)
    ended_at = work.session.scalars(select(Rescission.decided_at).where(*approved)).one()
    assert ended_at is not None
    return [("解除日期", today(ended_at).isoformat())]
