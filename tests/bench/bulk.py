"""批量办理 of thousands of signings by a worker that is killed in the middle, while somebody looks at pages."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict

from sqlalchemy import func, select, text

from app import create_app
from importers import synthetic
from portals.operator.tasks import RUNNERS
from signing_core.actors import Actor, Role
from signing_core.models import Account, BulkRow, Job, JobState, Opinion, Signing, TrailEntry
from signing_core.queries import narrowing, review_list, review_queues
from signing_core.states import SigningState
from signing_core.use_cases import bulk_runs, jobs, sessions
from signing_core.work import Services
from tests import makers
from tests.web.client import Client

from .children import ROOT
from .data import Data, services_at
from .verdicts import Verdict

SIZE = synthetic.Size(schools=1, students=66_000, signings=110_000)
WANTED = 5_000
MOST_SECONDS, MOST_MINUTES = 2.0, 5  # for a request meanwhile; for the whole run
WORKER = "import sys; from tests.bench import bulk; bulk.work(sys.argv[1])"


def compare(data: Data) -> Iterator[Verdict | str]:
    """Per database: how long it takes, the slowest request meanwhile, and what a kill changed: nothing."""
    for kind in data.kinds:
        url = data.empty(kind)
        services = services_at(url)
        for _ in synthetic.load(services, SIZE):
            pass
        actor, cohort = _officer(services)
        check, tried_in = _tried(services, actor, cohort)
        rows = check.found["passing"]
        yield f"{kind}: {rows:,} signings tried in {tried_in:.1f} s"
        taken, slowest, starts = _done(services, url, actor, check.public_id)
        wrong = list(_what_is_wrong(services, check.public_id, rows))
        yield f"{kind}: worker killed once, {starts} starts, differences: {wrong or 'none'}"
        yield f"{kind}: {rows / taken:.1f} rows a second"
        yield Verdict(
            what=f"bulk decision of {rows:,}, {kind}",
            ours=taken / 60,
            peer="bound",
            theirs=MOST_MINUTES,
            target=1,
            unit="min",
        )
        yield Verdict(
            what=f"slowest request meanwhile, {kind}",
            ours=slowest,
            peer="bound",
            theirs=MOST_SECONDS,
            target=1,
            unit="s",
        )
        services.database.engine.dispose()


def work(url: str) -> None:
    """The worker: whatever waits, until nothing does."""
    services = services_at(url)
    while jobs.run_due(services, RUNNERS) or _unfinished(services):
        time.sleep(0.1)


def _unfinished(services: Services) -> int:
    with services.reading(jobs.SYSTEM) as work:
        return work.session.scalar(select(func.count()).where(Job.state.in_(jobs.UNFINISHED))) or 0


def _officer(services: Services) -> tuple[Actor, int]:
    """Somebody of the school, and the cohort in which most waits; another cohort's signings are taken into it."""
    with services.working(jobs.SYSTEM) as work:
        waits = (Signing.state == SigningState.AWAITING_REVIEW, Signing.school_id == 1)
        cohort = work.session.execute(
            select(Signing.cohort, func.count()).where(*waits).group_by(Signing.cohort).order_by(func.count().desc())
        ).first()
        assert cohort is not None
        account = makers.an_account(Role.SCHOOL, school_id=1)
        work.session.add(account)
        work.session.flush()
        return Actor(role=Role.SCHOOL, name="就业办", account_id=account.id, school_id=1), cohort[0]


def _tried(services: Services, actor: Actor, cohort: int) -> tuple[Job, float]:
    question = narrowing.Question(cohort=cohort, queue=review_queues.WAITING, role=actor.role)
    check, start = makers.new_id(), time.perf_counter()
    with services.reading(actor) as work:
        found = review_list.found(question, Signing.public_id, Signing.version).limit(WANTED)
        ticked = [list(row) for row in work.session.execute(found)]
    with services.working(actor) as work:
        asked = {"question": asdict(question), "ticked": ticked}
        bulk_runs.order_check(work, asked, opinion=Opinion.PASS, reason="", public_id=check)
    jobs.run_due(services, RUNNERS)
    with services.reading(actor) as work:
        return work.get(Job, check), time.perf_counter() - start


def _done(services: Services, url: str, actor: Actor, check: str) -> tuple[float, float, int]:
    """Seconds of work, the slowest request of somebody who looks on, and how often the worker began."""
    run = makers.new_id()
    with services.working(actor) as work:
        bulk_runs.confirm(work, check, public_id=run)
    client = _client(services, actor)
    pages = [f"/admin/jobs/{run}", "/admin/signing/?queue=mine", "/admin/signing/?queue=all", f"/admin/bulk/{run}"]
    worker, start, slowest, killed, starts, lost = _worker(url), time.perf_counter(), 0.0, False, 1, 0.0
    while worker.poll() is None:
        for page in pages:
            asked = time.perf_counter()
            client.get(page)
            slowest = max(slowest, time.perf_counter() - asked)
        if not killed and _over(services, run) > 0.4:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            killed, since = True, time.perf_counter()
            _end_the_lease(services, run)
            worker, starts = _worker(url), 2
            lost = time.perf_counter() - since
        time.sleep(0.2)
    return time.perf_counter() - start - lost, slowest, starts


def _client(services: Services, actor: Actor) -> Client:
    app = create_app(services.settings, database=services.database)
    return Client(app, sessions.start_session(services, actor.account_id or 0))


def _worker(url: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", WORKER, url], cwd=ROOT)


def _over(services: Services, run: str) -> float:
    with services.reading(jobs.SYSTEM) as work:
        over, every = work.session.execute(
            select(func.count(BulkRow.done_at), func.count()).where(BulkRow.run == run)
        ).one()
    return float(over / every)


def _end_the_lease(services: Services, run: str) -> None:
    """As if its three minutes had passed."""
    with services.working(jobs.SYSTEM) as work:
        job = work.get(Job, run)
        job.leased_until = work.at


def _what_is_wrong(services: Services, check: str, rows: int) -> Iterator[str]:
    """What should be once and is not: an approval, an entry of the trail, a number."""
    with services.reading(jobs.SYSTEM) as work:
        ids = select(Signing.id).join(BulkRow, BulkRow.signing == Signing.public_id).where(BulkRow.check == check)
        approved = work.session.scalar(
            select(func.count()).where(Signing.id.in_(ids), Signing.state == SigningState.APPROVED)
        )
        told = work.session.scalar(
            select(func.count()).where(
                TrailEntry.signing_id.in_(ids),
                TrailEntry.label == "签约审核通过",
                TrailEntry.at >= text("'2026-11-01'"),
            )
        )
        numbers = work.session.scalar(select(func.count(func.distinct(Signing.number))).where(Signing.id.in_(ids)))
        unfinished = work.session.scalar(select(func.count()).where(Job.state != JobState.DONE))
        holder = work.session.scalar(select(func.count(Account.id)))
    for name, is_, wanted in (
        ("approved", approved, rows),
        ("entries", told, rows),
        ("numbers", numbers, rows),
        ("unfinished jobs", unfinished, 0),
    ):
        if is_ != wanted:
            yield f"{name}: {is_}, not {wanted} ({holder} accounts)"
