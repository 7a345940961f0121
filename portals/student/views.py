"""Home, the list of invitations, an invitation and its answer, one signing with its documents."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portals import documents, look, notices
from portals.web import only, reading, seen, working
from signing_core import turns
from signing_core.actors import Role
from signing_core.catalogues.destinations import DETAILS, category_of
from signing_core.effects.notices import path_of
from signing_core.models import Signing
from signing_core.queries import student_pages
from signing_core.queries.agreement_facts import STEP_OF, STEPS
from signing_core.states import SigningKind
from signing_core.states import SigningState as S
from signing_core.use_cases import invitations

WAYS = {
    turns.ANSWER_INVITATION: "查看邀请函",
    turns.ANSWER_CHANGE: "查看修改",
    turns.ANSWER_CHANGE_OF_RETURNED: "查看修改",
    turns.ANSWER_RESCISSION[Role.EMPLOYER]: "查看解约",
}

DETAIL_OF = {
    SigningKind.ONLINE: "student.online_detail",
    SigningKind.PAPER: "student.paper",
    SigningKind.DESTINATION: "student.destination",
}
WAYS_OF_ENTRY = {
    turns.OF_PAPER[S.DRAFT]: ("继续录入", "student.paper_entry"),
    turns.OF_PAPER[S.FORM_RETURNED]: ("修改协议书", "student.paper_entry"),
    turns.OF_PAPER[S.FORM_REJECTED]: ("修改协议书", "student.paper_entry"),
    turns.OF_PAPER[S.AWAITING_FEEDBACK]: ("反馈签约资料", "student.paper_feedback"),
    turns.OF_PAPER[S.REJECTED]: ("反馈签约资料", "student.paper_feedback"),
    turns.OF_DESTINATION[S.DRAFT]: ("继续填写", "student.destination_entry"),
    turns.OF_DESTINATION[S.RETURNED]: ("修改登记", "student.destination_entry"),
    turns.OF_DESTINATION[S.REJECTED]: ("修改登记", "student.destination_entry"),
}

bp = Blueprint("student", __name__, url_prefix="/student")
look.teach(bp)
notices.serve(bp, Role.STUDENT, centre="学生中心")


@bp.app_template_filter()
def way_of(signing: Signing) -> tuple[str, str] | None:
    """The button to what waits for the student, and where it leads."""
    task = turns.task_of(signing)
    if task in WAYS_OF_ENTRY:
        label, endpoint = WAYS_OF_ENTRY[task]
        return label, url_for(endpoint, public_id=signing.public_id)
    label = WAYS.get(task, "")
    return (label, path_of(signing, turns.Turn.STUDENT)) if label else None


@bp.app_template_filter()
def case_page(signing: Signing) -> str:
    """签约详情 of a signing of any kind."""
    return url_for(DETAIL_OF[signing.kind], public_id=signing.public_id)


@bp.app_template_filter()
def category_name(signing: Signing) -> str:
    """就业类型 of another destination."""
    known = signing.destination in DETAILS  # a draft may be older than the catalogue
    return category_of(signing.destination).name if known else signing.destination


@bp.app_template_filter()
def name_of(signing: Signing) -> str:
    """What a signing is called where nothing else tells it from others: its unit, or what is still to be filled in."""
    return signing.employer_name or signing.destination or "纸质协议书（尚未填写单位）"


@bp.get("/")
@only(Role.STUDENT)
def home() -> ResponseReturnValue:
    with reading() as work:
        shown = student_pages.home(work)
    return render_template("student/home.html", home=shown)


@bp.get("/online")
@only(Role.STUDENT)
def online() -> ResponseReturnValue:
    status = look.searched("status")
    with reading() as work:
        rows = student_pages.online(work, status=status, number=look.page_number())
    return render_template(
        "student/online.html",
        rows=rows.rows,
        page=look.pager(rows),
        status=status,
        statuses=[(label, label) for label in student_pages.STATUSES],
    )


@bp.get("/online/<public_id>")
@only(Role.STUDENT)
def online_invitation(public_id: str) -> ResponseReturnValue:
    with reading() as work:
        invitation = student_pages.invitation(work, public_id)
    return render_template("student/invitation.html", invitation=invitation, signing=invitation.signing)


@bp.get("/online/<public_id>/detail")
@only(Role.STUDENT)
def online_detail(public_id: str) -> ResponseReturnValue:
    with reading() as work:
        detail = student_pages.detail(work, public_id)
    return render_template("student/detail.html", detail=detail, steps=STEPS, step=STEP_OF[detail.signing.state])


@bp.get("/online/<public_id>/document")
@only(Role.STUDENT)
def online_document(public_id: str) -> ResponseReturnValue:
    return documents.answer(public_id, back_url=url_for(".online_detail", public_id=public_id))


@bp.get("/online/<public_id>/certificate")
@only(Role.STUDENT)
def online_certificate(public_id: str) -> ResponseReturnValue:
    return documents.certificate(public_id, back_url=url_for(".online_detail", public_id=public_id))


@bp.post("/online/<public_id>/accept")
@only(Role.STUDENT)
def online_accept(public_id: str) -> ResponseReturnValue:
    answer = url_for(".online_detail", public_id=public_id)
    with working(then=answer) as work:
        invitations.accept(work, public_id, seen_terms=seen("seen_terms"))
    flash("您已同意签约，现在由学校审核，审核通过后协议书生效。", "success")
    return redirect(answer, 303)


@bp.post("/online/<public_id>/decline")
@only(Role.STUDENT)
def online_decline(public_id: str) -> ResponseReturnValue:
    answer = url_for(".online")
    with working(then=answer) as work:
        invitations.decline(work, public_id, seen_terms=seen("seen_terms"), reason=request.form.get("reason", ""))
    flash("您已拒绝这份邀请，用人单位会收到通知。", "success")
    return redirect(answer, 303)
