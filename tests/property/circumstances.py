"""What surrounds the signings in the product: opened and closed, restricted, suspended, planned otherwise, capped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select

from signing_core import clock
from signing_core.actors import SYSTEM, Actor
from signing_core.errors import Refusal
from signing_core.models import Employer, EmployerBlock, Plan, Student
from signing_core.opening_sheet import Stretch
from signing_core.states import EmployerState, ReviewLevels
from signing_core.use_cases import employer_review, opening, plans, restrictions
from tests import makers
from tests.property.cast import DESTINATION, ONLINE, PAPER, Who
from tests.property.paper_stage import REASON

if TYPE_CHECKING:
    from tests.property.stage import Stage

Point = Callable[[str], None]
ELSEWHERE = "西部计划"
CHANNELS = {ONLINE: "online", PAPER: "paper", DESTINATION: "other"}


class Circumstances:
    """The part of the stage that is nobody's move."""

    def open_channel(self: Stage, by: Who, kind: str, is_open: bool, point: Point | None = None) -> Refusal | None:
        """网签开放设置: open since January, or closed yesterday."""
        services = replace(self.services, point=point or self.services.point)
        today = clock.today(self.services.clock())
        days = Stretch(today - timedelta(days=60), None if is_open else today - timedelta(days=1))
        try:
            with services.working(self.actor(by)) as work:
                opening.change(work, school_id=self.school.id, cohort=makers.COHORT, **{CHANNELS[kind]: days})
        except Refusal as refusal:
            return refusal
        return None

    def restrict(self: Stage, by: Who, student: int, restricted: bool, point: Point | None = None) -> Refusal | None:
        """限制签约 or 开放签约, upon the record as it stands."""
        services = replace(self.services, point=point or self.services.point)
        person = self.students[student]
        with self.services.reading(SYSTEM) as work:
            seen = work.session.get_one(Student, person.id).version
        try:
            with services.working(self.actor(by)) as work:
                given = {"restricted": restricted, "reason": REASON}
                restrictions.change(work, person.public_id, seen=seen, **given)
        except Refusal as refusal:
            return refusal
        return None

    def bar(self: Stage, firm: int, *, suspended: bool, blocked: bool) -> None:
        """By the acts of the province and of the school."""
        public_id = self.firms[firm].public_id
        with self.services.reading(SYSTEM) as work:
            row = work.get(Employer, public_id)
            is_blocked = work.session.scalar(select(exists().where(EmployerBlock.employer_id == row.id)))
            is_suspended = row.state is EmployerState.SUSPENDED
        if suspended != is_suspended:
            self._bar(makers.as_province(), "suspend" if suspended else "resume", public_id)
        if blocked != is_blocked:
            self._bar(makers.as_school(self.school), "block" if blocked else "unblock", public_id)

    def _bar(self: Stage, actor: Actor, name: str, public_id: str) -> None:
        given = {"reason": REASON} if name in {"suspend", "block"} else {}
        with self.services.working(actor) as work:
            seen = work.get(Employer, public_id).version
            getattr(employer_review, name)(work, public_id, seen=seen, **given)

    def set_plan(self: Stage, by: Who, student: int, other: bool, point: Point | None = None) -> Refusal | None:
        """其他方式提交, set or undone upon the plan as it stands."""
        services = replace(self.services, point=point or self.services.point)
        person = self.students[student]
        with self.services.reading(SYSTEM) as work:
            seen = work.session.get_one(Plan, person.id).version
        try:
            with services.working(self.actor(by)) as work:
                if other:
                    plans.set_other(work, person.public_id, seen=seen, reason=REASON, destination=ELSEWHERE)
                else:
                    plans.undo_other(work, person.public_id, seen=seen)
        except Refusal as refusal:
            return refusal
        return None

    def set_cap(self: Stage, cap: int | None) -> None:
        self._set(rescission_cap=cap)

    def set_levels(self: Stage, levels: str) -> None:
        self._set(review_levels=ReviewLevels(levels))

    def _set(self: Stage, **settings: Any) -> None:
        with self.services.working(SYSTEM) as work:
            opening.change(work, school_id=self.school.id, cohort=makers.COHORT, **settings)
