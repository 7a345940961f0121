"""What a party is told: a notice in its portal, and a mail or an SMS beside it; both iff the act is committed (I13)."""

from dataclasses import dataclass

from signing_core.actors import Role
from signing_core.models import Channel, Notice, Signing
from signing_core.states import SigningKind
from signing_core.turns import ANSWER_INVITATION, ANSWER_RESCISSION, CHANGES, Turn, task_of
from signing_core.work import UnitOfWork

from .outbox import Letter, queue

PAGES = {SigningKind.PAPER: "paper", SigningKind.DESTINATION: "destination"}
LONGEST_SUBJECT, LONGEST_TEXT = 120, 400  # what the columns hold; two long names make more


@dataclass(frozen=True, kw_only=True)
class News:
    """What is told to the student or the employer of a signing, in plain words; no personal data beyond names."""

    to: Turn
    signing: Signing
    subject: str
    text: str


def tell(work: UnitOfWork, *news: News) -> None:
    """Put each into its party's portal, and queue a letter to whoever can be reached; no portal, no notice."""
    for one in news:
        if one.to is Turn.EMPLOYER and one.signing.employer_id is None:
            continue
        message = queue(work, letter_of(work, one))
        work.point("notices.tell")
        work.session.add(
            Notice(
                public_id=work.new_id(),
                student_id=one.signing.student_id if one.to is Turn.STUDENT else None,
                employer_id=one.signing.employer_id if one.to is Turn.EMPLOYER else None,
                signing_id=one.signing.id,
                message=message,
                subject=one.subject[:LONGEST_SUBJECT],
                text=one.text[:LONGEST_TEXT],
                at=work.at,
            )
        )


def letter_of(work: UnitOfWork, news: News) -> Letter | None:
    """The mail, else the SMS, with a link to the very item; None for a student of whom the school has neither."""
    signing = news.signing
    link = work.services.settings.base_url + path_of(signing, news.to)
    if news.to is Turn.EMPLOYER:
        return _mail(news, signing.employer.email, f"{signing.employer_name}：", link)
    student = signing.student
    if student.email:
        return _mail(news, student.email, f"{student.name} 同学：", link)
    if student.phone:
        facts = {"recipient": student.phone, "subject": news.subject, "body": news.text + link}
        return Letter(channel=Channel.SMS, signing=signing, **facts)
    return None


def path_of(signing: Signing, to: Turn) -> str:
    """Where a party reads about the signing; what waits for the student's answer, where the student gives it."""
    if to is Turn.EMPLOYER:
        return f"/employer/signings/{signing.public_id}"
    if signing.kind is not SigningKind.ONLINE:
        return f"/student/{PAGES[signing.kind]}/{signing.public_id}"
    task = task_of(signing)
    if task is ANSWER_RESCISSION[Role.EMPLOYER]:
        return f"/student/rescissions/{signing.public_id}"
    page = "" if task is ANSWER_INVITATION else "/change" if task in CHANGES else "/detail"
    return f"/student/online/{signing.public_id}{page}"


def _mail(news: News, recipient: str, greeting: str, link: str) -> Letter:
    body = f"{greeting}\n\n{news.text}\n\n{link}"
    return Letter(channel=Channel.MAIL, recipient=recipient, subject=news.subject, body=body, signing=news.signing)
