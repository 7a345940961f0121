"""Background work: huey keeps the beat to which documents are drawn, letters leave, time runs out, jobs are done."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import click
import psycopg
from flask import current_app
from huey import Huey, PostgresHuey, SqliteHuey
from huey.consumer import Consumer, Scheduler
from sqlalchemy import make_url

from signing_core.effects.documents import Sheet
from signing_core.errors import Busy
from signing_core.paper_sheet import PaperSheet
from signing_core.rescission_sheet import ReleaseForm, RescissionSheet
from signing_core.use_cases import drawing, housekeeping, jobs, sweep, tallies
from signing_core.use_cases.delivery import Send, deliver_due
from signing_core.work import Services

from . import checks, tasks
from .mailer import sender
from .terminal import here, operator_command

BEAT = 2  # seconds: a mail leaves soon after the act that it tells of
THREADS = 3  # so that neither a large import nor a slow drawing holds up the mails
PATIENCE = 20  # seconds that a stop waits for running tasks
QUEUE_SCHEMA = "jobs"  # the queue's tables stand apart from those that migrations know


@click.command("worker")
@click.option("--once", is_flag=True, help="只处理一遍后退出（供 cron 调用）。")
@operator_command
def work(once: bool) -> None:
    """后台任务：生成协议书，发送邮件和短信，处理过期邀约，执行大批量导入导出。"""
    if here().settings.production:
        checks.check(current_app)
    if once:
        one_pass(here(), sender(here().settings))
        return
    consumer(here()).run()


def one_pass(services: Services, send: Send) -> None:
    """Everything once: what is late ends, documents are drawn, letters leave, what served goes, long work is done."""
    sweep.expire_due(services)
    sweep.remind_due(services)
    drawing.draw_due(services, drawn)
    deliver_due(services, send)
    forget_old(services)
    jobs.run_due(services, tasks.RUNNERS)


def drawn(sheet: Sheet) -> bytes:
    """The document as PDF. Imported here: the parsed fonts take 190 MiB, which a process that only serves is spared."""
    from exports.agreement_pdf import draw_agreement
    from exports.paper_form_pdf import draw_paper_form
    from exports.release_form_pdf import draw_release_form
    from exports.rescission_pdf import draw_rescission

    match sheet:
        case PaperSheet():
            return draw_paper_form(sheet)
        case ReleaseForm():
            return draw_release_form(sheet)
        case RescissionSheet():
            return draw_rescission(sheet)
    return draw_agreement(sheet)


def forget_old(services: Services) -> None:
    """What has served its time."""
    housekeeping.forget_old(services)
    drawing.drop_copies(services)


def consumer(services: Services, *, embedded: bool = False) -> Consumer:
    """The worker of this process; embedded, it leaves the process's signals alone and is started and stopped."""
    kind = EmbeddedConsumer if embedded else PromptConsumer
    return kind(
        with_tasks(queue_for(services.settings.database_url), services),
        workers=THREADS,
        max_delay=1,
        check_worker_health=not embedded,
        shutdown_timeout=PATIENCE,
        graceful_signal="TERM",
    )


def with_tasks(queue: Huey, services: Services) -> Huey:
    """The queue with the tasks that it may be asked for; each may run twice at once without harm."""
    send, closing = sender(services.settings), threading.Lock()
    each_beat(queue, "deliver", lambda: deliver_due(services, send))
    each_beat(queue, "draw", lambda: drawing.draw_due(services, drawn))
    each_beat(queue, "long_work", lambda: jobs.run_due(services, tasks.RUNNERS))

    @queue.periodic_task(Every(minutes=1))
    def expire() -> None:
        sweep.expire_due(services)
        sweep.remind_due(services)

    @queue.periodic_task(Every(minutes=10))
    def put_together() -> None:
        tallies.put_together(services)

    @queue.periodic_task(Every(hours=1))
    def forget() -> None:
        forget_old(services)

    @queue.on_shutdown()
    def let_go() -> None:
        # Each thread of the worker listens on a connection of its own.
        with closing:
            queue.storage.close()

    return queue


def each_beat(queue: Huey, name: str, act: Callable[[], object]) -> None:
    """Have an act done at each beat that does not find it still going on: one slow act must not take every thread."""
    going_on = threading.Lock()

    def once() -> None:
        with contextlib.suppress(Busy), _unless_taken(going_on) as free:  # what is locked now waits for the next beat
            if free:
                act()

    queue.periodic_task(Every(seconds=BEAT), name=name)(once)


class Every:
    """Due at once, and again each time that the span is over; huey asks by the beat."""

    def __init__(self, **span: float) -> None:
        self.span = timedelta(**span)
        self.due: datetime | None = None

    def __call__(self, now: datetime) -> bool:
        if self.due is not None and now < self.due:
            return False
        self.due = now + self.span
        return True


def queue_for(database_url: str) -> Huey:
    """The queue beside the database: a file of its own for SQLite, a schema of its own for PostgreSQL."""
    address = make_url(database_url)
    if address.drivername.startswith("sqlite"):
        return SqliteHuey("signing", filename=str(Path(address.database or "").with_suffix(".jobs.sqlite3")))
    dsn = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {QUEUE_SCHEMA}")
    return PostgresHuey("signing", dsn=dsn, options=f"-c search_path={QUEUE_SCHEMA}")


class PromptScheduler(Scheduler):
    """Periodic tasks by the beat instead of by the minute."""

    periodic_task_seconds = BEAT


class PromptConsumer(Consumer):
    """Stops when running tasks are done, and leaves no connection to the queue behind."""

    scheduler_class = PromptScheduler

    def stop(self, graceful: bool = False) -> None:
        super().stop(graceful=graceful)
        self.huey.storage.close()


class EmbeddedConsumer(PromptConsumer):
    """Threads inside the serving process, whose signals belong to the server."""

    def _set_signal_handlers(self) -> None:
        pass


@contextlib.contextmanager
def _unless_taken(lock: threading.Lock) -> Iterator[bool]:
    free = lock.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            lock.release()
