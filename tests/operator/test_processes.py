"""The commands that keep running, as real processes: they do their work and end when they are told to."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import func, select

from signing_core.clock import today, utc_now
from signing_core.models import Message
from tests.operator.mail_server import Postbox, serving

ROOT = Path(__file__).parents[2]
LONG = 60


@pytest.fixture
def start():
    """Start a command; whatever still runs at the end of the test is ended."""
    running = []

    def run(*args, **environment):
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", *args],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


def test_the_worker_sends_and_stops_when_told_to(start, world):
    world.clock.now = utc_now()  # the process goes by the real one
    world.invited(report_by=today(utc_now()).isoformat())
    postbox = Postbox()
    controller = serving(postbox)
    url = world.services.settings.database_url
    process = start("worker", SIGNING_DATABASE_URL=url, SIGNING_MAIL_URL=f"smtp://127.0.0.1:{controller.port}")
    assert postbox.bell.acquire(timeout=LONG)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=LONG) == 0
    controller.stop()
    with world.reading() as work:
        assert work.session.scalar(select(func.count()).where(Message.sent_at.is_(None))) == 0
    assert len(postbox.letters) == 1


def test_serve_makes_everything_that_a_first_look_needs(start, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"sqlite:///{tmp_path}/instance/signing.sqlite3"
    process = start("serve", SIGNING_DATABASE_URL=url, HOST="127.0.0.1", PORT=str(port))
    said = []
    while not said or not said[-1].endswith("/demo/outbox\n"):
        said.append(process.stdout.readline())
        assert said[-1], "the process ended before it served"
    address = f"http://127.0.0.1:{port}"
    assert f"签约上报系统：{address}\n" in said
    assert any(line.split()[:1] == ["xingguang"] for line in said)
    assert fetch(f"{address}/readyz") == "ready\n"
    assert f"{address}/student/online/" in fetch(f"{address}/demo/outbox")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=LONG) == 0


def fetch(address):
    with urllib.request.urlopen(address, timeout=LONG) as answer:
        return answer.read().decode()
