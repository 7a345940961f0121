"""修改单位信息: the reviewer corrects what stands about the employer of one signing, beside the agreed terms."""

from collections.abc import Mapping, Sequence

from signing_core import fields
from signing_core.actors import OFFICE
from signing_core.catalogues.agreements import correctable
from signing_core.clock import today
from signing_core.effects import plans, trail
from signing_core.errors import NotAllowed, Refusal
from signing_core.models import Signing
from signing_core.queries import review_list
from signing_core.queries.signings import terms_of
from signing_core.queries.unit_data import current, registered
from signing_core.states import SigningState
from signing_core.work import UnitOfWork, refuse_if_changed

LABEL = "修改单位信息"
LONGEST_REMARK = 200


def correct(work: UnitOfWork, public_id: str, *, seen: int, unit: Mapping[str, str]) -> Signing:
    """Keep the corrected values on the signing and say in the trail what changed; raises Problems by field."""
    if work.actor.role not in OFFICE:
        raise NotAllowed("您的身份不能进行此操作。")
    signing = review_list.one(work, public_id)
    refuse_if_changed(signing, seen)
    terms = terms_of(work, signing).content
    declared = correctable(signing.kind, terms)
    wanted = fields.clean(declared, unit, today=today(work.at))
    before, own = current(signing, terms), registered(signing, terms)
    if wanted == before:
        raise Refusal("单位信息没有改动。")
    for name, value in wanted.items():
        setattr(signing, name, None if value == own[name] else value)
    signing.last_act_at = work.at
    if signing.state is SigningState.APPROVED:
        work.session.flush()
        plans.change(work, plans.of(signing.student_id))
    trail.record_event(work, signing, LABEL, remark=_changes(declared, before, current(signing, terms)))
    return signing


def _changes(declared: Sequence[fields.Field], before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """What changed, with the old values as far as a remark holds them."""
    changed = [field for field in declared if before[field.name] != after[field.name]]
    from_to = [f"{f.label}由“{before[f.name] or '空'}”改为“{after[f.name] or '空'}”" for f in changed]
    only_to = [f"{f.label}改为{after[f.name] or '空'}" for f in changed]
    told = "；".join(from_to)
    return told if len(told) <= LONGEST_REMARK else "；".join(only_to)[:LONGEST_REMARK]
