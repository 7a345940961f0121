"""The product as `make run` serves it, what it says about the demo, and pictures of its pages."""

import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Page

from tests.browser.steps import fits, tables_fit

ROOT = Path(__file__).parents[2]
PAPER_WIDTH = 800


@dataclass
class Served:
    """A running product: its address, and the demo accounts as printed."""

    process: subprocess.Popen[str]
    address: str
    password: str
    accounts: dict[str, str]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)
        self.process.stdout.close()


def serve(folder: Path) -> Served:
    """Start it on an empty folder and read what it prints until it serves."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {"SIGNING_DATABASE_URL": f"sqlite:///{folder}/signing.sqlite3", "SIGNING_UPLOADS": f"{folder}/uploads"}
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "serve"],
        cwd=ROOT,
        env=os.environ | own | {"HOST": "127.0.0.1", "PORT": str(port)},
        stdout=subprocess.PIPE,
        text=True,
    )
    said = ""
    while "/demo/outbox" not in said:
        line = process.stdout.readline()
        assert line, "the process ended before it served"
        said += line
    password = re.search(r"演示账号（密码均为 (.+)）", said)[1]
    accounts = dict(re.findall(r"^  (\S+(?: \S+)*?) {2,}(.+)$", said, re.MULTILINE))
    return Served(process, f"http://127.0.0.1:{port}", password, accounts)


@dataclass
class Album:
    """Where the pictures go: WebP without loss, half the bytes of a PNG."""

    folder: Path

    def page(self, page: Page, name: str) -> None:
        """What stands in the window now, of which nothing may be out of sight to the right."""
        assert fits(page), name
        assert tables_fit(page), name
        page.evaluate("document.activeElement?.blur(), document.fonts.ready")
        with Image.open(BytesIO(page.screenshot(animations="disabled"))) as picture:
            self._keep(picture, name)

    def document(self, pdf: bytes, name: str) -> None:
        """The first page of a document."""
        with pypdfium2.PdfDocument(pdf) as paper:
            first = paper[0]
            self._keep(first.render(scale=PAPER_WIDTH / first.get_width()).to_pil(), name)

    def _keep(self, picture: Image.Image, name: str) -> None:
        picture.convert("RGB").save(self.folder / f"{name}.webp", lossless=True, method=6)
