"""学生用户中心: what a student sees and does."""

from . import changing, paper_entry, papers, rescinding, scans, uploading
from .views import bp

__all__ = ["bp", "changing", "paper_entry", "papers", "rescinding", "scans", "uploading"]
