"""Frozen values from which workbooks and documents are drawn, so that no drawing depends on a row of the database."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import product
from typing import Any, NamedTuple

from .clock import local
from .states import SigningKind, SigningState, agreement_status, rescission_status, review_status

REVIEW_COLUMNS = {
    "number": "协议书编号",
    "agreement_status": "协议书状态",
    "student_number": "学号",
    "student_name": "姓名",
    "college": "学院",
    "major": "专业",
    "kind": "签约类型",
    "employer": "单位名称",
    "last_act_at": "最后操作时间",
    "review_status": "签约审核状态",
    "rescission_status": "解约审核状态",
}


MORE_COLUMNS = {
    "class_name": "班级",
    "education": "学历",
    "uscc": "统一社会信用代码",
    "id_number": "身份证号",
    "phone": "手机号",
}
EXPORT_COLUMNS = REVIEW_COLUMNS | MORE_COLUMNS


class ReviewRow(NamedTuple):
    """One row of the review list, in the order of its columns; the moment is that of the office's clock."""

    number: str
    agreement_status: str
    student_number: str
    student_name: str
    college: str
    major: str
    kind: str
    employer: str
    last_act_at: datetime
    review_status: str
    rescission_status: str

    @classmethod
    def of(cls, signing: Any) -> "ReviewRow":
        """What stands on a signing, or on a row with its columns."""
        return cls.each((signing,))[0]

    @classmethod
    def each(cls, signings: Sequence[Any]) -> list["ReviewRow"]:
        """The same for many: a column at a time."""
        cells = review_cells(lambda name: [getattr(signing, name) for signing in signings])
        return [cls._make(row) for row in zip(*cells.values(), strict=True)]


AGREEMENT_STATUS = {pair: agreement_status(*pair) for pair in product(SigningKind, SigningState)}
REVIEW_STATUS = {
    (state, passed): review_status(state, passed=passed) for state, passed in product(SigningState, (False, True))
}


def review_cells(stored: Callable[[str], Sequence[Any]]) -> dict[str, Iterable[Any]]:
    """The list column by column, from what is stored of many signings; a column that nobody reads costs nothing."""
    kinds, states = stored("kind"), stored("state")
    passed = [at is not None for at in stored("college_passed_at")]
    return {
        "number": (number or "" for number in stored("number")),
        "agreement_status": map(AGREEMENT_STATUS.__getitem__, zip(kinds, states, strict=True)),
        "student_number": stored("student_number"),
        "student_name": stored("student_name"),
        "college": stored("college_name"),
        "major": stored("major"),
        "kind": (kind.label for kind in kinds),
        "employer": stored("employer_name"),
        "last_act_at": map(local, stored("last_act_at")),
        "review_status": map(REVIEW_STATUS.__getitem__, zip(states, passed, strict=True)),
        "rescission_status": (
            rescission_status(asked, passed=done)
            for asked, done in zip(stored("rescission_status"), passed, strict=True)
        ),
    }


RESTRICTION_COLUMNS = {
    "student_number": "学号",
    "name": "姓名",
    "college": "学院",
    "major": "专业",
    "class_name": "班级",
    "training": "培养方式",
    "status": "状态",
    "reasons": "原因",
    "who": "操作人",
    "at": "操作时间",
}


INVITATION_COLUMNS = {
    "school": "院校名称",
    "student_name": "姓名",
    "id_number": "身份证号",
    "education": "学历",
    "major": "专业",
    "position": "拟聘用职位",
    "invited_on": "邀请日期",
    "last_day": "应约过期日期",
    "reply_status": "应约状态",
    "audit_status": "鉴证状态",
}


class InvitationRow(NamedTuple):
    """One row of the employer's 数据管理, in the order of its columns; the ID number is masked."""

    school: str
    student_name: str
    id_number: str
    education: str
    major: str
    position: str
    invited_on: date
    last_day: date
    reply_status: str
    audit_status: str
