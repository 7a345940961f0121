"""A real object store for tests: moto's server on loopback, and servers that fail in one way each."""

import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

BUCKET = "signing-files"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "a-key", "AWS_SECRET_ACCESS_KEY": "a-secret"}


@contextmanager
def a_server() -> Iterator[str]:
    """The address of a store with one empty bucket, and credentials in the environment."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    try:
        with credentials():
            urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{BUCKET}", method="PUT")).close()
            yield endpoint
    finally:
        server.stop()


@contextmanager
def a_server_that_answers(head: bytes, body: bytes = b"") -> Iterator[tuple[str, list[str]]]:
    """A server with one answer to everything, which it then breaks off; and the requests that it has seen."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline()
            if self.parse_request():
                seen.append(f"{self.command} {self.path} {self.headers['Authorization']}")
                self.rfile.read(int(self.headers["Content-Length"] or 0))
                self.wfile.write(head + b"\r\n\r\n" + body)
            self.close_connection = True

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        with credentials():
            yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def credentials() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            environment.delenv(name)
        for name, value in CREDENTIALS.items():
            environment.setenv(name, value)
        yield
