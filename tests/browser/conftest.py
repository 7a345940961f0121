"""Chromium against the product on a loopback port; every page is watched for errors and foreign addresses."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests import databases
from tests.web.client import Site
from tests.world import World, services_for

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@dataclass
class Windows:
    """Opens browser windows on the product, one context each: nobody shares a cookie."""

    browser: Browser
    address: str
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str = "/", *, phone: bool = False) -> Page:
        context = self.browser.new_context(
            base_url=self.address, viewport=PHONE if phone else DESK, locale="zh-CN", has_touch=phone
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: self._ours(asked.url))
        page.goto(path)
        return page

    def _ours(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "chrome")):  # its own reader of documents is the browser's
            self.wrong.append(f"a foreign address: {url}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def site(tmp_path) -> Iterator[Site]:
    """A world on SQLite; the rules on PostgreSQL are proven below the pages."""
    services = services_for(databases.sqlite_url(tmp_path), tmp_path)
    yield Site(World(services))
    services.database.engine.dispose()


@pytest.fixture
def windows(site: Site, chromium: Browser) -> Iterator[Windows]:
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    opened = Windows(chromium, f"http://127.0.0.1:{server.server_port}")
    yield opened
    for context in chromium.contexts:
        context.close()
    server.shutdown()
    thread.join()
    assert opened.wrong == []
