"""An SMS gateway on loopback that keeps what it is sent, and answers as it is told."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Station:
    """``answer`` gives the status for a message; None closes the connection without a word."""

    def __init__(self) -> None:
        self.taken: list[tuple[dict[str, Any], str]] = []  # what was sent, and by whose token
        self.answer: Callable[[dict[str, Any]], int | None] = lambda _sent: 200


@contextmanager
def gateway(station: Station) -> Iterator[str]:
    """The address of a gateway with a token, while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = station.answer(sent)
            if status is not None and status < 300:
                station.taken.append((sent, self.headers["Authorization"]))
            if status is None:
                return
            self.send_response(status)
            if status in (302, 307):
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_said: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://s3cret%2Ftoken@127.0.0.1:{server.server_port}/send?account=19097"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
