"""Public data for the forms of every audience."""

from flask import Blueprint, Response, request

from portals.web import public
from signing_core.catalogues import places

bp = Blueprint("public", __name__)

A_WEEK = 7 * 24 * 3600


@bp.get("/places.json")
@public
def places_json() -> Response:
    """The places of GB/T 2260 for cascading selects; the same for everybody and seldom new."""
    answer = Response(places.tree(), mimetype="application/json")
    answer.cache_control.public = True
    answer.cache_control.max_age = A_WEEK
    answer.add_etag()
    return answer.make_conditional(request)
