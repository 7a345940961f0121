"""placeholder"""

from flask import Blueprint
from portals.web import only, public
from signing_core.actors import Role

bp = Blueprint("student", __name__, url_prefix="/student")


@bp.get("/")
@only(Role.STUDENT)
def home():
    return "student"


@bp.get("/online")
@only(Role.STUDENT)
def online():
    return "student"
