"""学生用户中心: what a student sees and does."""

from . import changing, rescinding
from .views import bp

__all__ = ["bp", "changing", "rescinding"]
