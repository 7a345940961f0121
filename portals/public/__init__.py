"""placeholder"""

from flask import Blueprint
from portals.web import only, public
from signing_core.actors import Role

bp = Blueprint("public", __name__, url_prefix="/public")
