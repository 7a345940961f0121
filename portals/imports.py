"""A workbook on its way in: it waits in the store, encrypted and its user's alone, until the user confirms."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import redirect, request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response

from importers.report import Report, reason_of
from importers.workbook import shown_name
from signing_core.errors import SentTwice
from signing_core.use_cases import operations, uploads
from signing_core.use_cases.uploads import Purpose
from signing_core.work import UnitOfWork

from .web import reading, services, working


def _nothing_else(_work: UnitOfWork, _public_id: str) -> None:
    """Most uploads need no more than to be kept."""


def upload_form(label: str) -> type[FlaskForm]:
    """A form class with the one field ``file``."""
    description = "支持 .xlsx、.xls、.csv，最大 20 MB。"
    file = FileField(label, [FileRequired("请选择要导入的文件。")], description=description)
    return type("UploadForm", (FlaskForm,), {"file": file})


def keep(
    data: bytes,
    *,
    name: str,
    purpose: Purpose,
    then: Callable[[str], str],
    also: Callable[[UnitOfWork, str], object] = _nothing_else,
) -> Response:
    """Keep what the next pages need, in place of what waited before; ``then`` is the preview's address by id.

    ``also`` is done in the same unit, before anything is kept.
    """
    public_id = services().new_id()
    address = then(public_id)
    with working(then=address) as work:
        also(work, public_id)  # first: a refusal of it must leave no file behind
        replaced = uploads.keep(work, public_id, data, name=shown_name(name), purpose=purpose)
    uploads.clear(services(), replaced)
    return redirect(address, 303)


def kept(work: UnitOfWork, public_id: str, *, purpose: Purpose) -> tuple[str, bytes]:
    """The file's name and what was kept of it; raises NotFound for anybody else's."""
    file = uploads.find(work, public_id, purpose=purpose)
    return file.name, uploads.content(services(), file)


def refuse_second_send() -> None:
    """确认导入 that was sent before has its answer, and the file that it was about is gone."""
    with reading() as work:
        if operations.answer_of(work, request.form.get("operation_id", "")):
            raise SentTwice


@contextmanager
def taking(public_id: str, *, purpose: Purpose, then: str) -> Iterator[UnitOfWork]:
    """The unit of work of 确认导入; the file goes with it."""
    with working(then=then) as work:
        yield work
        key = uploads.drop(work, public_id, purpose=purpose)
    uploads.clear(services(), [key])


def wrong_rows(report: Report) -> list[tuple[int, str]]:
    """The wrong rows of a report as a page shows them: number and reason."""
    return [(number, reason_of(problems)) for number, problems in report.wrong_rows().items()]
