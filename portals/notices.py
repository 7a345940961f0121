"""站内通知, alike in both portals: the list, opening one, marking all as read."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from signing_core.actors import Role
from signing_core.queries import notices as queries
from signing_core.use_cases import notices as acts

from . import look
from .web import only, reading, working


def serve(bp: Blueprint, role: Role, *, centre: str) -> None:
    """Give a portal, whose pages stand in that ``centre``, its notices."""

    @bp.get("/notices")
    @only(role)
    def notices() -> ResponseReturnValue:
        with reading() as work:
            rows = queries.of_actor(work, number=look.page_number())
        return render_template("notices.html", rows=rows.rows, page=look.pager(rows), centre=centre)

    @bp.post("/notices/<public_id>")
    @only(role)
    def notice(public_id: str) -> ResponseReturnValue:
        """Opening one marks it as read, so it is no GET."""
        with reading() as work:
            answer = acts.address_of(work, public_id)
        with working(then=answer) as work:
            acts.mark_read(work, public_id)
        return redirect(answer, 303)

    @bp.post("/notices/read")
    @only(role)
    def notices_read() -> ResponseReturnValue:
        answer = url_for(".notices")
        with working(then=answer) as work:
            acts.mark_all_read(work)
        return redirect(answer, 303)
