"""A kept file that a job checks and another imports: the order of the import, and the end of the file."""

from signing_core.errors import MoveRefused, NotFound
from signing_core.models import JobState, KeptFile
from signing_core.work import UnitOfWork

from . import jobs, uploads
from .jobs import JobKind
from .uploads import Purpose

LOST = "上传的文件已不在，可能已被新上传的文件替换，请重新上传。"
IMPORT_AFTER = {
    JobKind.ROSTER_CHECK: JobKind.ROSTER_IMPORT,
    JobKind.RESTRICTION_CHECK: JobKind.RESTRICTION_IMPORT,
}


def order_import(work: UnitOfWork, checked: str, *, kind: JobKind, purpose: Purpose, public_id: str) -> None:
    """确认导入 after a job of that kind has checked the file; raises MoveRefused where there is nothing to import."""
    check = jobs.find(work, checked)
    if check.kind != kind or check.state is not JobState.DONE:
        raise MoveRefused("文件还没有检查完，暂不能导入。")
    find(work, check.asked["file"], purpose=purpose)
    jobs.order(work, IMPORT_AFTER[kind], check.asked, public_id=public_id)


def find(work: UnitOfWork, public_id: str, *, purpose: Purpose) -> KeptFile:
    """The upload; raises MoveRefused where it is gone."""
    try:
        return uploads.find(work, public_id, purpose=purpose)
    except NotFound:
        raise MoveRefused(LOST) from None


def let_go(work: UnitOfWork, public_id: str, *, purpose: Purpose) -> list[str]:
    """The upload has served; its key to clear after the commit, if no new upload took its place meanwhile."""
    try:
        return [uploads.drop(work, public_id, purpose=purpose)]
    except NotFound:
        return []
