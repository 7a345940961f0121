"""Workbooks and other files as answers."""

from pathlib import PurePath
from typing import BinaryIO

from flask import Response, send_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {".xlsx": XLSX, ".pdf": "application/pdf"}


def workbook(content: BinaryIO, name: str) -> Response:
    """An .xlsx as a download; the answer closes the file."""
    return attached(content, f"{name}.xlsx")


def attached(content: BinaryIO, name: str) -> Response:
    """A file of ours as a download; the answer closes it."""
    content.seek(0)
    return send_file(content, KINDS[PurePath(name).suffix], as_attachment=True, download_name=name)
