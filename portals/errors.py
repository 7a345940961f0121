"""Refusals and errors as pages: the one place where a sentence of the core meets the user."""

from flask import Flask, flash, g, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from signing_core.errors import NotAllowed, NotFound, Refusal, SentTwice, StalePage
from signing_core.use_cases import operations
from signing_core.use_cases.sessions import SessionEnded

from .web import DOOR_OF, back, end_session, home, own_path, reading

AS_PAGE = (NotFound, NotAllowed, StalePage)


def init_app(app: Flask) -> None:
    app.register_error_handler(Refusal, show_refusal)
    app.register_error_handler(SessionEnded, lead_to_the_door)
    app.register_error_handler(SentTwice, lead_to_the_answer)
    app.register_error_handler(CSRFError, lambda _error: page(400, "表单已过期，请返回刷新页面后重新提交。"))
    app.register_error_handler(HTTPException, lambda error: page(error.code or 500))


def page(status: int, sentence: str = "") -> tuple[str, int]:
    """An error page with a plain sentence and a way on; without one the template says what the status means."""
    return render_template(
        "errors/error.html", status=status, message=sentence, back_url=own_path(request.referrer)
    ), status


def show_refusal(refusal: Refusal) -> Response | tuple[str, int]:
    """Foreign, forbidden and changed things get a page; any other refusal goes back with its sentence."""
    if isinstance(refusal, AS_PAGE) or request.method == "GET":
        return page(refusal.status, refusal.message)
    flash(refusal.message, "error")
    return back()


def lead_to_the_door(ended: SessionEnded) -> Response:
    """Whose session ended meanwhile signs in again; nothing of the act was done."""
    door = DOOR_OF[g.actor.role]
    end_session()
    flash(ended.message, "warning")
    return redirect(url_for("entry.login", door=door), 303)


def lead_to_the_answer(_twice: SentTwice) -> Response:
    """A form that was sent twice is answered where the first send was."""
    with reading() as work:
        address = operations.answer_of(work, request.form.get("operation_id", ""))
    return redirect(address or home(), 303)
