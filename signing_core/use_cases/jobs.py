"""Long work: ordered in a unit, claimed for a while by one worker, finished in that worker's own last unit."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import func, or_, select

from signing_core.actors import SYSTEM, Actor
from signing_core.errors import Busy, NotAllowed, NotFound, Refusal, TooMany
from signing_core.models import Account, Job, JobState, KeptFile
from signing_core.work import Services, UnitOfWork

from . import uploads
from .sessions import actor_of

log = logging.getLogger(__name__)
Item = TypeVar("Item")

LEASE = timedelta(minutes=3)  # of a step that tells nothing, such as one large transaction
TELLING = timedelta(seconds=1)
LATER = timedelta(seconds=10)
LOOKED_AT = 50  # items between two looks at the clock
MOST_STARTS, MOST_AT_ONCE = 3, 5
UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class JobKind(StrEnum):
    """What a worker may be asked for."""

    ROSTER_CHECK = "ROSTER_CHECK"
    ROSTER_IMPORT = "ROSTER_IMPORT"
    EMPLOYER_CHECK = "EMPLOYER_CHECK"
    EMPLOYER_IMPORT = "EMPLOYER_IMPORT"
    REVIEW_EXPORT = "REVIEW_EXPORT"
    PLAN_CHECK = "PLAN_CHECK"
    PLAN_EXPORT = "PLAN_EXPORT"
    FIGURES_PRINT = "FIGURES_PRINT"
    BULK_CHECK = "BULK_CHECK"
    BULK_RUN = "BULK_RUN"
    RESTRICTION_CHECK = "RESTRICTION_CHECK"
    RESTRICTION_IMPORT = "RESTRICTION_IMPORT"
    RESTRICTION_CHANGE = "RESTRICTION_CHANGE"
    LOG_EXPORT = "LOG_EXPORT"
    RESTRICTION_EXPORT = "RESTRICTION_EXPORT"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    JobKind.ROSTER_CHECK: "检查生源文件",
    JobKind.ROSTER_IMPORT: "导入生源",
    JobKind.EMPLOYER_CHECK: "检查用人单位文件",
    JobKind.EMPLOYER_IMPORT: "导入用人单位",
    JobKind.REVIEW_EXPORT: "导出签约管理列表",
    JobKind.PLAN_CHECK: "检查就业方案",
    JobKind.PLAN_EXPORT: "导出就业方案",
    JobKind.FIGURES_PRINT: "打印去向统计",
    JobKind.BULK_CHECK: "批量办理试算",
    JobKind.BULK_RUN: "批量办理",
    JobKind.RESTRICTION_CHECK: "检查签约开放名单",
    JobKind.RESTRICTION_IMPORT: "导入签约开放名单",
    JobKind.RESTRICTION_CHANGE: "批量限制或开放签约",
    JobKind.LOG_EXPORT: "导出操作日志",
    JobKind.RESTRICTION_EXPORT: "导出签约开放列表",
}


class Overtaken(Exception):
    """The lease ran out and another worker has the job: what this one did for it must not count."""


def order(work: UnitOfWork, kind: JobKind, asked: Mapping[str, Any], *, public_id: str = "") -> Job:
    """Have the work done soon, in the name of whoever asks; raises TooMany while too much of theirs waits."""
    theirs = select(func.count()).where(Job.account_id == work.actor.account_id, Job.state.in_(UNFINISHED))
    if (work.session.scalar(theirs) or 0) >= MOST_AT_ONCE:
        raise TooMany("您已有多项任务在处理，请等其中一项完成后再提交。")
    assert work.actor.account_id is not None
    job = Job(
        public_id=public_id or work.new_id(),
        account_id=work.actor.account_id,
        kind=kind,
        state=JobState.WAITING,
        asked=dict(asked),
        found={},
        done=0,
        total=0,
        message="",
        created_at=work.at,
    )
    work.session.add(job)
    return job


def find(work: UnitOfWork, public_id: str) -> Job:
    """One's own job; raises NotFound for any other."""
    job = work.get(Job, public_id)
    if job.account_id != work.actor.account_id:
        raise NotFound
    return job


def result(work: UnitOfWork, public_id: str) -> KeptFile:
    """The file that came of one's own job; raises NotFound where there is none, or none any more."""
    find(work, public_id)
    return uploads.find(work, public_id, purpose=uploads.Purpose.RESULT)


@dataclass
class Running:
    """A job in the hands of the one worker that claimed it; ``until`` is its lease, and tells its hold from others'."""

    services: Services
    id: str
    kind: JobKind
    actor: Actor
    asked: dict[str, Any]
    until: datetime
    told_at: datetime

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """A unit that reads what the orderer may see."""
        return self.services.reading(self.actor)

    def working(self) -> AbstractContextManager[UnitOfWork]:
        """A unit that does what the orderer may do."""
        return self.services.working(self.actor)

    def tell(self, step: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is, in a unit of its own, and have the lease drawn out; raises Overtaken."""
        with suppress(Busy):  # to be silent for once does no harm
            with self.working() as work:
                until = work.at + LEASE
                job = self._held(work)
                job.message, job.done, job.total, job.leased_until = step, done, total, until
            self.until, self.told_at = until, work.at

    def watched(self, items: Iterable[Item], step: str, total: int) -> Iterator[Item]:
        """The items again, telling about once a second how many are done."""
        self.tell(step, 0, total)
        for done, item in enumerate(items):
            if done % LOOKED_AT == 0 and self.services.clock() - self.told_at >= TELLING:
                self.tell(step, done, total)
            yield item
        self.tell(step, total, total)

    def finish(self, work: UnitOfWork, found: Mapping[str, Any], file: tuple[str, bytes] | None = None) -> None:
        """The job is done iff this unit commits, with what it found and its file; raises Overtaken."""
        job = self._held(work)
        if file is not None:
            name, data = file
            uploads.add(work, self.id, data, name=name, purpose=uploads.Purpose.RESULT, key=f"{self.id}-result")
            work.point("jobs.file_kept")
        job.found, job.message = dict(found), ""
        _end(job, JobState.DONE, work.at)

    def fail(self, why: str) -> None:
        """The job has failed; the sentence is shown to whoever ordered it."""
        with self.services.working(SYSTEM) as work:
            job = self._held(work)
            job.message = why[:200]
            _end(job, JobState.FAILED, work.at)

    def refuse_the_disabled(self) -> None:
        """Nothing more is done in the name of somebody whose account was disabled meanwhile."""
        with self.services.reading(SYSTEM) as work:
            if work.session.get_one(Account, self.actor.account_id).disabled_at is not None:
                raise NotAllowed("提交人的账号已停用。")

    def put_off(self) -> None:
        """Leave it for a little later: what it needs is locked now."""
        with self.services.working(SYSTEM) as work:
            job = self._held(work)
            job.state, job.leased_until = JobState.WAITING, work.at + LATER
            job.found = {"starts": job.found["starts"] - 1}  # to wait for a lock is no interruption

    def _held(self, work: UnitOfWork) -> Job:
        mine = (Job.public_id == self.id, Job.state == JobState.RUNNING, Job.leased_until == self.until)
        job = work.session.scalars(select(Job).where(*mine).with_for_update()).one_or_none()
        if job is None:
            raise Overtaken
        return job


Runner = Callable[[Running], None]


def run_due(services: Services, runners: Mapping[JobKind, Runner]) -> int:
    """Do what waits, one after the other; returns how many were taken up. Called by the worker.

    A runner ends with ``finish`` in its own last unit, or raises a Refusal with the sentence why not.
    """
    taken = 0
    while running := _claim(services):
        taken += 1
        try:
            _attempt(running, runners[running.kind])
        except Overtaken:
            log.warning("job %s was taken over by another worker", running.id)
    return taken


def _attempt(running: Running, runner: Runner) -> None:
    running.services.point("jobs.claimed")
    try:
        _refuse_what_may_not_run(running)
        runner(running)
    except Busy:
        running.put_off()
    except Refusal as refusal:
        running.fail(refusal.message)


def _refuse_what_may_not_run(running: Running) -> None:
    running.refuse_the_disabled()
    with running.services.reading(SYSTEM) as work:
        job = work.get(Job, running.id)
        if job.found["starts"] > MOST_STARTS:
            raise Refusal("处理多次中断，已停止。请减少内容后再试，仍不行请联系系统管理员。")


def _claim(services: Services) -> Running | None:
    with services.working(SYSTEM) as work:
        free = or_(Job.leased_until.is_(None), Job.leased_until <= work.at)
        due = select(Job).where(Job.state.in_(UNFINISHED), free).order_by(Job.created_at, Job.id).limit(1)
        job = work.session.scalars(due.with_for_update(skip_locked=True)).first()
        if job is None:
            return None
        until = work.at + LEASE
        job.state, job.leased_until = JobState.RUNNING, until
        job.done = job.total = 0
        job.found = {"starts": job.found.get("starts", 0) + 1}
        return Running(
            services=services,
            id=job.public_id,
            kind=JobKind(job.kind),
            actor=actor_of(work.session.get_one(Account, job.account_id)),
            asked=dict(job.asked),
            until=until,
            told_at=work.at,
        )


def _end(job: Job, state: JobState, at: datetime) -> None:
    job.state, job.finished_at, job.leased_until = state, at, None
    if state is JobState.DONE:
        job.done = job.total
