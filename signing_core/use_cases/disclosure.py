"""Personal numbers in full leave the system on request only, and the request stands in 操作日志."""

from signing_core.effects import log
from signing_core.models import DocumentKind, ImagePurpose, Signing
from signing_core.queries import restriction_list, review_export
from signing_core.queries.narrowing import Question
from signing_core.work import UnitOfWork

FULL_EXPORT = "导出完整身份证号和手机号"
PLAN_EXPORT = "导出就业方案"
LOG_EXPORT = "导出操作日志"
RESTRICTION_EXPORT = "导出签约开放列表"


def exported(work: UnitOfWork, question: Question, *, rows: int) -> None:
    """Note that a list was exported in full: how many rows, of which filter."""
    log.note(work, FULL_EXPORT, f"共 {rows:,} 行；范围：{review_export.described(question)}")


def plans_exported(work: UnitOfWork, cohort: int, *, rows: int) -> None:
    """Note that the plans of a cohort were exported, which is always in full."""
    log.note(work, PLAN_EXPORT, f"{cohort}届，共 {rows:,} 行，含完整身份证号和手机号")


def log_exported(work: UnitOfWork, narrowed: str, *, rows: int) -> None:
    """Note that the log itself was exported."""
    log.note(work, LOG_EXPORT, f"共 {rows:,} 行；范围：{narrowed}")


def restrictions_exported(work: UnitOfWork, question: Question, *, rows: int) -> None:
    """Note that 签约开放列表 was exported, which has the reasons of restrictions: how many rows, of which filter."""
    log.note(work, RESTRICTION_EXPORT, f"共 {rows:,} 行；范围：{restriction_list.described(question)}")


def printed(work: UnitOfWork, signing: Signing, kind: DocumentKind | ImagePurpose) -> None:
    """Note that somebody of the office opened an issued document or its stamped copy, with the ID number in full."""
    log.note(work, f"查看{kind.label}", f"协议书 {signing.number}，{signing.student_name}（{signing.student_number}）")
