"""其他去向 as the student sees it: the list, what stands in the way, the form, one registration."""

from collections.abc import Sequence
from dataclasses import dataclass

from signing_core.catalogues import destination_codes, destinations
from signing_core.errors import NotFound
from signing_core.fields import Group, masked, shown
from signing_core.models import Image, ImagePurpose, Signing
from signing_core.states import SigningKind, SigningState
from signing_core.work import UnitOfWork

from . import agreement_facts, papers
from .agreement_case import Case, Returned, case_of, returned
from .agreement_facts import Pairs
from .signings import last_return_of, terms_of, trail_of
from .student_papers import student_facts

S = SigningState
EDITABLE = (S.DRAFT, S.REJECTED, S.RETURNED)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The form of one destination: what was typed, its images, what the office wants corrected or refused."""

    signing: Signing
    student: Pairs
    typed: dict[str, str]
    moves: list[str]
    obstacle: str
    waiting: Sequence[Image]
    handed_in: Sequence[Image]
    returned: Returned | None
    refused: str
    trail: list[tuple[str, str, str, str]]

    @property
    def detail(self) -> str:
        """The one chosen now; of what was returned the office has that of the last submission."""
        return self.typed["destination"]

    @property
    def retired(self) -> bool:
        """Whether the catalogue has that detail no longer, so that another one is to be chosen."""
        return self.detail not in destinations.DETAILS


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One destination as it was submitted last, what became of it, and who did what."""

    signing: Signing
    student: Pairs
    groups: list[Group]
    case: Case
    moves: list[str]
    images: Sequence[Image]
    trail: list[tuple[str, str, str, str]]


def entry(work: UnitOfWork, public_id: str) -> Entry:
    """The form; raises NotFound for what cannot be edited any more."""
    signing = agreement_facts.whole(work, public_id, kind=SigningKind.DESTINATION)
    if signing.state not in EDITABLE:
        raise NotFound("这份登记现在不能修改。")
    offered, entries = agreement_facts.offered_on(work, signing), trail_of(work, signing)
    marked = last_return_of(work, signing) if signing.state is S.RETURNED else None
    typed = papers.destination_of(work, signing).typed
    images = papers.every_image_of(work, signing)
    return Entry(
        signing=signing,
        student=student_facts(signing.student),
        typed=typed,
        moves=[move for move, refusals in offered.items() if not refusals],
        obstacle=next((said for said in (*offered.get("save", []), *offered.get("submit", []))), ""),
        waiting=papers.waiting_images(work, signing, ImagePurpose.DESTINATION),
        handed_in=[one for one in images if one.round > papers.WAITING and one.purpose is ImagePurpose.DESTINATION],
        returned=returned(marked, destinations.fields_of(signing.destination)) if marked else None,
        refused=next((e.remark for e in entries if e.state_after == S.REJECTED), "")
        if signing.state is S.REJECTED
        else "",
        trail=agreement_facts.trail_lines(entries, oneself="学生本人"),
    )


def detail(work: UnitOfWork, public_id: str) -> Detail:
    """The registration as it was submitted; raises NotFound before it was."""
    signing = agreement_facts.whole(work, public_id, kind=SigningKind.DESTINATION)
    if not signing.terms_version:
        raise NotFound("这份登记尚未提交。")
    content = terms_of(work, signing).content
    declared = destinations.fields_of(str(content["destination"]))
    moves, _ = agreement_facts.moves_of(work, signing)
    return Detail(
        signing=signing,
        student=student_facts(signing.student),
        groups=shown(declared, masked(declared, content)),
        case=case_of(work, signing),
        moves=moves,
        images=[one for one in papers.every_image_of(work, signing) if one.round > papers.WAITING],
        trail=agreement_facts.trail_lines(trail_of(work, signing), oneself="学生本人"),
    )


def standing(detail: str, cohort: int) -> Pairs:
    """就业类别 and 就业状况, which the choice has fixed."""
    category = destinations.category_of(detail)
    code = destination_codes.of(detail, {}, cohort).code
    return [
        ("就业类别", category.name),
        ("就业状况", destination_codes.counts_as(code) or destination_codes.UNASSIGNED),
    ]
