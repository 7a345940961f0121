"""An empty page for somebody signed in against Flask's bare hello, each in the same server with one worker."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from app import create_app
from signing_core.actors import SYSTEM, Role
from signing_core.use_cases import sessions
from tests import makers

from .children import ROOT
from .data import Data, services_at
from .verdicts import Verdict

ROUNDS, REQUESTS = 5, 300
TARGET = 1 / 10
SERVER = (sys.executable, "-W", "ignore", "-m", "gunicorn", "--threads", "4", "--log-level", "error")


def hello() -> Flask:
    """What the quickstart of Flask serves."""
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app


def product() -> Flask:
    """The product on the database of the environment."""
    services = services_at(os.environ["SIGNING_DATABASE_URL"])
    return create_app(services.settings, database=services.database)


def compare(data: Data) -> Iterator[Verdict | str]:
    """Requests per second of one client that keeps its connection."""
    for kind in data.kinds:
        url = data.empty(kind)
        with serving("hello", url) as plain, serving("product", url) as ours:
            cookie = _cookie(url)
            rates = [(_rate(ours, "/password", cookie), _rate(plain, "/", "")) for _ in range(ROUNDS)]
        our, theirs = (sorted(some)[ROUNDS // 2] for some in zip(*rates, strict=True))
        yield Verdict(
            what=f"empty signed-in page, {kind}",
            ours=our,
            peer="Flask's hello",
            theirs=theirs,
            target=TARGET,
            unit="per s",
            more_is_better=True,
        )


@contextmanager
def serving(name: str, url: str) -> Iterator[int]:
    """A server's port; it takes over a socket that already listens, so that nobody waits for its start."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        descriptor, port = listening.fileno(), listening.getsockname()[1]
        command = [*SERVER, "--bind", f"fd://{descriptor}", f"tests.bench.pages:{name}()"]
        environment = os.environ | {"SIGNING_DATABASE_URL": url}
        server = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[descriptor], stderr=subprocess.DEVNULL)
    try:
        yield port
    finally:
        server.terminate()
        server.wait()


def _cookie(url: str) -> str:
    """The session cookie of an account of the province, made as the product signs it."""
    services = services_at(url)
    account = makers.an_account(Role.PROVINCE)
    with services.working(SYSTEM) as work:
        work.session.add(account)
    app = create_app(services.settings, database=services.database)
    signer: URLSafeTimedSerializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"signing={signer.dumps({'_user_id': sessions.start_session(services, account.id)})}"


def _rate(port: int, path: str, cookie: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie} if cookie else {}
    _get(connection, path, headers)
    start = time.perf_counter()
    for _ in range(REQUESTS):
        _get(connection, path, headers)
    rate = REQUESTS / (time.perf_counter() - start)
    connection.close()
    return rate


def _get(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> None:
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    assert answer.status == 200
    answer.read()
