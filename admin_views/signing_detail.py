"""What the detail page of a signing shows: its blocks, its trail, and what the actor may do now."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup

from portals.forms import form_of
from portals.look import tone_of
from signing_core import fields
from signing_core.catalogues.agreements import correctable, fields_of
from signing_core.catalogues.destinations import JOB, category_of
from signing_core.catalogues.paper import UNIT, UNIT_FIELDS
from signing_core.catalogues.unit_data import UNIT_DATA
from signing_core.models import Image, ImagePurpose, Signing
from signing_core.queries import agreement_case, case_file, case_openings, documents, prechecks, reason_templates
from signing_core.queries.papers import WAITING, every_image_of, used_elsewhere
from signing_core.queries.signings import trail_of
from signing_core.queries.unit_data import current, registered
from signing_core.sheets import ReviewRow
from signing_core.states import FINAL, OPEN_RESCISSION_STATUSES, SigningKind, agreement_status
from signing_core.work import UnitOfWork

from .decisions import DECISIONS, offered
from .look import trail_line


@dataclass(frozen=True)
class Picture:
    """One image, and whether another student handed in the very same."""

    image: Image
    used_elsewhere: bool


@dataclass(frozen=True)
class Round:
    """Images that were handed in together."""

    purpose: ImagePurpose
    number: int
    pictures: list[Picture]

    @property
    def name(self) -> str:
        return f"{self.purpose.label}第 {self.number} 次"


UNIT_TITLE = "单位信息"
Blocks = list[tuple[str, list[tuple[str, Any]]]]


@cache
def unit_form(correctable: tuple[fields.Field, ...]) -> type[FlaskForm]:
    """修改单位信息, of just what may be corrected."""
    return form_of(correctable)


def shown(work: UnitOfWork, signing: Signing) -> dict[str, Any]:
    """All that the template needs of the signing."""
    refusals = offered(work, signing)
    decisions = [DECISIONS[name] for name, said in refusals.items() if not said]
    hindered: dict[str, list[str]] = {}
    for name, said in refusals.items():
        if said:
            hindered.setdefault(said[0], []).append(DECISIONS[name].button)
    row = ReviewRow.of(signing)
    rows, trail = agreement_case.read(work, signing), trail_of(work, signing)
    content = next(one.content for one in rows.terms if one.version == signing.terms_version)
    case = agreement_case.told(signing, rows)
    return {
        "signing": signing,
        "looked_at": case_openings.by_others(work, [signing.public_id]).get(signing.public_id),
        "blocks": blocks(signing, content),
        "findings": prechecks.findings(work, signing, content),
        "markable": fields.applying(fields_of(signing.kind, content), content),
        "unit_now": current(signing, content),
        "unit_title": JOB if signing.kind is SigningKind.DESTINATION else UNIT_TITLE,
        "correctable": correctable(signing.kind, content),
        "proofs": proofs(work, signing),
        "detail": {"case": case, "signing": signing},
        "steps": case_file.steps(work, signing, rows=rows, case=case, trail=trail),
        "entries": [trail_line(entry) for entry in trail],
        "decisions": decisions,
        "reasons": reason_templates.of_school(work),
        "hindrances": [f"{'、'.join(buttons)}：{sentence}" for sentence, buttons in hindered.items()],
        "document": documents.present(work, signing),
        "certificate": signing.state in FINAL and documents.certificate(work, signing),
        "statuses": [
            (said, tone_of(said)) for said in (row.agreement_status, row.review_status, row.rescission_status)
        ],
    }


def blocks(signing: Signing, content: fields.Content) -> Blocks:
    """学生信息, 单位信息, and the terms group by group; the agreement's number and status lead 签约信息."""
    catalogue = fields_of(signing.kind, content)
    if signing.kind is SigningKind.DESTINATION:
        return [("学生信息", student_facts(signing)), *destination_blocks(signing, content, catalogue)]
    groups = [group for group in fields.shown(catalogue, fields.masked(catalogue, content)) if group[0] != UNIT]
    agreement = [
        ("签约类型", signing.kind.label),
        ("协议书编号", signing.number),
        ("协议书状态", agreement_status(signing.kind, signing.state)),
    ]
    (title, terms), *others = groups
    return [
        ("学生信息", student_facts(signing)),
        (UNIT_TITLE, employer_facts(signing, content)),
        (title, [*agreement, *terms]),
        *others,
    ]


def destination_blocks(signing: Signing, content: fields.Content, catalogue: Sequence[fields.Field]) -> Blocks:
    """就业信息 and what follows it, led by the category; what the office corrected stands before what was entered."""
    own, now = registered(signing, content), current(signing, content)
    told = {
        field.label: corrected(now[field.name], own[field.name], "学生填写") for field in catalogue if field.name in own
    }
    (title, entered), *others = fields.shown(catalogue, fields.masked(catalogue, content))
    facts = [(label, told.get(label, text)) for label, text in entered]
    kind = [("签约类型", signing.kind.label), ("就业类别", category_of(str(content["destination"])).name)]
    return [(title, [*kind, *facts]), *others]


def student_facts(signing: Signing) -> list[tuple[str, Any]]:
    return [
        ("学号", signing.student_number),
        ("姓名", signing.student_name),
        ("所在院系", signing.college_name),
        ("所在专业", signing.major),
        ("所在班级", signing.class_name),
    ]


def employer_facts(signing: Signing, content: fields.Content) -> list[tuple[str, Any]]:
    """What the office corrected stands before what the employer registered or the student entered."""
    own, now = registered(signing, content), current(signing, content)
    source = "学生填写" if signing.kind is SigningKind.PAPER else "单位登记"
    rest = [field for field in UNIT_FIELDS if field.name not in {"unit_name", "uscc", *own}]
    masked = fields.masked(rest, content)
    return [
        ("单位名称", signing.employer_name),
        ("单位组织机构代码", signing.uscc),
        *((field.label, corrected(now[field.name], own[field.name], source)) for field in UNIT_DATA),
        *((field.label, masked[field.name]) for field in rest if signing.kind is SigningKind.PAPER),
    ]


def corrected(now: str, own: str, source: str) -> str:
    if now == own:
        return now
    return Markup('{}<small class="as-registered">{}为：{}</small>').format(now or "-", source, own or "-")


def proofs(work: UnitOfWork, signing: Signing) -> list[Round]:
    """就业证明 and the proofs of a rescission, as they were handed in: what is to be judged now comes first."""
    if signing.kind is SigningKind.ONLINE:
        return []
    images = [one for one in every_image_of(work, signing) if one.round > WAITING]
    if signing.rescission_status in OPEN_RESCISSION_STATUSES:
        images.sort(key=lambda image: image.purpose is not ImagePurpose.RESCISSION)
    elsewhere = used_elsewhere(work, images)
    rounds = groupby(images, key=lambda image: (image.purpose, image.round))
    return [Round(*of, [Picture(image, image.id in elsewhere) for image in some]) for of, some in rounds]
