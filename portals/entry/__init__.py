"""The three doors, sign-in and out, passwords set, changed and forgotten, first sign-in, check of a source record."""

from . import first, forgotten, source
from .views import bp

__all__ = ["bp", "first", "forgotten", "source"]
