"""Logs: one line of JSON for each event on stderr, readable lines in development, never anybody's data.

A failure is told by its types and places alone: the message of an exception may quote a name or an ID number.
"""

import logging
import sys
import traceback
from typing import TYPE_CHECKING, Any, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict

if TYPE_CHECKING:
    from .requests import Asked

NAME = "signing"
STATIC_ROUTE = "/static/"


class StandardError(logging.StreamHandler[TextIO]):
    """Writes to what is stderr at the moment of writing."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr


def configure(*, readable: bool) -> None:
    """Send everything that any library logs the same way; our own events from INFO on, others from WARNING."""
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = StandardError()
    handler.setFormatter(_formatter(readable=readable))
    root = logging.getLogger()
    root.handlers = [kept for kept in root.handlers if not isinstance(kept, StandardError)] + [handler]
    logging.getLogger(NAME).setLevel(logging.INFO)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # its access lines hold query strings


def _formatter(*, readable: bool) -> ProcessorFormatter:
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if readable:
        renderer = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    stamp = structlog.processors.TimeStamper(fmt="%H:%M:%S" if readable else "iso", utc=not readable)
    return ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_log_level],
        processors=[stamp, _tell_failure, ProcessorFormatter.remove_processors_meta, renderer],
    )


def answered(asked: "Asked", status: int, seconds: float) -> None:
    """One line for each answer but those of our own unchanged files."""
    if STATIC_ROUTE in asked.route and status < 400:
        return
    structlog.get_logger(NAME).info("request", **_facts(asked), status=status, ms=round(seconds * 1000, 1))


def failed(asked: "Asked", failure: Any) -> None:
    """A request that ended in an error of ours."""
    structlog.get_logger(NAME).error("failure", **_facts(asked), exc_info=failure)


def _facts(asked: "Asked") -> dict[str, str]:
    return {"method": asked.method, "route": asked.route, "role": asked.role, "request_id": asked.id}


def _tell_failure(_logger: Any, _method: str, event: EventDict) -> EventDict:
    info = event.pop("exc_info", None)
    if info:
        error = info if isinstance(info, BaseException) else (sys.exc_info() if info is True else info)[1]
        event["exception"] = places(error) if error else ""
    return event


def places(error: BaseException) -> str:
    """The exception and those that caused it: their types, and the lines of code they went through."""
    parts: list[str] = []
    told: set[int] = set()
    step: BaseException | None = error
    while step is not None and id(step) not in told:
        told.add(id(step))
        frames = "".join(traceback.format_tb(step.__traceback__))
        parts.append(f"{frames}{type(step).__module__}.{type(step).__qualname__}")
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return "\nraised while handling:\n".join(reversed(parts)) if len(parts) > 1 else parts[0]
