"""placeholder"""

from flask import Blueprint
from portals.web import only, public
from signing_core.actors import Role

bp = Blueprint("employer", __name__, url_prefix="/employer")


@bp.get("/")
@only(Role.EMPLOYER)
def home():
    return "e"


@bp.get("/search")
@only(Role.EMPLOYER)
def search():
    return "e"


@bp.get("/candidates")
@only(Role.EMPLOYER)
def candidates():
    return "e"


@bp.get("/data")
@only(Role.EMPLOYER)
def data():
    return "e"
