"""单位用户中心: what an employer sees and does."""

from . import finding, importing, inviting, running
from .views import bp

__all__ = ["bp", "finding", "importing", "inviting", "running"]
