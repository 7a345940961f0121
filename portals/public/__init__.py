"""What anybody may read without signing in."""

from . import help, verify  # noqa: F401 - its address belongs to the blueprint
from .views import bp

__all__ = ["bp"]
