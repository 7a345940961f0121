"""The three doors, sign-in and out, passwords set, changed and forgotten, and a student's first sign-in."""

from . import first, forgotten
from .views import bp

__all__ = ["bp", "first", "forgotten"]
