"""学生用户中心: what a student sees and does."""

from . import changing, destinations, paper_entry, papers, record, rescinding, scans, uploading
from .views import bp

__all__ = ["bp", "changing", "destinations", "paper_entry", "papers", "record", "rescinding", "scans", "uploading"]
