"""What stops a start in production: debug, an old database, missing indexes or triggers."""

from collections.abc import Iterator

import click
from flask import Flask
from flask.cli import FlaskGroup

from portals.web import services
from signing_core import schema

SHOWN = 10


class UnsafeStart(Exception):
    """Production must not start like this; the message says why and what to do."""


def refuse_unsafe_start(app: Flask) -> None:
    """Raise UnsafeStart in production. Commands such as ``db upgrade`` mend what is asked for here: they go on."""
    if services(app).settings.production and not _loaded_for_a_command():
        check(app)


def check(app: Flask) -> None:
    """Raise UnsafeStart with everything that is wrong."""
    found = list(faults(app))
    if found:
        raise UnsafeStart("; ".join(found))


def faults(app: Flask) -> Iterator[str]:
    """Each thing that is unsafe, as a sentence."""
    engine = services(app).database.engine
    if app.debug:
        yield "debug is on: unset FLASK_DEBUG"
    if not schema.at_head(engine):
        yield "the database is not at head: run `flask --app app db upgrade`"
        return
    differences = schema.differences(engine)
    yield from differences[:SHOWN]
    if len(differences) > SHOWN:
        yield f"and {len(differences) - SHOWN} more: run `flask --app app db check`"


def _loaded_for_a_command() -> bool:
    """True while Flask looks a command of ours up; its own ``flask run`` asks for the application later."""
    context = click.get_current_context(silent=True)
    return context is not None and isinstance(context.command, FlaskGroup)
