"""营业执照 on its way in and out: one picture, checked and stored outside the unit that names it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from flask import Response, request
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage

from importers import images as checking
from importers.bad_image import BadImage
from portals.web import reading, services
from signing_core.errors import Problems
from signing_core.models import Licence
from signing_core.use_cases import images, uploads
from signing_core.use_cases.images import Stored

from .pictures import as_picture

FIELD = "licence"
MISSING = "请上传营业执照或法人证书的图片。"
TYPES = {"accept": "image/jpeg,image/png"}


def field(*validators: object) -> FileField:
    """The control by which the picture is chosen."""
    return FileField("营业执照", [*validators], description="JPG 或 PNG 图片，最大 2 MB，字迹清楚。", render_kw=TYPES)


def given(file: FileStorage | None) -> checking.Cleaned | None:
    """The picture as it may be kept; None where none was chosen. Raises Problems beside its field."""
    if file is None or not file.filename:
        return None
    with closing(file):
        try:
            return checking.cleaned(file.read(), file.filename)
        except BadImage as refusal:
            raise Problems({FIELD: refusal.message}) from None


@contextmanager
def stored(picture: checking.Cleaned | None) -> Iterator[Stored | None]:
    """The picture in the store while a unit names it; whoever is refused leaves nothing there."""
    if picture is None:
        yield None
        return
    kept = images.store(services(), picture.picture)
    try:
        yield kept
    except Exception:
        uploads.clear(services(), kept.keys)
        raise


def answer(public_id: str) -> Response:
    """The licence in scope or, with ``?thumbnail=1``, its small picture."""
    with reading() as work:
        licence = work.get(Licence, public_id)
    return as_picture(images.content(services(), licence, thumbnail="thumbnail" in request.args))
