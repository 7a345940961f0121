"""What anybody may read without signing in."""

from .views import bp

__all__ = ["bp"]
