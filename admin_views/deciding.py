"""What a decision of the office is: its button, its question, what is typed for it, and how it is carried out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from signing_core import values
from signing_core.actors import Actor
from signing_core.errors import BadValue, Problems, TooMany
from signing_core.models import ReasonGroup
from signing_core.states import SigningKind
from signing_core.use_cases import passwords, review
from signing_core.work import Services, UnitOfWork

Act = Callable[..., Any]
GROUP_OF = {
    "return": ReasonGroup.RETURN,
    "reject": ReasonGroup.REFUSE,
    "reject_form": ReasonGroup.REFUSE,
    "revoke_review": ReasonGroup.REVOKE,
    "force_rescission": ReasonGroup.FORCE,
}


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the dialog of a decision sent."""

    reason: str = ""
    fields: Sequence[str] = ()
    password: str = ""

    @classmethod
    def read(cls, form: MultiDict[str, str]) -> "Given":
        return cls(reason=form.get("reason", ""), fields=form.getlist("field"), password=form.get("password", ""))


@dataclass
class Failed:
    """The dialog that opens with the page: what was sent, why it was refused, in a list of which ``rows``."""

    name: str = ""
    given: Given = field(default_factory=Given)
    errors: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One button. With ``reason`` (the label of that field) it opens a dialog; some ask for the password again.

    ``trigger`` is a move of the signing or the employer, or with ``of_request`` of the signing's open rescission.
    ``marks`` asks which fields.
    """

    name: str
    trigger: str
    button: str
    look: str
    act: Act
    of_request: bool = False
    kinds: frozenset[SigningKind] = frozenset(SigningKind)
    title: str = ""
    text: str = ""
    reason: str = ""
    marks: str = ""
    confirm: str = ""
    password: bool = False

    @property
    def passes(self) -> bool:
        """Whether it is the approval or the college's pass of what waits for a review."""
        return self.trigger in {"approve", "approve_form", "college_pass"}

    @property
    def group(self) -> ReasonGroup | None:
        """Whose templates its reason may be taken from."""
        if self.of_request and self.trigger == "reject":
            return ReasonGroup.REFUSE_RESCISSION
        return GROUP_OF.get(self.trigger)

    @property
    def key(self) -> str:
        """The key that presses the button: a for what passes, r for what is refused, none for the rest."""
        return "a" if self.passes else "r" if self.trigger.startswith("reject") else ""

    def check(self, services: Services, actor: Actor, given: Given) -> None:
        """What was typed, before anything is decided; raises Problems by field, for guessed passwords too."""
        problems: dict[str, str] = {}
        try:
            if self.reason:
                values.reason(given.reason)
        except BadValue as problem:
            problems["reason"] = problem.message
        try:
            if self.marks:
                review.marked(given.fields)
        except Problems as unmarked:
            problems |= unmarked.by_field
        if problems:
            raise Problems(problems)
        try:
            if self.password:
                passwords.confirm(services, actor, given.password)
        except (BadValue, TooMany) as problem:
            raise Problems({"password": problem.message}) from problem

    def carry_out(self, work: UnitOfWork, public_id: str, *, seen: Any, given: Given) -> Any:
        """The use case, with the reason and the fields where the decision needs them."""
        more: dict[str, Any] = {"reason": given.reason} if self.reason else {}
        if self.marks:
            more["fields"] = given.fields
        return self.act(work, public_id, seen=seen, **more)
