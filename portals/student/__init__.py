"""学生用户中心: what a student sees and does."""

from . import changing, papers, rescinding, scans
from .views import bp

__all__ = ["bp", "changing", "papers", "rescinding", "scans"]
