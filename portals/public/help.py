"""常见问题: the cases that come up again and again, each with its way out and whom to turn to."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from portals.web import public, services
from signing_core.actors import OFFICE, SYSTEM
from signing_core.queries import eligibility

from .views import bp


@bp.get("/help")
@public
def help_page() -> ResponseReturnValue:
    """One page for everybody; who belongs to a school reads its contact, staff where each case is mended."""
    actor = g.get("actor")
    contact = None
    if actor is not None and actor.school_id is not None:
        with services().reading(SYSTEM) as work:
            contact = eligibility.contact_of(work, school_id=actor.school_id, college_id=actor.college_id)
    return render_template("public/help.html", contact=contact, staff=actor is not None and actor.role in OFFICE)
