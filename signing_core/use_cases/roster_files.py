"""生源 in a file that is kept: the import of what a job has checked, and the end of the file."""

from signing_core.errors import MoveRefused, NotFound
from signing_core.models import JobState, KeptFile
from signing_core.work import UnitOfWork

from . import jobs, uploads
from .jobs import JobKind
from .uploads import Purpose

LOST = "上传的文件已不在，可能已被新上传的文件替换，请重新上传。"


def order_import(work: UnitOfWork, checked: str, *, public_id: str) -> None:
    """确认导入 after a job has checked the file; raises MoveRefused where there is nothing to import any more."""
    check = jobs.find(work, checked)
    if check.kind != JobKind.ROSTER_CHECK or check.state is not JobState.DONE:
        raise MoveRefused("文件还没有检查完，暂不能导入。")
    find(work, check.asked["file"])
    jobs.order(work, JobKind.ROSTER_IMPORT, check.asked, public_id=public_id)


def find(work: UnitOfWork, public_id: str) -> KeptFile:
    """The upload; raises MoveRefused where it is gone."""
    try:
        return uploads.find(work, public_id, purpose=Purpose.ROSTER)
    except NotFound:
        raise MoveRefused(LOST) from None


def let_go(work: UnitOfWork, public_id: str) -> list[str]:
    """The upload has served; its key to clear after the commit, if no new upload took its place meanwhile."""
    try:
        return [uploads.drop(work, public_id, purpose=Purpose.ROSTER)]
    except NotFound:
        return []
