"""How commands speak: a refusal is its sentence on stderr and exit 1, long work shows how far it is."""

import functools
import sys
from collections.abc import Callable, Iterable
from typing import IO, Any, ParamSpec, TypeVar

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from portals.web import services
from signing_core.errors import Refusal
from signing_core.settings import SettingsError
from signing_core.work import Services

from .checks import UnsafeStart

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row")


class Said(click.ClickException):
    """One sentence for the operator, and exit 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file, err=True)


def operator_command(act: Callable[P, R]) -> Callable[P, R]:
    """What every command needs: the application's context, and refusals as sentences."""

    @with_appcontext
    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return act(*args, **kwargs)
        except Refusal as refusal:
            raise Said(refusal.message) from refusal
        except (SettingsError, UnsafeStart) as fault:
            raise Said(str(fault)) from fault

    return run


def group(name: str, what: str) -> AppGroup:
    """A group of commands under one word."""
    return AppGroup(name, help=what)


def here() -> Services:
    """The services of the process that runs the command."""
    return services(current_app)


def shown(items: Iterable[Row], label: str, length: int | None = None) -> Iterable[Row]:
    """The items again, with a progress bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=length, label=label, file=sys.stderr) as bar:
        yield from bar
