"""One 邀请函 to several students: each its own unit of work, and one summary."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import flash, request

from portals.summing import by_reason, several
from portals.web import working
from signing_core.crypto import digest
from signing_core.errors import Refusal, SentTwice
from signing_core.models import Student
from signing_core.use_cases import invitations


@dataclass
class Outcome:
    """Who was invited, and who was not with the reason."""

    sent: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def tell(self) -> None:
        """Put the summary on the next page."""
        if self.sent:
            flash(f"已向 {len(self.sent)} 名学生发出签约邀请：{several(self.sent)}。", "success")
        if self.refused:
            flash(f"有 {len(self.refused)} 名学生没有发出：{by_reason(self.refused)}", "error")


def invite_each(students: Sequence[Student], terms: dict[str, str], *, then: str) -> Outcome:
    """Invite one after the other; what one student's rules refuse does not hold up the next."""
    outcome = Outcome()
    for student in students:
        try:
            with working(then=then, operation_id=_derived(student.public_id)) as work:
                invitations.invite(work, student_id=student.public_id, terms=terms)
        except SentTwice:  # the first send of this very form did it
            outcome.sent.append(student.name)
        except Refusal as refusal:
            outcome.refused.append((student.name, refusal.message))
        else:
            outcome.sent.append(student.name)
    return outcome


def _derived(part: str) -> str:
    """The operation id of one unit of this form; a form without an own id has none to derive from."""
    own = request.form.get("operation_id", "")
    return digest(f"{own}/{part}")[:36] if own else ""
