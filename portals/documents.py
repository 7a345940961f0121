"""A signing's document as an answer: the file once it is drawn, until then a page that asks again by itself."""

from urllib.parse import quote

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from portals.web import reading, services
from signing_core.queries import documents
from signing_core.use_cases import drawing

PDF = "application/pdf"
# The file is a document of its own: nothing may be loaded beside it, and only the browser's reader shows it.
POLICY = "default-src 'none'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def answer(public_id: str, *, back_url: str) -> ResponseReturnValue:
    """The document of a signing in scope, to look at or, with ``?download=1``, to keep."""
    with reading() as work:
        signing, document = documents.shown(work, public_id)
    if document.drawn_at is None:
        return render_template("document_waiting.html", back_url=back_url), 202
    name = f"协议书_{signing.number}.pdf" if document.code else "协议书_未生效.pdf"
    return _pdf(drawing.content(services(), document), name)


def _pdf(data: bytes, name: str) -> Response:
    way = "attachment" if request.args.get("download") else "inline"
    answer = Response(data, mimetype=PDF)
    answer.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
