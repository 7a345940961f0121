"""单位用户中心: what an employer sees and does."""

from . import changing, finding, importing, inviting, registration, rescinding, running
from .views import bp

__all__ = ["bp", "changing", "finding", "importing", "inviting", "registration", "rescinding", "running"]
