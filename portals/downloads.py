"""Workbooks as answers."""

from typing import BinaryIO

from flask import Response, send_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(content: BinaryIO, name: str) -> Response:
    """An .xlsx as a download; the answer closes the file."""
    content.seek(0)
    return send_file(content, XLSX, as_attachment=True, download_name=f"{name}.xlsx")
