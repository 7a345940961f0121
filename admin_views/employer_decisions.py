"""What staff may do about an employer: every decision with its button, its question and its use case."""

from signing_core.use_cases import employer_review as review

from .deciding import Decision

APPROVE = Decision(
    name="approve",
    trigger="approve",
    button="审核通过",
    look="btn-primary",
    act=review.approve,
)
REJECT = Decision(
    name="reject",
    trigger="reject",
    button="审核不通过",
    look="btn-outline-danger",
    act=review.reject,
    title="请填写审核不通过原因",
    text="单位会在注册页面和邮件里看到这里写的原因，可以更正全部资料后重新提交。请写明哪一项不对、应当怎样更正。",
    reason="不通过原因",
    confirm="确认审核不通过",
)
SUSPEND = Decision(
    name="suspend",
    trigger="suspend",
    button="暂停签约",
    look="btn-outline-danger",
    act=review.suspend,
    title="暂停签约",
    text="暂停后该单位在所有学校都不能发出邀请，已发出的邀请学生不能应约；已签的协议不受影响。单位会收到通知。",
    reason="暂停原因",
    confirm="确认暂停",
)
RESUME = Decision(
    name="resume",
    trigger="resume",
    button="恢复签约",
    look="btn-primary",
    act=review.resume,
)
BLOCK = Decision(
    name="block",
    trigger="block",
    button="停止在本校签约",
    look="btn-outline-danger",
    act=review.block,
    title="停止在本校签约",
    text="停止后该单位不能再邀请本校学生，已发出的邀请本校学生不能应约；已签的协议和其他学校不受影响。单位会收到通知。",
    reason="停止原因",
    confirm="确认停止",
)
UNBLOCK = Decision(
    name="unblock",
    trigger="unblock",
    button="恢复在本校签约",
    look="btn-primary",
    act=review.unblock,
)
