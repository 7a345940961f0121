"""placeholder"""
from flask import Blueprint
from portals.web import only
from signing_core.actors import STAFF
bp = Blueprint("admin", __name__, url_prefix="/admin")
@bp.get("/")
@only(*STAFF)
def index(): return "admin"
def init_app(app): app.register_blueprint(bp)
