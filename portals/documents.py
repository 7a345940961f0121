"""A signing's document as an answer: the file once it is drawn, until then a page that asks again by itself."""

from urllib.parse import quote

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from portals.headers import policy
from portals.web import present_actor, reading, services
from signing_core.actors import STAFF
from signing_core.models import AGREEMENTS, Document, Signing
from signing_core.queries import documents
from signing_core.use_cases import disclosure, drawing

PDF = "application/pdf"
# The file is a document of its own: nothing may be loaded beside it, and only the browser's reader shows it, in a
# window of its own or beside the data on a page of ours.
POLICY = "default-src 'none'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


def answer(public_id: str, *, back_url: str) -> ResponseReturnValue:
    """The agreement of a signing in scope, to look at or, with ``?download=1``, to keep."""
    with reading() as work:
        signing, document = documents.shown(work, public_id)
    return _file(signing, document, back_url)


def certificate(public_id: str, *, back_url: str) -> ResponseReturnValue:
    """解约证明 of a signing in scope, in the same ways."""
    with reading() as work:
        signing, document = documents.certificate_shown(work, public_id)
    return _file(signing, document, back_url)


def release_form(public_id: str, *, back_url: str) -> ResponseReturnValue:
    """解除证明 to be stamped, in the same ways."""
    with reading() as work:
        signing, document = documents.release_form_shown(work, public_id)
    return _file(signing, document, back_url)


def _file(signing: Signing, document: Document, back_url: str) -> ResponseReturnValue:
    title = document.kind.label
    if document.drawn_at is None:
        waiting = Response(render_template("document_waiting.html", back_url=back_url, title=title), 202)
        waiting.headers["Content-Security-Policy"] = policy(framed=True)
        return waiting
    data = drawing.content(services(), document)
    if document.code is None:
        return _pdf(data, f"{title}_未生效.pdf" if document.kind in AGREEMENTS else f"{title}.pdf")
    _note_if_of_the_office(signing, document)
    return _pdf(data, f"{title}_{signing.number}.pdf")


def _note_if_of_the_office(signing: Signing, document: Document) -> None:
    """A GET that writes: whoever is no party leaves a note before the numbers leave, however the file was asked for."""
    actor = present_actor()
    if actor.role in STAFF:
        with services().working(actor) as work:
            disclosure.printed(work, signing, document.kind)


def _pdf(data: bytes, name: str) -> Response:
    way = "attachment" if request.args.get("download") else "inline"
    answer = Response(data, mimetype=PDF)
    answer.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
