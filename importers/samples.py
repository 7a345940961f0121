"""The sample workbooks of docs/samples, in the own templates: ``python -m importers.samples docs/samples``."""

import io
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import load_workbook

from signing_core.catalogues.roster import LABEL_OF

from . import candidates, students
from .demo import COHORT, SCHOOL_NAME
from .demo_people import COMPUTING, LANGUAGES, a_graduate
from .templates import AS_TEXT, Column, template

ROSTER, CANDIDATES = "生源信息.xlsx", "拟签约名单.xlsx"
FIRST = 20191201  # far behind the demo's own
NAMES = "江晓舟 沈知远 卢星辰 蒋依然 方景行 任书宁 夏清和 秦亦舟 顾南风 孟初晴 白云川 钟灵秀"
INVITED = 10  # the others are left for 签约搜索
MADE = b"2020-01-01T00:00:00Z"
FIRST_FREE_ROW = 3  # below the header and the example


def samples() -> dict[str, bytes]:
    """The files by name; the same bytes each time."""
    roster = list(_roster())
    return {
        ROSTER: _filled(students.STUDENT_COLUMNS, students.TITLE, students.notes(COHORT), roster),
        CANDIDATES: _filled(
            candidates.CANDIDATE_COLUMNS, candidates.TITLE, candidates.NOTES, map(_candidate, roster[:INVITED])
        ),
    }


def _roster() -> Iterable[Mapping[str, str]]:
    for place, name in enumerate(NAMES.split()):
        facts = a_graduate(FIRST + place, name, LANGUAGES if place % 4 == 3 else COMPUTING)
        yield {LABEL_OF[fact]: text for fact, text in facts.items()} | {"毕业年度": str(COHORT)}


def _candidate(student: Mapping[str, str]) -> Mapping[str, str]:
    """Every third is known to the employer by the mobile number."""
    proof = student["手机号"] if int(student["学号"]) % 3 == 0 else student["身份证号"]
    return {
        candidates.SCHOOL: SCHOOL_NAME,
        candidates.COHORT: student["毕业年度"],
        candidates.NAME: student["姓名"],
        candidates.PROOF: proof,
    }


def _filled(columns: Sequence[Column], title: str, notes: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    workbook = load_workbook(io.BytesIO(template(columns, title, notes)))
    for number, row in enumerate(rows, FIRST_FREE_ROW):
        for place, column in enumerate(columns, 1):
            workbook[title].cell(number, place, row[column.name]).number_format = AS_TEXT
    out = io.BytesIO()
    workbook.save(out)
    return _undated(out.getvalue())


def _undated(data: bytes) -> bytes:
    """Without the hour of saving, which would make every copy another file."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as saved, ZipFile(out, "w") as kept:
        for name in saved.namelist():
            part = saved.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(?<=>)[0-9-]+T[0-9:]+Z(?=<)", MADE, part)
            kept.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for filename, content in samples().items():
        (folder / filename).write_bytes(content)
