"""Kinds and states of a signing with their labels, and which of them are active, effective or final."""

from enum import StrEnum

from .actors import Role


class SigningKind(StrEnum):
    """What a signing is."""

    ONLINE = "ONLINE"
    PAPER = "PAPER"
    DESTINATION = "DESTINATION"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]


class SigningState(StrEnum):
    """The stored states of a signing. Name and value are the same word, in every layer."""

    DRAFT = "DRAFT"
    FORM_REVIEW = "FORM_REVIEW"
    FORM_RETURNED = "FORM_RETURNED"
    FORM_REJECTED = "FORM_REJECTED"
    AWAITING_FEEDBACK = "AWAITING_FEEDBACK"
    INVITED = "INVITED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"
    AWAITING_REVIEW = "AWAITING_REVIEW"
    RETURNED = "RETURNED"
    REJECTED = "REJECTED"
    APPROVED = "APPROVED"
    RESCINDED = "RESCINDED"
    RELEASED = "RELEASED"


class RescissionState(StrEnum):
    """The stored states of a request to end a signing."""

    AWAITING_COUNTERPART = "AWAITING_COUNTERPART"
    AWAITING_REVIEW = "AWAITING_REVIEW"
    DECLINED = "DECLINED"
    REJECTED = "REJECTED"
    APPROVED = "APPROVED"
    SUPERSEDED = "SUPERSEDED"

    @property
    def label(self) -> str:
        return RESCISSION_LABELS[self]


class ProposalState(StrEnum):
    """The stored states of a change that the employer proposes before the school's review."""

    OPEN = "OPEN"
    AGREED = "AGREED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"
    CLOSED = "CLOSED"

    @property
    def label(self) -> str:
        return PROPOSAL_LABELS[self]


class PlanStatus(StrEnum):
    """How far a student's employment plan is."""

    NOT_SUBMITTED = "NOT_SUBMITTED"
    AWAITING_COLLEGE = "AWAITING_COLLEGE"

    @property
    def label(self) -> str:
        return {"NOT_SUBMITTED": "学生未提交", "AWAITING_COLLEGE": "院系待审核"}[self]


class PlanSource(StrEnum):
    """Where the plan's content comes from."""

    NONE = "NONE"
    SIGNING = "SIGNING"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        return {"NONE": "无", "SIGNING": "签约", "OTHER": "其他方式"}[self]


class EmployerState(StrEnum):
    """An employer's registration."""

    PENDING = "PENDING"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    SUSPENDED = "SUSPENDED"

    @property
    def label(self) -> str:
        return {"PENDING": "待审核", "APPROVED": "审核通过", "REJECTED": "审核不通过", "SUSPENDED": "已暂停"}[self]


class ReviewLevels(StrEnum):
    """Who has to pass a signing before it is approved: a setting of each school and cohort."""

    EITHER = "EITHER"
    SCHOOL = "SCHOOL"
    COLLEGE_THEN_SCHOOL = "COLLEGE_THEN_SCHOOL"

    @property
    def label(self) -> str:
        return REVIEW_LEVELS[self]


S = SigningState

KIND_LABELS = {SigningKind.ONLINE: "电子签约", SigningKind.PAPER: "纸质签约", SigningKind.DESTINATION: "其他去向"}
RESCISSION_LABELS = {
    RescissionState.AWAITING_COUNTERPART: "待对方处理",
    RescissionState.AWAITING_REVIEW: "等待解约审核",
    RescissionState.DECLINED: "对方不同意",
    RescissionState.REJECTED: "解约审核不通过",
    RescissionState.APPROVED: "解约审核通过",
    RescissionState.SUPERSEDED: "已由学校强制解约",
}
RESCISSION_BY = {Role.STUDENT: "学生解约", Role.EMPLOYER: "单位解约", Role.SCHOOL: "学校强制解约"}
OPEN_RESCISSION = (RescissionState.AWAITING_COUNTERPART, RescissionState.AWAITING_REVIEW)
OPEN_RESCISSION_STATUSES = tuple(RESCISSION_LABELS[state] for state in OPEN_RESCISSION)
REVIEW_LEVELS = {
    ReviewLevels.EITHER: "院系或学校审核",
    ReviewLevels.SCHOOL: "仅由学校审核",
    ReviewLevels.COLLEGE_THEN_SCHOOL: "院系初审，学校终审",
}
PROPOSAL_LABELS = {
    ProposalState.OPEN: "待学生答复",
    ProposalState.AGREED: "学生已同意",
    ProposalState.REFUSED: "学生未同意",
    ProposalState.WITHDRAWN: "单位已撤回",
    ProposalState.LAPSED: "逾期未答复",
    ProposalState.CLOSED: "随审核结束",
}

AGREEMENTS = (SigningKind.ONLINE, SigningKind.PAPER)
EFFECTIVE: dict[SigningKind, tuple[SigningState, ...]] = {
    SigningKind.ONLINE: (S.APPROVED,),
    SigningKind.PAPER: (S.AWAITING_FEEDBACK, S.AWAITING_REVIEW, S.REJECTED, S.APPROVED),
    SigningKind.DESTINATION: (),  # there is no agreement that could hold
}
ACTIVE = {
    SigningKind.ONLINE: (S.AWAITING_REVIEW, S.RETURNED, S.APPROVED),
    SigningKind.PAPER: (S.FORM_REVIEW, S.FORM_RETURNED, *EFFECTIVE[SigningKind.PAPER]),
    SigningKind.DESTINATION: (S.AWAITING_REVIEW, S.RETURNED, S.APPROVED),
}
IN_ENTRY = {
    SigningKind.PAPER: (S.DRAFT, S.FORM_REJECTED),
    SigningKind.DESTINATION: (S.DRAFT, S.REJECTED),
}
UNANSWERED = (S.INVITED,)
FINAL = (S.RESCINDED, S.RELEASED, S.DECLINED, S.EXPIRED, S.WITHDRAWN)
IN_CONSOLE = (
    S.FORM_REVIEW,
    S.FORM_RETURNED,
    S.FORM_REJECTED,
    S.AWAITING_FEEDBACK,
    S.AWAITING_REVIEW,
    S.RETURNED,
    S.REJECTED,
    S.APPROVED,
    S.RESCINDED,
    S.RELEASED,
)
BETWEEN_THE_TWO = (S.INVITED, S.AWAITING_REVIEW, S.RETURNED, S.APPROVED)

REPLY_STATUS = {
    S.INVITED: "待应约",
    S.DECLINED: "已拒绝",
    S.EXPIRED: "已过期",
    S.WITHDRAWN: "已撤回",
    S.AWAITING_REVIEW: "双方已签约",
    S.RETURNED: "双方已签约",
    S.REJECTED: "双方已签约",
    S.APPROVED: "双方已签约",
    S.RESCINDED: "已解约",
}
REVIEW_STATUS = {
    S.FORM_REVIEW: "协议书待审核",
    S.FORM_RETURNED: "退回修改",
    S.FORM_REJECTED: "协议书审核不通过",
    S.AWAITING_FEEDBACK: "待反馈",
    S.AWAITING_REVIEW: "等待签约审核",
    S.RETURNED: "退回修改",
    S.REJECTED: "签约审核不通过",
    S.APPROVED: "签约审核通过",
    S.RESCINDED: "签约审核通过",
    S.RELEASED: "签约审核通过",
}
UNDER_REVIEW = (S.FORM_REVIEW, S.AWAITING_REVIEW)
WAITS_FOR_SCHOOL = "等待学校审核"
EFFECTIVE_STATUS = {True: "已生效", False: "未生效"}


def reply_status(state: SigningState) -> str:
    """应约状态 of an online signing; empty for states that only others have."""
    return REPLY_STATUS.get(state, "")


def review_status(state: SigningState, *, passed: bool = False) -> str:
    """签约审核状态; empty before the office is asked. ``passed``: by the college, and the school's turn."""
    return WAITS_FOR_SCHOOL if passed and state in UNDER_REVIEW else REVIEW_STATUS.get(state, "")


def rescission_status(status: str, *, passed: bool = False) -> str:
    """解约审核状态 of a request, from what its signing says of it."""
    return WAITS_FOR_SCHOOL if passed and status == RESCISSION_LABELS[RescissionState.AWAITING_REVIEW] else status


def agreement_status(kind: SigningKind, state: SigningState) -> str:
    """协议书状态, derived and never typed in (I4); empty for a destination, which has no agreement."""
    return EFFECTIVE_STATUS[state in EFFECTIVE[kind]] if kind in AGREEMENTS else ""


def entry_status(state: SigningState) -> str:
    """协议书状态 on the student's own list of paper agreements."""
    if state is S.DRAFT:
        return "暂存"
    if state is S.APPROVED:
        return EFFECTIVE_STATUS[True]
    return EFFECTIVE_STATUS[False] if state in FINAL else "协议书已生成"
