"""``flask serve``: everything that a first look needs, in one process tree: schema, demo, worker, web server."""

from dataclasses import replace
from typing import Any

import click
from flask import Flask, current_app
from gunicorn.app.base import BaseApplication
from huey.consumer import Consumer

from importers import demo
from portals.web import services

from . import checks, worker
from .commands import upgrade
from .terminal import operator_command

THREADS = 8
COLUMN = 24


@click.command("serve")
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True)
@click.option("--port", envvar="PORT", default=5000, show_default=True, type=click.IntRange(1, 65535))
@operator_command
def serve(host: str, port: int) -> None:
    """升级数据库，需要时载入演示数据，然后连同后台任务一起提供服务。"""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if services(app).settings.production:
        checks.check(app)
    else:
        prepare(app, f"http://{host}:{port}")
    services(app).database.engine.dispose()  # no connection may live in two processes after the fork
    Server(app, host, port).run()


def prepare(app: Flask, address: str) -> None:
    """Development: migrate, fill an empty database, and let links in mails lead to where this process serves."""
    given = services(app)
    if given.settings.base_url == type(given.settings).base_url:
        given = replace(given, settings=replace(given.settings, base_url=address))
        app.extensions["signing"] = given
    upgrade(given.settings.database_url)
    if demo.is_empty(given):
        click.echo("正在载入演示数据……", err=True)
        demo.load(given)


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn around the application that is already there: one process, threads, the worker beside them."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        self.app, self.host, self.port = app, host, port
        self.worker: Consumer | None = None
        super().__init__()

    def load_config(self) -> None:
        wanted: dict[str, Any] = {
            "bind": f"{self.host}:{self.port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "graceful_timeout": worker.PATIENCE,
            "when_ready": lambda _arbiter: announce(self.app, f"http://{self.host}:{self.port}"),
            "post_worker_init": lambda _process: self.start_worker(),
            "worker_exit": lambda _arbiter, _process: self.stop_worker(),
        }
        for name, value in wanted.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app

    def start_worker(self) -> None:
        self.worker = worker.consumer(services(self.app), embedded=True)
        self.worker.start()

    def stop_worker(self) -> None:
        if self.worker is not None:
            self.worker.stop(graceful=True)


def announce(app: Flask, address: str) -> None:
    """Where it serves, and with which accounts the demo can be tried."""
    click.echo(f"\n{services(app).settings.site_name}：{address}\n")
    if not services(app).settings.production and next(demo.lines(services(app)), None):
        click.echo(f"演示账号（密码均为 {demo.PASSWORD}）：")
        for login, who in demo.ACCOUNTS:
            click.echo(f"  {login}{' ' * (COLUMN - _width(login))}{who}")
        click.echo(f"\n演示系统发出的邮件和短信：{address}/demo/outbox\n")
    services(app).database.engine.dispose()


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return len(text) + sum(ord(character) > 0x2E80 for character in text)
