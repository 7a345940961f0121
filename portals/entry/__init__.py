"""The three doors, sign-in and out, passwords, a student's first sign-in, and the check of its source record."""

from . import source
from .views import bp

__all__ = ["bp", "source"]
