"""学生用户中心: what a student sees and does."""

from .views import bp

__all__ = ["bp"]
