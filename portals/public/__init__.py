"""What anybody may read without signing in."""

from . import help, registering, verify  # noqa: F401 - their addresses belong to the blueprint
from .views import bp

__all__ = ["bp"]
