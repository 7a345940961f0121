"""What LibreOffice finds in a workbook that we write: the other reader that offices have."""

import csv
import shutil
import subprocess

import pytest

from exports.rows_workbook import Column, write_rows
from tests.exports.test_rows_workbook import AT, COLUMNS, DAY, ODD

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76"  # commas, quotes, UTF-8
SECONDS = 180


@pytest.fixture
def opened(tmp_path):
    """The cells as LibreOffice shows them, under a profile of its own."""

    def read(rows) -> list[list[str]]:
        with (tmp_path / "list.xlsx").open("wb") as target:
            write_rows(rows, [*COLUMNS, Column("末列")], target, sheet="清单&<1>")
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", AS_SHOWN, "--outdir", tmp_path, "list.xlsx"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=SECONDS)
        with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as found:
            return list(csv.reader(found))

    return read


def test_libreoffice_shows_every_cell_as_it_was_meant(opened):
    rows = [(f"{n:05}", AT, DAY, text, "") for n, text in enumerate(ODD)]
    found = opened([*rows, (None, None, None, None, "末")])
    assert found[0] == ["编号", "时间", "日期", "说明", "末列"]
    shown = [[number, "2019-12-13 23:59", "2020.02.29", text, ""] for number, *_, text, _ in rows]
    assert found[1:-1] == shown
    assert found[-1] == ["", "", "", "", "末"]


def test_libreoffice_opens_a_list_without_rows(opened):
    assert opened([]) == [["编号", "时间", "日期", "说明", "末列"]]
