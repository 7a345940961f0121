"""What was done about an employer stays with it: who, when, what and why, and the letter that tells the employer."""

from signing_core.actors import Actor
from signing_core.clock import local
from signing_core.models import Channel, Employer, EmployerEvent
from signing_core.work import UnitOfWork

from .outbox import Letter, queue


def note(
    work: UnitOfWork,
    employer: Employer,
    label: str,
    remark: str = "",
    *,
    by: Actor | None = None,
    school_id: int | None = None,
) -> None:
    """Keep one event; with a school it is shown to that school and the province only."""
    actor = by or work.actor
    work.session.flush()
    work.point("employer_events.note")
    work.session.add(
        EmployerEvent(
            employer_id=employer.id,
            school_id=school_id,
            at=work.at,
            role=actor.role,
            who=actor.name,
            label=label,
            remark=remark,
        )
    )


def tell(work: UnitOfWork, employer: Employer, subject: str, text: str, path: str = "/login/employer") -> None:
    """A mail to the employer's address, with the way on; no personal data beyond names."""
    link = work.services.settings.base_url + path
    body = f"{employer.name}：\n\n{text}\n\n{link}"
    queue(work, Letter(channel=Channel.MAIL, recipient=employer.email, subject=subject, body=body))


def received(work: UnitOfWork, employer: Employer) -> None:
    at = local(work.at).strftime("%Y年%-m月%-d日")
    text = f"贵单位的注册资料已于 {at}提交，现等待学校或省中心审核。登录后可以查看审核进度，也可以更正资料。"
    tell(work, employer, "单位注册已提交，等待审核", text)


def approved(work: UnitOfWork, employer: Employer) -> None:
    text = "贵单位的注册已审核通过。请登录并确认签约信息，之后即可搜索学生、发送邀请。"
    tell(work, employer, "单位注册审核通过", text)


def rejected(work: UnitOfWork, employer: Employer, reason: str) -> None:
    text = f"贵单位的注册没有通过审核。原因：{reason}\n\n登录后可以更正全部资料并重新提交。"
    tell(work, employer, "单位注册审核不通过", text)


def suspended(work: UnitOfWork, employer: Employer, reason: str) -> None:
    text = f"省中心已暂停贵单位签约，暂停期间不能发出邀请，已发出的邀请不能应约；已签的协议不受影响。原因：{reason}"
    tell(work, employer, "单位已被暂停签约", text)


def resumed(work: UnitOfWork, employer: Employer) -> None:
    tell(work, employer, "单位已恢复签约", "省中心已恢复贵单位签约，可以继续搜索学生、发送邀请。")


def blocked(work: UnitOfWork, employer: Employer, school: str, reason: str) -> None:
    text = f"{school}已停止贵单位在该校签约，在其他学校的签约不受影响。原因：{reason}"
    tell(work, employer, f"{school}停止贵单位在该校签约"[:120], text)


def unblocked(work: UnitOfWork, employer: Employer, school: str) -> None:
    tell(work, employer, f"{school}恢复贵单位在该校签约"[:120], f"{school}已恢复贵单位在该校签约。")


def opened(work: UnitOfWork, employer: Employer, login: str, handle: str) -> None:
    text = (
        f"已为贵单位开通签约系统账号，登录名：{login}。请在 7 天内打开下面的链接设置密码，"
        "登录后确认签约信息，即可搜索学生、发送邀请。"
    )
    tell(work, employer, "签约系统账号已开通", text, f"/set-password/{handle}")
