"""纸质签约 as the student sees it: the list, what stands in the way, the form, one agreement, its images."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from signing_core import masking
from signing_core.catalogues.paper import PAPER
from signing_core.errors import NotFound
from signing_core.fields import Group, masked, shown
from signing_core.models import Contact, Image, ImagePurpose, Signing, Student, TrailEntry
from signing_core.states import SigningKind, SigningState
from signing_core.work import UnitOfWork

from . import agreement_facts, documents, eligibility, papers
from .agreement_case import Case, Returned, case_of, returned
from .agreement_facts import Pairs
from .signings import last_return_of, terms_of, trail_of

REFUSED = (SigningState.FORM_REJECTED, SigningState.REJECTED)
EDITABLE = (SigningState.DRAFT, SigningState.FORM_REJECTED, SigningState.FORM_RETURNED)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """录入协议书: the working copy, whether it was previewed as it stands, and what the office wants corrected."""

    signing: Signing
    student: Pairs
    typed: dict[str, str]
    previewed: bool
    moves: list[str]
    obstacle: str
    returned: Returned | None
    refused: str


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One agreement as it was generated, what became of it, the images that were handed in, and who did what."""

    signing: Signing
    agreement: Pairs
    party_a: Pairs
    party_b: Pairs
    groups: list[Group]
    case: Case
    certified: bool
    moves: list[str]
    images: Sequence[Image]
    refused: str
    trail: list[tuple[str, str, str, str]]


@dataclass(frozen=True, kw_only=True)
class Scans:
    """Images that wait to be handed in; ``because`` says why not now, ``refused`` why the last ones were not good."""

    signing: Signing
    images: Sequence[Image]
    refused: str
    because: str
    left: int | None
    contact: Contact | None


def entry(work: UnitOfWork, public_id: str) -> Entry:
    """The form; raises NotFound for an agreement that cannot be edited any more."""
    signing = agreement_facts.whole(work, public_id, kind=SigningKind.PAPER)
    if signing.state not in EDITABLE:
        raise NotFound("协议书已生成，不能再修改。")
    paper = papers.paper_of(work, signing)
    offered = agreement_facts.offered_on(work, signing)
    marked = last_return_of(work, signing) if signing.state is SigningState.FORM_RETURNED else None
    return Entry(
        signing=signing,
        student=student_facts(signing.student),
        typed=paper.typed,
        previewed=paper.previewed_sha256 is not None,
        moves=[move for move, refusals in offered.items() if not refusals],
        obstacle=next(iter(offered.get("save", [])), ""),
        returned=returned(marked, PAPER) if marked else None,
        refused=_refused(signing, trail_of(work, signing)),
    )


def detail(work: UnitOfWork, public_id: str) -> Detail:
    """签约详情; raises NotFound before anything was generated."""
    signing = agreement_facts.whole(work, public_id, kind=SigningKind.PAPER)
    if not signing.terms_version:
        raise NotFound("协议书尚未生成。")
    entries, terms = trail_of(work, signing), terms_of(work, signing).content
    moves, _ = agreement_facts.moves_of(work, signing)
    return Detail(
        signing=signing,
        agreement=agreement_facts.agreement(signing, entries),
        party_a=agreement_facts.party_a(signing, terms),
        party_b=agreement_facts.party_b(signing.student),
        groups=shown(PAPER, masked(PAPER, terms)),
        case=case_of(work, signing),
        certified=documents.certificate(work, signing) is not None,
        moves=moves,
        images=[one for one in papers.every_image_of(work, signing) if one.round > papers.WAITING],
        refused=_refused(signing, entries),
        trail=agreement_facts.trail_lines(entries, oneself="学生本人"),
    )


def waiting(work: UnitOfWork, public_id: str, purpose: ImagePurpose) -> Scans:
    """What a page needs on which images are handed in; NotFound where that is not the student's to do now."""
    kind = work.get(Signing, public_id).kind
    signing = agreement_facts.whole(work, public_id, kind=kind)
    refusals = agreement_facts.offered_on(work, signing).get(purpose.trigger)
    if refusals is None or kind is SigningKind.ONLINE:
        raise NotFound("现在不需要上传图片。")
    images = papers.waiting_images(work, signing, purpose)
    ending = purpose is ImagePurpose.RESCISSION
    return Scans(
        signing=signing,
        images=images,
        refused=_refused(signing, trail_of(work, signing)),
        because=next(iter(refusals), "") if ending else "",
        left=eligibility.rescissions_left(work, signing.student) if ending else None,
        contact=_contact(work, signing.student),
    )


def signing_of_image(work: UnitOfWork, image: Image) -> Signing:
    """The signing that an image belongs to."""
    return work.session.get_one(Signing, image.signing_id)


def _contact(work: UnitOfWork, student: Student) -> Contact | None:
    return eligibility.contact_of(work, school_id=student.school_id, college_id=student.college_id)


def _refused(signing: Signing, entries: Iterable[TrailEntry]) -> str:
    """Why the office refused what the student sent last, where it did."""
    if signing.state not in REFUSED:
        return ""
    return next((entry.remark for entry in entries if entry.state_after == signing.state), "")


def student_facts(student: Student) -> Pairs:
    """学生基本信息, read-only."""
    return [
        ("姓名", student.name),
        ("毕业学校", student.school.name),
        ("性别", student.gender),
        ("身份证号", masking.id_number(student.id_number)),
        ("学历", student.education),
        ("毕业年度", str(student.cohort)),
        ("院校", student.college.name),
        ("联系邮箱", masking.email(student.email) if student.email else ""),
        ("专业", student.major),
        ("联系方式", masking.phone(student.phone) if student.phone else ""),
    ]
