"""学生用户中心: what a student sees and does."""

from . import changing, destinations, own_phone, paper_entry, papers, record, rescinding, scans, uploading
from .views import bp

__all__ = [
    "bp",
    "changing",
    "destinations",
    "own_phone",
    "paper_entry",
    "papers",
    "record",
    "rescinding",
    "scans",
    "uploading",
]
