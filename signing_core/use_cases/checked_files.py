"""A kept file that a job checks and another imports: the order of the import, and the end of the file."""

from dataclasses import dataclass

from signing_core.errors import MoveRefused, NotFound
from signing_core.models import JobState, KeptFile
from signing_core.work import UnitOfWork

from . import jobs, uploads
from .jobs import JobKind
from .uploads import Purpose

LOST = "上传的文件已不在，可能已被新上传的文件替换，请重新上传。"


@dataclass(frozen=True)
class Import:
    """What is imported: the purpose that its file is kept for, and the jobs that check it and write it."""

    purpose: Purpose
    check: JobKind
    write: JobKind


ROSTER = Import(Purpose.ROSTER, JobKind.ROSTER_CHECK, JobKind.ROSTER_IMPORT)
EMPLOYERS = Import(Purpose.EMPLOYERS, JobKind.EMPLOYER_CHECK, JobKind.EMPLOYER_IMPORT)
RESTRICTIONS = Import(Purpose.RESTRICTIONS, JobKind.RESTRICTION_CHECK, JobKind.RESTRICTION_IMPORT)


def order_import(work: UnitOfWork, what: Import, checked: str, *, public_id: str) -> None:
    """确认导入 after a job has checked the file; raises MoveRefused where there is nothing to import any more."""
    check = jobs.find(work, checked)
    if check.kind != what.check or check.state is not JobState.DONE:
        raise MoveRefused("文件还没有检查完，暂不能导入。")
    find(work, what, check.asked["file"])
    jobs.order(work, what.write, check.asked, public_id=public_id)


def find(work: UnitOfWork, what: Import, public_id: str) -> KeptFile:
    """The upload; raises MoveRefused where it is gone."""
    try:
        return uploads.find(work, public_id, purpose=what.purpose)
    except NotFound:
        raise MoveRefused(LOST) from None


def let_go(work: UnitOfWork, what: Import, public_id: str) -> list[str]:
    """The upload has served; its key to clear after the commit, if no new upload took its place meanwhile."""
    try:
        return [uploads.drop(work, public_id, purpose=what.purpose)]
    except NotFound:
        return []
