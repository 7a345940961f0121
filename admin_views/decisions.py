"""What staff may do with a signing: every decision with its button, its question and its use case."""

from signing_core.actors import OFFICE
from signing_core.lifecycles.guards import approved_by_the_last_level, the_college_reviews_first
from signing_core.lifecycles.registry import lifecycle_of
from signing_core.lifecycles.rescission import RESCISSION
from signing_core.models import Signing
from signing_core.queries.signings import act_on, open_rescission_of
from signing_core.states import AGREEMENTS, OPEN_RESCISSION_STATUSES, SigningKind
from signing_core.use_cases import rescind, review
from signing_core.work import UnitOfWork

from .deciding import Act, Decision

ONLINE, PAPER = frozenset({SigningKind.ONLINE}), frozenset({SigningKind.PAPER})
AGREED, OTHER = frozenset(AGREEMENTS), frozenset({SigningKind.DESTINATION})


def _return(name: str, kinds: frozenset[SigningKind], text: str) -> Decision:
    return Decision(
        name=name,
        trigger="return",
        kinds=kinds,
        button="退回修改",
        look="btn-outline-primary",
        act=review.send_back,
        title="退回修改",
        text=text,
        reason="退回原因",
        marks="需要修改的内容",
        confirm="确认退回",
    )


def _refuse(
    name: str,
    kinds: frozenset[SigningKind],
    text: str,
    act: Act,
    button: str,
    *,
    trigger: str = "reject",
    of_request: bool = False,
) -> Decision:
    return Decision(
        name=name,
        trigger=trigger,
        of_request=of_request,
        kinds=kinds,
        button=button,
        look="btn-outline-danger",
        act=act,
        title="请填写审核不通过原因",
        text=text,
        reason="不通过原因",
        confirm="确认审核不通过",
    )


def _revoke(name: str, kinds: frozenset[SigningKind], text: str) -> Decision:
    return Decision(
        name=name,
        trigger="revoke_review",
        kinds=kinds,
        button="撤回审核",
        look="btn-outline-secondary",
        act=review.revoke,
        title="撤回审核",
        text=text,
        reason="撤回原因",
        confirm="确认撤回",
        password=True,
    )


def _end(name: str, kinds: frozenset[SigningKind], text: str) -> Decision:
    return Decision(
        name=name,
        trigger="approve",
        of_request=True,
        kinds=kinds,
        button="解约审核通过",
        look="btn-primary",
        act=rescind.approve,
        title="解约审核通过",
        text=text,
        confirm="确认审核通过",
    )


_ALL = (
    Decision(
        name="college_pass_request",
        trigger="college_pass",
        of_request=True,
        button="院系初审通过",
        look="btn-primary",
        act=rescind.college_pass,
    ),
    Decision(
        name="college_pass", trigger="college_pass", button="院系初审通过", look="btn-primary", act=review.college_pass
    ),
    _end(
        "approve_rescission",
        AGREED,
        "通过后这份签约随即解除，不能恢复；学生可以重新签约，系统出具解约证明，各方会收到通知。",
    ),
    _refuse(
        "reject_rescission",
        AGREED,
        "是否解约首先由单位和学生自己决定。只有确有依据认为解约申请并非双方真实意愿，或者所述情况不实，"
        "才应作出不通过的决定，相关证据请妥善留存。不通过后签约继续有效，原因会告知双方。",
        rescind.reject,
        "解约审核不通过",
        of_request=True,
    ),
    _end("approve_release", OTHER, "通过后这份登记随即解除，不能恢复；学生可以另行签约或重新登记，会收到通知。"),
    _refuse(
        "reject_release",
        OTHER,
        "去向首先由学生自己决定。只有确有依据认为所述情况不实，才应作出不通过的决定，相关证据请妥善留存。"
        "不通过后登记继续有效，原因会告知学生。",
        rescind.reject,
        "解约审核不通过",
        of_request=True,
    ),
    Decision(name="approve", trigger="approve", button="签约审核通过", look="btn-primary", act=review.approve),
    _return("return", ONLINE, "退回后由单位按下面勾选的内容提出修改，学生同意后回到学校重新审核。双方会收到通知。"),
    _return("return_destination", OTHER, "退回后由学生按下面勾选的内容修改，重新提交后回到学校审核。学生会收到通知。"),
    _refuse(
        "reject_destination",
        OTHER,
        "去向是学生自己的决定。只有在确有依据认定信息不实时，才应作出不通过的决定，相关证据请妥善留存。"
        "能够改正的问题，请优先使用退回修改。不通过后学生可以修改后重新提交，也可以另行签约，原因会告知学生。",
        review.reject,
        "签约审核不通过",
    ),
    _revoke(
        "revoke_destination", OTHER, "撤回后，这份登记回到作出该审核之前的状态，已提交的材料保留。学生会收到通知。"
    ),
    Decision(
        name="approve_form",
        trigger="approve_form",
        button="协议书审核通过",
        look="btn-primary",
        act=review.approve_form,
    ),
    _return(
        "return_form",
        PAPER,
        "退回后由学生按下面勾选的内容修改协议书，重新生成后回到学校审核。学生会收到通知。",
    ),
    _refuse(
        "reject_form",
        PAPER,
        "不通过后学生可以修改后重新生成协议书，也可以改为电子签约。能够改正的问题，请优先使用退回修改。原因会告知学生。",
        review.reject_form,
        "协议书审核不通过",
        trigger="reject_form",
    ),
    _refuse(
        "reject_feedback",
        PAPER,
        "不通过后学生需要重新上传签约资料，已上传的资料保留，协议书继续有效。原因会告知学生。",
        review.reject,
        "签约审核不通过",
    ),
    _refuse(
        "reject",
        ONLINE,
        "签约是单位和学生自己的决定。只有在确有依据认定存在欺诈、虚假签约或信息不实时，才应作出不通过的决定，"
        "相关证据请妥善留存。原因会告知双方。",
        review.reject,
        "签约审核不通过",
    ),
    _revoke(
        "revoke_review",
        ONLINE,
        "撤回后，这份签约回到作出该审核之前的状态，协议书暂不生效，已有的协议书编号为它保留。双方会收到通知。",
    ),
    _revoke(
        "revoke_paper",
        PAPER,
        "撤回后，这份签约回到作出该审核之前的状态；已有的协议书编号和已上传的签约资料保留。学生会收到通知。",
    ),
    Decision(
        name="force_rescission",
        trigger="force_rescission",
        button="强制解约",
        look="btn-outline-danger",
        act=rescind.force,
        title="强制解约",
        text="由学校直接解除签约，不再征求双方意见，正在办理的解约申请随之终止。解约后不能恢复，学生可以重新签约，"
        "协议书由系统出具解约证明，各方会收到通知。",
        reason="解约原因",
        confirm="确认强制解约",
        password=True,
    ),
)
DECISIONS = {decision.name: decision for decision in _ALL}
FORCE = DECISIONS["force_rescission"]
OF_OTHER_LEVELS = {the_college_reviews_first.message, approved_by_the_last_level.message}


def offered(work: UnitOfWork, signing: Signing) -> dict[str, list[str]]:
    """What the states of the signing and its open request allow, each with why it cannot be decided now.

    What the school's levels of review leave to others, or do not have at all, is not there.
    """
    if work.actor.role not in OFFICE:
        return {}
    act = act_on(work, signing)
    request = open_rescission_of(work, signing) if signing.rescission_status in OPEN_RESCISSION_STATUSES else None
    moves = {False: lifecycle_of(signing.kind).offered(signing, act)}
    moves[True] = RESCISSION.offered(request, act) if request else {}
    found = {
        name: moves[one.of_request][one.trigger]
        for name, one in DECISIONS.items()
        if signing.kind in one.kinds and one.trigger in moves[one.of_request]
    }
    return {name: said for name, said in found.items() if OF_OTHER_LEVELS.isdisjoint(said[:1])}
